package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"loccit/verify"
)

// compareAuthor asks whether one of the authors cited is one that the page
// names. Houses are written in too many ways to be told apart.
func (e *exam) compareAuthor() answer {
	shown := e.page.By()
	found := strings.Join(shown, "; ")
	for _, cited := range e.authors {
		for _, s := range shown {
			if sameName(cited, s) {
				return answer{verify.Matches, s, ""}
			}
		}
	}
	persons := slices.DeleteFunc(slices.Clone(shown), e.isHouse)
	named := slices.DeleteFunc(slices.Clone(e.authors), e.isHouse)
	switch {
	case e.namedInText():
		return answer{verify.Matches, strings.Join(e.authors, "; "), ""}
	case len(shown) == 0:
		return answer{why: "the page names no author"}
	case len(named) == 0:
		return answer{found: found, why: "the note names a house, and the page another author"}
	case len(persons) == 0:
		return answer{found: found, why: "the page names a house as its author"}
	case !samePossibleScript(named, persons):
		return answer{found: found, why: "the names are written in different scripts"}
	case isPaper(e.page):
		return answer{found: found, why: "the author in a PDF's metadata may be whoever saved it"}
	case e.surnameInText():
		return answer{found: found, why: "the page names another author, but the one cited is mentioned"}
	case e.interstitial():
		return answer{found: found, why: "the page asks for something before it shows the source"}
	}
	return answer{verify.Differs, strings.Join(persons, "; "), ""}
}

// A name is one person's, in words.
type name struct {
	words   []string
	surname string // as far as order tells; the last word, or what stands before a comma
}

func nameOf(raw string) name {
	before, _, inverted := strings.Cut(raw, ",")
	n := name{words: slices.DeleteFunc(wordsOf(raw), isParticle)}
	if inverted {
		if family := slices.DeleteFunc(wordsOf(before), isParticle); len(family) == 1 || len(family) == 2 && len(n.words) > 2 {
			n.surname = family[len(family)-1]
		}
	}
	if n.surname == "" && len(n.words) > 0 {
		n.surname = n.words[len(n.words)-1]
		if n.surname == "jr" || n.surname == "sr" || n.surname == "iii" || n.surname == "phd" || n.surname == "md" {
			n.surname = n.words[max(0, len(n.words)-2)]
		}
	}
	return n
}

func isParticle(w string) bool {
	switch w {
	case "von", "van", "de", "der", "den", "di", "da", "du", "la", "le", "del", "della", "dos", "zu", "al", "el", "bin", "ibn", "ben", "af", "av", "dr", "prof", "professor", "mr", "mrs", "ms", "sir", "dame", "et", "al.", "and", "und", "y", "by", "with":
		return true
	}
	return false
}

// sameName: a surname in common, and given names that do not contradict each
// other. shown may be a whole byline, with several persons. Scripts that do not
// part words have names of few letters, which are the same or not.
func sameName(cited, shown string) bool {
	a, b := nameOf(cited), nameOf(shown)
	if a.surname == "" || b.surname == "" {
		return false
	}
	if scriptOf(cited) == 'E' {
		return strings.Contains(strings.Join(b.words, ""), strings.Join(a.words, ""))
	}
	at := slices.IndexFunc(b.words, func(w string) bool { return sameSurname(a.surname, w) })
	switch {
	case at < 0 && slices.Contains(a.words, b.surname) && len(b.surname) > 2 && len(a.words) > 1 && len(b.words) > 1:
		// the family name stands first on one side: Xi Jinping, Jinping Xi
		return shared(a.words, b.words) >= 2 || turned(a.words, b.words)
	case at < 0:
		return turned(a.words, b.words) || abridged(a, b) || abridged(b, a)
	case len(a.words) == 1 || len(b.words) == 1:
		return true
	}
	return givenAgree(a, b, at)
}

// turned reports whether two names are one in another order, or parted
// otherwise: Chen Dawen, Da-Wen Chen.
func turned(a, b []string) bool {
	if len(a) > 5 || len(b) > 5 || len(a) < 2 || len(b) < 2 {
		return false
	}
	whole := strings.Join(b, "")
	for i := range a {
		if strings.Join(a[i:], "")+strings.Join(a[:i], "") == whole {
			return true
		}
	}
	return false
}

// abridged reports whether a keeps of its surname the first letter: Marta K.
func abridged(a, b name) bool {
	if len(a.words) < 2 || len(b.words) < 2 || len(a.surname) != 1 {
		return false
	}
	return a.words[0] == b.words[0] && strings.HasPrefix(b.surname, a.surname)
}

// sameSurname compares two words that may be surnames: a slip is let pass in a
// long one, and umlauts and the article of Arabic names are written in two ways.
func sameSurname(a, b string) bool {
	if a == b || plainName(a) == plainName(b) {
		return true
	}
	x, y := []rune(a), []rune(b)
	return len(x) >= 6 && len(y) >= 6 && x[0] == y[0] && levenshtein.ComputeDistance(a, b) == 1
}

// plainName is a surname as folded, without the e of ae, oe and ue, and without
// al before it.
func plainName(w string) string {
	if len(w) > 5 && (strings.HasPrefix(w, "al") || strings.HasPrefix(w, "el")) {
		w = w[2:]
	}
	if len(w) < 5 {
		return w
	}
	return umlauts.Replace(w)
}

var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// givenAgree compares the given names of a with the words near its surname in
// b: one initial in common will do, for Bob is Robert and pages abbreviate.
func givenAgree(a, b name, at int) bool {
	var given []string
	for _, w := range a.words {
		if w != a.surname {
			given = append(given, w)
		}
	}
	near := slices.Concat(b.words[max(0, at-3):at], b.words[at+1:min(len(b.words), at+4)])
	for _, g := range given {
		for _, w := range near {
			if initialOf(g) == initialOf(w) || nickname(g, w) || nickname(w, g) {
				return true
			}
		}
	}
	return len(given) == 0 || len(near) == 0
}

func initialOf(w string) rune {
	r, _ := utf8.DecodeRuneInString(w)
	return r
}

func nickname(short, long string) bool {
	switch short {
	case "bill", "billy", "will":
		return long == "william"
	case "bob", "bobby":
		return long == "robert"
	case "dick", "rick":
		return long == "richard"
	case "jack":
		return long == "john"
	case "ted", "ned":
		return long == "edward" || long == "theodore" || long == "edmund"
	case "peggy", "maggie", "meg", "greta":
		return long == "margaret" || long == "margarete"
	case "tony":
		return long == "anthony" || long == "antonio"
	case "hank":
		return long == "henry"
	case "beth", "liz", "betty", "lisa":
		return long == "elizabeth" || long == "elisabeth"
	case "gene":
		return long == "eugene"
	case "kate", "kitty":
		return long == "catherine"
	case "sasha":
		return long == "alexander" || long == "alexandra"
	}
	return false
}

// isHouse reports whether a name is that of a newspaper, an agency, an office,
// or of somebody who gives one word as a name.
func (e *exam) isHouse(raw string) bool {
	words := wordsOf(raw)
	if scriptOf(raw) == 'E' {
		return denseHouse(raw)
	}
	if len(words) < 2 || len(words) > 5 {
		return true
	}
	for _, w := range words {
		if offices[w] {
			return true
		}
		switch w {
		case "staff", "news", "team", "editors", "editorial", "editor", "redaktion", "redaction", "redazione", "redaccion", "agency", "agencies", "press", "bureau", "desk", "correspondent", "correspondents", "office", "ministry", "department", "university", "institute", "institut", "council", "commission", "committee", "association", "society", "foundation", "trust", "center", "centre", "group", "network", "times", "post", "magazine", "journal", "review", "reuters", "afp", "dpa", "ap", "bbc", "cnn", "xinhua", "wikipedia", "contributors", "authors", "government", "parliament", "court", "company", "inc", "ltd", "llc", "gmbh", "museum", "library", "archive", "archives", "board", "union", "party", "international", "national", "federal", "the", "of", "for", "und", "service", "services", "project", "watch", "online", "friends", "consultants", "authority", "bank", "club", "commissioners", "administration", "agence", "media", "blog", "house", "service.", "studies", "research", "rights", "fund", "school", "college", "church", "television", "radio", "tv", "daily", "weekly", "gazette", "courier", "tribune", "herald", "guardian", "observer", "report", "reports", "data":
			return true
		}
	}
	joined := strings.Join(words, "")
	return joined == strings.Join(wordsOf(e.page.Site), "") || joined == strings.Join(wordsOf(e.container), "")
}

// denseHouse is isHouse for names of East Asia: those of persons have two to six
// characters, and end in none that houses end in.
func denseHouse(raw string) bool {
	bare := strings.Join(strings.FieldsFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) }), "")
	n := utf8.RuneCountInString(bare)
	if n < 2 || n > 6 {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(bare)
	return strings.ContainsRune("社网網报報局部院会會台臺组組室委厅廳府司团團学學館馆店所처부원사보국회", last)
}

func samePossibleScript(a, b []string) bool {
	return scriptOf(strings.Join(a, " ")) == scriptOf(strings.Join(b, " "))
}

// namedInText: the whole name of an author cited stands in the title, or near
// the top of the page. Where the page names other persons as its authors, it
// must stand as a byline does: those of a page's neighbours hang beside it.
func (e *exam) namedInText() bool {
	top := head(e.own(), 4000)
	words := wordsOf(e.page.Title + "\n" + top)
	for _, cited := range e.authors {
		n := wordsOf(cited)
		if len(n) < 2 || !holds(words, n) {
			continue
		}
		if !e.namesPerson() || holds(wordsOf(e.page.Title), n) || e.inByline(top, n) {
			return true
		}
	}
	return false
}

// namesPerson reports whether the page names somebody as its author who is no
// house.
func (e *exam) namesPerson() bool {
	return slices.ContainsFunc(e.page.By(), func(by string) bool { return !e.isHouse(by) })
}

// inByline reports whether a line of top begins with a name, or names one of
// the page's authors beside it.
func (e *exam) inByline(top string, name []string) bool {
	for line := range strings.Lines(top) {
		words := wordsOf(withoutBy(strings.TrimSpace(line)))
		if len(words) > 20 || !holds(words, name) {
			continue
		}
		if slices.Equal(words[:len(name)], name) {
			return true
		}
		if slices.ContainsFunc(e.page.By(), func(by string) bool { return holds(words, wordsOf(by)) }) {
			return true
		}
	}
	return false
}

func (e *exam) surnameInText() bool {
	words := wordsOf(e.own())
	for _, cited := range e.authors {
		if s := nameOf(cited).surname; len(s) > 2 && slices.Contains(words, s) {
			return true
		}
	}
	return false
}

// head is the beginning of s, n bytes at most, cut between words.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexAny(s[:n], " \n"); i > 0 {
		n = i
	}
	return strings.ToValidUTF8(s[:n], "")
}
