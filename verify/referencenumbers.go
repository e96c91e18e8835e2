package verify

import (
	"strconv"
	"strings"
)

var (
	entryDate   = beginning("0123456789", `^(\d{4})(?: [A-Z][a-zé]{2,8}\.?(?: \d{1,2})?)?; ?`)
	entryVolume = lazily(`^(?:[Vv]ol\. ?|Bd\. ?|Jg\. ?|t\. ?|H\. ?|[Nn]o\. ?|n° ?|Nr\. ?)?[*_]*(?:\d{1,4}|[IVXLC]{1,7})[*_]*(?: ?\([^()]{1,24}\))?`)
	entryPages  = lazily(`^[ ,:.*_]*(?:S\. ?|pp?\. ?|Seiten |Article |Art\. |art\. )?([a-zA-Z]?\d+(?: ?[-–‑] ?[a-zA-Z]?\d+)?)`)
	insidePages = beginning("(", `^\((?:[^()]*, )?(?:S\.|pp?\.) ?(\d+(?: ?[-–‑] ?\d+)?)\)`)
)

// entryNumbers reads date, volume, issue and pages behind an outlet, and tells
// where they end; numbered reports that there were some.
func (p *parser) entryNumbers(at, stop int) (end int, numbered bool) {
	text := p.r.text
	behind := func(i int) int { return skipAny(text, i, stop, " \n\t\u00a0.,;:*_") }
	if in := insidePages.FindStringSubmatch(text[skipSpace(text, at, stop):stop]); in != nil {
		p.c.Locator = in[1]
		at = skipSpace(text, at, stop) + len(in[0])
		return p.entryPublisher(at, stop), true
	}
	at = p.entryPlace(behind(at), at, stop)
	next := behind(at)
	if end := p.brazilian(next, stop); end > 0 {
		return end, true
	}
	if _, house, ok := imprint(text[next:p.outletStop(next, stop)]); ok && p.publisher == "" && p.r.at(next) == 0 {
		p.publisher, at = withoutYear(house), p.outletStop(next, stop)
		next = behind(at)
	}
	if m := entryDate.FindString(text[next:stop]); m != "" {
		p.setDate(medicalDate(strings.TrimRight(m, "; ")))
		at, next, numbered = next+len(m), next+len(m), true
	} else if d, n := entryDay(text[next:stop], p.c.Date.Year); n > 0 && (d.Month > 0 || d.Year > 0 && !p.dated && boundary(text[next+n:stop])) && p.sameYear(d) {
		if d.Year == 0 {
			d.Year = p.c.Date.Year
		}
		p.setDate(d)
		at = next + n
		next = behind(at)
	}
	if m := entryVolume().FindString(text[next:stop]); m != "" && p.r.at(next) == 0 {
		rest := text[next+len(m) : stop]
		pages := entryPages().FindStringSubmatch(rest)
		open := rest == "" || strings.IndexByte(",:.; \n", rest[0]) >= 0
		if open && (pages != nil || strings.Contains(m, "(") || strings.TrimLeft(rest, " .") == "" || numbered || p.r.linkAhead(next+len(m), stop)) {
			at, numbered = next+len(m), true
			if pages != nil {
				p.c.Locator = strings.ReplaceAll(pages[1], " ", "")
				at += len(pages[0])
			}
		}
	}
	if after := behind(at); numbered && !p.dated {
		if d, n := entryDay(text[after:stop], 0); n > 0 && d.Year > 0 && boundary(text[after+n:stop]) {
			p.setDate(d)
			at = after + n
		}
	}
	if !numbered {
		next = behind(at)
		if locator, n := locatorAt(text[next:stop]); n > 0 && p.r.at(next) == 0 && (p.c.Container+p.publisher != "" && !isDigit(text[next]) || pageLabel(text[next:stop]) > 0) {
			p.c.Locator = locator
			at = next + n
		}
	}
	return at, numbered
}

// entryPlace steps over the place that stands at next behind the name of a journal.
func (p *parser) entryPlace(next, at, stop int) int {
	if place := p.r.text[next:p.outletStop(next, stop)]; p.c.Container != "" && publishingCity(strings.TrimSpace(place)) {
		return next + len(place)
	}
	return at
}

// brazilian reads such numbers at next, and tells where they end; 0 where there are
// none.
func (p *parser) brazilian(next, stop int) int {
	if next >= stop || p.r.at(next) != 0 {
		return 0
	}
	m := brazilianNumbers.FindStringSubmatch(p.r.text[next:stop])
	if m == nil {
		return 0
	}
	p.c.Locator = m[1]
	if year, n := number(m[2]); n == 4 {
		p.setDate(Date{Year: year})
	}
	return next + len(m[0])
}

// brazilianNumbers are volume, issue, pages and year as ABNT NBR 6023 has them: v.
// 12, n. 3, p. 201-219, 2009.
var brazilianNumbers = beginning("v", `^v\. ?\d+(?:, n\. ?[\d/-]+)?(?:, p\. ?(\d+(?:[-–]\d+)?))?(?:, (?:[a-z]{3,4}\.?(?:/[a-z]{3,4}\.?)? )?(\d{4}))?`)

// linkAhead reports whether nothing but stops stands between at and a URL.
func (r *reading) linkAhead(at, stop int) bool {
	next := skipAny(r.text, at, stop, " \n.,;:*_<")
	return next < stop && (r.at(next)&inURL != 0 || furtherOn(r.text[next:stop]) > 0)
}

// sameYear reports whether d, behind the outlet, is no other year than the one
// behind the names.
func (p *parser) sameYear(d Date) bool {
	return p.c.Date.Year == 0 && d.Year > 0 || p.c.Date.Year != 0 && (d.Year == 0 || d.Year == p.c.Date.Year)
}

// entryDay reads the date that s begins with, in the order of medicine too, and
// how many bytes it takes: 2 May 2016; 2016 May 2; and 2 May of the year, where
// one is known.
func entryDay(s string, year int) (Date, int) {
	if year > 0 {
		if m := dayAlone().FindStringSubmatch(s); m != nil {
			if d, n := dateAt(m[1] + " " + strconv.Itoa(year)); n > 0 && d.Day > 0 && d.Year == year {
				return d, len(m[1])
			}
		}
	}
	if m := strings.TrimRight(dayOfMedicine.FindString(s), " "); m != "" {
		if d := medicalDate(m); d.Month > 0 {
			return d, len(m)
		}
	}
	return dateAt(s)
}

var dayAlone = lazily(`^(\d{1,2}\.? \p{L}{3,10}\.?|\p{Lu}\p{L}{2,9}\.? \d{1,2})(?:[.,;]|$| p)`)

var dayOfMedicine = beginning("0123456789", `^\d{4} [A-Z][a-zé]{2,8}\.?(?: \d{1,2}\b)?`)

// medicalDate reads 2011 Mar 3.
func medicalDate(s string) Date {
	year, n := number(s)
	d := Date{Year: year}
	month, day, _ := strings.Cut(strings.TrimSpace(s[n:]), " ")
	if d.Month = monthOf(strings.TrimRight(month, ".")); d.Month > 0 {
		d.Day, _ = number(day)
	}
	return d
}

// entryPublisher steps over the publisher of the book that a chapter stands in.
func (p *parser) entryPublisher(at, stop int) int {
	next := skipAny(p.r.text, at, stop, " \n.,;:")
	if next >= stop || p.r.at(next) != 0 || furtherOn(p.r.text[next:stop]) > 0 {
		return at
	}
	end := p.outletStop(next, stop)
	if name := (Span{next, end}); capitalized(name.Of(p.r.text)) && !p.r.prose(name) && len(strings.Fields(name.Of(p.r.text))) < 8 {
		return end
	}
	return at
}

// furtherOn is the length of the words at the start of s that lead to where a
// work is found: Retrieved from, Available at:, doi:, PMID:.
func furtherOn(s string) int {
	if loc := further().FindStringIndex(s); loc != nil {
		return loc[1]
	}
	return 0
}

var further = lazily(`^(?i:\[?(?:retrieved|available|accessed|abgerufen|verfügbar|online unter|online at|online verfügbar|zugriff|disponible|récupéré|repéré|consulté|recuperado|url ?:|unter|doi ?:|doi 10\.|https?:|pmid:? ?\d+|pmcid:? ?pmc\d+|epub |cited \d))[^.;\n]{0,40}?`)

// absorb is where an entry ends whose parts end at: behind its URL, DOI, PubMed
// number and the date when it was seen.
func (r *reading) absorb(at, stop int) int {
	linked := false
	for range 12 {
		next := skipAny(r.text, at, stop, " \n\t\u00a0.,;:<>*_()[]|")
		if next >= stop {
			return at
		}
		rest := r.text[next:stop]
		if r.at(next)&inURL != 0 {
			for next < stop && r.at(next)&inURL != 0 {
				next++
			}
			at, linked = next, true
			continue
		}
		if n := len(firstPublished.FindString(rest)); n > 0 {
			at = next + n
			continue
		}
		if n := len(pagesInAll.FindString(rest)); n > 0 {
			at = next + n
			continue
		}
		if n := identifierHere(rest); n > 0 {
			at, linked = next+n, true
			continue
		}
		if n := accessWord(rest); n > 0 {
			if _, used := accessDate(rest[n:]); used > 0 {
				at = next + n + used
				continue
			}
		}
		if n := r.wordsToLink(next, stop); n > 0 && (!linked || furtherOn(rest) > 0) {
			at = n
			continue
		}
		return at
	}
	return at
}

// identifierHere is the length of the DOI or the PubMed number that s begins with.
func identifierHere(s string) int {
	if m := pubMed().FindString(s); m != "" {
		return len(m)
	}
	if hasPrefixFold(s, "isbn") {
		if isbn, at := findISBN(s[:min(len(s), 60)]); isbn != "" && at.Start < 8 {
			return at.End
		}
	}
	if hasPrefixFold(s, "doi") || strings.HasPrefix(s, "10.") {
		if doi, at := findDOI(s[:min(len(s), 300)]); doi != "" && at.Start < 8 {
			return at.End
		}
	}
	return 0
}

// pagesInAll says how many pages a book has: 312 p.
var pagesInAll = beginning("0123456789", `^\d{2,4} (?:p|pp|S|с)\b\.?`)

// firstPublished is how an entry of a translated or reprinted work ends.
var firstPublished = beginning("Oo", `^(?i:original(?:ly)? (?:work )?published)[^()]{0,40}\)?`)

var pubMed = lazily(`^(?i:(?:pubmed )?pmid:? ?\d+|oclc:? ?\d+|issn:? ?[\dX-]+|pmcid:? ?pmc\d+|epub \d{4}(?: [A-Z][a-z]{2})?(?: \d{1,2})?|\[?cited \d{4} [A-Z][a-z]{2} \d{1,2}\]?)`)

// wordsToLink is where the URL or DOI begins that the words from next lead to; 0
// where a sentence lies between, or none is near.
func (r *reading) wordsToLink(next, stop int) int {
	led := furtherOn(r.text[next:stop]) > 0
	for i := next; i < min(stop, next+120); i++ {
		if r.at(i)&inURL != 0 {
			if !led && r.prose(Span{next, i}) {
				return 0
			}
			return i
		}
		if r.at(i) == 0 && (r.text[i] == ';' || r.text[i] == '.' && !led && sentenceBreak(r.text, next, i, r.span.End) > 0 && i-next > 60) {
			return 0
		}
		if i > next && r.text[i-1] == ' ' && identifierHere(r.text[i:stop]) > 0 {
			return i
		}
	}
	return 0
}
