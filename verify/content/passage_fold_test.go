package content

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"“The  Plan,”\n he\u00a0said — ‘it’s done’.", "the plan he said it's done"},
		{"ﬁnal co\u00adordination of the œuvre", "final coordination of the œuvre"},
		{"Re-edu\u00ADcation and pro-\ngramme", "re education and pro gramme"},
		{"cafe\u0301 café CAFÉ", "café café café"},
		{"250,000 and 250.000 and 1,250,000.50 or 2,5 and 2.5", "250000 and 250000 and 1250000.50 or 2.5 and 2.5"},
		{"250\u202f000 in 2014, 300 died", "250000 in 2014 300 died"},
		{"5% of $40 & −3 °C", "5 percent of $ 40 & -3 c"},
		{"Groß, STRASSE, ſo", "gross strasse so"},
		{"我们在2021年说：“不是。”", "我们在 2021 年说不是"},
		{"ｆｕｌｌ　ｗｉｄｔｈ ①", "full width 1"},
		{"economy.[12] The rise[citation needed] of [t]he, walk[ed], [a] and [or]", "economy the rise of the walked and or"},
		{"growth¹² was 10² wide", "growth was 102 wide"},
		{"workers’ rights, ‘workers’", "workers rights workers"},
		{"\xff\xfebad", "bad"},
	} {
		f := fold(tt.text)
		if got := strings.TrimSpace(f.text); got != tt.want {
			t.Errorf("fold(%q) = %q, want %q", tt.text, got, tt.want)
		}
		holdsTogether(t, f)
	}
}

// holdsTogether: words stand in order, in the folded text and in the source.
func holdsTogether(t *testing.T, f *foldedText) {
	t.Helper()
	at, from := int32(0), int32(0)
	for i, w := range f.words {
		if w.at < at || w.to <= w.at || int(w.to) > len(f.text) || w.start < from || w.end <= w.start || int(w.end) > len(f.source) {
			t.Fatalf("word %d of %q: %+v", i, f.source, w)
		}
		if w.sign&dense == 0 && (f.text[w.at-1] != ' ' && f.words[max(i-1, 0)].sign&dense == 0) {
			t.Fatalf("no space before word %d of %q", i, f.text)
		}
		at, from = w.to, w.start
	}
}

func TestFoldSigns(t *testing.T) {
	f := fold("The end.691 Re-\nnewal of Xinjiang, they said.\nNext 12 lines")
	want := []sign{capital, 0, noteMark | afterStop, capital, afterHyphen | afterBreak, 0, capital, 0, 0, capital | afterBreak | afterStop, 0, 0}
	for i, w := range f.words {
		if w.sign != want[i] {
			t.Errorf("%q: sign %b, want %b", f.word(i), w.sign, want[i])
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"a’b", "1,000.5 %", "e\u0301\u0301", "[12] [a]b", "不1不", "ﷺ ㎏ ½"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := fold(s)
		holdsTogether(t, got)
		if utf8.ValidString(s) && !utf8.ValidString(got.text) {
			t.Errorf("%q", got.text)
		}
	})
}
