package format

import (
	"sort"
	"strconv"

	"loccit/verify"
)

// write writes the text from from to to as a reader sees it.
func (in *mdInline) write(from, to int) {
	var links []verify.Link
	var italics []int
	at := from
	first := sort.Search(len(in.signs), func(i int) bool { return in.signs[i].start >= from })
	for _, s := range in.signs[first:] {
		if s.start >= to {
			break
		}
		if s.start < at {
			continue // inside of what was read already
		}
		in.plain(at, s.start)
		at = s.end
		switch s.kind {
		case mdBracket:
			in.plain(s.start, s.end)
		case mdRaw:
			in.plain(s.start, s.end)
		case mdPrint:
			in.prose.print(s.value, in.offset(s.start))
		case mdLink:
			in.prose.flush()
			links = append(links, verify.Link{Span: verify.Span{Start: len(in.prose.text)}, Target: s.value})
		case mdLinkEnd:
			if n := len(links); n > 0 {
				in.link(links[n-1])
				links = links[:n-1]
			}
		case mdItalic:
			in.prose.flush()
			italics = append(italics, len(in.prose.text))
		case mdItalicEnd:
			if n := len(italics); n > 0 {
				in.italic(italics[n-1])
				italics = italics[:n-1]
			}
		case mdCallSign:
			in.callTo(s)
		case mdInlineNote:
			in.callInline(s)
			at = s.until
		}
	}
	in.plain(at, to)
}

// plain writes text as it stands, line by line where the source has signs
// between the lines.
func (in *mdInline) plain(from, to int) {
	for from < to {
		end := to
		if len(in.starts) > 1 {
			if next := sort.SearchInts(in.starts, from+1); next < len(in.starts) {
				end = min(end, in.starts[next])
			}
		}
		in.prose.write(in.s[from:end], in.offset(from))
		from = end
	}
}

func (in *mdInline) link(l verify.Link) {
	l.Span.End = max(l.Span.Start, len(in.prose.text))
	if l.Target != "" {
		in.links = append(in.links, l)
	}
}

func (in *mdInline) italic(start int) {
	if len(in.prose.text) > start {
		in.italics = append(in.italics, verify.Span{Start: start, End: len(in.prose.text)})
	}
}

// callTo writes a call as it stands.
func (in *mdInline) callTo(s mdSign) {
	span := in.mark(in.s[s.start:s.end], s.start)
	in.calls = append(in.calls, mdCall{label: s.value, span: span, note: in.note})
	in.count(s.value)
}

// mark writes the mark of a call.
func (in *mdInline) mark(mark string, at int) verify.Span {
	in.prose.flush()
	start := len(in.prose.text)
	in.prose.run(mark, in.offset(at))
	in.prose.steady = false
	return verify.Span{Start: start, End: len(in.prose.text)}
}

// count tells the number that a renderer gives to the note with label.
func (in *mdInline) count(label string) int {
	in.seen[label] = true
	return len(in.seen)
}

// callInline writes the call of an inline note, with its number, and keeps its
// words for the end of the block.
func (in *mdInline) callInline(s mdSign) {
	in.inline++
	label := strconv.Itoa(in.count("^" + strconv.Itoa(in.inline)))
	span := in.mark("[^"+label+"]", s.start)
	in.after = append(in.after, mdSpan{start: s.end, end: s.until, call: span, label: label})
}

// writeNote writes the words of an inline note as a paragraph.
func (in *mdInline) writeNote(n mdSpan) {
	in.prose.leave(paragraphGap)
	in.prose.flush()
	start := len(in.prose.text)
	host := in.note
	in.note = len(in.defs)
	in.defs = append(in.defs, mdDef{label: n.label, inline: true, open: true, call: n.call})
	in.markdown.defs[in.note].span.Start = start
	in.write(n.start, n.end)
	in.markdown.defs[in.note].span.End = len(in.prose.text)
	in.note = host
}
