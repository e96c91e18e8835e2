package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// noteName names note n of d as an editor would look it up: by its label, or,
// where it prints none, by its first words.
func noteName(d *verify.Document, n int) string {
	if d.Notes[n].Label == "" {
		if words := short(d.Notes[n].Span.Of(d.Text), 40); words != "" {
			return "the note “" + strings.NewReplacer("“", "‘", "”", "’").Replace(words) + "”"
		}
		return "a note without a number"
	}
	return labelName(d, d.Notes[n].Label, d.Notes[n].Series)
}

// opening names note n of d and shows its first words, at most so many
// characters: evidence beside a finding on another note.
func opening(d *verify.Document, n, most int) string {
	name := capital(noteName(d, n))
	if words := short(d.Notes[n].Span.Of(d.Text), most); words != "" {
		return name + ": " + words
	}
	return name + " is empty."
}

// labelName names a label; the series is told only where the document has
// several.
func labelName(d *verify.Document, label string, series int) string {
	if series > 0 && manySeries(d) {
		return fmt.Sprintf("note %s (series %d)", label, series)
	}
	return "note " + label
}

// manySeries looks at both ends: series follow each other, or interleave.
func manySeries(d *verify.Document) bool {
	n := len(d.Notes)
	return n > 1 && (d.Notes[0].Series != d.Notes[n-1].Series || d.Notes[0].Series != d.Notes[1].Series)
}

// at tells where an offset of d stands, in words; empty where the format has
// neither lines nor pages.
func at(d *verify.Document, offset int) string {
	switch p := d.Place(offset); {
	case p.Line > 0:
		return fmt.Sprintf("line %d", p.Line)
	case p.Page > 0:
		return fmt.Sprintf("page %d", p.Page)
	}
	return ""
}

// inBrackets is s in brackets with a space before, or nothing.
func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// sourceName names what a citation cites: its title, else its authors, else
// where it is, else its own words.
func sourceName(d *verify.Document, c *verify.Citation) string {
	switch {
	case c.Title != "":
		return "“" + short(strings.Trim(c.Title, "“”\" ,"), 80) + "”"
	case len(c.Authors) > 0:
		return list(c.Authors)
	case c.Link() != "":
		return c.Link()
	}
	return "“" + short(c.Span.Of(d.Text), 60) + "”"
}

// short is s on one line, cut to n characters at most.
func short(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

// list joins words as prose does: a, b and c.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// hostOf is the host of a URL in lower case, without www. and port; the URL
// itself where it has none.
func hostOf(raw string) string {
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return raw
	}
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		rest = rest[:i]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if i := strings.LastIndexByte(rest, ':'); i >= 0 && !strings.HasSuffix(rest, "]") {
		rest = rest[:i]
	}
	if rest == "" {
		return raw
	}
	return strings.TrimPrefix(strings.ToLower(rest), "www.")
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
