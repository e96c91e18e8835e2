package verify

import "strings"

// quotedOutlet takes a quotation behind the title for the journal around the work,
// where Italian, Polish and Russian set those in quotation marks and numbers or a
// date follow: in «Rivista del mare», XII (2009); „Przegląd” 2009, nr 3. Any other
// it steps over: the title of a series, or words about the work.
func (p *parser) quotedOutlet(i int) int {
	if k := p.r.quoteFrom(i); k < len(p.r.quotes) && p.r.quotes[k].whole.Start == i && p.c.Container == "" && !p.dated {
		q := p.r.quotes[k]
		name := q.inside.Of(p.r.text)
		before := strings.TrimRight(p.r.text[max(p.span.Start, i-12):i], " ")
		if strings.ContainsAny(p.r.text[i:q.inside.Start], "«„") && (strings.HasSuffix(before, ",") && p.slanted || strings.HasSuffix(before, " in")) && capitalized(name) && len(strings.Fields(name)) < 10 && outletNumbers().MatchString(p.r.text[q.whole.End:p.span.End]) {
			p.c.Container = strings.Trim(name, " ,.;:")
			p.use(q.whole.End)
		}
	}
	for i < p.span.End && p.r.at(i)&inQuote != 0 {
		i++
	}
	return i
}

// underWord keeps the word that a work is cited under (sub verbo), and tells where it
// ends: s.v. “herring”; 0 where there is none.
func (p *parser) underWord(i int) int {
	label := underWord.FindString(p.r.text[i:p.span.End])
	k := p.r.quoteFrom(i + len(label))
	if label == "" || k >= len(p.r.quotes) || p.r.quotes[k].whole.Start != i+len(label) {
		return 0
	}
	q := p.r.quotes[k]
	p.addLocator(label+"“"+strings.TrimRight(q.inside.Of(p.r.text), ",. ")+"”", i, q.whole.End)
	return q.whole.End
}

var underWord = beginning("s", `^s\. ?vv?\.,? `)

// outletNumbers is what stands behind such a journal: volume, issue, year or day.
var outletNumbers = lazily(`^,? (?:\d|[IVXLC]+\b|nr |n\. |z\. |t\. |vol\. |R\. |anno |a\. |№|\()`)

// slantedBook are the italics that the word in at i leads to: the title of a book,
// commas and all.
func (p *parser) slantedBook(i int) Span {
	for _, in := range [...]string{"in ", "In ", "in: ", "In: ", "dans ", "Dans ", "en ", "em "} {
		if !strings.HasPrefix(p.r.text[i:p.span.End], in) {
			continue
		}
		for _, s := range italicsIn(p.r.italics, Span{i + len(in), i + len(in) + 1}) {
			if s.Start >= i+len(in)-1 && s.End <= p.span.End {
				return s
			}
		}
	}
	return Span{}
}

// intoBook takes the italics s for the book or the journal around the work.
func (p *parser) intoBook(s Span) {
	p.use(s.End)
	p.book = true
	if p.c.Container == "" {
		p.c.Container = strings.Trim(p.withoutVolume(s.Of(p.r.text), s.End), " ,.;:*_")
		p.bookStart, p.bookEnd = s.Start, s.End
		if at, d := dateWithin(strings.TrimRight(s.Of(p.r.text), " ,.;:*_")); at > 0 {
			p.bookYear = d
		}
	}
}

// volume reads the number of a journal's volume or issue.
func (p *parser) volume(i, end int) bool {
	s := strings.TrimSpace(p.r.text[i:end])
	for _, label := range [...]string{"no.", "No.", "nos.", "Nos ", "nos ", "nr.", "Nr.", "vol.", "Vol.", "vols.", "Vol ", "vol ", "issue", "Issue", "iss.", "Heft", "H.", "Jg.", "Bd.", "núm.", "n°", "Jaargang", "Book ", "tome", "t.", "nr ", "№", "fasc.", "vyp.", "Вып.", "вып.", "Т.", "т."} {
		if after, ok := strings.CutPrefix(s, label); ok && after != "" {
			after = strings.TrimSpace(after)
			if p.c.Container == "" && strings.HasPrefix(strings.ToLower(label), "no") { // a numbered part of a judgment
				if n := numbers(p.r.text[i+len(s)-len(after) : p.span.End]); n > 0 {
					to := i + len(s) - len(after) + n
					if strings.HasPrefix(p.r.text[to:p.span.End], " of ") {
						p.use(to) // the number of a case
						return true
					}
					p.addLocator(p.r.text[i:to], i, to)
					return true
				}
			}
			if after != "" && (isDigit(after[0]) || roman(after) > 0) && len(strings.Fields(after)) < 4 {
				p.journal = p.journal || p.c.Container != ""
				p.volumes = p.slanted && strings.HasPrefix(strings.ToLower(label), "vol")
				p.use(end)
				return true
			}
		}
	}
	if p.issue(s) {
		p.journal = true
		p.use(end)
		return true
	}
	if p.c.Container != "" && !p.dated && !p.slanted && s != "" && roman(s) == len(s) && s == strings.ToUpper(s) && p.yearAhead(end, "") { // Rivista, IX, 2005
		p.journal = true
		p.use(end)
		return true
	}
	if strings.Trim(s, "0123456789.:/- ") != "" && roman(s) != len(s) || s == "" || !isDigit(s[0]) && roman(s) == 0 {
		return false
	}
	rest := strings.TrimLeft(p.r.text[end:p.span.End], " ,")
	if strings.HasPrefix(rest, "(") && p.dated && p.c.Container == "" && !p.slanted { // (2009) 31(2) Review
		p.journal, p.lawyers = true, true
		p.use(end)
		return true
	}
	if p.c.Container != "" && !p.reported && issueInParens.MatchString(rest) {
		p.journal = true
		p.use(end)
		return true
	}
	if strings.HasPrefix(rest, "(") && !p.dated && !p.reported && p.c.Container != "" || strings.HasPrefix(rest, "no.") || strings.HasPrefix(rest, "iss") {
		p.journal = true
		p.use(end)
		return true
	}
	return false
}

// issueInParens is the number of an issue behind that of its volume: (2), and pages
// or a year behind it.
var issueInParens = beginning("(", `^\(\d{1,3}(?:[-–/]\d{1,3})?\)(?:[,:;]|$)`)

// issue reports whether s is a volume or an issue with a label of one letter, as
// journals have behind their name: v. 12, n. 3.
func (p *parser) issue(s string) bool {
	after, ok := strings.CutPrefix(s, "v. ")
	if !ok {
		after, ok = strings.CutPrefix(s, "n. ")
		ok = ok && p.journal
	}
	return ok && p.c.Container != "" && allDigits(strings.ReplaceAll(strings.ReplaceAll(after, "-", ""), "/", ""))
}

// afterVolume reports whether the locator so far is a number without a label behind the
// name of a journal, its volume, and pages with a label follow at i: Revista, 3, pp. 1-20.
func (p *parser) afterVolume(i int) bool {
	return p.c.Container != "" && len(p.c.Locator) < 5 && allDigits(p.c.Locator) && pageLabel(p.r.text[i:p.span.End]) > 0 && strings.HasSuffix(p.r.text[:p.locatorEnd], p.c.Container+", "+p.c.Locator)
}

// leadIn is the length of the words that s begins with that lead to a date:
// dated, issued on, last updated.
func leadIn(s string) int {
	n := 0
	for range 4 {
		switch word := strings.ToLower(firstWord(s[n:])); word {
		case "dated", "issued", "posted", "published", "updated", "last", "modified", "edited", "executed", "filed", "on", "vom", "am", "le", "du", "den", "el", "van", "op", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "first", "created":
			n += len(word)
			n += len(s[n:]) - len(strings.TrimLeft(s[n:], " ,:\n\u00a0"))
		default:
			return n
		}
	}
	return n
}
