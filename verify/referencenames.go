package verify

import (
	"strings"
	"unicode"
)

// listed divides names at commas, semicolons and the words that close a list.
func listed(s string) (parts []string) {
	s = singleSpaced(s)
	for _, end := range [...]string{"et al.", "et al", "and others", "u. a.", "u.a.", "et coll."} {
		if rest, ok := strings.CutSuffix(strings.TrimRight(s, ", "), end); ok {
			s = rest
			break
		}
	}
	s = listEnds.Replace(s)
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" && part != "…" && part != ". . ." {
			parts = append(parts, part)
		}
	}
	return parts
}

var listEnds = strings.NewReplacer(", & ", ", ", ", and ", ", ", " & ", ", ", " and ", ", ", " und ", ", ", " et ", ", ", " y ", ", ", " e ", ", ", " / ", ", ", "; ", ", ", " … ", ", ", ". . . ", ", ", "... ", ", ", "|", ", ")

// invertedNames are the persons of s, surname first, the first of them at least:
// Fernández-Ruiz, I., & Whitlow, P. J.; Benn, Clara, and Tom Vos. It is nil where
// s is anything else.
func invertedNames(s string) []string {
	parts := listed(s)
	var names []string
	for i := 0; i < len(parts); i++ {
		surname := parts[i]
		if !person(surname) {
			return nil
		}
		stops := strings.Contains(surname, ".") && !strings.HasPrefix(surname, "St. ")
		if i+1 < len(parts) && !stops && (givenInitials(parts[i+1]) || len(names) == 0 && givenNames(parts[i+1]) && oneSurname(surname)) {
			i++
			name := surname + ", " + parts[i]
			if i+1 < len(parts) && suffix(parts[i+1]) {
				i++
				name += ", " + parts[i]
			}
			names = append(names, name)
			continue
		}
		switch {
		case len(names) > 0 && fullName(surname): // Benn, Clara, and Tom Vos
			names = append(names, surname)
		case len(names) > 0 && !stops && i+1 < len(parts) && givenNames(parts[i+1]) && pairsOfNames(s):
			i++
			names = append(names, surname+", "+parts[i])
		default:
			return nil
		}
	}
	return names
}

// pairsOfNames reports whether semicolons, or the word that closes the list, tell
// that every name of s has the surname first: Vos, Anna and Lind, Tom.
func pairsOfNames(s string) bool {
	if strings.Contains(s, ";") {
		return true
	}
	for _, and := range [...]string{" and ", " & ", " und ", " et ", " y "} {
		if at := strings.LastIndex(s, and); at > 0 {
			return strings.Count(strings.TrimRight(s[at:], ", "), ",") == 1
		}
	}
	return false
}

// invertedList are several persons of s, the first of them with the surname first,
// where an and closes the list: Vos, Anna, and Tom Lind. It is nil where s is
// anything else.
func invertedList(s string) []string {
	if !strings.Contains(s, " and ") && !strings.Contains(s, " & ") {
		return nil
	}
	names := stoppedNames(s)
	surname, _, ok := strings.Cut(s, ",")
	if len(names) < 2 || !ok || !oneSurname(surname) || !strings.Contains(names[0], ",") {
		return nil
	}
	return names
}

// oneSurname reports whether s is one word, with particles before it or not: Van
// Zyl, de la Cruz.
func oneSurname(s string) bool {
	words := strings.Fields(s)
	for _, w := range words[:len(words)-1] {
		if w != "St." && !particle(strings.ToLower(w)) {
			return false
		}
	}
	return len(words) < 5
}

// givenInitials reports whether s is nothing but initials: I., P. J., J.-P., Ł.
func givenInitials(s string) bool {
	n := 0
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			n++
		case c != '.' && c != ' ' && c != '-' && c != '‐':
			if !unicode.IsLower(c) || !strings.Contains(s, ".") { // Yu. A., Ch.
				return false
			}
		}
	}
	return n > 0 && len(s) < 16 && strings.HasSuffix(s, ".") && !strings.Contains(s, "..") && longestWord(s) <= 2
}

func longestWord(s string) int {
	n := 0
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return !unicode.IsLetter(c) }) {
		n = max(n, len([]rune(w)))
	}
	return n
}

// givenNames reports whether s may be the names before a surname: Clara, Clara
// M., Jean-Pierre.
func givenNames(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 || !person(s) || connective(strings.ToLower(words[0])) {
		return false
	}
	for n, w := range words {
		if strings.HasSuffix(w, ".") && len([]rune(w)) > 2 || n > 0 && particle(w) {
			return false
		}
	}
	return len([]rune(words[0])) > 1 && !acronym(words[0])
}

// medicalNames are the persons of s as medicine prints them, with bare initials
// behind the surname: Endt K, van der Lee AB Jr, et al. It is nil where s is
// anything else.
func medicalNames(s string) []string {
	parts := listed(s)
	for _, name := range parts {
		words := strings.Fields(name)
		if n := len(words); n > 2 && suffix(words[n-1]) {
			words = words[:n-1]
		}
		n := len(words) - 1
		if n < 1 || n > 4 || strings.Contains(name, ".") || len(words[n]) > 4 || !bareInitials(words[n]) || !person(strings.Join(words[:n], " ")) || bareInitials(words[0]) {
			return nil
		}
	}
	return parts
}

// bareInitials reports whether s is one to three large letters, or two with a
// hyphen: K, AB, J-P.
func bareInitials(s string) bool {
	n := 0
	for _, c := range s {
		if c == '-' {
			continue
		}
		if !unicode.IsUpper(c) {
			return false
		}
		n++
	}
	return n > 0 && n <= 3
}

// bodyNames are the names of s where they stand as they are spoken, persons in
// full or an institution: Clara Benn; World Salt Office. It is nil where s is
// anything else.
func bodyNames(s string) []string {
	s = strings.TrimRight(strings.TrimSpace(s), ".,;: ")
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 30 || strings.ContainsAny(s, ":?!\"“”‘«»[]0123456789") || strings.Contains(s, ". ") && !initialed(s) && len(splitNames(s)) == 1 {
		return nil
	}
	if startsSentence(words[0]) && !institution(words[len(words)-1]) || !authorLike(s) {
		return nil
	}
	if names := splitNames(s); persons(names) {
		for _, n := range names {
			if !fullName(n) || len([]rune(lastWord(n))) == 1 {
				return nil
			}
		}
		return names
	}
	named := acronym(s)
	for _, w := range words {
		named = named || institution(strings.Trim(w, ".,;"))
	}
	if !named || len(words) > 9 || strings.Contains(s, ",") || !capitalized(words[0]) {
		return nil
	}
	return []string{s}
}
