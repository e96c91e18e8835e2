package content

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

// harbour is a page of our own making that the tests below quote from.
const harbour = `Harbour Board Weighs Its Future

By Ines Calder
12 May 2021

The harbour board did not approve the new pier on Monday. Its chair, Tomas Brandt, said that the plan would cost 4,250,000 euros over six years. “We are not against building,” he told the council, “but nobody has shown us who is to pay for the dredging.”

Advertisement

The old pier was built in 1911 and carries about 38% of the island’s freight. Engi-
neers who examined it last autumn found that the labour-saving cranes had been overloaded for decades.[4] They recommended that heavy lorries be kept off it from October.

Erdoğan Yılmaz, who owns the largest cannery, called the delay a disaster for his workers. His programme of co‑operation with the fishermen's union would be in danger, he said, if the ships could no longer land their catch in winter.

Read more: Ferry fares to rise in spring

The council will meet again in September. Until then the board wants a second opinion on the foundations, which stand in soft clay and have sunk by eleven centimetres since the war.`

func TestFind(t *testing.T) {
	page := fold(harbour)
	for _, tt := range []struct {
		quotation string
		answer    verify.Outcome
		why       string
	}{
		// Word for word, whatever the typesetter does.
		{"The harbour board did not approve the new pier on Monday.", verify.Matches, ""},
		{"the Harbour Board did not approve the new pier", verify.Matches, ""},
		{"We are not against building", verify.Matches, ""},
		{"the plan would cost 4 250 000 euros", verify.Matches, ""},
		{"Engineers who examined it last autumn", verify.Matches, ""},
		{"carries about 38 per cent of the island's freight", verify.Matches, ""},
		{"overloaded for decades. They recommended", verify.Matches, ""},
		{"labor saving cranes had been overloaded", verify.Matches, "“labor” is spelt “labour” there"},
		{"Erdogan Yilmaz, who owns the largest cannery", verify.Matches, "“Erdogan” is spelt “Erdoğan” there; “Yilmaz” is spelt “Yılmaz” there"},
		{"His program of cooperation with the fishermen’s union", verify.Matches, "“program” is spelt “programme” there"},
		{"who is to pay for the dredging.” The old pier was built in 1911", verify.Matches, "“Advertisement” stands in between there, which is no part of the text"},
		// Changes that editors allow.
		{"[t]he plan would cost 4,250,000 euros", verify.Matches, "letters stand in brackets"},
		{"[The board] recommended that heavy lorries be kept off it", verify.Matches, ""},
		{"They recommend[ed] that [such] lorries be kept off it", verify.Matches, "letters stand in brackets; words stand in brackets"},
		{"heavy lorries [sic] be kept off it from October [emphasis added]", verify.Matches, ""},
		{"nobody has shown us … the dredging", verify.Matches, "words are left out at an ellipsis"},
		{"The old pier was built in 1911 [...] They recommended that heavy lorries be kept off it", verify.Matches, "words are left out at an ellipsis"},
		{"… did not approve the new pier on Monday. . . .", verify.Matches, ""},
		{"the plan (for the pier) would cost 4,250,000 euros", verify.Matches, "words stand in brackets"},
		// Changes that they don't.
		{"The harbour board did approve the new pier on Monday", verify.Altered, "“not” is left out without an ellipsis"},
		{"the plan would cost 4,520,000 euros over six years", verify.Altered, "it has “4,250,000” where the quotation has “4,520,000”"},
		{"built in 1912 and carries about 38% of the island’s freight", verify.Altered, "it has “1911” where the quotation has “1912”"},
		{"called the delay a catastrophe for his workers", verify.Altered, "it has “disaster” where the quotation has “catastrophe”"},
		{"The old pier was built in 1911 and carries about 38% of the freight", verify.Altered, "“island’s” is left out without an ellipsis"},
		{"the board recommended (not) that the plan would cost 4,250,000 euros over six years", verify.Altered, ""},
		{"called the long delay a disaster for his workers", verify.Altered, "it does not have “long”"},
		{"The harbour board did … approve the new pier on Monday", verify.Altered, "“not” is left out at an ellipsis, and turns what it says around"},
		{"did not approve the new peer on Monday", verify.Altered, "it has “pier” where the quotation has “peer”"},
		{"The harbour board did not approve the new pier on Monday. The council will meet again in September.", verify.Altered, "its words stand there in 2 places"},
		{"Its chair, Tomas Brandt, said that the plan would cost 4,250,000 euros but nobody has shown us who is to pay for the dredging", verify.Altered, "“over six years. “We are not against building,” he told the council” is left out without an ellipsis"},
		{"The council will meet again in September … The old pier was built in 1911 and carries freight", verify.Altered, ""},
		// Not there.
		{"The minister resigned after the vote and left the country", verify.Missing, ""},
		{"a disaster for the fishing industry", verify.Missing, ""},
		{"lack of evidence", verify.Missing, ""},
		{"", verify.Missing, ""},
		{"…", verify.Missing, ""},
	} {
		got := page.find(tt.quotation)
		if got.answer != tt.answer || tt.why != "" && got.why() != tt.why {
			t.Errorf("%q: %v, %q; want %v, %q\n\tfound %q", tt.quotation, got.answer, got.why(), tt.answer, tt.why, got.found)
		}
		if (got.found == "") != (got.answer == verify.Missing) {
			t.Errorf("%q: %v, but found %q", tt.quotation, got.answer, got.found)
		}
	}
}

func TestFindElsewhere(t *testing.T) {
	for _, tt := range []struct {
		page, quotation string
		answer          verify.Outcome
	}{
		{"上周，市议会没有批准新码头的计划。主席说，费用将达到四百万欧元。", "市议会没有批准新码头的计划", verify.Matches},
		{"上周，市议会没有批准新码头的计划。主席说，费用将达到四百万欧元。", "市议会批准新码头的计划", verify.Altered},
		{"上周，市议会没有批准新码头的计划。主席说，费用将达到四百万欧元。", "市议会……新码头的计划", verify.Matches},
		{"Der Rat hat den Neubau der Straße nicht beschlossen, sagte der Bürgermeister.", "den Neubau der Strasse nicht beschlossen", verify.Matches},
		{"Der Rat hat den Neubau der Straße nicht beschlossen, sagte der Bürgermeister.", "den Neubau der Straße beschlossen", verify.Altered},
		{"Совет не одобрил новый причал в понедельник, сообщил председатель.", "не одобрил новый причал в понедельник", verify.Matches},
		{"Совет не одобрил новый причал в понедельник, сообщил председатель.", "Совет одобрил новый причал в понедельник", verify.Altered},
		{"Совет не одобрил новый причал в понедельник, сообщил председатель.", "рыбаки вышли в море до рассвета", verify.Missing},
		{"", "anything at all here", verify.Missing},
	} {
		if got := fold(tt.page).find(tt.quotation); got.answer != tt.answer {
			t.Errorf("%q: %v, want %v (%s)", tt.quotation, got.answer, tt.answer, got.why())
		}
	}
}

// FuzzFind: any page and any quotation give one answer; a stretch of the page
// between two spaces is found in it.
func FuzzFind(f *testing.F) {
	f.Add(harbour, "We are not [at all] against … dredging")
	f.Add("a b c", "b [")
	f.Add("不 a[b]c …", "[a]b[c]d")
	f.Fuzz(func(t *testing.T, page, quotation string) {
		if len(page) > 5000 || len(quotation) > 1000 {
			t.Skip("larger than is needed to break it")
		}
		p := fold(page)
		got, again := p.find(quotation), p.find(quotation)
		if got.answer != again.answer || got.why() != again.why() || got.found != again.found {
			t.Errorf("%+v, then %+v", got, again)
		}
		if (got.found == "") != (got.answer == verify.Missing) {
			t.Errorf("%v, but found %q", got.answer, got.found)
		}
		if strings.ContainsAny(page, "[]().…⋯") || len(p.words) < 3 {
			return
		}
		from, to := len(p.words)/3, len(p.words)-len(p.words)/3
		if part := p.source[p.words[from].start:p.words[to-1].end]; p.find(part).answer != verify.Matches {
			t.Errorf("%q is not found in its own page", part)
		}
	})
}

// TestFindOwnWords: whatever a page is made of, a stretch of it between two
// words is found in it, and nothing breaks.
func TestFindOwnWords(t *testing.T) {
	pieces := []string{"a", "b", "The", "not", "word", "é", "e\u0301", "ß", "ﬁ", "不", "是", "ท", "1", "12", "250", "000", ".", ",", ":", "-", "–", "'", "’", "“", "”", "\u00ad", "\u00a0", "\u200b", "\u202f", "$", "%", "&", "²", "½", "№", "\n", "\n\n", "-\n", "(", ")", "ı", "İ", "ς", "\xff"}
	random := rand.New(rand.NewPCG(3, 5))
	for range 5_000 {
		var b strings.Builder
		for range 3 + random.IntN(40) {
			b.WriteString(pieces[random.IntN(len(pieces))])
			if random.IntN(2) == 0 {
				b.WriteByte(' ')
			}
		}
		page := fold(b.String())
		holdsTogether(t, page)
		if len(page.words) < 3 {
			continue
		}
		from := random.IntN(len(page.words) - 1)
		to := from + 1 + random.IntN(len(page.words)-from-1)
		part := page.source[page.words[from].start:page.words[to-1].end]
		if strings.Contains(part, "( )") || strings.Contains(part, "()") || strings.Contains(part, "..") || strings.Contains(part, ". .") || len(fold(part).words) == 0 {
			continue // an ellipsis
		}
		if got := page.find(part); got.answer != verify.Matches && fold(part).text == page.text[page.words[from].at-1:page.words[to-1].to]+" " {
			t.Fatalf("%q in %q: %v, %s", part, page.source, got.answer, got.why())
		}
		page.find(part + "… [x] " + b.String())
	}
}

// BenchmarkFind looks for a quotation of 240 characters in a page of 60,000,
// the page's folding included.
func BenchmarkFind(b *testing.B) {
	page := longPage(b, 60_000)
	at := strings.Index(page, "The union has asked for a meeting")
	exact := page[at : at+strings.LastIndex(page[at:at+240], " ")]
	altered := strings.Replace(exact, " the ", " every ", 1)
	if altered == exact {
		b.Fatal("nothing was altered")
	}
	for _, c := range []struct {
		name, quotation string
		answer          verify.Outcome
	}{
		{"verbatim", exact, verify.Matches},
		{"altered", altered, verify.Altered},
		{"missing", strings.Repeat("seventeen gulls flew over a lighthouse that nobody had painted ", 4)[:239], verify.Missing},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				if got := fold(page).find(c.quotation); got.answer != c.answer {
					b.Fatal(got.answer)
				}
			}
		})
		b.Run(c.name+"-folded", func(b *testing.B) {
			p := fold(page)
			for b.Loop() {
				p.find(c.quotation)
			}
		})
	}
	b.Run("search", func(b *testing.B) {
		text := fold(page).text
		p := newPattern(altered)
		for b.Loop() {
			p.search(text, 2*len(altered)/5, func(int, int) {})
		}
	})
}

// longPage is n bytes: the pages of testdata that are in English, and then their
// words in any order, so that all of them are as frequent as they are there.
func longPage(b *testing.B, n int) string {
	a, err := txtar.ParseFile(filepath.Join("testdata", "prose.txtar"))
	if err != nil || len(a.Files) < 14 {
		b.Fatal(err, "too few pages")
	}
	var page strings.Builder
	for _, f := range a.Files[:14] {
		page.Write(f.Data)
	}
	words := strings.Fields(page.String())
	random := rand.New(rand.NewPCG(1, 2))
	for page.Len() < n {
		page.WriteString(words[random.IntN(len(words))] + " ")
	}
	return page.String()[:n]
}
