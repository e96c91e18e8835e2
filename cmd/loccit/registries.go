package main

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"loccit/verify"
	"loccit/verify/registry"
)

// An endpoint is a flag that takes the address of a service.
type endpoint string

func (e *endpoint) String() string { return string(*e) }
func (e *endpoint) Type() string   { return "URL" }
func (e *endpoint) Set(s string) error {
	if u, err := url.Parse(s); s != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("not a URL; write one such as https://service.example")
	}
	*e = endpoint(s)
	return nil
}

// registryNames are the words of --registries.
func registryNames() []string { return append(registry.Names(), "none") }

// registryURLs are the flags that give registries another address, by name.
func (s *settings) registryURLs() map[string]*endpoint {
	return map[string]*endpoint{"arxiv": &s.arxivURL, "doi": &s.doiURL, "crossref": &s.crossrefURL, "datacite": &s.dataciteURL}
}

// registries are those that are to be asked, in the order in which they know
// best, whatever that of --registries is; none of them with --private.
func (c *cli) registries(o registry.Options) ([]verify.Registry, error) {
	var asked []verify.Registry
	if c.set.private || slices.Contains(c.set.registries.values, "none") {
		return nil, nil
	}
	o.Contact = c.set.contact
	for _, name := range registry.Names() {
		if !slices.Contains(c.set.registries.values, name) {
			continue
		}
		o.Endpoint = string(*c.set.registryURLs()[name])
		r, err := registry.New(name, o)
		if err != nil {
			return nil, fmt.Errorf("--registries: %w", err)
		}
		asked = append(asked, r)
	}
	return asked, nil
}
