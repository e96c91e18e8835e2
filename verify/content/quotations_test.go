package content_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
	"loccit/verify/content"
	"loccit/verify/format"
)

// A maker makes quotations of one page.
type maker struct {
	*rand.Rand
	page      string
	sentences [][]string // in the order of the page; each a list of words
	dense     bool       // its words stand without spaces
}

func newMaker(page string, random *rand.Rand) *maker {
	m := &maker{Rand: random, page: page}
	m.dense = strings.Count(page, "。") > 3
	for block := range strings.Lines(page) {
		for _, s := range sentencesOf(block) {
			words := strings.Fields(s)
			if m.dense {
				words = strings.Split(strings.Join(words, ""), "")
			}
			if len(words) >= 8 {
				m.sentences = append(m.sentences, words)
			}
		}
	}
	return m
}

// sentencesOf cuts a block behind full stops that a capital letter follows.
func sentencesOf(block string) []string {
	var found []string
	runes := []rune(strings.TrimSpace(block))
	from := 0
	for i, r := range runes {
		ends := strings.ContainsRune("。？！", r)
		if strings.ContainsRune(".?!", r) && i+2 < len(runes) && runes[i+1] == ' ' && unicode.IsUpper(runes[i+2]) && i > 2 && unicode.IsLower(runes[i-1]) && unicode.IsLower(runes[i-2]) {
			ends = true
		}
		if ends {
			found = append(found, string(runes[from:i+1]))
			from = i + 1
		}
	}
	return append(found, string(runes[from:]))
}

func (m *maker) join(words []string) string {
	if m.dense {
		return strings.Join(words, "")
	}
	return strings.Join(words, " ")
}

func (m *maker) sentence() []string { return slices.Clone(m.sentences[m.IntN(len(m.sentences))]) }

// stretch is a sentence, or eight words of one or more.
func (m *maker) stretch() []string {
	s := m.sentence()
	if len(s) > 14 && m.IntN(2) == 0 {
		from := m.IntN(len(s) - 10)
		s = s[from : from+8+m.IntN(len(s)-from-8)]
	}
	return s
}

// letters is a word without the punctuation around it.
func letters(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var negations = strings.Fields("not never no nobody cannot nicht kein keine keinem nie niemand ne n'a n'ai n’a n’ai pas jamais personne aucun no nunca ningún sin nichts 不 没 non nor neither none nothing without")

func negative(w string) bool { return slices.Contains(negations, strings.ToLower(letters(w))) }

// A way is how a quotation is made of a page. ok is false where the page does
// not lend itself to it this time.
type way struct {
	name    string
	allowed bool
	make    func(m *maker) (quotation string, ok bool)
}

var ways = []way{
	{"word for word", true, func(m *maker) (string, bool) { return m.join(m.stretch()), true }},
	{"quotes, dashes, spaces", true, func(m *maker) (string, bool) {
		return strings.NewReplacer("“", "‘", "”", "’", "’", "'", "«", "“", "»", "”", "„", "“", " — ", " – ", "; ", ";\u00a0", ", ", ",  ").Replace(m.join(m.stretch())), true
	}},
	{"case of the first letter", true, func(m *maker) (string, bool) {
		r := []rune(m.join(m.stretch()))
		if unicode.IsUpper(r[0]) {
			r[0] = unicode.ToLower(r[0])
		} else {
			r[0] = unicode.ToUpper(r[0])
		}
		return string(r), true
	}},
	{"soft hyphens, ligatures", true, func(m *maker) (string, bool) {
		s := m.join(m.stretch())
		for _, cut := range []string{"en", "in", "er"} {
			s = strings.Replace(s, cut, cut[:1]+"\u00ad"+cut[1:], 1)
		}
		return strings.NewReplacer("fi", "ﬁ", "fl", "ﬂ").Replace(s), true
	}},
	{"hyphen at a line end", true, func(m *maker) (string, bool) {
		words := m.stretch()
		for i, w := range words {
			if r := []rune(w); !m.dense && i > 0 && len(r) > 6 && letters(w) == w && !strings.ContainsAny(w, "’'-0123456789") {
				words[i] = string(r[:4]) + "-\n" + string(r[4:])
				return m.join(words), true
			}
		}
		return "", false
	}},
	{"ellipsis", true, func(m *maker) (string, bool) {
		s := m.sentence()
		if len(s) < 14 {
			return "", false
		}
		from := 4 + m.IntN(len(s)-11)
		to := from + 1 + m.IntN(min(6, len(s)-from-4))
		if slices.ContainsFunc(s[from:to], negative) {
			return "", false
		}
		mark := []string{"…", "...", "[…]", ". . .", "[...]", "(…)"}[m.IntN(6)]
		return m.join(append(append(slices.Clone(s[:from]), mark), s[to:]...)), true
	}},
	{"ellipsis between sentences", true, func(m *maker) (string, bool) {
		i := m.IntN(len(m.sentences))
		if i+2 >= len(m.sentences) {
			return "", false
		}
		return m.join(m.sentences[i]) + " […] " + m.join(m.sentences[i+2]), true
	}},
	{"a letter in brackets", true, func(m *maker) (string, bool) {
		r := []rune(m.join(m.stretch()))
		if !unicode.IsLetter(r[0]) || m.dense {
			return "", false
		}
		first := unicode.ToUpper(r[0])
		if first == r[0] {
			first = unicode.ToLower(r[0])
		}
		return "[" + string(first) + "]" + string(r[1:]), true
	}},
	{"sic, emphasis added", true, func(m *maker) (string, bool) {
		s := m.stretch()
		at := 2 + m.IntN(len(s)-3)
		return m.join(slices.Insert(s, at, []string{"[sic]", "[!]"}[0])) + " [emphasis added]", true
	}},
	{"words in brackets", true, func(m *maker) (string, bool) {
		s := m.stretch()
		at := 2 + m.IntN(len(s)-4)
		if negative(s[at]) {
			return "", false
		}
		if m.IntN(2) == 0 {
			s[at] = "[the company]"
		} else {
			s = slices.Insert(s, at, "[in other words]")
		}
		return m.join(s), true
	}},
	{"two sentences running", true, func(m *maker) (string, bool) {
		for range 20 {
			i := m.IntN(len(m.sentences) - 1)
			if two := m.join(m.sentences[i]) + " " + m.join(m.sentences[i+1]); strings.Contains(strings.ReplaceAll(m.page, "。", "。 "), two) {
				return two, true
			}
		}
		return "", false
	}},

	{"a negation dropped", false, func(m *maker) (string, bool) {
		s := m.sentence()
		at := slices.IndexFunc(s, negative)
		if at < 1 || at == len(s)-1 { // without it the rest would stand there
			return "", false
		}
		return m.join(slices.Delete(s, at, at+1)), true
	}},
	{"a number changed", false, func(m *maker) (string, bool) {
		s := m.sentence()
		at := slices.IndexFunc(s, func(w string) bool { return strings.ContainsAny(w, "123456789") && !strings.Contains(w, "[") })
		if at < 0 {
			return "", false
		}
		i := strings.IndexAny(s[at], "123456789")
		s[at] = s[at][:i] + string('1'+(s[at][i]-'1'+1+byte(m.IntN(7)))%9) + s[at][i+1:]
		return m.join(s), true
	}},
	{"a word replaced", false, func(m *maker) (string, bool) {
		s, other := m.stretch(), m.sentence()
		at, with := 1+m.IntN(len(s)-2), letters(other[m.IntN(len(other))])
		if old := letters(s[at]); old == "" || with == "" || strings.EqualFold(old, with) {
			return "", false
		} else {
			s[at] = strings.Replace(s[at], old, with, 1)
		}
		return m.join(s), true
	}},
	{"a word dropped", false, func(m *maker) (string, bool) {
		s := m.stretch()
		at := 1 + m.IntN(len(s)-2)
		if letters(s[at]) == "" || letters(s[at]) == letters(s[at-1]) || letters(s[at]) == letters(s[at+1]) {
			return "", false
		}
		return m.join(slices.Delete(s, at, at+1)), true
	}},
	{"a word added", false, func(m *maker) (string, bool) {
		s, other := m.stretch(), m.sentence()
		w := letters(other[m.IntN(len(other))])
		if w == "" {
			return "", false
		}
		return m.join(slices.Insert(s, 1+m.IntN(len(s)-2), w)), true
	}},
	{"two words exchanged", false, func(m *maker) (string, bool) {
		s := m.stretch()
		at := 1 + m.IntN(len(s)-3)
		a, b := letters(s[at]), letters(s[at+1])
		if a == "" || b == "" || strings.EqualFold(a, b) {
			return "", false
		}
		s[at], s[at+1] = s[at+1], s[at]
		return m.join(s), true
	}},
	{"two sentences joined", false, func(m *maker) (string, bool) {
		i, j := m.IntN(len(m.sentences)), m.IntN(len(m.sentences))
		if j <= i {
			return "", false
		}
		a, b := m.sentences[i], m.sentences[j]
		return m.join(a[:4+m.IntN(len(a)-6)]) + " " + m.join(b[2+m.IntN(len(b)-6):]), true
	}},
	{"sentences in another order", false, func(m *maker) (string, bool) {
		i, j := m.IntN(len(m.sentences)), m.IntN(len(m.sentences))
		if j <= i {
			return "", false
		}
		return m.join(m.sentences[j]) + " … " + m.join(m.sentences[i]), true
	}},
}

// prose are the pages of testdata, and other pages to take foreign words from.
func prose(t *testing.T) []string {
	a, err := txtar.ParseFile(filepath.Join("testdata", "prose.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, f := range a.Files {
		pages = append(pages, string(f.Data))
	}
	if len(pages) < 20 {
		t.Fatalf("%d pages", len(pages))
	}
	return pages
}

// TestQuotations makes quotations of page texts, with changes that editors
// allow and with those that they don't: the first must be found, the others
// told. With -v it prints a table, and what went wrong.
func TestQuotations(t *testing.T) {
	quotations(t, prose(t), 300)
}

// TestQuotationsOfCorpus does the same with the bodies of real documents.
func TestQuotationsOfCorpus(t *testing.T) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the corpus is absent")
	}
	var pages []string
	for _, dir := range []string{"txt", "md", "docx", "odt"} {
		err := filepath.WalkDir(filepath.Join(root, "corpus", dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			d, err := verify.Read(verify.Input{Path: path, Data: data}, format.Readers())
			if err == nil && len(d.Text) > 20_000 {
				pages = append(pages, d.Text[:min(len(d.Text), 120_000)])
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(pages) < 8 {
		t.Fatalf("only %d texts", len(pages))
	}
	quotations(t, pages, 1000)
}

func quotations(t *testing.T, pages []string, n int) {
	random := rand.New(rand.NewPCG(690, 691))
	type score struct{ made, right int }
	scores := map[string]*score{}
	right := map[bool]*score{true: {}, false: {}}
	for made := 0; made < n; {
		w := ways[made%len(ways)]
		m := newMaker(pages[random.IntN(len(pages))], random)
		if len(m.sentences) < 3 {
			t.Fatalf("a page of %d sentences: %.80q", len(m.sentences), m.page)
		}
		q, ok := w.make(m)
		if !ok {
			continue
		}
		made++
		if scores[w.name] == nil {
			scores[w.name] = &score{}
		}
		answer, why, found := content.FindIn(m.page, q)
		scores[w.name].made++
		right[w.allowed].made++
		if (answer == verify.Matches) == w.allowed {
			scores[w.name].right++
			right[w.allowed].right++
			continue
		}
		t.Logf("%s: %v (%s)\n\t%q\n\t%q", w.name, answer, why, q, found)
	}
	var table strings.Builder
	names := make([]string, 0, len(scores))
	for name := range scores {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&table, "\n%-28s %3d of %3d", name, scores[name].right, scores[name].made)
	}
	for _, allowed := range []bool{true, false} {
		s := right[allowed]
		fmt.Fprintf(&table, "\n%-28s %3d of %3d: %.1f %%", map[bool]string{true: "ALLOWED, found", false: "NOT ALLOWED, told"}[allowed], s.right, s.made, 100*float64(s.right)/float64(s.made))
		if 100*s.right < 98*s.made {
			t.Errorf("allowed %v: %d of %d", allowed, s.right, s.made)
		}
	}
	t.Log(table.String())
}
