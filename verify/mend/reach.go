package mend

import (
	"strings"

	"loccit/verify"
)

// reach widens the stretch that the words of a note stand in by the markup
// around them, where the targets of its first and its last link are.
func (l *lines) reach(s verify.Span) verify.Span {
	switch l.d.Format {
	case "markdown":
		return l.reachMarkdown(s)
	case "html", "docbook":
		return l.reachTags(s)
	case "latex":
		return l.reachBraces(s)
	case "mediawiki":
		if l.dump {
			return l.between(s, "&lt;ref", "&lt;/ref&gt;")
		}
		return l.between(s, "<ref", "</ref>")
	case "dokuwiki":
		return l.between(s, "((", "))")
	}
	return s
}

// between widens s to the marks around it, where they are around it.
func (l *lines) between(s verify.Span, open, shut string) verify.Span {
	from := strings.LastIndex(l.text[:s.Start], open)
	if from < 0 || strings.LastIndex(l.text[:s.Start], shut) > from {
		return s
	}
	if to := strings.Index(l.text[s.End:], shut); to >= 0 {
		return verify.Span{Start: from, End: s.End + to}
	}
	return s
}

func (l *lines) reachMarkdown(s verify.Span) verify.Span {
	for s.Start > 0 && strings.IndexByte("[<*_!", l.text[s.Start-1]) >= 0 {
		s.Start--
	}
	for s.End < len(l.text) && strings.IndexByte("*_>\\", l.text[s.End]) >= 0 {
		s.End++
	}
	s.End = l.behindLink(s.End)
	return s
}

// behindLink is the end of the Markdown link whose words end at offset at; at
// itself where there is none.
func (l *lines) behindLink(at int) int {
	rest := l.text[at:]
	switch {
	case strings.HasPrefix(rest, "]("):
		if end := closing(rest[1:], '(', ')'); end > 0 {
			return at + 1 + end
		}
	case strings.HasPrefix(rest, "]["):
		if end := strings.IndexByte(rest[1:], ']'); end > 0 {
			return at + 1 + end + 1
		}
	case strings.HasPrefix(rest, "]") && !strings.HasPrefix(rest, "]:"):
		return at + 1
	}
	return at
}

// closing is where the bracket that text begins with is closed: the offset
// behind it, 0 where it is not. Those with a backslash before them do not
// count, and nothing is closed beyond a paragraph.
func closing(text string, open, shut byte) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i + 1
			}
		case '\n':
			if strings.HasPrefix(text[i+1:], "\n") || strings.HasPrefix(text[i+1:], "\r\n") {
				return 0
			}
		}
	}
	return 0
}

// opening is where the bracket stands that is open at the end of text; -1 for
// none.
func opening(text string, open, shut byte) int {
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		if i > 0 && text[i-1] == '\\' {
			continue
		}
		switch text[i] {
		case shut:
			depth++
		case open:
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return -1
}

// reachTags takes in the tags right before s.
func (l *lines) reachTags(s verify.Span) verify.Span {
	for {
		before := strings.TrimRight(l.text[:s.Start], " \t\r\n")
		if !strings.HasSuffix(before, ">") {
			return s
		}
		at := strings.LastIndexByte(before, '<')
		if at < 0 || strings.HasPrefix(before[at:], "</li") || strings.HasPrefix(before[at:], "</p") {
			return s
		}
		s.Start = at
	}
}

// reachBraces takes in the macro that s is the argument of, with its other
// arguments: \href{URL}{words}; then all up to the braces around.
func (l *lines) reachBraces(s verify.Span) verify.Span {
	if before := strings.TrimSuffix(l.text[:s.Start], "{"); before != l.text[:s.Start] && strings.HasSuffix(before, "}") {
		if at := opening(before[:len(before)-1], '{', '}'); at >= 0 {
			s.Start = at
			if n := strings.IndexByte(l.text[s.End:], '}'); n >= 0 && !strings.Contains(l.text[s.End:s.End+n], "{") {
				s.End += n + 1
			}
		}
	}
	from := opening(l.text[max(0, s.Start-maxNote):s.Start], '{', '}')
	if from < 0 {
		return s
	}
	from += max(0, s.Start-maxNote)
	to := closing(l.text[from:min(len(l.text), s.End+maxNote)], '{', '}')
	if from+to < s.End {
		return s
	}
	return verify.Span{Start: from, End: from + to}
}

// maxNote bounds how far the braces around a note are sought, in bytes.
const maxNote = 50_000

// definitions are where reference definitions of Markdown ([label]: URL) that
// the note uses have the URL want.
func (l *lines) definitions(want string, note verify.Span) []verify.Span {
	var found []verify.Span
	words := l.text[note.Start:note.End]
	for _, at := range l.spell.find(l.text, verify.Span{End: len(l.text)}, want) {
		label, ok := definition(l.text[:at.Start])
		if ok && strings.Contains(strings.ToLower(words), "["+strings.ToLower(label)+"]") {
			found = append(found, at)
		}
	}
	return found
}

// definition is the label that text ends in, where a URL behind it would be
// what the label stands for.
func definition(text string) (label string, ok bool) {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	line = strings.TrimLeft(strings.TrimSuffix(strings.TrimRight(strings.TrimSuffix(line, "<"), " \t"), ":"), " >")
	if !strings.HasPrefix(line, "[") || !strings.HasSuffix(line, "]") || strings.HasPrefix(line, "[^") {
		return "", false
	}
	return line[1 : len(line)-1], !strings.HasSuffix(text, "]")
}
