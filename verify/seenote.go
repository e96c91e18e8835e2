package verify

import "strings"

// seenNote reads words that send the reader to a note where the name of a work
// stands before them: see note 12; (siehe Anm. 12); (see note 12 above). What
// merely compares (cf. note 12) is no reference to the same work.
func seenNote(s string) (n int, label string) {
	rest, opened := strings.CutPrefix(s, "(")
	after, ok := withoutSee(strings.TrimLeft(rest, " "))
	if !ok {
		return 0, ""
	}
	n, label = noteNumber(after)
	if n == 0 || strings.HasPrefix(after, "nn") || strings.HasPrefix(after, "notes") { // several, and so no one work
		return 0, ""
	}
	after = after[n:]
	for _, where := range [...]string{" above", ", above", " supra", ", supra", " oben", " ci-dessus"} {
		if behind, ok := strings.CutPrefix(after, where); ok {
			after = behind
			break
		}
	}
	if opened {
		if !strings.HasPrefix(after, ")") {
			return 0, ""
		}
		after = after[1:]
	}
	if after != "" && strings.IndexByte(".,:;", after[0]) < 0 {
		page := strings.TrimLeft(after, " \u00a0")
		if !opened || page != "" && leadingDigits(page) == 0 && pageLabel(page) == 0 {
			return 0, "" // see note 12 on the mills
		}
	}
	return len(s) - len(after), label
}

// withoutSee is s without the words for see at its start; false where it has none.
func withoutSee(s string) (string, bool) {
	for _, w := range [...]string{"see above, ", "see above ", "see supra ", "see ", "See ", "as in ", "as cited in ", "cited in ", "cited above, ", "siehe oben, ", "siehe oben ", "siehe ", "s. o. ", "s. ", "voir ", "vedi ", "véase ", "zie "} {
		if after, ok := strings.CutPrefix(s, w); ok {
			return after, true
		}
	}
	return s, false
}

// namesWork reports whether s ends with the title of a work, in quotation
// marks or in italics, or is nothing but the names of persons. What else
// stands before see note 12 may be a sentence.
func (r *reading) namesWork(s Span) bool {
	s = r.trimmed(s)
	if s.Len() == 0 {
		return false
	}
	for _, q := range r.quotes {
		if q.whole.Start >= s.Start && q.whole.End == s.End && !q.unclosed {
			return true
		}
	}
	for _, i := range italicsIn(r.italics, s) {
		if i.End >= s.End-1 && i.Len() > 4 {
			return true
		}
	}
	name := r.text[s.Start:s.End]
	return r.unmasked(s, inQuote|inURL|inParen) && len(strings.Fields(name)) < 5 && persons(splitNames(name))
}
