package format

import (
	"html"
	"slices"
	"sort"
	"strconv"
	"strings"

	"loccit/verify"
)

// mdWords are the words of one block, their signs told apart.
type mdWords struct {
	s      string
	starts []mdStart // where the lines of the block come from
	tokens []mdToken
}

// mdStart ties an offset in a block to one in the source.
type mdStart struct{ at, source int }

// mdInline is an inline note that was met.
type mdInline struct {
	words    *mdWords
	from, to int // tokens
	label    string
	call     verify.Span
}

// render writes the blocks out.
func (m *markdown) render() {
	m.note = -1
	current, start := -1, 0
	for i := range m.blocks {
		b := &m.blocks[i]
		g := b.gap
		if b.note != current {
			m.finish(start)
			if current = b.note; current >= 0 {
				start = m.begin(m.heads[current])
				g = spaceGap
			}
		} else if i > 0 && b.kind == mdText && g == lineGap && m.blocks[i-1].kind != mdText {
			g = paragraphGap
		}
		m.leave(g)
		from := len(m.text)
		m.block(b)
		if b.quoted && m.note < 0 {
			m.quote(from, !b.anew)
		}
		if m.note < 0 {
			m.asides()
		}
	}
	m.finish(start)
}

// quote keeps what was written since offset from as a block quotation, or as
// more of the last one.
func (m *markdown) quote(from int, goesOn bool) {
	s := m.trim(verify.Span{Start: from, End: len(m.text)})
	if n := len(m.quoted); goesOn && n > 0 {
		m.quoted[n-1].End = s.End
	} else if s.Len() > 0 {
		m.quoted = append(m.quoted, s)
	}
}

// begin starts a note with its head, as it is typed.
func (m *markdown) begin(h mdHead) int {
	m.leave(paragraphGap)
	m.steady = false
	m.write(m.source.text[h.Start:h.End], h.Start)
	m.note = len(m.notes)
	m.notes = append(m.notes, mdNote{label: h.label})
	return len(m.text)
}

// finish ends the note that began at start, if one is being read.
func (m *markdown) finish(start int) {
	if m.note >= 0 {
		m.notes[m.note].span = m.trim(verify.Span{Start: start, End: len(m.text)})
		m.note = -1
		m.asides()
	}
	m.leave(paragraphGap)
}

// asides writes the inline notes that stood in what was just written.
func (m *markdown) asides() {
	for k := 0; k < len(m.inline); k++ {
		a := m.inline[k]
		at := a.words.origin(a.words.tokens[a.from].at)
		m.leave(paragraphGap)
		m.print("[^"+a.label+"]:", at)
		start := len(m.text)
		m.leave(spaceGap)
		m.note = len(m.notes)
		m.notes = append(m.notes, mdNote{label: a.label, inline: true, call: a.call})
		m.tokens(a.words, a.from+1, a.to)
		m.notes[m.note].span = m.trim(verify.Span{Start: start, End: len(m.text)})
		m.note = -1
	}
	m.inline = m.inline[:0]
}

// block writes one block out.
func (m *markdown) block(b *mdBlock) {
	pieces := m.pieces[b.from:b.to]
	if b.kind == mdCode {
		for _, p := range pieces {
			m.leave(lineGap)
			m.steady = false
			m.run(p.Of(m.source.text), p.Start)
		}
		return
	}
	m.steady = false
	w := m.gather(pieces)
	m.tokenize(w)
	start := len(m.text)
	m.tokens(w, 0, len(w.tokens))
	if b.kind == mdHeading && m.title == "" && m.note < 0 {
		m.title = m.withoutCalls(start)
	}
}

// gather makes one text of the lines of a block.
func (m *markdown) gather(pieces []verify.Span) *mdWords {
	w := &mdWords{starts: make([]mdStart, 0, len(pieces))}
	if len(pieces) == 1 {
		w.s = pieces[0].Of(m.source.text)
		w.starts = append(w.starts, mdStart{0, pieces[0].Start})
		return w
	}
	var s strings.Builder
	s.Grow(pieces[len(pieces)-1].End - pieces[0].Start + 1)
	for i, p := range pieces {
		if i > 0 {
			s.WriteByte('\n')
		}
		w.starts = append(w.starts, mdStart{s.Len(), p.Start})
		s.WriteString(p.Of(m.source.text))
	}
	w.s = s.String()
	return w
}

// origin is the offset in the source of offset at of the block.
func (w *mdWords) origin(at int) int {
	i := sort.Search(len(w.starts), func(i int) bool { return w.starts[i].at > at }) - 1
	return w.starts[i].source + at - w.starts[i].at
}

// plain writes words without signs, line by line.
func (m *markdown) plain(w *mdWords, from, to int) {
	for from < to {
		n := strings.IndexByte(w.s[from:to], '\n')
		if n < 0 {
			m.write(w.s[from:to], w.origin(from))
			return
		}
		line := w.s[from : from+n]
		m.write(line, w.origin(from))
		m.leave(spaceGap)
		m.steady = false
		if strings.HasSuffix(line, "  ") {
			m.leave(lineGap)
		}
		from += n + 1
	}
}

// An mdOpen is a link or a stretch of italics whose end was not met yet.
type mdOpen struct {
	start  int
	target string
	tag    bool
}

// tokens writes the tokens from on and the words between them. Links and
// italics that end elsewhere are none.
func (m *markdown) tokens(w *mdWords, from, to int) {
	var links, italics []mdOpen
	at := 0
	if from > 0 {
		at = w.tokens[from-1].to
	}
	end := len(w.s)
	if to < len(w.tokens) {
		end = w.tokens[to].at
	}
	for k := from; k < to; k++ {
		t := &w.tokens[k]
		if t.at < at {
			continue
		}
		m.plain(w, at, t.at)
		at = t.to
		switch t.kind {
		case mdEscape:
			m.write(w.s[t.at+1:t.to], w.origin(t.at+1))
		case mdBreak:
			m.leave(lineGap)
		case mdEntity:
			m.print(strings.ToValidUTF8(html.UnescapeString(w.s[t.at:t.to]), "\ufffd"), w.origin(t.at))
		case mdCodeSpan:
			m.plain(w, t.at+int(t.n), t.to-int(t.n))
		case mdAutolink:
			start := m.visible()
			m.plain(w, t.at+1, t.to-1)
			m.link(start, t.target)
		case mdCalled:
			m.call(w, t)
		case mdAside:
			m.aside(w, k)
			k = t.match
			at = w.tokens[k].to
		case mdLink, mdImage:
			links = append(links, mdOpen{m.visible(), t.target, false})
		case mdLinkEnd:
			if n := len(links); n > 0 {
				m.link(links[n-1].start, links[n-1].target)
				links = links[:n-1]
			}
		case mdSigns:
			italics = m.signs(w, t, italics)
		case mdTag, mdAnchor:
			links, italics = m.tag(t, links, italics)
		}
	}
	m.plain(w, at, end)
}

// visible is where the next word will stand: the gap before it is no part of
// a link.
func (m *markdown) visible() int {
	m.flush()
	return len(m.text)
}

// link notes that what was written since start leads to target.
func (m *markdown) link(start int, target string) {
	if target = strings.TrimSpace(target); target != "" && target[0] != '#' {
		m.links = append(m.links, verify.Link{Span: verify.Span{Start: start, End: len(m.text)}, Target: target})
	}
}

// signs writes what emphasis left over of a run of signs, and begins and ends
// italics.
func (m *markdown) signs(w *mdWords, t *mdToken, italics []mdOpen) []mdOpen {
	if t.left > 0 && t.closes == 0 && !t.strong {
		m.plain(w, t.at, t.at+int(t.left))
	}
	for range t.closes {
		italics = m.italicEnd(italics, false)
	}
	if t.left > 0 && (t.closes > 0 || t.strong) {
		m.plain(w, t.at, t.at+int(t.left))
	}
	for range t.opens {
		italics = append(italics, mdOpen{start: m.visible()})
	}
	return italics
}

func (m *markdown) italicEnd(italics []mdOpen, tag bool) []mdOpen {
	n := len(italics)
	if n == 0 || italics[n-1].tag != tag {
		return italics
	}
	if start := italics[n-1].start; start < len(m.text) {
		m.italics = append(m.italics, verify.Span{Start: start, End: len(m.text)})
	}
	return italics[:n-1]
}

// tag does what an HTML tag says.
func (m *markdown) tag(t *mdToken, links, italics []mdOpen) ([]mdOpen, []mdOpen) {
	if t.kind == mdAnchor {
		return append(links, mdOpen{m.visible(), t.target, true}), italics
	}
	switch t.target {
	case "/a":
		if n := len(links); n > 0 && links[n-1].tag {
			m.link(links[n-1].start, links[n-1].target)
			links = links[:n-1]
		}
	case "i", "em", "cite":
		italics = append(italics, mdOpen{start: m.visible(), tag: true})
	case "/i", "/em", "/cite":
		italics = m.italicEnd(italics, true)
	default:
		if k := kindOf(strings.TrimPrefix(t.target, "/")); t.target == "br" || t.target == "br/" {
			m.leave(lineGap)
		} else if k.block || k.item {
			m.leave(k.gap)
		}
	}
	return links, italics
}

// call writes a call as it is typed.
func (m *markdown) call(w *mdWords, t *mdToken) {
	start := m.visible()
	m.plain(w, t.at, t.to)
	label := w.s[t.at+2 : t.to-1]
	m.calls = append(m.calls, mdCall{label: label, span: verify.Span{Start: start, End: len(m.text)}, note: m.note})
	m.count(label)
}

// count counts the notes that are called, as pandoc numbers them.
func (m *markdown) count(label string) {
	if !m.called[label] {
		m.called[label] = true
		m.number++
	}
}

// aside leaves a call where an inline note stands, with the number that
// pandoc would print, or the next that no label has.
func (m *markdown) aside(w *mdWords, k int) {
	t := &w.tokens[k]
	m.number++
	for m.ids[strconv.Itoa(m.number)] {
		m.number++
	}
	label := strconv.Itoa(m.number)
	start := m.visible()
	m.print("[^"+label+"]", w.origin(t.at))
	call := verify.Span{Start: start, End: len(m.text)}
	m.inline = append(m.inline, mdInline{w, k, t.match, label, call})
}

// withoutCalls are the words from start on without the calls in them.
func (m *markdown) withoutCalls(start int) string {
	var b strings.Builder
	calls := m.calls[sort.Search(len(m.calls), func(i int) bool { return m.calls[i].span.Start >= start }):]
	spans := make([]verify.Span, 0, len(calls)+len(m.inline))
	for _, c := range calls {
		spans = append(spans, c.span)
	}
	for _, a := range m.inline {
		spans = append(spans, a.call)
	}
	slices.SortFunc(spans, func(a, b verify.Span) int { return a.Start - b.Start })
	for _, s := range spans {
		if s.Start >= start {
			b.Write(m.text[start:s.Start])
			start = s.End
		}
	}
	b.Write(m.text[start:])
	return strings.Join(strings.Fields(b.String()), " ")
}
