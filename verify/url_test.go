package verify

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// URLs as printed in prose, and what was meant; several are divided by a
// blank.
func TestPrintedURLs(t *testing.T) {
	for _, c := range [...]struct{ text, want string }{
		{"Anna Vos, “Tides,” Daily, 2020, https://tides.example/a.html.", "https://tides.example/a.html"},
		{"(see https://tides.example/a_(b)).", "https://tides.example/a_(b)"},
		{"(see https://tides.example/a), and", "https://tides.example/a"},
		{"https://tides.example/a(accessed 2 May 2020)", "https://tides.example/a"},
		{"“https://tides.example/a”, ‘https://tides.example/b’.", "https://tides.example/a https://tides.example/b"},
		{"<https://tides.example/one/\ntwo three.html>", "https://tides.example/one/twothree.html"},
		{"< https://tides.example/one>.", "https://tides.example/one"},
		{"https://tides.example/one/\ntwo-three.html.", "https://tides.example/one/two-three.html"},
		{"https://tides.example/one-\ntwo. Next", "https://tides.example/one-two"},
		{"https://tides.example/one/ two- three- four/ five.", "https://tides.example/one/two-three-four/five"},
		{"https://tides.example/one/ (accessed 2 May)", "https://tides.example/one/"},
		{"https://tides.example/ accessed 2 May", "https://tides.example/"},
		{"https://tides.example/one.\nThe next sentence", "https://tides.example/one"},
		{"https://tides.example/one\n\ntwo.html", "https://tides.example/one"},
		{"https://tides.example/one?a=\nb&c=d", "https://tides.example/one?a=b&c=d"},
		{"It is in the report of the board that was printed in May:\nhttps://tides.example/reports/of/the/board/2021/65363\n3/ FLOOD_2021.pdf (accessed 2 May).", "https://tides.example/reports/of/the/board/2021/653633/FLOOD_2021.pdf"},
		{"It is in the report of the board that was printed in May:\nhttps://tides.example/reports/of/the/board/2021/65363\n12 May 2021", "https://tides.example/reports/of/the/board/2021/65363"},
		{"It is in the report of the board that was printed in May:\nhttps://tides.example/reports/2021/65363\n3b was not", "https://tides.example/reports/2021/65363"},
		{"https://tides.\nexample.org/one", "https://tides.example.org/one"},
		{"https://tides.example/one\n/two", "https://tides.example/one/two"},
		{"https://tides.example/a; https://tides.example/b", "https://tides.example/a https://tides.example/b"},
		{"https://tides.example/a;https://tides.example/b", "https://tides.example/a https://tides.example/b"},
		{"http : //www.tides.example/a", "http://www.tides.example/a"},
		{"http:// tides.example.org/a", "http://tides.example.org/a"},
		{"www.tides.example.org/a, 3", "http://www.tides.example.org/a"},
		{"on github.com/vos/tides.", "http://github.com/vos/tides"},
		{"write to vos@tides.com/ or and/or", ""},
		{"write to vos@www.tides.com", ""},
		{"on Sify.com, 2021", ""},
		{"https://tides.example/be\u00adco\u00admes", "https://tides.example/becomes"},
		{"https://tides.example/low–tide", "https://tides.example/low-tide"},
		{"https://tides.example/wiki/Low–Tide", "https://tides.example/wiki/Low–Tide"},
		{"https://tides.example/o\ufb03ce", "https://tides.example/office"},
		{"https://tides.example/i%CC%87.", "https://tides.example/i%CC%87"},
		{"https://tides.example/a?b=c&amp;d=e", "https://tides.example/a?b=c&d=e"},
		{`https://tides.example/a\_b`, "https://tides.example/a_b"},
		{"https://tides.example/a[12]", "https://tides.example/a"},
		{"https://tides.example/a[perma.cc/AB12-CD34]", "https://tides.example/a http://perma.cc/AB12-CD34"},
		{"https://tides.example/a?f[0]=1", "https://tides.example/a?f[0]=1"},
		{"https://bücher.example/straße", "https://bücher.example/straße"},
		{"见https://tides.example/a。然后", "https://tides.example/a"},
		{"HTTPS://TIDES.EXAMPLE", "HTTPS://TIDES.EXAMPLE"},
		{"https://web.archive.org/web/2020/https://tides.example/a", "https://web.archive.org/web/2020/https://tides.example/a"},
		{"https://tides.example/…", "https://tides.example/"},
		{"http://", ""},
	} {
		var got []string
		for u := range printedURLs(c.text, Span{0, len(c.text)}) {
			got = append(got, u.url)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestFTP holds that addresses of FTP are read like others.
func TestFTP(t *testing.T) {
	const text = "In the files of the dam (ftp://files.valley.example/pub/dam-1958.txt), and at FTP://old.valley.example. Not sftp://a.example/b."
	var got []string
	for u := range printedURLs(text, Span{0, len(text)}) {
		got = append(got, u.url)
	}
	if want := []string{"ftp://files.valley.example/pub/dam-1958.txt", "FTP://old.valley.example"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestUnwrap(t *testing.T) {
	for _, c := range [...]struct {
		link, inner string
		archive     bool
	}{
		{"https://web.archive.org/web/20200102030405/https://tides.example/a", "https://tides.example/a", true},
		{"https://web.archive.org/web/20200102id_/http:/tides.example/a", "http://tides.example/a", true},
		{"https://web.archive.org/web/2020*/tides.example/a", "http://tides.example/a", true},
		{"http://archive.org/web/2020/tides.example", "http://tides.example", true},
		{"https://archive.org/details/tides", "", false},
		{"https://archive.ph/AbCdE", "", true},
		{"https://archive.ph/2020.01.02-030405/https://tides.example/a", "https://tides.example/a", true},
		{"https://perma.cc/AB12-CD34", "", true},
		{"https://arquivo.pt/wayback/20200102030405/http%3A%2F%2Ftides.example/a", "http://tides.example/a", true},
		{"http://webcache.googleusercontent.com/search?q=cache:5HFg:www.tides.example/a+&cd=1", "http://www.tides.example/a", true},
		{"https://tides.example/2020/a", "", false},
	} {
		if inner, archive := unwrap(c.link); inner != c.inner || archive != c.archive {
			t.Errorf("%s: %q %v, want %q %v", c.link, inner, archive, c.inner, c.archive)
		}
	}
}

func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the documents to measure on are absent")
	}
	return root + "/" + name
}

// TestLinkURL reads targets as browsers do.
func TestLinkURL(t *testing.T) {
	for target, want := range map[string]string{
		"https://valley.example/a\n\t /b":       "https://valley.example/a /b",
		" \r\nhttps://valley.example/a b\u00a0": "https://valley.example/a b",
		"\thttps://valley.example/\n":           "https://valley.example/",
	} {
		if got := (Link{Target: target}).URL(); got != want {
			t.Errorf("%q is read as %q, want %q", target, got, want)
		}
		d := &Document{Text: "See there.", Notes: []Note{{Label: "1", Span: Span{Start: 0, End: 10}}}}
		d.Links = []Link{{Span: Span{Start: 4, End: 9}, Target: target}}
		cites := Cite(d)
		if len(cites) != 1 || cites[0].URL != want {
			t.Errorf("%q is cited as %+v, want %q", target, cites, want)
		}
	}
}
