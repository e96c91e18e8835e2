package content

// vowelMark reports whether r is a mark that Arabic and Hebrew texts bear or
// leave out as they please: vowel points, cantillation, the stroke that
// stretches a word.
func vowelMark(r rune) bool {
	return r >= 0x0591 && r <= 0x05C7 && r != 0x05BE && r != 0x05C0 && r != 0x05C3 && r != 0x05C6 ||
		r == 0x0640 || r >= 0x064B && r <= 0x0652 || r == 0x0670 || r >= 0x06D6 && r <= 0x06ED
}

// initial reports whether the full stop before offset after stands within
// initials, which are one word whether their stops are printed or not: U.S.,
// F.B.I., J. R. R. It returns the offset of the next of them.
func (f *folder) initial(r rune, after int) (next int, ok bool) {
	if r != '.' || !f.open || !initials(f.source[f.words[len(f.words)-1].start:after]) {
		return 0, false
	}
	next = after
	if rest := f.source[after:]; len(rest) > 2 && rest[0] == ' ' && rest[1] >= 'A' && rest[1] <= 'Z' {
		next++
	}
	if next+1 < len(f.source) && isLetter(f.source[next]) && f.source[next+1] == '.' {
		return next, true
	}
	return 0, false
}

// initials reports whether s is single letters of ASCII, each with a full stop.
func initials(s string) bool {
	if len(s) > 24 {
		return false
	}
	for i := 0; i < len(s); i += 2 {
		if s[i] == ' ' && i > 0 {
			i++
		}
		if i+1 >= len(s) || !isLetter(s[i]) || s[i+1] != '.' {
			return false
		}
	}
	return true
}
