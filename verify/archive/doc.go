// Package archive asks web archives which snapshots of a source they hold. A
// URL and the moment it was cited go in, a verify.Lookup comes out: snapshots,
// best first, or that there is none, or that the site keeps the archive out.
// The pipeline calls it through the interface verify.Archive.
//
// One file holds one provider. All of them ask through a service, which owes
// the archive politeness, bounds what it reads, and tells an answer from an
// outage: whatever is not plainly an answer is an error, for an editor who
// reads "no snapshot" stops looking.
package archive
