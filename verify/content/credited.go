package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// credited reports whether an author cited stands where authors do, and not only
// among those of whom the page tells: in the title, alone on a line, in a line
// about the author at the end.
func (e *exam) credited(named []string) bool {
	lines := strings.Split(e.own(), "\n")
	for _, cited := range named {
		n := wordsOf(cited)
		if len(n) < 2 {
			continue
		}
		if holds(wordsOf(e.page.Title), n) {
			return true
		}
		for i, line := range lines {
			if i > firstLines && i < len(lines)-lastLines {
				continue
			}
			if len(line) > 4*mostTitle || !strings.Contains(strings.ToLower(line), n[len(n)-1]) && isPlain(line) {
				continue
			}
			words := wordsOf(line)
			if len(words) < len(n) || !slices.Equal(words[:len(n)], n) && !inverted(line, n) {
				continue
			}
			if len(words) == len(n) && (i+1 < len(lines) && goesOn(lines[i+1]) || i > 0 && helps(lines[i-1])) {
				continue
			}
			if len(words) == len(n) || i >= len(lines)-lastLines && aboutAuthor(words[len(n):]) {
				return true
			}
		}
	}
	return false
}

// inverted reports whether a line is a name with the family first: Roe, Jane.
func inverted(line string, name []string) bool {
	family, given, ok := strings.Cut(line, ",")
	return ok && slices.Equal(append(wordsOf(given), wordsOf(family)...), name)
}

// helps reports whether a line says that who comes next helped an author.
func helps(line string) bool {
	switch strings.ToLower(strings.Trim(line, ": \u00a0")) {
	case "advisor", "advisors", "adviser", "advisers", "supervisor", "supervisors", "thesis advisor", "thesis adviser", "committee member", "committee members", "referee", "betreuer", "betreuerin", "gutachter", "directeur de thèse", "director", "directora", "orientador", "orientadora", "relatore", "promotor", "handledare", "veileder", "ohjaaja":
		return true
	}
	return false
}

// goesOn reports whether a line goes on with the sentence that the line before
// it began: Jane Roe / stated on 3 March.
func goesOn(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
	_, said := labels()[strings.ToLower(firstWord(line))]
	return unicode.IsLower(r) && !said
}

// firstWord is what a line begins with, up to a space.
func firstWord(line string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return word
}

// Lines of a page among which its author may be named: where it begins, and
// where it ends.
const (
	firstLines = 150
	lastLines  = 12
)

// aboutAuthor reports whether words go on from a name as a line about an author
// does: is a reporter, teaches law.
func aboutAuthor(words []string) bool {
	if len(words) == 0 {
		return true
	}
	switch words[0] {
	case "is", "was", "teaches", "writes", "works", "lives", "covers", "reports", "has", "ist", "arbeitet", "schreibt", "lehrt", "est", "travaille", "enseigne", "es", "trabaja", "escribe", "e", "insegna", "scrive", "lavora", "werkt", "schrijft", "jest":
		return true
	}
	return false
}

// isOffice reports whether s says what somebody is, where, or for which house:
// Staff Writer, in Berlin, health editor, Reuters.
func isOffice(s string) bool {
	lower := strings.ToLower(s)
	words := strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if len(words) == 0 || len(words) > 8 {
		return false
	}
	switch words[0] {
	case "in", "for", "special", "at":
		return len(words) <= 5
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return offices()[w] || strings.HasSuffix(w, "korrespondent") || strings.HasSuffix(w, "korrespondentin") || strings.HasSuffix(w, "redakteur") || strings.HasSuffix(w, "redakteurin") || strings.HasSuffix(w, "redacteur")
	})
}
