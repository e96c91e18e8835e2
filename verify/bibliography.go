package verify

import "strings"

// Bibliographies end the parts of an entry in full stops, as reference lists do,
// but mark the title:
//
//	Vos, Anna. *The Weir Keepers*. Translated by Tom Lind. Bergen: Fjord House, 2014.
//	Vos, Anna. “Low Tide.” *Journal of Weirs*, vol. 12, no. 3, 2014, pp. 45–67.
//
// Sources: Chicago Manual of Style, 17th ed., 14.21; MLA Handbook, 9th ed.,
// chapter 5.

// entryGoesOn reports whether clause n goes on with the entry of a bibliography in
// s: with the title behind the authors, or with where the work stands.
func (r *reading) entryGoesOn(s, n Span) bool {
	if r.listedAuthor(s) {
		return r.at(n.Start)&inQuote != 0 || r.slantedFrom(n.Start).Len() > 0 || spokenOrWritten.MatchString(n.Of(r.text))
	}
	head, ok := r.entryHead(s)
	switch {
	case !ok:
		return false
	case bibliographicPart.MatchString(n.Of(r.text)):
		return r.open(s)
	case r.at(s.End-1)&inQuote != 0 && r.listedAuthor(head) && romanContainer().MatchString(n.Of(r.text)) && !r.prose(n):
		return true
	case r.at(s.End-1)&inQuote != 0:
		return r.containerFirst(head, n)
	case r.listedAuthor(head) && r.open(s) && len(italicsIn(r.italics, s)) == 0 && r.containerFirst(head, n):
		return true
	}
	return r.listedAuthor(head) && (r.databaseAlone(s, n) || r.open(s) && r.houseAndYear(n))
}

// houseAndYear reports whether n begins with a publisher and a year.
func (r *reading) houseAndYear(n Span) bool {
	text := n.Of(r.text)
	at := houseBeforeYear().FindStringIndex(text)
	return at != nil && capitalized(text) && r.unmasked(Span{n.Start, n.Start + at[1]}, inURL|inQuote|inParen) && !r.prose(Span{n.Start, n.Start + at[1]})
}

var houseBeforeYear = lazily(`^[^.;:]{2,80}?,? (?:1[4-9]|20)\d\d\b`)

// spokenOrWritten is what an entry has in place of a title of what was said or
// written to the author of the text.
var spokenOrWritten = beginning("PpTtEeVvZzSsOoIiLlMm", `^(?i:(?:(?:personal|telephone|phone|e-?mail|video|zoom|skype|oral) (?:interviews?|communication|correspondence|message)|interview(?:ed)? (?:by|with|conducted)|letter to|message to)\b)`)

// listedAuthor reports whether s is nothing but the authors that such an entry
// begins with: the first of them with the surname first, or a body.
func (r *reading) listedAuthor(s Span) bool {
	if s.Len() == 0 || s.Len() > longestNames || !r.unmasked(s, inURL|inQuote) || len(italicsIn(r.italics, s)) > 0 {
		return false
	}
	text := trimRoles(r.withoutRoles(s))
	if stoppedNames(text) != nil || inverted(text) {
		return true
	}
	names := bodyNames(text)
	return len(names) == 1 && !persons(names)
}

// entryHead is what stands in s before the first title in quotation marks or
// italics: nothing, or authors. ok is false where s has no such title, or words
// before it.
func (r *reading) entryHead(s Span) (head Span, ok bool) {
	start := s.End
	if k := r.quoteFrom(s.Start); k < len(r.quotes) {
		start = min(start, r.quotes[k].whole.Start)
	}
	if slanted := italicsIn(r.italics, s); len(slanted) > 0 {
		start = min(start, max(s.Start, slanted[0].Start))
	}
	head = r.trimmed(Span{s.Start, start})
	return head, start < s.End && (head.Len() == 0 || r.listedAuthor(head) || r.name(head))
}

// slantedFrom are the italics that begin at i.
func (r *reading) slantedFrom(i int) Span {
	for _, s := range italicsIn(r.italics, Span{i, i + 1}) {
		if s.Start <= i {
			return s
		}
	}
	return Span{}
}

var bibliographicPart = beginning("0123456789TEDCIPNFAWRV", `^(?:(?:Translated|Edited|Directed|Compiled|Illustrated|Performed|Created|Narrated|Foreword|Introduction|Afterword|Interview|Interviewed|Conducted|Adapted|With an introduction) (?:and \pL+ )?by |Trans\. |\d{1,2}(?:st|nd|rd|th) ed\b|Rev\. ed\b|Vol\. \d|\d+ vols?\b|In [*_]?\p{Lu})`)

// romanContainer is a container in roman type, and what follows one.
var romanContainer = lazily(`^\p{Lu}[^.;:“”"]{2,80}, (?:vol\. \d|no\. \d|edited by |\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})`)

// containerFirst reports whether n, behind a title in quotation marks, begins with
// the name in italics of where the work stands, and a date or pages behind it; the
// name of a case stands behind words that are quoted from it.
func (r *reading) containerFirst(head, n Span) bool {
	name := r.slantedFrom(n.Start)
	if name.Len() < 3 || caseName(name.Of(r.text)) || n.End <= name.End {
		return false
	}
	rest := strings.TrimLeft(r.text[name.End:n.End], "*_")
	if !outletGoesOn().MatchString(rest) {
		return false
	}
	return head.Len() > 0 || dayWithin(rest) || strings.Contains(rest, "vol. ")
}

var outletGoesOn = lazily(`^(?:,? (?:vol|no|edited|translated|by|\d|\(|[A-Z][a-z]{2,8}\.? \d|[A-Z]\pL+ ?\pL*,? \d{4})|, )`)

// databaseAlone reports whether n is nothing but a name in italics with a URL or a
// DOI behind it: where the work of s was read.
func (r *reading) databaseAlone(s, n Span) bool {
	name := r.slantedFrom(n.Start)
	if name.Len() == 0 || len(strings.Fields(name.Of(r.text))) > 5 {
		return false
	}
	if k := r.urlFrom(s.Start); k < len(r.urls) && r.urls[k].End <= s.End {
		return false
	}
	return r.linkAhead(min(name.End, n.End), n.End)
}
