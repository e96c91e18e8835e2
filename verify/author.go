package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// authors takes apart a part of a note that names authors, as printed and in
// order: persons joined by commas, and, &; an institution stays whole. Roles
// (ed., eds, trans.) and et al. are no names.
func authors(s string) []string {
	s = withoutVolumeNumber(trimRoles(singleSpaced(s)))
	if s == "" {
		return nil
	}
	if at := strings.LastIndexByte(s, ','); at > 0 && genre(strings.TrimSpace(s[at+1:])) {
		s = s[:at]
	}
	if inverted(s) {
		return []string{s}
	}
	if names := invertedList(s); names != nil {
		return names
	}
	var found []string
	for _, part := range splitNames(s) {
		part = trimRoles(strings.Trim(part, " ,;:"))
		if part != "" && !(len(found) > 0 && genre(part)) {
			found = append(found, part)
		}
	}
	return found
}

// genre reports whether s says what kind of text an author wrote.
func genre(s string) bool {
	switch s {
	case "Opinion", "Editorial", "Note", "Comment", "Book Review", "Letter to the Editor", "Op-Ed":
		return true
	}
	return false
}

// splitNames divides s at commas and at and, wherever persons stand on both
// sides.
func splitNames(s string) []string {
	if strings.Contains(s, ";") {
		var names []string
		for one := range strings.SplitSeq(s, ";") {
			if one = strings.TrimSpace(one); one != "" {
				names = append(names, one)
			}
		}
		return names
	}
	parts := strings.Split(s, ",")
	var names []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case len(names) > 0 && (suffix(part) || initials(part) || len(part) == 1 && initials(part+".")): // Jr., III; D.; the last D
			names[len(names)-1] += ", " + part
		default:
			names = append(names, splitAnd(part, len(parts) > 1)...)
		}
	}
	if len(parts) > 1 && !persons(names) {
		return []string{s}
	}
	return names
}

// initials reports whether s is nothing but initials: D., J. C., J.-P.
func initials(s string) bool {
	return strings.HasSuffix(s, ".") && len(s) < 12 && strings.Trim(s, ". -ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// splitAnd divides part at and and its like; one of several parts divides even
// where a single word stands on a side.
func splitAnd(part string, listed bool) []string {
	for _, and := range [...]string{"and ", "& ", "und ", "et ", "y ", "e ", "en ", "og ", "och ", "ve ", "with "} {
		if rest, ok := strings.CutPrefix(part, and); ok && listed {
			return splitAnd(rest, listed)
		}
	}
	for _, and := range [...]string{" and ", " & ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " ve ", " with ", " / "} {
		left, right, ok := strings.Cut(part, and)
		if !ok {
			continue
		}
		if (and == " y " || and == " e ") && !listed && len(strings.Fields(left)) > 1 && len(strings.Fields(right)) == 1 && person(left+" "+right) {
			return []string{part} // José Ortega y Gasset: nobody is named by a surname alone beside a full name
		}
		rest := splitAnd(strings.TrimSpace(right), listed)
		names := append([]string{strings.TrimSpace(left)}, rest...)
		if persons(names) {
			return names
		}
	}
	return []string{part}
}

// persons reports whether each of names may be a person's.
func persons(names []string) bool {
	for _, n := range names {
		if !person(trimRoles(n)) {
			return false
		}
	}
	return true
}

// person reports whether s may be the name of a person: one to six words,
// large but for particles and initials, none of them an institution's.
func person(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ",")
		n++
		if n == 1 && (w == "Die" || w == "Eine" || w == "Ein") { // Die Mole
			return false
		}
		if n > 6 || institution(strings.Trim(w, ".")) || connective(w) && !particle(w) || w == "&" {
			return false
		}
		if !capitalized(w) && !particle(w) {
			return false
		}
		if strings.ContainsAny(w, "0123456789:?!()/") {
			return false
		}
	}
	return n > 0
}

// fullName reports whether s is surely more than a surname: two to five words
// that may be a person's name.
func fullName(s string) bool {
	n := len(strings.Fields(s))
	return n >= 2 && n <= 5 && person(s)
}

// initialed reports whether s is a person's name that holds an initial.
func initialed(s string) bool {
	if !fullName(s) {
		return false
	}
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ",")
		r, size := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) && (size == len(w) || strings.HasPrefix(w[size:], ".") || strings.HasPrefix(w[size:], "-") && strings.HasSuffix(w, ".")) {
			return true
		}
	}
	return false
}

// inverted reports whether s is one name with the surname first: Barnard,
// Lianne; Kannemeyer, J. C.; Van Zyl, Wium.
func inverted(s string) bool {
	last, first, ok := strings.Cut(s, ",")
	if !ok || strings.ContainsAny(first, ",;") || strings.ContainsAny(s, "“”‘\"«»") || strings.Contains(s, " and ") || strings.Contains(s, "&") {
		return false
	}
	first = strings.TrimSpace(first)
	if suffix(first) {
		return true
	}
	surname := strings.Fields(last)
	given := strings.Fields(first)
	if len(surname) == 0 || len(given) == 0 || len(given) > 3 || !person(last) || !person(first) {
		return false
	}
	if len(surname) > 1 && !(len(surname) == 2 && len(surname[0]) < 4) {
		return false
	}
	return len(given) == 1 || initialed("X "+first) || len(given) == 2 && !connective(strings.ToLower(given[0]))
}

func suffix(s string) bool {
	switch strings.Trim(s, ". ") {
	case "Jr", "Sr", "II", "III", "IV", "Esq", "PhD", "MD":
		return true
	}
	return false
}

// trimRoles takes roles and et al. off the end of a name.
func trimRoles(s string) string {
	for {
		before := s
		s = strings.TrimRight(strings.TrimSpace(s), ",;:")
		for _, role := range [...]string{"et al.", "et al", "et alii", "and others", "u. a.", "u.a.", "(ed.)", "(eds.)", "(ed)", "(eds)", "(Ed.)", "(Eds.)", "(Hrsg.)", "(Hg.)", "(dir.)", "(ed. by)", "(red.)", ", ed.", ", eds.", ", eds", ", ed", " ed.", " eds.", " eds", ", Hrsg.", ", trans.", ", trans", ", editor", ", editors", ", director", ", directors", ", translator", ", translators", ", narrator", ", performer", ", creator", ", host"} {
			s = strings.TrimSuffix(s, role)
		}
		if s == before {
			return s
		}
	}
}

// authorLike reports whether s may name authors, persons or institutions: large
// words and what joins them.
func authorLike(s string) bool {
	n, names := 0, 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ",;()[]*_")
		n++
		if n > 40 {
			return false
		}
		if capitalized(w) && !connective(strings.ToLower(w)) {
			names++
		}
		if strings.HasSuffix(w, ":") {
			return false
		}
		if w == "" || w == "&" || w == "–" || w == "-" || w == "/" || capitalized(w) || particle(w) || connective(w) || role(w) || isDigit(w[0]) && len(w) < 5 {
			continue
		}
		return false
	}
	return names > 0
}

func role(w string) bool {
	switch strings.Trim(w, ".") {
	case "ed", "eds", "et", "al", "trans", "dir", "with", "others", "jr", "red", "hrsg", "und", "y", "editor", "editors", "director", "directors", "translator", "translators", "narrator", "performer", "creator":
		return true
	}
	return false
}

// institution reports whether word is seldom part of a person's name.
func institution(word string) bool {
	switch strings.TrimSuffix(strings.ToLower(word), "s") {
	case "institute", "institut", "institution", "instituto", "ministry", "ministerium", "ministère", "ministerio", "ministér", "foundation", "council", "committee", "commission", "university", "universität", "université", "department", "dept", "association", "union", "center", "centre", "centro", "office", "agency", "group", "pres", "team", "organization", "organisation", "society", "parliament", "congres", "senate", "government", "board", "bureau", "federation", "authority", "network", "nation", "united", "european", "national", "international", "court", "company", "corporation", "inc", "ltd", "llc", "party", "project", "programme", "program", "service", "new", "time", "journal", "magazine", "review", "academy", "school", "college", "library", "museum", "collective", "contributor", "act", "report", "code", "industry", "staff", "editor", "forum", "lab", "labs", "publishing", "publisher", "verlag", "archiv", "stadtarchiv", "staatsarchiv", "landesarchiv", "bundesarchiv", "bundesamt", "verband", "initiative", "alliance", "coalition", "army", "reuter", "police":
		return true
	}
	return false
}
