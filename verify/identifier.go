package verify

import "strings"

// findDOI is the first DOI in s, and where it stands with its label. A DOI is
// 10., a registrant of four to nine digits, a slash and a name
// (https://www.doi.org/the-identifier/resources/handbook/).
func findDOI(s string) (doi string, at Span) {
	for from := 0; ; {
		n := strings.Index(s[from:], "10.")
		if n < 0 {
			return "", Span{}
		}
		start := from + n
		from = start + 3
		digits := leadingDigits(s[from:])
		slash := from + digits
		for slash < len(s) && s[slash] == '.' { // 10.1000.10/123
			slash += 1 + leadingDigits(s[slash+1:])
		}
		if digits < 4 || digits > 9 || slash >= len(s) || s[slash] != '/' || start > 0 && (isDigit(s[start-1]) || s[start-1] == '.') {
			continue
		}
		end := slash + 1
		for end < len(s) && s[end] > ' ' && strings.IndexByte(`<>"?#&`, s[end]) < 0 && s[end] != 0xE2 && s[end] != 0xC2 {
			end++
		}
		end = trimDOI(s, slash+1, end)
		if end > slash+1 {
			return s[start:end], Span{labelStart(s, start, "doi"), end}
		}
	}
}

func trimDOI(s string, from, end int) int {
	for end > from {
		switch c := s[end-1]; {
		case c == ')' && strings.Count(s[from:end], "(") >= strings.Count(s[from:end], ")"):
			return end
		case strings.IndexByte(".,;:)]}'*_", c) >= 0:
			end--
		default:
			return end
		}
	}
	return end
}

// labelStart is where a label such as doi: or ISBN begins that stands before
// start.
func labelStart(s string, start int, label string) int {
	before := strings.TrimRight(s[:start], " :-013")
	if n := len(before) - len(label); n >= 0 && strings.EqualFold(before[n:], label) {
		return n
	}
	return start
}

// findISBN is the first ISBN in s, as printed: behind its label, 10 or 13
// digits with hyphens or blanks. Whether it can exist is a rule's question.
func findISBN(s string) (isbn string, at Span) {
	n := indexFold(s, "isbn")
	if n < 0 {
		return "", Span{}
	}
	start := n + len("isbn")
	for _, skip := range [...]string{"-13", "-10", " 13", " 10"} {
		if after, ok := strings.CutPrefix(s[start:], skip); ok && after != "" && !isDigit(after[0]) && after[0] != '-' {
			start += len(skip)
			break
		}
	}
	for start < len(s) && strings.IndexByte(" :.\u00a0", s[start]) >= 0 || start < len(s) && s[start] == 0xC2 || start < len(s) && s[start] == 0xA0 {
		start++
	}
	end, digits := start, 0
	for i := start; i < len(s) && digits < 13; i++ {
		c := s[i]
		switch {
		case isDigit(c) || (c == 'X' || c == 'x') && digits == 9:
			digits++
			end = i + 1
			if c|0x20 == 'x' {
				return s[start:end], Span{n, end}
			}
		case c == '-' || c == ' ' || c >= 0x80:
		default:
			i = len(s)
		}
	}
	if digits < 9 {
		return "", Span{}
	}
	return s[start:end], Span{n, end}
}

// findArXiv is the first arXiv identifier in s: arXiv:2101.00001v2,
// arxiv.org/abs/hep-th/9901001.
func findArXiv(s string) (id string, at Span) {
	n := indexFold(s, "arxiv")
	if n < 0 {
		return "", Span{}
	}
	start := n + len("arxiv")
	rest := s[start:]
	for _, skip := range [...]string{".org/abs/", ".org/pdf/", ": ", ":", " "} {
		if after, ok := strings.CutPrefix(rest, skip); ok {
			start, rest = start+len(skip), after
			break
		}
	}
	end := 0
	for end < len(rest) && (isURLWord(rest[end]) && rest[end] < 0x80 || strings.IndexByte(".-/", rest[end]) >= 0) {
		end++
	}
	id = strings.TrimRight(strings.TrimSuffix(rest[:end], ".pdf"), ".-/")
	digits := 0
	for i := range len(id) {
		if isDigit(id[i]) {
			digits++
		}
	}
	if digits < 7 {
		return "", Span{}
	}
	return id, Span{n, start + len(id)}
}

// indexFold is the index of the first word, of ASCII letters in any case, in s.
func indexFold(s, word string) int {
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == word[0] && strings.EqualFold(s[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
