package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// join decides about the white space at p, with the URL read so far before it:
// whether the URL goes on behind it, and where. URLs are broken over lines
// after / . - _ = & ? %, and typesetters put spaces after / and -.
func (r *urlReader) join(p int) (int, bool) {
	q, newline, ok := r.gap(p)
	if !ok || r.wraps == maxWraps || p <= r.host {
		return 0, false
	}
	word := r.word(q)
	core := strings.TrimRight(word, ".,;:!?)]}>'’”»")
	if core == "" || !joinable(core) {
		return 0, false
	}
	ended := len(core) < len(word) || r.closed(q+len(word))
	if !r.joins(p, core, newline, ended, q < r.angle) {
		return 0, false
	}
	r.wraps++
	return q, true
}

// gap steps over white space at p: some spaces, or one line end with its
// indentation. A blank line ends a URL.
func (r *urlReader) gap(p int) (q int, newline, ok bool) {
	lines := 0
	for q = p; q < len(r.text); {
		c, size := utf8.DecodeRuneInString(r.text[q:])
		if c == '\n' || c == '\u2028' {
			lines++
		} else if !unicode.IsSpace(c) && c != '\u0002' {
			break
		}
		q += size
		if q-p > 120 {
			return 0, false, false
		}
	}
	return q, lines == 1, q > p && q < len(r.text) && lines <= 1
}

// word is what stands at q up to white space, at most 300 bytes.
func (r *urlReader) word(q int) string {
	w := r.text[q:min(len(r.text), q+300)]
	if n := strings.IndexAny(w, " \n\t\r\u00a0<>\"“”"); n >= 0 {
		return w[:n]
	}
	return w
}

// closed reports whether at p, behind a word, the citation ends: the text
// ends, a bracket follows, or a remark in brackets.
func (r *urlReader) closed(p int) bool {
	rest := strings.TrimLeft(r.text[p:min(len(r.text), p+8)], " \n\t\u00a0")
	return rest == "" && len(r.text)-p < 8 || strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "<") || strings.HasPrefix(rest, ">")
}

// joins weighs the last sign before the gap against the word after it.
func (r *urlReader) joins(p int, core string, newline, ended, angle bool) bool {
	first, _ := utf8.DecodeRuneInString(core)
	strong := urlLike(core)
	plain := ended && !unicode.IsUpper(first) && !(allDigits(core) && len(core) < 4 && !newline)
	switch before := r.text[p-1]; before {
	case '/':
		if r.bare(p) && !newline && !strong { // https://example.org/ is whole
			return false
		}
		return strong || plain && !year(core) || angle
	case '-', '_', '=', '&', '?', '%', '#', '+', '~':
		return strong || plain || newline && !unicode.IsUpper(first) || angle
	case '.':
		label, _, _ := strings.Cut(core, "/")
		return webEnding(label) || r.unfinishedHost(p) && strong
	default:
		return r.joinsWord(p, core, newline, strong) || angle
	}
}

// joinsWord decides where the gap follows a letter or a digit, and so falls
// before a separator, or into a word.
func (r *urlReader) joinsWord(p int, core string, newline, strong bool) bool {
	if len(core) > 2 && strings.IndexByte("/?&", core[0]) >= 0 && isURLWord(core[1]) {
		return newline || strings.Count(core, "/") > 1 || strings.IndexByte(core, '=') > 0
	}
	if !newline {
		return strings.IndexByte(core, '/') > 0 && strings.ContainsAny(core, "#=") && len(core) > 12
	}
	switch core[0] {
	case '=', '%', '_', '#', '~':
		return len(core) > 1
	case '-', '.':
		return len(core) > 1 && isURLWord(core[1]) && (strong || core[0] == '-')
	}
	return isLower(core[0]) && (webFile(core) || strings.Count(core, "-") > 2 || strings.Count(core, "%") > 1) ||
		isURLWord(r.text[p-1]) && codeLike(core) && r.fills(p)
}

// codeLike reports whether word can be the rest of a word that a full line cut
// in two, and no word of prose, number or page: it has letters or a slash, and
// a digit.
func codeLike(word string) bool {
	if strings.IndexByte(word, '.') >= 0 && !strings.Contains(word, "/") {
		return false
	}
	letters := strings.IndexFunc(word, func(c rune) bool { return unicode.IsLetter(c) || c == '/' })
	return letters >= 0 && strings.ContainsAny(word, "0123456789")
}

// fills reports whether the line that ends at p holds nothing but a part of
// the URL and is about as long as the lines around it: only then do typesetting
// programs cut a word in two without a sign.
func (r *urlReader) fills(p int) bool {
	from := strings.LastIndexByte(r.text[:p], '\n') + 1
	if from+2 < r.start || p-from < 40 {
		return false
	}
	longest := 0
	for line := range strings.SplitSeq(r.text[max(0, from-600):min(len(r.text), p+600)], "\n") {
		longest = max(longest, utf8.RuneCountInString(line))
	}
	return (p-from)*100 >= longest*85
}

// bare reports whether nothing but a host stands before p.
func (r *urlReader) bare(p int) bool {
	return r.path == 0 || p-r.path <= 1
}

// unfinishedHost reports whether the host read so far has no top-level domain.
func (r *urlReader) unfinishedHost(p int) bool {
	if r.path > 0 {
		return false
	}
	host := strings.ToLower(r.text[r.host:p])
	return strings.Count(host, ".") == 1
}

// joinable reports whether word may go on with a URL at all.
func joinable(word string) bool {
	if hasPrefixFold(word, "http") || hasPrefixFold(word, "www.") || strings.IndexByte(word, '@') > 0 {
		return false
	}
	if c, _ := utf8.DecodeRuneInString(word); !urlRune(c) || strings.ContainsRune("([{'*•→", c) {
		return false
	}
	switch strings.ToLower(word) {
	case "a", "accessed", "acceso", "acesso", "accès", "and", "archived", "as", "at", "available", "besucht", "bezocht", "but", "by", "cf", "cited", "consultado", "consultato", "consulté", "consultée", "abgerufen", "de", "der", "die", "e", "el", "en", "et", "for", "from", "geopend", "geraadpleegd", "hereinafter", "id", "ibid", "in", "is", "la", "last", "le", "letzter", "lest", "of", "on", "opgehaald", "or", "p", "pp", "para", "retrieved", "see", "stand", "supra", "the", "to", "und", "vgl", "viewed", "visited", "voir", "was", "which", "with", "y", "zuletzt", "zugriff", "erişim", "also", "quoted", "note", "page", "that", "this":
		return false
	}
	return true
}

// urlLike reports whether word looks like a piece of a URL and not of prose.
func urlLike(word string) bool {
	last := word[len(word)-1]
	if last == '/' || last == '-' && len(word) > 1 {
		return true
	}
	if strings.ContainsAny(word, "=&%_?#~") || webFile(word) || strings.Count(word, "-") > 1 {
		return true
	}
	if strings.IndexByte(word, '/') >= 0 {
		return !allDigits(strings.ReplaceAll(word, "/", "")) || strings.Count(word, "/") != 2
	}
	letters, digits := 0, 0
	for i := range len(word) {
		if isDigit(word[i]) {
			digits++
		} else if isURLWord(word[i]) {
			letters++
		}
	}
	return letters > 0 && digits > 1 && letters+digits > 4 || digits > 5
}

// webFile reports whether word ends like the name of a web page's file.
func webFile(word string) bool {
	dot := strings.LastIndexByte(word, '.')
	return dot >= 0 && fileEnding(word[dot+1:])
}

func fileEnding(s string) bool {
	switch strings.ToLower(s) {
	case "html", "htm", "shtml", "xhtml", "pdf", "php", "asp", "aspx", "jsp", "cfm", "ece", "stm", "xml", "txt", "doc", "docx", "jpg", "png", "svg", "mp3", "mp4", "md", "do", "ashx":
		return true
	}
	return false
}

// webEnding reports whether label, behind a dot, completes a host or a file.
func webEnding(label string) bool {
	label, _, _ = strings.Cut(label, "?")
	label, _, _ = strings.Cut(label, "#")
	host, rest, more := strings.Cut(label, ".")
	return topLevel(label) && label != "in" && label != "at" && label != "it" && label != "no" && label != "us" && label != "me" && label != "is" && label != "be" && label != "today" && label != "news" || fileEnding(label) && label != "do" || more && (topLevel(rest) || webEnding(rest)) && host != ""
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// year reports whether s is a year of the last centuries, seldom a path.
func year(s string) bool {
	return len(s) == 4 && allDigits(s) && (s[:2] == "19" || s[:2] == "20" || s[:2] == "18")
}
