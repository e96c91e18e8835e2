package verify

import "strings"

// authorDate reads a note that its markup calls a short one: Hale 2012, p. 14;
// Hale & Berg 2004, ch. 2; Vos et al. 1998a. ok is false where it has no year,
// or words behind it that are no locator: then it is read as any other note.
func (r *reading) authorDate() (c Citation, ok bool) {
	s := r.trimmed(r.span)
	text := s.Of(r.text)
	at := yearOf(text)
	if at < 2 {
		return Citation{}, false
	}
	year, n := number(text[at:])
	rest := strings.TrimLeft(text[at+n:], "abcdefghij")
	if rest != "" && !strings.HasPrefix(rest, ", ") {
		return Citation{}, false
	}
	c = Citation{Note: r.note, Form: Short, Span: s, Date: Date{Year: year}}
	if rest = strings.TrimPrefix(rest, ", "); rest != "" {
		locator, used := locatorAt(rest)
		if used == 0 || strings.Trim(rest[used:], " .") != "" {
			locator = rest // {{sfn}} prints whatever loc= says
		}
		c.Locator = locator
	}
	names, _ := strings.CutSuffix(text[:at-1], " et al.")
	for part := range strings.SplitSeq(strings.ReplaceAll(names, " & ", ", "), ", ") {
		if part = strings.TrimSpace(part); part != "" {
			c.Authors = append(c.Authors, part)
		}
	}
	return c, len(c.Authors) > 0
}

// yearOf is where the first year stands in s, four digits behind a space; -1
// where there is none.
func yearOf(s string) int {
	for i := 1; i+4 <= len(s); i++ {
		if s[i-1] == ' ' && leadingDigits(s[i:]) == 4 && (s[i] == '1' || s[i] == '2') {
			return i
		}
	}
	return -1
}
