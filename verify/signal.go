package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// afterSignals steps over the words that introduce a citation and are no part
// of it: see, see also, cf., but see, e.g.; siehe, vgl.; voir; and the and that
// joins the last of several sources.
func afterSignals(text string, s Span) Span {
	for s.Start < s.End {
		s.Start += leading(text[s.Start:s.End])
		n := signal(text[s.Start:s.End])
		if n == 0 {
			return s
		}
		s.Start += n
	}
	return s
}

// leading is how much of s is white space, markup or stray punctuation.
func leading(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, stray))
}

func stray(c rune) bool {
	switch c {
	case ',', ';', ':', '.', '*', '_', '—', '–', '-', '·':
		return true
	}
	return unicode.IsSpace(c)
}

// signal is the length of the signal that s begins with, 0 for none.
func signal(s string) int {
	for n := phrase(s); n > 0; n = 0 {
		rest := strings.TrimLeft(s[n:], ",.:;*_ \n\u00a0")
		return len(s) - len(rest)
	}
	return 0
}

// phrase is the length of the longest signal that s begins with, as whole
// words in any case.
func phrase(s string) int {
	best := 0
	if len(s) == 0 {
		return 0
	}
	for _, p := range signalsBy(s[0] | 0x20) {
		if len(p) <= best || !hasPrefixFold(s, p) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(s[len(p):]); len(s) > len(p) && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
			continue
		}
		if (p == "in" || p == "from" || p == "source" || p == "sources" || p == "internet source") && !strings.HasPrefix(s[len(p):], ":") {
			continue
		}
		if (p == "y" || p == "e" || p == "et") && (!isLower(s[0]) || !strings.HasPrefix(s[len(p):], " ")) { // Y. is an initial
			continue
		}
		if (p == "s." || p == "anders") && !isLower(s[0]) { // S. is an initial, Anders a name
			continue
		}
		best = len(p)
	}
	return best
}

// signalsBy are the signals that begin with the letter, small, whose first byte is c.
func signalsBy(c byte) []string {
	switch c {
	case 'a':
		return []string{"and", "and in", "and see", "and also", "also", "also see", "accord", "as cited in", "and finally", "ausführlich", "ausführlich dazu", "anders", "anders etwa", "anders aber", "anders dagegen", "ayrıca bkz"}
	case 'b':
		return []string{"but", "but see", "but cf", "bkz", "buna karşın bkz", "both"}
	case 'c':
		return []string{"cité par", "cité dans", "cité in", "citado en", "citato in", "cit. in", "cf", "cfr", "compare", "contra", "confer", "comp", "confrontare"}
	case 'd':
		return []string{"dazu", "dazu auch", "dazu ausführlich", "dazu eingehend", "dazu näher", "dagegen"}
	case 'e':
		return []string{"e.g", "eg", "eingehend dazu", "especially", "en outre", "e", "et"}
	case 'f':
		return []string{"ferner", "ferner auch", "for example", "for instance", "for details see", "for details, see", "for more see", "for more, see", "for further details see", "for more information see", "for more information, see", "further", "from"}
	case 'h':
		return []string{"hierzu", "hierzu auch", "hierzu ausführlich", "hierzu eingehend", "hierzu näher"}
	case 'i':
		return []string{"in", "inter alia", "i.a", "internet source", "including", "in particular"}
	case 'j':
		return []string{"jf"}
	case 'n':
		return []string{"notably"}
	case 'o':
		return []string{"o. V", "o.V", "or", "or see"}
	case 'p':
		return []string{"par exemple", "par ex", "por ejemplo", "per esempio", "primarily"}
	case 'q':
		return []string{"quoted in", "quoting"}
	case 's':
		return []string{"see", "see also", "see, also", "see e.g", "see, e.g", "see for example", "see, for example", "see for instance", "see, for instance", "see generally", "see especially", "see esp", "see in particular", "see further", "see in general", "see in", "see more in", "see inter alia", "see, inter alia", "so auch", "siehe", "siehe nur", "siehe auch", "siehe etwa", "siehe dazu", "siehe z.B", "s. auch", "such as", "source", "sources", "similarly", "se", "se også", "s.", "specifically"}
	case 'u':
		return []string{"und", "underlying"}
	case 0xD0 | 0x20, 0xD1 | 0x20: // the first bytes of Cyrillic letters
		return []string{"см", "см. также", "см. например", "см., например", "ср"}
	case 'v':
		return []string{"vgl", "vgl. nur", "vgl. statt aller", "vgl. auch", "vgl. dazu", "vgl. etwa", "vgl. z.B", "vgl. hierzu", "voir", "voir aussi", "voir notamment", "voir par exemple", "véase", "véase también", "vedi", "vedi anche", "vd", "ver", "ver também", "v. anche"}
	case 'y':
		return []string{"y", "y también"}
	case 'z':
		return []string{"zob", "zob. też", "zob. także", "zob. np", "z. B", "z.B", "zie", "zie ook", "zie bijv", "zum Beispiel"}
	}
	return nil
}

// introduces reports whether a signal stands at i inside a sentence, behind
// which a source is named: “an excellent history, see Vos, Tides”.
func introduces(text string, i, end int) bool {
	s := text[i:end]
	n := 0
	for _, p := range [...]string{"see also", "see, for example,", "see for example", "see, for instance,", "see, e.g.,", "see e.g.", "see especially", "see generally", "see", "compare", "cf.", "cf", "siehe auch", "siehe", "vgl. auch", "vgl.", "voir aussi", "voir", "véase", "zie ook", "zie"} {
		if strings.HasPrefix(s, p) {
			n = len(p)
			break
		}
	}
	if n == 0 {
		return false
	}
	rest := strings.TrimLeft(s[n:], " \n\u00a0*_")
	if len(rest) == len(s[n:]) || rest == "" {
		return false
	}
	c, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(c) || strings.ContainsRune("“‘\"'„«<[", c) || strings.HasPrefix(rest, "http") || strings.HasPrefix(rest, "www.") || hasPrefixFold(rest, "ibid") || hasPrefixFold(rest, "id.") || hasPrefixFold(rest, "supra") || hasPrefixFold(rest, "infra") || hasPrefixFold(rest, "the ") || hasPrefixFold(rest, "in ")
}
