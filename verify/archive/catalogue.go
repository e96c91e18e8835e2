package archive

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// catalogue is every archive that can be named without an address. archive.today
// is none of them: its captures are altered, and it has no contract.
var catalogue = []struct {
	name string
	make func(Options) verify.Asker
}{
	{"wayback", func(o Options) verify.Asker { return NewWayback(o) }},
	{"arquivo", func(o Options) verify.Asker { return NewArquivo(o) }},
	{"perma", func(o Options) verify.Asker { return NewPerma(o) }},
}

// Names are the archives that New knows, in the order in which they are worth
// asking.
func Names() []string {
	var names []string
	for _, a := range catalogue {
		names = append(names, a.name)
	}
	return names
}

// New returns the provider called name. The error lists the names there are.
func New(name string, o Options) (verify.Asker, error) {
	i := slices.Index(Names(), name)
	if i < 0 {
		return nil, fmt.Errorf("no archive is called %q; there are %s", name, strings.Join(Names(), ", "))
	}
	return catalogue[i].make(o), nil
}
