package registry

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// catalogue is every registry, in the order in which they are asked: the
// handle system knows whether there is such a DOI, Crossref and DataCite what
// it is of. ArXiv is asked before the handle system, for it knows both; that it
// has nothing is believed where the handle system says so, too.
var catalogue = []struct {
	name string
	make func(Options) verify.Registry
}{
	{"arxiv", func(o Options) verify.Registry { return NewArXiv(o) }},
	{"doi", func(o Options) verify.Registry { return NewDOI(o) }},
	{"crossref", func(o Options) verify.Registry { return NewCrossref(o) }},
	{"datacite", func(o Options) verify.Registry { return NewDataCite(o) }},
}

// Names are the registries that New knows, in the order in which they are to be
// asked.
func Names() []string {
	var names []string
	for _, r := range catalogue {
		names = append(names, r.name)
	}
	return names
}

// New returns the provider called name. The error lists the names there are.
func New(name string, o Options) (verify.Registry, error) {
	i := slices.Index(Names(), name)
	if i < 0 {
		return nil, fmt.Errorf("no registry is called %q; there are %s", name, strings.Join(Names(), ", "))
	}
	return catalogue[i].make(o), nil
}
