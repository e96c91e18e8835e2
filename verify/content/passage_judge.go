package content

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// A change is one way in which a quotation and the passage differ.
type change struct {
	kind  changeKind
	cited string // the words of the quotation; empty where it has none
	found string // those of the page; empty where it has none
	words int    // that are left out
}

type changeKind uint8

const (
	changeLetters  changeKind = iota // letters in brackets: [t]he
	changeBracket                    // words in brackets
	changeEllipsis                   // words left out, at an ellipsis
	changeSpelling
	changePause   // a caption or an advertisement of the page in between
	changeSpeaker // the page interrupts what is spoken to say by whom
	// From here on none that an editor allows.
	changeWords   // other words
	changeAdded   // words that the page does not have
	changeOmitted // words left out, without an ellipsis
	changeFar     // an ellipsis that leaves out pages
	changeHidden  // an ellipsis or a bracket in place of a negation
	changeJoined  // pieces from several places
)

func (k changeKind) allowed() bool { return k < changeWords }

// share is how much of a quotation its passage has, from 0 to 1, as its cost
// tells it.
func (p *rendering) share() float64 {
	if p.words == 0 {
		return 0
	}
	return 1 - float64(p.cost)/float64(p.words*costOther)
}

// judge tells what an alignment says of the quotation. It is no passage of it
// where less than three fifths of the words are there.
func (s *searching) judge(a alignment) rendering {
	p := rendering{answer: verify.Matches, cost: a.cost, words: s.q.words}
	held, words := 0, 0
	for k := range a.steps {
		t := &a.steps[k]
		size := s.q.sizeOf(t.q, t.q+t.nq)
		switch t.kind {
		case stepSame, stepSpelling, stepJoined:
			held += 10 * size
			words += t.nq
		case stepSimilar:
			held += 6 * size
		}
	}
	if held < 6*s.q.size || words < min(2, s.q.words) || a.cost > s.q.words*costOther*3/5+costSkip {
		return rendering{answer: verify.Missing, cost: a.cost}
	}
	steps := s.cut(a.steps)
	for k := range steps {
		if c, ok := s.change(&steps[k]); ok {
			p.add(c, k > 0 && s.worded(&steps[k-1]))
		}
	}
	for _, c := range p.changes {
		if !c.kind.allowed() {
			p.answer = verify.Altered
		}
	}
	p.found = s.beside(steps)
	return p
}

func (s *searching) worded(t *step) bool {
	return t.kind == stepOther || t.kind == stepSimilar || t.kind == stepAdded || t.kind == stepOmitted
}

// add adds a change; one of words to the one before, where they stand side by
// side.
func (p *rendering) add(c change, goesOn bool) {
	n := len(p.changes)
	if !goesOn || n == 0 || !plainChange(c) || !plainChange(p.changes[n-1]) {
		p.changes = append(p.changes, c)
		return
	}
	last := &p.changes[n-1]
	last.cited = strings.TrimSpace(last.cited + " " + c.cited)
	last.found = strings.TrimSpace(last.found + " " + c.found)
	last.words += c.words
	switch {
	case last.cited == "":
		last.kind = changeOmitted
	case last.found == "":
		last.kind = changeAdded
	default:
		last.kind = changeWords
	}
}

func plainChange(c change) bool {
	return c.kind == changeWords || c.kind == changeAdded || c.kind == changeOmitted && c.words <= 12
}

// change is the difference that a step makes, if it makes one.
func (s *searching) change(t *step) (change, bool) {
	c := change{cited: s.q.asPrinted(t.q, t.q+t.nq), found: s.page.printed(t.p, t.p+t.np), words: t.np}
	switch t.kind {
	case stepSame:
		c.kind = changeLetters
		return c, s.q.items[t.q].partly
	case stepSpelling:
		c.kind = changeSpelling
	case stepSimilar, stepOther:
		c.kind = changeWords
	case stepAdded:
		c.kind = changeAdded
		if s.q.inParens(t.q) && !negation(s.q.items[t.q].text) { // some set their own words in round brackets
			c.kind = changeBracket
		}
	case stepOmitted:
		c.kind, c.found = changeOmitted, s.page.bracketed(t.p, t.p+t.np)
		if s.pause(t.p, t.p+t.np) || s.furniture(t.p, t.p+t.np) {
			c.kind = changePause
		} else if s.speaker(t.p, t.p+t.np) {
			c.kind = changeSpeaker
		}
	case stepEllipsis:
		c.kind = changeEllipsis
		if t.np == 0 {
			return c, false
		}
		if s.page.words[t.p+max(t.np-1, 0)].at-s.page.words[t.p].at > ellipsisReach {
			c.kind = changeFar
		} else if t.np <= 3 && s.negates(t.p, t.p+t.np) {
			c.kind = changeHidden
		}
		return c, true
	case stepBracket:
		c.kind = changeBracket
		if t.np > 12+2*s.q.items[t.q].words {
			c.kind = changeOmitted
		} else if s.negates(t.p, t.p+t.np) && !negates(fold(c.cited)) {
			c.kind = changeHidden
		}
	default:
		return c, false
	}
	return c, true
}

// pause reports whether the page's words [from, to) are no part of the text
// around them: lines of their own between two sentences, such as a caption, a
// heading or an advertisement, which end in no full stop.
func (s *searching) pause(from, to int) bool {
	words := s.page.words
	if to-from > 12 || to >= len(words) || words[from].sign&afterBreak == 0 || words[to].sign&afterBreak == 0 {
		return false
	}
	if words[from].sign&afterStop == 0 || words[from].sign&capital == 0 {
		return false
	}
	for _, w := range words[from+1 : to+1] {
		if w.sign&afterStop != 0 {
			return false
		}
	}
	return true
}

// furniture reports whether the page's words [from, to) are what a page or a
// program puts into a text: the foot and the head of a printed page, the hint
// that a link opens in a new window.
func (s *searching) furniture(from, to int) bool {
	if to-from > 30 || from == 0 || to >= len(s.page.words) {
		return false
	}
	said := strings.TrimSpace(s.page.text[s.page.words[from].at:s.page.words[to-1].to])
	switch said {
	case "opens in new tab", "opens in a new tab", "opens in new window", "opens in a new window", "opens new window", "opens new tab", "external link", "link opens in new window", "öffnet in neuem fenster", "öffnet in neuem tab", "externer link", "nouvelle fenêtre", "ouvre une nouvelle fenêtre", "se abre en una ventana nueva", "abre em nova janela", "si apre in una nuova finestra", "opent in nieuw venster":
		return true
	}
	if s.page.words[from].sign&afterBreak == 0 || s.page.words[to].sign&afterBreak == 0 {
		return false
	}
	return s.runningHead(from, to)
}

// runningHead reports whether lines that stand between two others are the foot
// of a page and the head of the next: they number it, and each is short and
// stands elsewhere too, or says “page”.
func (s *searching) runningHead(from, to int) bool {
	source := s.page.source[s.page.words[from].start:s.page.words[to-1].end]
	if !strings.ContainsAny(source, "0123456789") {
		return false
	}
	numbered := false
	for line := range strings.Lines(source) {
		words := wordsOf(line)
		letters := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Trim(w, "0123456789") == "" })
		switch {
		case len(line) > 100:
			return false
		case len(letters) == 0:
			numbered = numbered || len(words) == 1
		case slices.ContainsFunc(letters, isPageWord):
			numbered = true
		case strings.Count(s.page.text, " "+strings.Join(strings.Fields(fold(strings.Trim(line, "0123456789 \n")).text), " ")+" ") > 1:
		case numbered && strings.Contains(line, "   "): // set in columns, as heads are
		default:
			return false
		}
	}
	return numbered
}

func isPageWord(w string) bool {
	switch w {
	case "page", "seite", "pagina", "página", "strona", "sida", "side", "стр", "страница":
		return true
	}
	return false
}

// speaker reports whether the page's words [from, to) stand between the parts
// of one speech, to say who speaks: “I never,” she said, “saw such a flood.”
func (s *searching) speaker(from, to int) bool {
	words, source := s.page.words, s.page.source
	if from == 0 || to >= len(words) || to-from > 12 {
		return false
	}
	for _, w := range words[from+1 : to] {
		if w.sign&afterStop != 0 {
			return false
		}
	}
	between := func(start, end int32) string { return source[start:max(start, end)] } // one letter may make several words
	return closesSpeech(between(words[from-1].end, words[from].start)) && opensSpeech(between(words[to-1].end, words[to].start)) &&
		!strings.ContainsAny(between(words[from].start, words[to-1].end), "“”„«»\"\n")
}

// closesSpeech: what stands between two words ends a speech at a comma or stop.
func closesSpeech(between string) bool {
	return strings.ContainsAny(between, "”\"»") || strings.Contains(between, ",’") || strings.Contains(between, ".’") || strings.Contains(between, "?’") || strings.Contains(between, "!’") || strings.Contains(between, "’,")
}

func opensSpeech(between string) bool {
	return strings.ContainsAny(between, "“\"„«") || strings.Contains(between, " ‘")
}

func (s *searching) negates(from, to int) bool {
	for i := from; i < to; i++ {
		if negation(s.page.word(i)) {
			return true
		}
	}
	return false
}

func negates(f *foldedText) bool {
	for i := range f.words {
		if negation(f.word(i)) {
			return true
		}
	}
	return false
}

// negation reports whether a word, folded, turns a sentence into its opposite.
func negation(w string) bool {
	switch w {
	case "not", "no", "never", "cannot", "neither", "nor", "without", "none", "nobody", "nothing",
		"nicht", "kein", "keine", "keinen", "keiner", "keinem", "keines", "nie", "niemals", "nichts", "niemand", "ohne",
		"pas", "jamais", "aucun", "aucune", "sans", "nunca", "ningún", "ninguna", "sin", "non", "mai", "não", "niet", "geen", "inte", "ikke", "не", "нет",
		"不", "没", "沒", "未", "非", "无", "無", "别", "勿":
		return true
	}
	return strings.HasSuffix(w, "n't")
}

// beside are the page's words of an alignment, without the long parts that an
// ellipsis or a cut leaves out.
func (s *searching) beside(steps []step) string {
	var b strings.Builder
	from, to := -1, -1
	flush := func(cut bool) {
		if from >= 0 {
			b.WriteString(s.page.printed(from, to))
			if cut {
				b.WriteString(" […] ")
			}
		}
		from = -1
	}
	for _, t := range steps {
		if (t.kind == stepEllipsis || t.kind == stepOmitted) && t.np > 25 || t.kind == stepOmitted && (s.pause(t.p, t.p+t.np) || s.furniture(t.p, t.p+t.np)) {
			flush(true)
			continue
		}
		if t.np > 0 {
			if from < 0 {
				from = t.p
			}
			to = t.p + t.np
		}
	}
	flush(false)
	return b.String()
}

// why tells the changes, at most three of them.
func (p *rendering) why() string {
	var said []string
	for _, c := range p.changes {
		if c.kind.allowed() && p.answer == verify.Altered {
			continue
		}
		if words := c.inWords(); !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	if n := len(said); n > 3 {
		said = append(said[:3], fmt.Sprintf("and %d more", n-3))
	}
	return strings.Join(said, "; ")
}

func (c *change) inWords() string {
	switch c.kind {
	case changeLetters:
		return "letters stand in brackets"
	case changeBracket:
		return "words stand in brackets"
	case changeEllipsis:
		return "words are left out at an ellipsis"
	case changeSpelling:
		return fmt.Sprintf("“%s” is spelt “%s” there", c.cited, c.found)
	case changePause:
		return fmt.Sprintf("“%s” stands in between there, which is no part of the text", c.found)
	case changeSpeaker:
		return fmt.Sprintf("“%s” stands in between there, to say who speaks", c.found)
	case changeWords:
		return fmt.Sprintf("it has “%s” where the quotation has “%s”", shortened(c.found), shortened(c.cited))
	case changeAdded:
		return fmt.Sprintf("it does not have “%s”", shortened(c.cited))
	case changeFar:
		return fmt.Sprintf("the ellipsis leaves out %d words", c.words)
	case changeHidden:
		if strings.Trim(c.cited, ".… ()[]") == "" {
			return fmt.Sprintf("“%s” is left out at an ellipsis, and turns what it says around", c.found)
		}
		return fmt.Sprintf("it has “%s” where the quotation has “%s”", c.found, c.cited)
	case changeJoined:
		return "its words stand there in " + c.found
	}
	if c.words > 12 {
		return fmt.Sprintf("%d words are left out without an ellipsis, from “%s”", c.words, shortened(c.found))
	}
	return fmt.Sprintf("“%s” is left out without an ellipsis", c.found)
}

// shortened is s of ten words at most.
func shortened(s string) string {
	if words := strings.Fields(s); len(words) > 10 {
		return strings.Join(words[:10], " ") + " …"
	}
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + " …"
	}
	return s
}
