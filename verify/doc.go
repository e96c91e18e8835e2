// Package verify is the domain of loccit: documents, notes, citations,
// sources, what was seen of them, and what that means. It is also the
// architecture page, so start here.
//
// # The way data flows
//
//	bytes -Read-> Document+Notes -Cite-> Citations -Gather-> Evidence -Judge-> Findings -> report
//
// Read, [Cite] and [Judge] are pure: the same input gives the same output, and
// they know no network, no clock and no disk. Only [Gatherer] looks outside.
// Whoever starts goroutines waits for them: the Gatherer for what it asked, Judge
// for its share of the processors.
//
//   - [Read] decodes one manuscript into a [Document]: its text, its numbered
//     notes, and the calls that point to them. Every [Span] indexes
//     Document.Text, whatever the file format was; Document.Place leads back to
//     lines and pages.
//   - [Cite] takes the notes apart: each [Citation] with its parts, its URL as
//     printed and as meant, and back-references resolved or told to be
//     ambiguous.
//   - [Sources] folds citations into distinct sources, by [Key].
//   - [Gatherer] visits each source once, asks archives and registries, and
//     stores every [Observation] as it arrives, so that a killed run loses a
//     second of work at most. What archives say it brings home as what it comes
//     to ([Hold]).
//   - [Judge] states what the evidence means ([Classify] for the web, [Register]
//     for registries), makes a [Check] of what a citation says of its source,
//     and lets every [Rule] look at the [Case].
//
// A night goes the same way with two steps more, both pure: a [Planner] says which
// sources are asked, and [Tell] sets what they are now against what was told of
// them before, by [Row], the failing nights at the end of a source's history.
//
// Observations are stored, verdicts never: a changed rule or setting needs no
// new visit. A bad web is data (a [Visit] that failed), a failed tool is an
// error.
//
// # The rooms
//
//	verify/format   one Reader for each format of manuscript
//	verify/web      the crawler: one polite request, and what it showed
//	verify/archive  one provider for each kind of web archive
//	verify/registry one provider for each register of DOIs and the like
//	verify/budget   what a service lets us ask, remembered across runs
//	verify/repair   what makes a URL look damaged, and what it may have been
//	verify/content  what a page says of itself, compared with what a note claims
//	verify/mend     writes repairs and snapshots back into manuscripts
//	verify/rule     the catalogue, one rule a file
//	cache           observations and runs in SQLite
//	report          one writer for each format of report
//	report/notice   what a night tells, by mail, webhook, chat or file
//	cmd/loccit      flags, wiring, progress, exit codes
//
// This package imports none of the others. format, content, repair, mend, rule and
// budget do no I/O; web, archive and registry know neither cache nor report;
// report knows neither web nor cache; cache knows only this package; cmd alone
// sees all. A test holds these walls.
//
// A new format, provider, rule or report is one new file, one line in its
// room's catalogue, and its fixtures: CONTRIBUTING.md shows the steps.
package verify
