package report

import (
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// Everything in the sample is made up: people, papers, hosts, pages.

const harbourText = `The Last Ferry to Nordholm

The ferry to Nordholm ran twice a day until the winter of 1962.12 Nobody had asked the islanders.13 When the harbour closed, the “long silence” began,14 and the timetables were pulped.15 A clerk kept count, and her count was never printed.16 In the cold months the crossing took nine hours.17 Whether the council voted at all is another matter.18 The accounts of the ministry are said to be open to anyone.19 In 1958 the ice held for eleven weeks.20 What the crossing cost is a matter of record.21 The Courier was the first to count the passengers.22 The keepers were paid by the tide.24

Notes

12 Ada Lindqvist, “Two Boats a Day,” Nordholm Courier, 3 May 2019, https://courier.example/2019/05/two-boats-a-day.
13 Ibid., 4.
14 Tomas Brandt, “The Harbour That Closed,” Coast and Country, 17 August 2016, https://coast.example/essays/harbour-that-closed.
15 Harbour Office, “Timetables 1950–1962,” https://harbour.example/timetables?year=1962&lang=en; see also Mira Okafor, “A Shipping Clerk’s Diary,” Island Review, 2014, https://review.example/okafor-diary.
16 Ibid., 20.
17 Jonas Weill, “Winter Crossing,” The Evening Ledger, 9 January 2020, https://ledger.example/wintercrossing/nordholm2020/whathappened-whentheicecame-and-nobody-had-thought-of-it.html.
18 The minutes of that year are lost, and those who were there disagree.
19 “Ferry Accounts,” Ministry of Transport, https://ministry.example/accounts.
20 Lena Aho, “Eleven Weeks of Ice,” 12 March 2021, https://aho.example/ice.
21 R. Sandoval, “Crossings in Numbers,” Open Data Isles, 2022, http://data.example/crossings.
22 Lindqvist, supra note 14.
23 Ferdinand Kuhl, Tide Tables for Small Boats (Hamburg: Seewart, 1931), 44.
`

const annexText = `Tide and wage.i The same in other tongues.ii
i Okafor, “Wages by the Tide,” https://review.example/tide-wages.
ii 李海, 《潮汐与工资》, 2018, https://lihai.example/%E6%BD%AE%E6%B1%90; سلمى حداد، «أجور المد»، https://haddad.example/tides.
Wages again.i
i Okafor, “Wages by the Tide,” https://review.example/tide-wages.
`

const letterText = `The letters of the keeper are kept in two places.[^1]

[^1]: Petra Holm, “Letters from the Rock,” Rock Museum, 2020, https://museum.example/letters.
`

// sampleNow is the present of the sample run.
var sampleNow = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// sample is a report with something of everything: each state, each severity,
// a damaged URL with its repair, back-references that resolve, are ambiguous
// and name the wrong note, a waiver, a baseline, two series, pages, a document
// in order and a document without notes.
func sample(t testing.TB) *verify.Report {
	docs := []*verify.Document{harbour(t), annex(t), letters(t), {Path: "drafts/preface.txt", Format: "text", Text: "To my friends."}}
	s := &sampleReport{T: t, c: &verify.Case{Documents: docs, Now: sampleNow}}
	s.sources()
	s.harbourFindings()
	s.annexFindings()
	return &verify.Report{
		Version: "1.0.0",
		Run: verify.Run{
			ID: "20261123-093000", Command: "audit",
			Started: sampleNow.Add(-42 * time.Second), Finished: sampleNow,
		},
		Documents: docs, Sources: s.c.Sources, Repaired: s.repaired, Findings: s.findings, Rules: sampleRules, Checks: sampleChecks(t, docs[0]),
	}
}

var sampleRules = []verify.Rule{
	{ID: "note-missing", Title: "A call without a note", Severity: verify.Error, Doc: "A reader who follows the call finds nothing.\n\nAdd the note, or take the call away."},
	{ID: "note-uncalled", Title: "A note that nothing points to", Severity: verify.Warning, Doc: "No reader will ever get to this note."},
	{ID: "ibid-ambiguous", Title: "An ibid. that may mean several sources", Severity: verify.Warning, Doc: "*Ibid.* repeats the one source of the note before.\n\nName the source."},
	{ID: "supra-mismatch", Title: "A supra that names the wrong note", Severity: verify.Warning, Doc: "The note named does not hold the work named."},
	{ID: "url-damaged", Title: "A URL that looks damaged", Severity: verify.Error, Doc: "Characters were lost where a line broke."},
	{ID: "dead-link", Title: "A page that is gone", Severity: verify.Error, Doc: "The server says that the page is gone.\n\nGive a snapshot, or another source."},
	{ID: "soft-404", Title: "A page that only seems to be there", Severity: verify.Error, Doc: "The server answers, but with a page that says “not found”."},
	{ID: "moved-link", Title: "A page that moved", Severity: verify.Advice, Doc: "The old address still leads to it, for now."},
	{ID: "blocked-link", Title: "A page that keeps programs out", Severity: verify.Advice, Doc: "A person may still get in: open it by hand."},
	{ID: "unreachable-link", Title: "A page that could not be reached", Severity: verify.Warning, Doc: "It may heal by itself."},
	{ID: "tls-invalid", Title: "A certificate that is not valid", Severity: verify.Warning, Doc: "Browsers warn readers off."},
	{ID: "insecure-link", Title: "A link without encryption", Severity: verify.Advice, Doc: "The same host answers over https."},
	{ID: "archive-missing", Title: "A source that no archive holds", Severity: verify.Warning, Doc: "If it goes, it is gone for good."},
}

func harbour(t testing.TB) *verify.Document {
	d := &verify.Document{
		Path: "drafts/harbour.txt", Format: "text", Title: "The Last Ferry to Nordholm", SHA256: strings.Repeat("0f", 32),
		Text: harbourText, Places: verify.LinePlaces(harbourText),
	}
	for _, label := range strings.Fields("12 13 14 15 16 17 18 19 20 21 22 23") {
		d.Notes = append(d.Notes, lineNote(t, d, label, label+" ", 1))
	}
	d.Missing = []verify.Call{{Label: "24", Span: span(t, d.Text, "24\n")}}
	d.Missing[0].Span.End--
	cite := citer{t, d}
	cite.full("12", `Ada Lindqvist`, `Two Boats a Day`, `Nordholm Courier`, verify.Date{Year: 2019, Month: 5, Day: 3}, `https://courier.example/2019/05/two-boats-a-day`)
	cite.back("13", verify.Ibid, "Ibid., 4", "4", 0)
	cite.full("14", `Tomas Brandt`, `The Harbour That Closed`, `Coast and Country`, verify.Date{Year: 2016, Month: 8, Day: 17}, `https://coast.example/essays/harbour-that-closed`)
	cite.full("15", `Harbour Office`, `Timetables 1950–1962`, ``, verify.Date{}, `https://harbour.example/timetables?year=1962&lang=en`)
	cite.full("15", `Mira Okafor`, `A Shipping Clerk’s Diary`, `Island Review`, verify.Date{Year: 2014}, `https://review.example/okafor-diary`)
	cite.back("16", verify.Ibid, "Ibid., 20", "20", 3, 4)
	cite.full("17", `Jonas Weill`, `Winter Crossing`, `The Evening Ledger`, verify.Date{Year: 2020, Month: 1, Day: 9}, damagedURL)
	cite.full("19", ``, `Ferry Accounts`, `Ministry of Transport`, verify.Date{}, `https://ministry.example/accounts`)
	cite.full("20", `Lena Aho`, `Eleven Weeks of Ice`, ``, verify.Date{Year: 2021, Month: 3, Day: 12}, `https://aho.example/ice`)
	cite.full("21", `R. Sandoval`, `Crossings in Numbers`, `Open Data Isles`, verify.Date{Year: 2022}, `http://data.example/crossings`)
	cite.back("22", verify.Supra, "Lindqvist, supra note 14", "", 0)
	cite.full("23", `Ferdinand Kuhl`, `Tide Tables for Small Boats`, `Hamburg: Seewart`, verify.Date{Year: 1931}, ``)
	return d
}

func annex(t testing.TB) *verify.Document {
	d := &verify.Document{Path: "drafts/annex.pdf", Format: "pdf", Text: annexText}
	second := strings.Index(d.Text, "Wages again")
	d.Places = verify.Places{{Offset: 0, Place: verify.Place{Page: 1}}, {Offset: second, Place: verify.Place{Page: 2}}}
	d.Notes = []verify.Note{lineNote(t, d, "i", "i ", 1), lineNote(t, d, "ii", "ii ", 1)}
	again := verify.Document{Text: d.Text[second:]}
	last := lineNote(t, &again, "i", "i ", 2)
	shift(&last.Span, second)
	for i := range last.Calls {
		shift(&last.Calls[i], second)
	}
	d.Notes = append(d.Notes, last)
	cite := citer{t, d}
	cite.full("i", `Okafor`, `Wages by the Tide`, ``, verify.Date{}, `https://review.example/tide-wages`)
	cite.full("ii", `李海`, `潮汐与工资`, ``, verify.Date{Year: 2018}, `https://lihai.example/%E6%BD%AE%E6%B1%90`)
	cite.full("ii", `سلمى حداد`, `أجور المد`, ``, verify.Date{}, `https://haddad.example/tides`)
	d.Citations = append(d.Citations, d.Citations[0])
	d.Citations[3].Note = 2
	shift(&d.Citations[3].Span, last.Span.Start-d.Notes[0].Span.Start)
	return d
}

func letters(t testing.TB) *verify.Document {
	d := &verify.Document{Path: "drafts/letters.md", Format: "markdown", Text: letterText, Places: verify.LinePlaces(letterText)}
	n := lineNote(t, d, "1", "[^1]: ", 1)
	n.Calls = []verify.Span{span(t, d.Text, "[^1]")}
	d.Notes = []verify.Note{n}
	cite := citer{t, d}
	cite.full("1", `Petra Holm`, `Letters from the Rock`, `Rock Museum`, verify.Date{Year: 2020}, `https://museum.example/letters`)
	return d
}

const (
	damagedURL  = `https://ledger.example/wintercrossing/nordholm2020/whathappened-whentheicecame-and-nobody-had-thought-of-it.html`
	repairedURL = `https://ledger.example/winter-crossing/nordholm-2020/what-happened-when-the-ice-came-and-nobody-had-thought-of-it.html`
)

// A sampleReport gathers what the sample run saw and found.
type sampleReport struct {
	T        testing.TB
	c        *verify.Case
	repaired []verify.Standing
	findings []verify.Finding
}

func (s *sampleReport) sources() {
	day := func(n int) time.Time { return sampleNow.Add(-time.Duration(n) * 24 * time.Hour) }
	snapshot := func(stamp, url string) verify.Holding {
		captured, err := time.Parse("20060102150405", stamp)
		if err != nil {
			s.T.Fatal(err)
		}
		return verify.Holding{State: verify.Archived, Provider: "wayback", Snapshot: "https://web.archive.org/web/" + stamp + "/" + url, Captured: captured, Why: "closest to the date cited"}
	}
	answered := func(url string, status int, title string, hops ...verify.Hop) *verify.Visit {
		return &verify.Visit{URL: url, Final: url, Status: status, Hops: hops, Attempts: 1, Elapsed: 184 * time.Millisecond, Page: &verify.Page{Title: title, Language: "en", MediaType: "text/html", Words: 812}}
	}
	known := map[string]verify.Standing{
		"https://courier.example/2019/05/two-boats-a-day": {
			Verdict: verify.Verdict{State: verify.Live, Reason: "ok"}, Evidence: &verify.Evidence{Checked: day(2), Cached: true,
				Visit:   answered("https://courier.example/2019/05/two-boats-a-day", 200, "Two Boats a Day – Nordholm Courier"),
				Archive: snapshot("20190504101500", "https://courier.example/2019/05/two-boats-a-day")},
		},
		"https://coast.example/essays/harbour-that-closed": {
			Verdict: verify.Verdict{State: verify.Dead, Reason: "http-404", Detail: "The server says that there is no such page (404), and said so again when it was asked a second time."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit:   &verify.Visit{URL: "https://coast.example/essays/harbour-that-closed", Final: "https://coast.example/essays/harbour-that-closed", Status: 404, Attempts: 2, Confirmed: true, Elapsed: 391 * time.Millisecond},
				Archive: snapshot("20160901120000", "https://coast.example/essays/harbour-that-closed")},
		},
		"https://harbour.example/timetables?year=1962&lang=en": {
			Verdict: verify.Verdict{State: verify.Moved, Reason: "redirect-permanent", Detail: "The page moved for good to another address, and answers there."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit: &verify.Visit{
					URL: "https://harbour.example/timetables?year=1962&lang=en", Final: "https://port-authority.example/history/timetables/1962", Status: 200, Attempts: 1, Elapsed: 611 * time.Millisecond,
					Hops: []verify.Hop{{URL: "https://harbour.example/timetables?year=1962&lang=en", Status: 301}, {URL: "https://port-authority.example/timetables/1962", Status: 308}},
					Page: &verify.Page{Title: "Timetables of 1962", Site: "Port Authority", Language: "en", MediaType: "text/html", Words: 240},
				},
				Archive: verify.Holding{State: verify.Weak, Provider: "wayback", Snapshot: "https://web.archive.org/web/20220101000000/https://harbour.example/timetables", Captured: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC), Why: "the snapshot is a redirect"}},
		},
		"https://review.example/okafor-diary": {
			Verdict: verify.Verdict{State: verify.Suspect, Reason: "soft-404", Detail: "The server answers 200, but the page says “Sorry, we could not find that”."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit:   answered("https://review.example/okafor-diary", 200, "Sorry, we could not find that"),
				Archive: verify.Holding{State: verify.None, Provider: "wayback", Why: "no capture of this address"}},
		},
		damagedURL: {
			Verdict: verify.Verdict{State: verify.Dead, Reason: "http-404", Detail: "The server says that there is no such page (404)."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit:   &verify.Visit{URL: damagedURL, Final: damagedURL, Status: 404, Attempts: 2, Confirmed: true, Elapsed: 95 * time.Millisecond},
				Archive: verify.Holding{State: verify.None, Provider: "wayback"}},
			Repair: &verify.Repair{URL: repairedURL, Confidence: verify.High, Evidence: []string{"the page at the repaired address is called “Winter Crossing”, as the note says", "hyphens are lost where the words of the address meet"}},
		},
		"https://ministry.example/accounts": {
			Verdict: verify.Verdict{State: verify.Blocked, Reason: "bot-wall", Detail: "A bot wall stands before the page (403)."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit:   answered("https://ministry.example/accounts", 403, "Just a moment…"),
				Archive: verify.Holding{State: verify.Excluded, Provider: "wayback", Why: "the site keeps the archive out"}},
		},
		"https://aho.example/ice": {
			Verdict: verify.Verdict{State: verify.Unreachable, Reason: "tls-expired", Detail: "The certificate of the site ran out on 2026-10-02."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit:   &verify.Visit{URL: "https://aho.example/ice", Failure: "tls-expired", Attempts: 3, Elapsed: 2 * time.Second},
				Archive: verify.Holding{State: verify.Unknown, Provider: "wayback", Why: "the archive did not answer (503)"}},
		},
		"http://data.example/crossings": {Verdict: verify.Verdict{State: verify.Unchecked, Reason: "excluded", Detail: "not visited: it is excluded"}, Evidence: &verify.Evidence{}},
		"https://review.example/tide-wages": {
			Verdict: verify.Verdict{State: verify.Live, Reason: "ok"}, Evidence: &verify.Evidence{Checked: day(6), Cached: true,
				Visit: answered("https://review.example/tide-wages", 200, "Wages by the Tide"), Archive: snapshot("20210707070707", "https://review.example/tide-wages")},
		},
		"https://lihai.example/%E6%BD%AE%E6%B1%90": {
			Verdict: verify.Verdict{State: verify.Live, Reason: "ok"}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit: answered("https://lihai.example/%E6%BD%AE%E6%B1%90", 200, "潮汐与工资"), Archive: verify.Holding{State: verify.None, Provider: "wayback"}},
		},
		"https://haddad.example/tides": {
			Verdict: verify.Verdict{State: verify.Dead, Reason: "dns-not-found", Detail: "No such host is known any more."}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit:   &verify.Visit{URL: "https://haddad.example/tides", Failure: "dns-not-found", Attempts: 2, Elapsed: 30 * time.Millisecond},
				Archive: snapshot("20180102030405", "https://haddad.example/tides")},
		},
		"https://museum.example/letters": {
			Verdict: verify.Verdict{State: verify.Live, Reason: "ok"}, Evidence: &verify.Evidence{Checked: sampleNow,
				Visit: answered("https://museum.example/letters", 200, "Letters from the Rock"), Archive: snapshot("20240202020202", "https://museum.example/letters")},
		},
	}
	for _, source := range verify.Sources(s.c.Documents) {
		st, ok := known[source.Key]
		if !ok {
			s.T.Fatalf("the sample knows nothing of %s", source.Key)
		}
		st.Source = source
		if st.Repair != nil {
			st.Damage = &verify.Damage{Why: "hyphens seem lost between “winter” and “crossing”", Candidates: []verify.Candidate{{URL: repairedURL, Evidence: []string{"the title of the note"}}}}
			s.repaired = append(s.repaired, verify.Standing{
				Source:  verify.Source{Key: verify.Key(repairedURL), URL: repairedURL, CitedBy: source.CitedBy},
				Verdict: verify.Verdict{State: verify.Live, Reason: "ok"}, Evidence: &verify.Evidence{Checked: sampleNow, Visit: answered(repairedURL, 200, "Winter Crossing"), Archive: snapshot("20200110080000", repairedURL)},
			})
		}
		s.c.Sources = append(s.c.Sources, st)
	}
}

// find adds what a rule of the sample's catalogue found.
func (s *sampleReport) find(rule string, where verify.Where, message, next string, more ...func(*verify.Finding)) {
	f := verify.Finding{Rule: rule, Where: where, Message: message, Next: next}
	for _, r := range sampleRules {
		if r.ID == rule {
			f.Severity = r.Severity
		}
	}
	for _, m := range more {
		m(&f)
	}
	s.findings = append(s.findings, f)
}

func (s *sampleReport) harbourFindings() {
	const d = 0
	s.find("note-missing", verify.AtSpan(d, s.c.Documents[d].Missing[0].Span), "The call 24 points to a note that is not there.", "Add note 24, or take the call away.", func(f *verify.Finding) {
		f.Evidence = []string{"the notes run from 12 to 23"}
	})
	s.find("dead-link", s.c.AtCitation(d, 2), "“The Harbour That Closed” is gone: the server says that there is no such page (404).", "Give the snapshot of 1 September 2016, or another source.", func(f *verify.Finding) {
		f.Evidence = []string{"asked twice, answered 404 both times"}
		f.Suggestion = &verify.Suggestion{Kind: "add-archive", Text: "https://web.archive.org/web/20160901120000/https://coast.example/essays/harbour-that-closed"}
	})
	s.find("moved-link", s.c.AtCitation(d, 3), "The page moved to another address.", "Cite the new address.", func(f *verify.Finding) {
		f.Suggestion = &verify.Suggestion{Kind: "replace-url", Text: "https://port-authority.example/history/timetables/1962"}
	})
	s.find("soft-404", s.c.AtCitation(d, 4), "The page answers, but says that it could not be found.", "Open it; if it is gone, look for another source: no archive holds it.", func(f *verify.Finding) {
		f.Evidence = []string{"its title is “Sorry, we could not find that”"}
	})
	s.find("ibid-ambiguous", s.c.AtNote(d, 4), "“Ibid.” follows a note with two sources: “Timetables 1950–1962” and “A Shipping Clerk’s Diary”.", "Name the source that is meant.")
	s.find("url-damaged", s.c.AtCitation(d, 6), "The URL looks damaged: hyphens seem lost between “winter” and “crossing”.", "Replace it by the repaired URL, which was visited and carries the title cited.", func(f *verify.Finding) {
		f.Suggestion = &verify.Suggestion{Kind: "replace-url", Text: repairedURL}
		f.Evidence = []string{"the page there is called “Winter Crossing”"}
	})
	s.find("dead-link", s.c.AtCitation(d, 6), "The page is gone (404).", "See the repair.")
	s.find("blocked-link", s.c.AtCitation(d, 7), "A bot wall keeps programs out (403).", "Open it by hand.")
	s.find("tls-invalid", s.c.AtCitation(d, 8), "The certificate of aho.example ran out on 2026-10-02.", "Tell the author; readers are warned off.", func(f *verify.Finding) { f.Baseline = true })
	s.find("insecure-link", s.c.AtCitation(d, 9), "The link is not encrypted, and the host answers over https.", "Write https.", func(f *verify.Finding) {
		f.Waived = &verify.Waiver{Reason: "the https pages show other data", Until: verify.Date{Year: 2027, Month: 6, Day: 30}, By: "H. Brandt"}
	})
	s.find("supra-mismatch", s.c.AtCitation(d, 10), "Note 14 does not hold a work by Lindqvist; note 12 does.", "Write “supra note 12”.", func(f *verify.Finding) {
		f.Suggestion = &verify.Suggestion{Kind: "replace-text", Text: "Lindqvist, supra note 12"}
	})
	s.find("note-uncalled", s.c.AtNote(d, 11), "Nothing in the text points to note 23.", "Add the call, or take the note away.")
}

// sampleChecks compare some citations with their sources, in every way that it
// may come out.
func sampleChecks(t testing.TB, d *verify.Document) map[verify.Ref][]verify.Check {
	const live, copied = "live", "https://web.archive.org/web/20160901120000/https://coast.example/essays/harbour-that-closed"
	return map[verify.Ref][]verify.Check{
		{Document: 0, Citation: 0}: {
			{What: verify.CheckTitle, Answer: verify.Matches, Cited: "Two Boats a Day", Found: "Two Boats a Day – Nordholm Courier", Where: live},
			{What: verify.CheckAuthor, Answer: verify.Differs, Cited: "Ada Lindqvist", Found: "Aina Lindholm", Where: live},
			{What: verify.CheckPublished, Answer: verify.CannotTell, Cited: "2019-05-03", Where: live, Why: "the page names no date"},
		},
		{Document: 0, Citation: 2}: {
			{What: verify.CheckTitle, Answer: verify.Matches, Cited: "The Harbour That Closed", Found: "The Harbour That Closed", Where: copied},
			{What: verify.CheckQuote, Answer: verify.Altered, Cited: "long silence", Found: "the long winter silence", Where: copied},
		},
		{Document: 0, Citation: 9}: {
			{What: verify.CheckTitle, Answer: verify.Differs, Cited: "Crossings in Numbers", Found: "Open Data: <Tables> & more", Where: live, Why: "no word that matters is in both titles"},
			{What: verify.CheckQuote, Answer: verify.Missing, Cited: "a matter of record", Where: live, Why: "looked for in 812 words"},
		},
	}
}

func (s *sampleReport) annexFindings() {
	const d = 1
	s.find("archive-missing", s.c.AtCitation(d, 1), "No archive holds 《潮汐与工资》.", "Save it while it is there.")
	s.find("dead-link", s.c.AtCitation(d, 2), "The host haddad.example is not known any more.", "Give the snapshot of 2 January 2018.", func(f *verify.Finding) {
		f.Suggestion = &verify.Suggestion{Kind: "add-archive", Text: "https://web.archive.org/web/20180102030405/https://haddad.example/tides"}
	})
}

// A citer adds citations to a document, by the words that are printed.
type citer struct {
	t testing.TB
	d *verify.Document
}

func (c citer) full(label, author, title, container string, date verify.Date, url string) {
	n := c.note(label)
	cite := verify.Citation{Note: n, Title: title, Container: container, Date: date, URL: url, URLPrinted: url}
	note := c.d.Notes[n].Span
	first := author
	if first == "" {
		first = "“" + title
	}
	cite.Span = span(c.t, note.Of(c.d.Text), first)
	cite.Span.End = note.Len() - 1
	if author != "" {
		cite.Authors = []string{author}
	}
	if url != "" {
		cite.URLSpan = span(c.t, note.Of(c.d.Text), url)
		cite.Span.End = cite.URLSpan.End
		shift(&cite.URLSpan, note.Start)
	}
	shift(&cite.Span, note.Start)
	c.d.Citations = append(c.d.Citations, cite)
}

func (c citer) back(label string, form verify.Form, words, locator string, antecedents ...int) {
	n := c.note(label)
	s := span(c.t, c.d.Notes[n].Span.Of(c.d.Text), words)
	shift(&s, c.d.Notes[n].Span.Start)
	c.d.Citations = append(c.d.Citations, verify.Citation{Note: n, Span: s, Form: form, Locator: locator, Antecedents: antecedents})
}

func (c citer) note(label string) int {
	for n := range c.d.Notes {
		if c.d.Notes[n].Label == label {
			return n
		}
	}
	c.t.Fatalf("the sample has no note %q", label)
	return -1
}

// lineNote is the note that stands on the line that begins with head, called
// where its label ends a sentence.
func lineNote(t testing.TB, d *verify.Document, label, head string, series int) verify.Note {
	s := span(t, d.Text, "\n"+head)
	s.Start, s.End = s.End, s.End+strings.IndexByte(d.Text[s.End:], '\n')
	n := verify.Note{Label: label, Series: series, Span: s}
	for _, mark := range []string{".", ","} {
		if i := strings.Index(d.Text, mark+label); i >= 0 && i < s.Start && strings.ContainsAny(d.Text[i+1+len(label):i+2+len(label)], " \n") {
			n.Calls = append(n.Calls, verify.Span{Start: i + 1, End: i + 1 + len(label)})
			break
		}
	}
	return n
}

func span(t testing.TB, text, words string) verify.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("the sample does not say %q", words)
	}
	return verify.Span{Start: i, End: i + len(words)}
}

func shift(s *verify.Span, by int) { s.Start, s.End = s.Start+by, s.End+by }
