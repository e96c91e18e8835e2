// Package registry asks registers of identifiers what they know of a DOI or an
// arXiv number. An identifier goes in, a verify.Record comes out: what the work
// is called, who wrote it, what was published about it since, or that there is
// no such identifier. The pipeline calls it through the interface
// verify.Registry.
//
// One file holds one provider. All of them ask through a desk, which owes the
// registry politeness, bounds what it reads, and tells an answer from an
// outage: whatever is not plainly an answer is an error, for an editor who
// reads "not registered" takes the source for invented.
package registry
