package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A quotation is one as an editor reads it: words, and between them the marks
// by which whoever quotes says that the source has more, or other words.
type quotation struct {
	printed string
	items   []item
	words   int // how many items are words
	size    int // of the words together, in bytes as folded
}

// An item of a quotation.
type item struct {
	kind       itemKind
	start, end int    // in the quotation as printed
	form              // of a word
	pre, post  string // of a word that is partly in brackets: what stands before and behind them
	partly     bool
	words      int // of a bracket: how many it holds
}

type itemKind uint8

const (
	plainWord itemKind = iota
	ellipsis           // … , . . . , [...]: words are left out
	bracket            // [the minister]: words of the editor's own, added or in place of others
)

var editorsMarks = lazily(
	`[\[(]\s*(?:…|⋯|\.\s?\.\s?\.)[\s.…⋯]*[\])]` + // [...], (…)
		`|[…⋯]+|\.\s?\.\s?\.(?:\s?\.)*` + // …, . . . .
		`|[\pL\pN]*(?:\[[\pL\pN’']+\][\pL\pN]*)+` + // [t]he, walk[ed], [sic]
		`|\[[^\[\]]*\]` + // [the minister]
		`|\(\s*\)|\((?:sic|Sic)!?\)`)

// parseQuotation reads a quotation, without its quotes. Marks at its ends say
// nothing, and are left out.
func parseQuotation(s string) *quotation {
	q := &quotation{printed: s}
	at := 0
	for _, m := range editorsMarks().FindAllStringIndex(s, -1) {
		q.plain(at, m[0])
		q.mark(m[0], m[1])
		at = m[1]
	}
	q.plain(at, len(s))
	q.trim()
	for _, it := range q.items {
		if it.kind == plainWord {
			q.words++
			q.size += len(it.text)
		}
	}
	return q
}

// plain adds the words between two offsets.
func (q *quotation) plain(from, to int) {
	f := fold(q.printed[from:to])
	for i, w := range f.words {
		q.items = append(q.items, item{start: from + int(w.start), end: from + int(w.end), form: newForm(f.word(i), w.sign)})
	}
}

func (q *quotation) mark(from, to int) {
	s := q.printed[from:to]
	first, _ := utf8.DecodeRuneInString(s)
	inside := strings.Trim(s, "[]()")
	switch {
	case strings.Trim(inside, ".…⋯ \t\r\n\u00a0") == "": // () is what some files leave of (…)
		q.items = append(q.items, item{kind: ellipsis, start: from, end: to})
	case first == '(', remark(inside), s == "["+inside+"]" && len(inside) <= 3 && strings.Trim(inside, "0123456789") == "": // [12] calls a note
	case s == "["+inside+"]", strings.ContainsFunc(inside, unicode.IsSpace):
		q.items = append(q.items, item{kind: bracket, start: from, end: to, words: max(1, len(fold(inside).words))})
	default:
		q.partly(from, to)
	}
}

// remark reports whether what stands in brackets is no part of a quotation but
// about it.
func remark(inside string) bool {
	inside = strings.ToLower(inside)
	for _, about := range [...]string{"sic", "emphasis", "italics", "hervorhebung", "herv.", "kursiv", "je souligne", "nous soulignons", "cursiva", "énfasis", "corsivo"} {
		if strings.HasPrefix(inside, about) {
			return true
		}
	}
	return false
}

// partly adds a word of which some letters stand in brackets.
func (q *quotation) partly(from, to int) {
	s := q.printed[from:to]
	pre, rest, _ := strings.Cut(s, "[")
	post := rest[strings.LastIndexByte(rest, ']')+1:]
	whole := fold(strings.NewReplacer("[", "", "]", "").Replace(s))
	if len(whole.words) != 1 {
		q.plain(from, to)
		return
	}
	q.items = append(q.items, item{
		start: from, end: to, form: newForm(whole.word(0), whole.words[0].sign), partly: true,
		pre: strings.TrimSpace(fold(pre).text), post: strings.TrimSpace(fold(post).text),
	})
}

// trim leaves out marks at the ends, and all but one of those in a row.
func (q *quotation) trim() {
	kept := q.items[:0]
	for _, it := range q.items {
		n := len(kept)
		switch {
		case it.kind == plainWord:
		case n == 0:
			continue
		case kept[n-1].kind == plainWord:
		case it.kind == ellipsis: // beside a bracket it leaves out the more
			kept[n-1].kind = ellipsis
			continue
		default:
			continue
		}
		kept = append(kept, it)
	}
	if n := len(kept); n > 0 && kept[n-1].kind != plainWord {
		kept = kept[:n-1]
	}
	q.items = kept
}

// A run is a half-open range of items, all of them words.
type run struct{ from, to int }

// runs are the words between marks.
func (q *quotation) runs() []run {
	var found []run
	from := 0
	for i := 0; i <= len(q.items); i++ {
		if i == len(q.items) || q.items[i].kind != plainWord {
			if i > from {
				found = append(found, run{from, i})
			}
			from = i + 1
		}
	}
	return found
}

// text is that of a run, as fold writes it.
func (q *quotation) text(r run) string {
	var b strings.Builder
	thin := false
	for i := r.from; i < r.to; i++ {
		d := q.items[i].sign&dense != 0
		if !d || i > r.from && !thin {
			b.WriteByte(' ')
		}
		b.WriteString(q.items[i].text)
		thin = d
	}
	if !thin {
		b.WriteByte(' ')
	}
	return b.String()
}

// asPrinted are items [from, to) as the quotation has them, on one line.
func (q *quotation) asPrinted(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.Join(strings.Fields(q.printed[q.items[from].start:q.items[to-1].end]), " ")
}

// sizeOf is the size of the words among items [from, to), in bytes as folded.
func (q *quotation) sizeOf(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if q.items[i].kind == plainWord {
			n += len(q.items[i].text)
		}
	}
	return n
}

// inParens reports whether item i stands in round brackets, together with at
// most three other words.
func (q *quotation) inParens(i int) bool {
	from := max(0, i-3)
	to := min(len(q.items), i+4)
	before := q.printed[q.items[from].start:q.items[i].start]
	after := q.printed[q.items[i].end:q.items[to-1].end]
	if from == 0 {
		before = q.printed[:q.items[i].start]
	}
	if to == len(q.items) {
		after = q.printed[q.items[i].end:]
	}
	return strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')') && strings.IndexByte(after, ')') >= 0 &&
		(strings.IndexByte(after, '(') < 0 || strings.IndexByte(after, '(') > strings.IndexByte(after, ')'))
}
