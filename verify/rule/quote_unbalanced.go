package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

func quoteUnbalanced() verify.Rule {
	return verify.Rule{
		ID:       "quote-unbalanced",
		Group:    citation,
		Title:    "A quotation mark has no partner",
		Severity: verify.Warning,
		Doc: `
A note opens a quotation and never closes it, or the other way round. A reader cannot tell where the title ends, and
neither can a program that looks for it.

Only double marks are looked at: “ ”, „ “, « », and straight ones. Apostrophes, inches, single marks inside double ones,
a mark that leans the wrong way, and a quotation that runs over several paragraphs, each opened anew, are no mistakes here.

**What to do.** Put the missing mark where the title or the quotation ends.

**Example.** *Dam Commission, “Annual Report (June 1, 1958), 19.*: the title is never closed.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachNote(c, func(d int, doc *verify.Document, n int, note *verify.Note) {
				if f, ok := unbalanced(c, d, n); ok {
					report(f)
				}
			})
		},
	}
}

func unbalanced(c *verify.Case, d, n int) (verify.Finding, bool) {
	doc := c.Documents[d]
	span := doc.Notes[n].Span
	text := span.Of(doc.Text)
	var room [8]sign
	signs := signsOf(room[:0], text)
	if len(signs) == 0 { // as in most notes
		return verify.Finding{}, false
	}
	m, ok := lonely(hideURLs(doc, n, signs))
	if !ok {
		return verify.Finding{}, false
	}
	f := verify.Finding{Where: holder(c, d, n, span.Start+m.offset)}
	if m.opens {
		f.Message = fmt.Sprintf("The quotation that opens before “%s” is never closed.", short(text[m.offset+m.size:], 50))
		f.Next = "Put the closing mark where the title or the quotation ends."
	} else {
		f.Message = fmt.Sprintf("The quotation that closes after “%s” was never opened.", tail(text[:m.offset], 50))
		f.Next = "Put the opening mark where the title or the quotation begins, or delete this one."
	}
	return f, true
}

// hideURLs is the text of note n with its URLs blanked, and those of its signs
// that are left: a mark in a URL is no quotation. Of a URL that neither holds nor
// touches a sign, nor runs over the end of a line, nothing shows.
func hideURLs(doc *verify.Document, n int, signs []sign) (string, []sign) {
	span := doc.Notes[n].Span
	text := span.Of(doc.Text)
	for _, i := range doc.CitationsOf(n) {
		url := doc.Citations[i].URLSpan
		if url.Len() == 0 || !span.Holds(url) {
			continue
		}
		from, to := url.Start-span.Start, url.End-span.Start
		touches := func(s sign) bool { return from <= s.offset+utf8.RuneLen(s.rune) && s.offset <= to }
		if slices.ContainsFunc(signs, touches) || strings.Contains(text[from:to], "\n") {
			text = text[:from] + strings.Repeat("_", to-from) + text[to:]
			signs = slices.DeleteFunc(signs, func(s sign) bool { return from <= s.offset && s.offset < to })
		}
	}
	return text, signs
}

// holder places a finding on the citation of note n that holds offset, or on
// the note.
func holder(c *verify.Case, d, n, offset int) verify.Where {
	doc := c.Documents[d]
	for _, i := range doc.CitationsOf(n) {
		if s := doc.Citations[i].Span; s.Start <= offset && offset < s.End {
			return c.AtCitation(d, i)
		}
	}
	return c.AtNote(d, n)
}

// tail is the end of s on one line, of n characters at most.
func tail(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[len(r)-n:])
	if _, after, ok := strings.Cut(cut, " "); ok {
		cut = after
	}
	return "…" + cut
}
