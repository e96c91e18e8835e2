package verify

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A resolver finds what back-references repeat, while the citations of a
// document come in, in the order printed.
type resolver struct {
	d       *Document
	out     []Citation
	byName  map[string][]int // surname, small -> citations that name the author
	byTitle map[string][]int // first word of the title that counts, small -> citations
	byLabel map[labelKey]int // note's label and series -> index of the note
	first   []int            // note -> index in out of its first citation
	prior   []int            // note -> the note before it in its series, or in print among symbols; -1 for none
	names   map[int]string   // citation -> the name that its note gives it for later notes, folded
	words   map[int][]string // citation -> the telling words of its title, as they are needed
	missing []Call
}

type labelKey struct {
	series int
	label  string
}

// widest is how many citations of one author or first word are compared: the
// nearest ones before.
const widest = 64

func newResolver(d *Document) *resolver {
	v := &resolver{d: d, out: make([]Citation, 0, len(d.Notes)), byName: map[string][]int{}, byTitle: map[string][]int{}, byLabel: make(map[labelKey]int, len(d.Notes)), first: make([]int, 0, len(d.Notes)), names: map[int]string{}, words: map[int][]string{}, missing: d.Missing}
	last := map[int]int{} // series -> 1 + its last note so far
	v.prior = make([]int, len(d.Notes))
	for n := range d.Notes {
		v.prior[n] = last[d.Notes[n].Series] - 1
		last[d.Notes[n].Series] = n + 1
		k := labelKey{d.Notes[n].Series, d.Notes[n].Label}
		if _, ok := v.byLabel[k]; !ok {
			v.byLabel[k] = n
		}
	}
	d.printed(v.prior)
	return v
}

// add takes in a citation that names its source; also is the name that its
// note gives it for later notes, if it gives one.
func (v *resolver) add(c Citation, also string) {
	at := len(v.out)
	v.out = append(v.out, c)
	if also != "" {
		v.names[at] = fold(also)
	}
	for _, a := range c.Authors {
		for _, s := range [...]string{surname(a), firstSurname(a)} {
			if s != "" {
				v.byName[s] = append(v.byName[s], at)
			}
		}
	}
	for _, title := range [...]string{c.Title, also} {
		if w := firstTelling(title); w != "" {
			v.byTitle[w] = append(v.byTitle[w], at)
		}
	}
}

// ibid resolves an ibid. of note n: the citation before it in the same note,
// else what the note before it in its series names: two series may stand side
// by side, as columns in two languages do. first is the index in out of the
// note's first citation.
func (v *resolver) ibid(n, first int) []int {
	if len(v.out) > first {
		return []int{v.source(len(v.out) - 1)}
	}
	p := v.prior[n]
	for p >= 0 && symbolic(v.d.Notes[p].Label) && v.first[p] == v.end(p) && !symbolic(v.d.Notes[n].Label) {
		p = v.prior[p] // a remark among numbered notes: the numbers go on over it
	}
	if p < 0 || v.gap(p, n) {
		return nil
	}
	var found []int
	for i := v.first[p]; i < v.end(p); i++ {
		s := v.source(i)
		if !slices.ContainsFunc(found, func(f int) bool { return v.same(f, s) }) {
			found = append(found, s)
		}
	}
	return found
}

// gap reports whether the text calls a note between p and n, the next of its
// series, that is not there: then what stands before n in print is unknown.
func (v *resolver) gap(p, n int) bool {
	if len(v.missing) == 0 {
		return false
	}
	a, errA := strconv.Atoi(v.d.Notes[p].Label)
	b, errB := strconv.Atoi(v.d.Notes[n].Label)
	if errA != nil || errB != nil || b-a < 2 || b-a > 50 {
		return false
	}
	return slices.ContainsFunc(v.missing, func(c Call) bool {
		k, err := strconv.Atoi(c.Label)
		return err == nil && a < k && k < b
	})
}

// source follows back-references from citation i as far as they are sure.
func (v *resolver) source(i int) int {
	for range 100 {
		c := &v.out[i]
		if !c.BackReference() || len(c.Antecedents) != 1 {
			return i
		}
		i = c.Antecedents[0]
	}
	return i
}

// same reports whether citations a and b name one source.
func (v *resolver) same(a, b int) bool {
	if a == b {
		return true
	}
	x, y := &v.out[a], &v.out[b]
	if x.URL != "" && x.URL == y.URL {
		return true
	}
	if x.Link() != "" && y.Link() != "" {
		return Key(x.Link()) == Key(y.Link())
	}
	return x.Title != "" && fold(x.Title) == fold(y.Title) && slices.Equal(x.Authors, y.Authors)
}

// supra resolves a reference to another note: what that note holds under the
// name given, else where the name was cited last, else the one source of the
// note.
func (v *resolver) supra(c *Citation) []int {
	named := v.named(c)
	k, ok := v.byLabel[labelKey{v.d.Notes[c.Note].Series, c.RefersTo}]
	if !ok || c.RefersTo == "" || k >= len(v.first) {
		return named // the note may come later
	}
	var held []int
	for i := v.first[k]; i < v.end(k); i++ {
		held = append(held, i)
	}
	if len(c.Authors) == 0 && c.Title == "" {
		return v.distinct(held)
	}
	var fitting []int
	for _, i := range held {
		if slices.Contains(named, v.source(i)) {
			fitting = append(fitting, i)
		}
	}
	for _, i := range held {
		if len(fitting) == 0 && v.tells(c, v.out[i].Span.Of(v.d.Text)) {
			fitting = append(fitting, i)
		}
	}
	if len(fitting) == 0 && v.tells(c, v.d.Notes[k].Span.Of(v.d.Text)) {
		fitting = held
	}
	if len(fitting) > 0 {
		return v.distinct(fitting)
	}
	return named
}

func (v *resolver) end(note int) int {
	if note+1 < len(v.first) {
		return v.first[note+1]
	}
	return len(v.out)
}

// distinct are the sources that citations name, each once.
func (v *resolver) distinct(citations []int) []int {
	var found []int
	for _, i := range citations {
		s := v.source(i)
		if !slices.ContainsFunc(found, func(f int) bool { return v.same(f, s) }) {
			found = append(found, s)
		}
	}
	return found
}

// tells reports whether text holds the name that c gives.
func (v *resolver) tells(c *Citation, text string) bool {
	low := strings.ToLower(text[:min(len(text), 10_000)])
	for _, a := range c.Authors {
		if s := surname(a); s != "" && !strings.Contains(low, s) {
			return false
		}
	}
	words := telling(c.Title)
	missed := 0
	for _, w := range words {
		if !strings.Contains(low, w) {
			missed++
		}
	}
	return len(c.Authors) > 0 && missed == 0 || len(words) > 0 && 3*missed <= len(words)
}

// named are the citations before c that its authors and its short title fit:
// the nearest works, each once; those of its own series first.
func (v *resolver) named(c *Citation) []int {
	var candidates []int
	switch {
	case len(c.Authors) > 0:
		candidates = v.byName[surname(c.Authors[0])]
	default:
		candidates = v.byTitle[firstTelling(c.Title)]
	}
	if len(candidates) > widest {
		candidates = candidates[len(candidates)-widest:]
	}
	words := telling(c.Title)
	var near, far []int
	series := v.d.Notes[c.Note].Series
	for n := len(candidates) - 1; n >= 0; n-- {
		i := candidates[n]
		if !v.fits(c, words, i) {
			continue
		}
		s := v.source(i)
		if v.d.Notes[v.out[i].Note].Series == series {
			near = v.include(near, s)
		} else {
			far = v.include(far, s)
		}
	}
	if len(near) > 0 {
		return near
	}
	return far
}

func (v *resolver) include(found []int, s int) []int {
	if slices.ContainsFunc(found, func(f int) bool { return v.same(f, s) }) {
		return found
	}
	return append(found, s)
}

// fits reports whether a short form, with the telling words of its title, may
// repeat the work that citation i names.
func (v *resolver) fits(short *Citation, words []string, i int) bool {
	full := &v.out[i]
	for _, a := range short.Authors {
		if first := firstSurname(a); first != "" && !anyNamed(full.Authors, first) || !anyNamed(full.Authors, surname(a)) {
			return false
		}
	}
	if short.Date.Year > 0 && full.Date.Year > 0 && short.Date.Year != full.Date.Year {
		return false
	}
	if short.Title == "" {
		return len(short.Authors) > 0
	}
	if len(words) == 0 {
		return fold(short.Title) != "" && fold(short.Title) == fold(full.Title)
	}
	title, ok := v.words[i]
	if !ok {
		title = telling(full.Title)
		v.words[i] = title
	}
	return inOrder(words, title) || len(short.Authors) == 0 && v.names[i] != "" && v.names[i] == fold(short.Title)
}

// hereinafter is the name that a note gives a work for later notes, in
// brackets or parentheses: [hereinafter Orszag Memorandum].
func hereinafter(text string) string {
	if strings.IndexByte(text, ')') < 0 && strings.IndexByte(text, ']') < 0 {
		return ""
	}
	for _, word := range [...]string{"hereinafter", "henceforth", "hereafter", "im Folgenden"} {
		at := strings.Index(text, word)
		if at < 1 {
			continue
		}
		rest := text[at+len(word):]
		if end := strings.IndexAny(rest[:min(len(rest), 200)], ")]"); end > 0 {
			return strings.Trim(rest[:end], " ,:“”‘’\"'*_")
		}
	}
	return ""
}

// inOrder reports whether title holds the words of short in their order.
func inOrder(short, title []string) bool {
	n := 0
	for _, w := range title {
		if n < len(short) && short[n] == w {
			n++
		}
	}
	return n == len(short)
}

// telling are the words of a title, small, that articles and prepositions
// leave: what a short title keeps.
func telling(title string) []string {
	var words []string
	for w := range tellingWords(title) {
		words = append(words, w)
		if len(words) > 40 {
			break
		}
	}
	return words
}

func firstTelling(title string) string {
	for w := range tellingWords(title) {
		return w
	}
	return ""
}

func tellingWords(title string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range strings.FieldsFuncSeq(title, func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '\'' && c != '’'
		}) {
			w = strings.ToLower(strings.Trim(w, "'’"))
			w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
			if w != "" && !connective(w) && !particle(w) && !yield(w) {
				return
			}
		}
	}
}

// fold is title with its letters and digits alone, small.
func fold(title string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, title)
}

// trailingInitials reports whether word is an initial, or two without a stop.
func trailingInitials(word string) bool {
	word = strings.Trim(word, ".")
	return bareInitials(word) && len([]rune(word)) < 3
}

// anyNamed reports whether one of authors has this surname, small.
func anyNamed(authors []string, name string) bool {
	return slices.ContainsFunc(authors, func(a string) bool { return surname(a) == name || firstSurname(a) == name })
}

// firstSurname is the first of two surnames that y or e joins, small: ortega of José
// Ortega y Gasset. It is empty where there is one.
func firstSurname(author string) string {
	words := strings.Fields(author)
	for n := len(words) - 2; n > 0; n-- {
		if words[n] == "y" || words[n] == "e" {
			return strings.ToLower(words[n-1])
		}
	}
	return ""
}

// surname is the last name of an author, small: the last word, or the first
// where the name is inverted. An institution is taken whole.
func surname(author string) string {
	if last, _, ok := strings.Cut(author, ","); ok {
		author = last
	} else if last, _, ok := strings.Cut(author, " ("); ok { // MOREL (Claire)
		author = last
	}
	words := strings.Fields(author)
	if len(words) == 0 {
		return ""
	}
	for len(words) > 1 && suffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && trailingInitials(words[len(words)-1]) && !trailingInitials(words[0]) { // Endt K; Иванова А. П.
		words = words[:len(words)-1]
	}
	if len(words) > 1 && !person(strings.Join(words, " ")) {
		return strings.ToLower(strings.Join(words, " "))
	}
	return strings.ToLower(strings.Trim(words[len(words)-1], ".,;:’'"))
}
