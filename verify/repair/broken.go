package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// broken finds a URL that breaks off at white space although it goes on: its
// printed form ends with a hyphen, with dots, or what follows looks like the
// rest of it.
func (x *Examiner) broken(s *verify.Source) *verify.Damage {
	for _, ref := range s.CitedBy {
		d := x.docs[ref.Document]
		span := d.Citations[ref.Citation].URLSpan
		if span.Len() == 0 || span.End > len(d.Text) || !strings.HasSuffix(s.URL, lastBytes(d.Text[:span.End], 2)) {
			continue // the URL is a link's target: nothing of the text was cut
		}
		if damage := x.goesOn(s, d.Text[span.End:min(len(d.Text), span.End+400)], x.vocabs[ref.Document]); damage != nil {
			return damage
		}
	}
	return nil
}

func lastBytes(s string, n int) string { return s[max(0, len(s)-n):] }

// goesOn judges a URL by the text right after it.
func (x *Examiner) goesOn(s *verify.Source, after string, vocab *vocabulary) *verify.Damage {
	if strings.HasPrefix(after, "…") || strings.HasPrefix(after, "...") {
		return &verify.Damage{Why: "it breaks off with dots: the rest was left out"}
	}
	word, line := next(after)
	rest := strings.TrimRight(word, ".,;:!?)]}>'’”»")
	hyphen := strings.HasSuffix(s.URL, "-")
	switch {
	case rest == "" && hyphen:
		return &verify.Damage{Why: "it breaks off after a hyphen", Candidates: []verify.Candidate{{
			URL: strings.TrimRight(s.URL, "-"), Evidence: []string{"the URL without the hyphen at its end"}}}}
	case rest == "" || !hyphen && !continues(s.URL, rest, vocab):
		return nil
	}
	at := "a space"
	if line {
		at = "the end of a line"
	}
	d := &verify.Damage{Why: "it breaks off before " + at + ", and what follows looks like the rest of it"}
	joints := []string{"", "-"}
	if hyphen {
		joints = []string{""}
	}
	for _, j := range joints {
		d.Candidates = append(d.Candidates, verify.Candidate{URL: s.URL + j + rest, Evidence: []string{"“" + rest + "” follows it in the text"}})
	}
	if hyphen && line {
		d.Candidates = append(d.Candidates, verify.Candidate{URL: strings.TrimSuffix(s.URL, "-") + rest, Evidence: []string{"“" + rest + "” follows it in the next line, and the hyphen may be the typesetter's"}})
	}
	return d
}

// next is the word after one gap of white space, and whether a line ends in
// the gap. It is empty where the text begins with anything else, or where a
// paragraph ends.
func next(after string) (word string, line bool) {
	gap := len(after) - len(strings.TrimLeftFunc(after, unicode.IsSpace))
	lines := strings.Count(after[:gap], "\n")
	if gap == 0 || lines > 1 {
		return "", false
	}
	word = after[gap:]
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word = word[:i]
	}
	if strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.Contains(word, "@") {
		return "", false
	}
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(r) && !unicode.IsDigit(r) && !signed(word) && !(unicode.IsUpper(r) && strings.ContainsAny(word, "/_-=&%0123456789")) {
		return "", false
	}
	return word, lines == 1
}

// continues reports whether a word after a URL is the rest of it rather than
// prose: it has a path, a query or a web page's ending; or its first letters
// and the URL's last are a word only together.
func continues(url, rest string, vocab *vocabulary) bool {
	if signed(rest) || ending().MatchString(rest) || strings.ContainsAny(rest, "=?&") && !strings.HasPrefix(rest, "&") {
		return true
	}
	if strings.Contains(rest, "/") && !dated(rest) && strings.ContainsAny(rest, "-_%") || strings.Count(rest, "-") > 2 {
		return true
	}
	known := func(w string) bool { return levelOf(w) > 0 || vocab.has(w) }
	last, first := strings.ToLower(lettersAt(url, true)), lettersAt(rest, false)
	if last == "" || first == "" || len(last)+len(first) < 5 || !known(last+first) {
		return false
	}
	return !known(last) || !known(first)
}

// signed reports whether a word begins with a sign that separates words in a
// URL, and never in prose.
func signed(word string) bool {
	return len(word) > 3 && strings.IndexByte("/-_=&?%#", word[0]) >= 0 && lettersOrDigits(word[1:3]) || len(word) > 4 && word[0] == '.' && ending().MatchString("x"+word)
}

func lettersOrDigits(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// lettersAt are the ASCII letters that s begins or ends with.
func lettersAt(s string, end bool) string {
	letter := func(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
	n := 0
	for n < len(s) && (end && letter(s[len(s)-1-n]) || !end && letter(s[n])) {
		n++
	}
	if end {
		return s[len(s)-n:]
	}
	return s[:n]
}

func dated(s string) bool { return strings.Trim(s, "0123456789/-.") == "" }

// joined are candidates for a URL that may go on behind a gap: with what
// stands there, unless it is a word of prose that notes put behind a URL.
func (x *Examiner) joined(s *verify.Source) []verify.Candidate {
	for _, ref := range s.CitedBy {
		d := x.docs[ref.Document]
		cite := &d.Citations[ref.Citation]
		if cite.URLSpan.Len() == 0 || cite.URLSpan.End > len(d.Text) {
			continue
		}
		end := min(len(d.Text), d.Notes[cite.Note].Span.End)
		word, _ := next(d.Text[min(end, cite.URLSpan.End):end])
		rest := strings.TrimRight(word, ".,;:!?)]}>'’”»")
		if rest == "" || function(rest) || prose(rest) {
			continue
		}
		return []verify.Candidate{{URL: s.URL + rest, Evidence: []string{"“" + rest + "” follows it in the text"}}}
	}
	return nil
}

// prose reports whether notes put the word behind a URL.
func prose(word string) bool {
	switch strings.ToLower(word) {
	case "accessed", "retrieved", "archived", "consulted", "viewed", "visited", "last", "available", "see", "also", "cited", "quoted", "note", "page", "pp", "para", "supra", "ibid", "id", "hereinafter",
		"abgerufen", "besucht", "zuletzt", "zugriff", "vgl", "siehe", "consulté", "consultée", "voir", "consultado", "acceso", "acesso", "consultato", "geraadpleegd", "geopend":
		return true
	}
	return false
}
