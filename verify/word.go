package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words calls f with each word at top level of a part of the note: what
// stands between white space, quotations, parentheses and URLs left out. It
// stops when f returns false.
func (r *reading) words(s Span, f func(word string, at int) bool) {
	for i := s.Start; i < s.End; {
		if r.at(i) != 0 || r.text[i] == ' ' || r.text[i] == '\n' {
			i++
			continue
		}
		end := i
		for end < s.End && r.at(end) == 0 {
			c, size := utf8.DecodeRuneInString(r.text[end:])
			if unicode.IsSpace(c) || c == '—' {
				break
			}
			end += size
		}
		if end == i {
			_, size := utf8.DecodeRuneInString(r.text[i:])
			i += size
			continue
		}
		if !f(r.text[i:end], i) {
			return
		}
		i = end
	}
}

// prose reports whether a part of the note reads like a sentence, and not like
// the parts of a citation: its words are written small, small words apart.
func (r *reading) prose(s Span) bool {
	small, large, verbs := 0, 0, 0
	r.words(s, func(word string, _ int) bool {
		w := strings.Trim(word, ".,;:!?()[]*_'’-–")
		c, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "" || !unicode.IsLetter(c) || strings.IndexByte(w, '.') > 0:
		case small+large+verbs == 0 && pronoun(w):
			verbs++
		case !unicode.IsLower(c):
			large++
		case verb(w):
			verbs++
		case !particle(w) && !connective(w) && !term(w):
			small++
		}
		return small+large < 200
	})
	return verbs > 0 && small+verbs > 1 && 2*(small+verbs) > large || verbs > 0 && small+large == 0 || small > 2 && 3*small > 2*large || small > 1 && large <= 1 && verbs == 0 && !strings.ContainsAny(s.Of(r.text), ",(") || small > 1 && large == 0
}

// verb reports whether word makes a sentence where it stands.
func verb(word string) bool {
	switch word {
	case "is", "are", "was", "were", "has", "have", "had", "been", "be", "am", "do", "does", "did", "can", "could", "may", "might", "should", "would", "will", "shall", "must", "that", "which", "who", "whose", "this", "these", "those", "it", "they", "he", "she", "we", "not", "also",
		"ist", "sind", "war", "waren", "hat", "haben", "wird", "werden", "wurde", "nicht", "dass", "auch", "est", "sont", "était", "ont", "été", "qui", "que", "è", "sono", "che", "es", "son", "fue", "está", "foi", "são", "não", "wordt", "werd", "zijn", "niet", "dat", "som", "ikke", "var":
		return true
	}
	return false
}

// pronoun reports whether word, at its start, makes a sentence of a clause.
func pronoun(word string) bool {
	switch word {
	case "It", "They", "He", "She", "We", "This", "These", "Those", "There", "That", "Its", "Their", "His", "Her", "Here", "Such", "Some", "Many", "Both", "Es", "Sie", "Er", "Dies", "Diese", "Il", "Elle", "Ils", "Cette", "Esta", "Este", "Questo", "Questa", "Dit", "Deze":
		return true
	}
	return false
}

// particle reports whether word is a small part of names: van, de, al-.
func particle(word string) bool {
	switch strings.TrimRight(word, "-’'") {
	case "de", "da", "di", "del", "della", "delle", "dei", "degli", "der", "den", "des", "du", "dos", "das", "do", "van", "von", "vom", "zu", "zum", "zur", "ter", "ten", "te", "la", "le", "les", "las", "los", "el", "al", "ul", "ur", "bin", "ibn", "ben", "bint", "y", "e", "i", "af", "av", "'t", "op", "d", "l", "in't", "st", "het":
		return true
	}
	return false
}

// connective reports whether word joins the words of names and titles.
func connective(word string) bool {
	switch word {
	case "of", "the", "for", "and", "on", "in", "to", "at", "a", "an", "as", "by", "with", "from", "or", "nor", "but", "per", "via", "vs", "v", "against", "into", "over", "under", "after", "before", "between", "among", "about", "toward", "towards", "through", "without", "within", "across", "beyond", "during", "its", "their", "our", "his", "her", "my", "your",
		"und", "für", "im", "am", "dem", "ein", "eine", "einer", "eines", "mit", "aus", "bei", "über", "et", "un", "une", "pour", "sur", "dans", "par", "avec", "au", "aux", "à", "en", "il", "lo", "gli", "nel", "nella", "con", "tra", "fra", "dal", "alla", "para", "por", "una", "uma", "um", "com", "no", "na", "os", "o", "een", "voor", "og", "på", "til", "ve", "ile":
		return true
	}
	return false
}

// term reports whether word, small, belongs to the furniture of citations.
func term(word string) bool {
	switch strings.TrimRight(word, ".") {
	case "ed", "eds", "edn", "edited", "trans", "tr", "translated", "vol", "vols", "no", "nos", "nr", "p", "pp", "ch", "chap", "para", "paras", "s", "ss", "n", "nn", "note", "notes", "supra", "infra", "above", "ibid", "id", "idem", "op", "cit", "loc", "accessed", "last", "visited", "updated", "modified", "retrieved", "viewed", "archived", "available", "online", "website", "et", "al", "etc", "cf", "rev", "repr", "reprinted", "hrsg", "hg", "bd", "bk", "art", "sec", "section", "page", "pages", "chapter", "serial", "serials", "video", "post", "tweet", "blog", "dated", "issue", "hereinafter", "abgerufen", "consulté", "sch", "reg", "cl", "pt", "doi", "isbn", "version":
		return true
	}
	return false
}

// capitalized reports whether word is written large, or in a script that knows
// no small letters, or is a handle (@name).
func capitalized(word string) bool {
	if len(word) > 3 && word[0] == '@' {
		return true
	}
	word = strings.TrimLeft(word, "“‘\"'«(@#*_")
	for _, prefix := range [...]string{"al-", "el-", "ul-", "d’", "d'", "l’", "l'", "de"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && rest != "" {
			c, _ := utf8.DecodeRuneInString(rest)
			return unicode.IsUpper(c)
		}
	}
	c, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(c) || unicode.IsTitle(c) || unicode.IsLetter(c) && !unicode.IsLower(c)
}

// singleSpaced is s with its white space folded into single spaces, and none at its ends.
func singleSpaced(s string) string {
	last := ' '
	for _, c := range s {
		if unicode.IsSpace(c) && (c != ' ' || last == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
		last = c
	}
	return strings.TrimSuffix(s, " ")
}
