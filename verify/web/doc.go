// Package web asks the web: one URL in, one Answer out. It is the lowest layer
// of a run, called by verify's Gatherer, which decides what is asked, when and
// how often; redirects, retries that wait, politeness and verdicts are all
// decided there.
//
// A request passes through four layers, each with one task:
//
//   - colly gives the request its shape. It is used synchronously, by clones
//     that take one request after the other; its limits, cookies, robots and
//     redirects are all switched off, because each of them is per collector
//     where loccit needs it per host or per chain.
//   - go-retryablehttp tries once more, at once, where a connection breaks
//     before an answer.
//   - wire puts the exact URL on the wire, refuses private hosts behind a
//     proxy, reads the body, decoded and bounded, into a buffer that is used
//     again, and keeps from the layers above the body and the headers that they
//     would act on (Location, Content-Encoding, Content-Type).
//   - net/http's Transport, with a dial that refuses private addresses after
//     the name was looked up.
package web
