package content

import (
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// TestUnmarkedTitles compares whole notes, as they are taken apart, with a page:
// what only a guess divides is no reason to warn.
func TestUnmarkedTitles(t *testing.T) {
	const ours = `<title>The harbour that froze | Nordholm Courier</title><meta name="author" content="Anna Vos"><h1>The harbour that froze</h1>`
	const other = `<title>Wedding venues on the coast | Nordholm Courier</title><meta name="author" content="Anna Vos"><h1>Wedding venues on the coast</h1>`
	const url = " https://courier.example/froze"
	for _, one := range []struct {
		note, page    string
		title, author verify.Outcome
	}{
		{"Vos, A. (2014). The harbour that froze. Nordholm Courier.", ours, verify.Matches, verify.Matches},
		{"Vos, A. (2014). The harbour that froze. Nordholm Courier.", other, verify.Differs, verify.Matches},
		{"Vos A, Lind B. The harbour that froze. Nord Cour. 2014;3(1):2-3. Available from:", ours, verify.Matches, verify.Matches},
		{"Anna Vos. The harbour that froze. Nordholm Courier. 3 February 2014.", ours, verify.Matches, verify.Matches},
		{"Anna Vos. The harbour that froze. Nordholm Courier. 3 February 2014.", other, verify.CannotTell, verify.Matches},
		{"Anna Vos, Courier of the North, Cold days, Winter, 3 February 2014,", other, verify.CannotTell, verify.CannotTell},
		{"Sara Ford, comment on Vos, “The Harbour That Froze,”", ours, verify.CannotTell, verify.CannotTell},
		{"Oda Clay, interview by Ravi Berg, 1 October 2010,", ours, verify.CannotTell, verify.CannotTell},
	} {
		checks := checksOf(one.note+url, one.page)
		if got := checks[verify.CheckTitle]; got.Answer != one.title {
			t.Errorf("%s\n\ttitle %q: %v (%s), want %v", one.note, got.Cited, got.Answer, got.Why, one.title)
		}
		if got := checks[verify.CheckAuthor]; one.author == verify.Matches && got.Answer != verify.Matches || got.Answer == verify.Differs {
			t.Errorf("%s\n\tauthor %q: %v (%s), want %v", one.note, got.Cited, got.Answer, got.Why, one.author)
		}
	}
}

// TestThinPages compares a note with pages of hardly a word: by themselves they may be
// the source, at the end of a redirect they are what is there in its place.
func TestThinPages(t *testing.T) {
	const note = "Anna Vos, “The Harbour That Froze,” Nordholm Courier, 3 February 2014, https://courier.example/2014/froze.html"
	for _, one := range []struct {
		page, to string
		title    verify.Outcome
	}{
		{"<title>Our offers</title><h1>Our offers</h1>", "", verify.CannotTell},
		{"<title>Our offers</title><h1>Our offers</h1>", "https://courier.example/offers", verify.Differs},
		{"<title>Courier</title><p>Hello.</p>", "", verify.CannotTell},
		{"<title>Courier</title><p>Hello.</p>", "https://courier.example/offers", verify.Differs},
		{"<title>Courier</title><p>Hello.</p>", "https://courier.example/archive/froze", verify.CannotTell},
		{"<title>Courier</title><p>The harbour that froze</p>", "https://courier.example/a/17", verify.Matches},
		{"<title>Courier</title><img src=/froze.jpg>", "https://courier.example/a/17", verify.CannotTell},
		{"<title>Sign in</title><h1>Sign in</h1>", "https://courier.example/a/17", verify.CannotTell},
		{"<html lang=ja><title>お知らせ</title>", "https://courier.example/a/17", verify.CannotTell},
	} {
		got := checksAt(note, one.page, one.to)[verify.CheckTitle]
		if got.Answer != one.title {
			t.Errorf("%s at %q: %v (%s), want %v", one.page, one.to, got.Answer, got.Why, one.title)
		}
	}
}

// checksOf are the checks of the one citation that is read from note, against page.
func checksOf(note, page string) map[verify.CheckKind]verify.Check {
	return checksAt(note, page+"<p>"+strings.Repeat("The ice came in the night and went in the spring. ", 20), "")
}

// checksAt are the same against page as it is, to which a redirect leads if to is
// not empty.
func checksAt(note, page, to string) map[verify.CheckKind]verify.Check {
	d := &verify.Document{Path: "a.txt", Format: "text", Text: note, Notes: []verify.Note{{Label: "1", Series: 1, Span: verify.Span{End: len(note)}}}}
	d.Citations = verify.Cite(d)
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	read, _ := Read([]byte(page), Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"})
	at := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	visit := &verify.Visit{URL: d.Citations[0].URL, Final: d.Citations[0].URL, Status: 200, Attempts: 1, Confirmed: true, Page: read}
	if to != "" {
		visit.Final, visit.Hops = to, []verify.Hop{{URL: visit.URL, Status: 302}}
	}
	c, _ := verify.Judge(docs, sources, []verify.Evidence{{Visit: visit, Checked: at}}, Comparison(nil), nil, at)
	found := map[verify.CheckKind]verify.Check{}
	for i := range d.Citations {
		for _, check := range c.Checks(0, i) {
			found[check.What] = check
		}
	}
	return found
}
