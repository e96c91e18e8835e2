package format

import (
	"strings"

	"loccit/verify"
)

// word does what a control word says. n is its number, 0 where none is given.
func (r *rtfDocument) word(word string, n int, given bool) {
	on := !given || n != 0
	unknown := r.state.unknown
	r.state.unknown = false
	if r.state.dest == rtfSkip && word != "ud" {
		return
	}
	if dest, ok := rtfDestination(word, unknown); ok {
		r.state.dest = dest
		return
	}
	if r.state.dest == rtfFonts || r.state.dest == rtfInfo {
		r.tableWord(word, n)
		return
	}
	switch word {
	case "footnote":
		r.startNote()
	case "ftnalt":
		r.kindOfNote(true)
	case "chftn":
		r.noteNumber()
	case "field":
		if r.state.dest == rtfText && len(r.fields) < wordMaxOpen {
			r.state.kind = rtfFieldGroup
			r.fields = append(r.fields, rtfField{})
		}
	case "fldinst":
		r.state.dest = rtfCode
	case "fldrslt":
		r.startResult()
	case "upr":
		r.state.twice, r.state.outer, r.state.dest = true, r.state.dest, rtfSkip
	case "ud":
		if outer := r.groups[len(r.groups)-1]; outer.twice {
			r.state.dest = outer.outer
		}
	case "ansicpg", "mac", "pc", "pca":
		r.setCodePage(word, n)
	case "sect":
		r.sections++
		r.write("\n")
	case "sectd":
		r.foot.rule, r.end.rule = r.foot.document, r.end.document
	default:
		if r.state.look(word, n, on) {
			return
		}
		if text := rtfCharacter(word); text != "" {
			r.write(text)
		} else {
			r.numbering(word, n)
		}
	}
}

// setCodePage takes in a word that names the charset of the document.
func (r *rtfDocument) setCodePage(word string, n int) {
	switch word {
	case "ansicpg":
		r.codePage = n
	case "mac":
		r.codePage = 10000
	case "pc":
		r.codePage = 437
	case "pca":
		r.codePage = 850
	}
}

// look takes a word that says how text looks, and reports whether it was one.
func (s *rtfState) look(word string, n int, on bool) bool {
	switch word {
	case "i":
		s.italic = on
	case "v":
		s.hidden = on
	case "deleted":
		s.deleted = on
	case "super", "up":
		s.raised = on
	case "nosupersub", "sub", "dn":
		s.raised = false
	case "plain":
		s.italic, s.hidden, s.raised, s.deleted = false, false, false, false
	case "f":
		s.font = n
	case "uc":
		s.chars = min(max(n, 0), 16)
	default:
		return false
	}
	return true
}

// tableWord does what a control word says among fonts and in the information
// about the document.
func (r *rtfDocument) tableWord(word string, n int) {
	switch word {
	case "f":
		r.font = n
	case "fcharset":
		if r.fonts[r.font] == "" {
			r.fonts[r.font] = rtfCharset(n)
		}
	case "cpg":
		r.fonts[r.font] = rtfCodePage(n)
	case "title":
		if r.state.dest == rtfInfo {
			r.state.dest = rtfTitle
		}
	}
}

// rtfDestination tells where the text of a group goes whose first word this
// is. Groups that begin with \* may be skipped by who does not know them.
func rtfDestination(word string, unknown bool) (rtfDest, bool) {
	switch word {
	case "fonttbl":
		return rtfFonts, true
	case "info":
		return rtfInfo, true
	case "colortbl", "stylesheet", "pict", "nonshppict", "objdata", "header", "headerl", "headerr", "headerf",
		"footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
		"bkmkstart", "bkmkend", "xe", "tc", "rxe", "listtext", "pntext", "sp", "filetbl", "revtbl", "annotation",
		"mmathPr", "xmlopen", "falt":
		return rtfSkip, true
	case "footnote", "fldinst", "fldrslt", "shpinst", "shptxt", "ud", "moveto", "mmath", "moMath", "moMathPara", "shppict":
		return 0, false
	}
	return rtfSkip, unknown
}

// rtfCharacter is the text that a control word stands for; empty for any other.
func rtfCharacter(word string) string {
	switch word {
	case "par", "line", "page", "cell", "row", "nestcell", "nestrow", "column", "softline", "lbr":
		return "\n"
	case "tab":
		return "\t"
	case "emdash":
		return "—"
	case "endash":
		return "–"
	case "lquote":
		return "‘"
	case "rquote":
		return "’"
	case "ldblquote":
		return "“"
	case "rdblquote":
		return "”"
	case "bullet":
		return "•"
	case "emspace":
		return "\u2003"
	case "enspace":
		return "\u2002"
	case "qmspace":
		return "\u2005"
	case "zwj":
		return "\u200d"
	case "zwnj":
		return "\u200c"
	}
	return ""
}

// numbering takes how notes are numbered: \ftnnalc for footnotes of the
// document, \aftnnalc for its endnotes, \sftnnalc and \saftnnalc for those of
// one section.
func (r *rtfDocument) numbering(word string, n int) {
	rest, section := strings.CutPrefix(word, "s")
	rest, end := strings.CutPrefix(rest, "a")
	what, ok := strings.CutPrefix(rest, "ftn")
	if !ok {
		return
	}
	c := &r.foot
	if end {
		c = &r.end
	}
	rules := []*wordNumbering{&c.rule}
	if !section {
		rules = append(rules, &c.document)
	}
	for _, rule := range rules {
		switch what {
		case "start":
			rule.start = min(max(n, 0), 1<<20)
		case "restart":
			rule.restart = "eachSect"
		case "rstpg":
			rule.restart = "eachPage"
		case "rstcont":
			rule.restart = "continuous"
		case "nar":
			rule.format = "decimal"
		case "nalc":
			rule.format = "lowerLetter"
		case "nauc":
			rule.format = "upperLetter"
		case "nrlc":
			rule.format = "lowerRoman"
		case "nruc":
			rule.format = "upperRoman"
		case "nchi":
			rule.format = "chicago"
		}
	}
}

// noteNumber reads \chftn: in the body it is where the number of the note that
// follows is printed, in a note it repeats that number.
func (r *rtfDocument) noteNumber() {
	if len(r.open) > 0 {
		r.kindOfNote(false)
		if r.p.words().Len() == 0 {
			return
		}
	}
	if r.state.dest == rtfText {
		r.numbered = true
	}
}

// startNote begins a note. Which kind it is, and so its number, is not known
// before the next control word.
func (r *rtfDocument) startNote() {
	if r.state.dest != rtfText {
		r.state.dest = rtfSkip
		return
	}
	if len(r.open) > 0 {
		r.kindOfNote(false)
	}
	r.notes = append(r.notes, rtfNote{passage: &passage{}, outer: r.p, dropped: r.state.hidden || r.state.deleted})
	r.open = append(r.open, len(r.notes)-1)
	r.state.kind = rtfNoteGroup
	r.state.italic, r.state.hidden, r.state.raised, r.state.deleted = false, false, false, false
}

// kindOfNote settles what kind of note the one just begun is, and prints its
// number where it is called.
func (r *rtfDocument) kindOfNote(endnote bool) {
	if len(r.open) == 0 {
		return
	}
	at := r.open[len(r.open)-1]
	n := &r.notes[at]
	if n.begun {
		return
	}
	n.begun, n.endnote = true, endnote
	if !n.dropped {
		r.printNumber(n, at)
	}
	r.numbered, r.raised = false, verify.Span{}
	r.p = n.passage
}

// printNumber gives the note its label. Without \chftn its mark is the
// author's own: the raised words just before it.
func (r *rtfDocument) printNumber(n *rtfNote, at int) {
	p, c := n.outer, &r.foot
	if n.endnote {
		c = &r.end
	}
	own := p.trimmedSpan(r.raised)
	if !r.numbered && r.raised.End == p.offset() && own.Len() > 0 && own.Len() <= 40 {
		n.custom, n.label, n.run = true, own.Of(string(p.text)), c.run
		p.calls = append(p.calls, passageCall{own, at})
		return
	}
	n.label = c.next(r.sections, 0)
	n.run = c.run
	start := p.offset()
	p.text = append(p.text, n.label...)
	p.calls = append(p.calls, passageCall{p.from(start), at})
}

// endNote goes back to the text that the note is called in.
func (r *rtfDocument) endNote() {
	r.kindOfNote(false)
	at := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	r.p = r.notes[at].outer
	r.numbered, r.raised = false, verify.Span{}
}

// startResult begins what readers see of a field.
func (r *rtfDocument) startResult() {
	r.state.dest = rtfText
	if top := len(r.fields) - 1; top >= 0 && !r.fields[top].shown {
		f := &r.fields[top]
		f.shown, f.p, f.start = true, r.p, r.p.offset()
	}
}

// endField does what the code of a field says to its result.
func (r *rtfDocument) endField() {
	top := len(r.fields) - 1
	if top < 0 {
		return
	}
	f := r.fields[top]
	r.fields = r.fields[:top]
	words := fieldWords(string(f.code))
	if f.shown && f.p == r.p && len(words) > 1 && strings.EqualFold(words[0], "HYPERLINK") {
		r.p.link(f.start, fieldTarget(words[1:]))
	}
}
