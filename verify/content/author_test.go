package content

import (
	"strings"
	"testing"

	"loccit/verify"
)

// TestSameName goes through the ways in which two people who cite one person
// write that name, and through names of two persons.
func TestSameName(t *testing.T) {
	for _, c := range []struct {
		cited, shown string
		want         bool
	}{
		{"Moor A", "Agnes Moor", true},
		{"Moor-Voss TA", "Tilda Moor-Voss", true},
		{"Agnes Moor", "Moor A.", true},
		{"Moor B", "Agnes Moor", false},
		{"Seun Moor", "Oluwaseun Moor", true},
		{"Bella Moor", "Isabella Moor", true},
		{"Anna Moor", "Hannes Moor", false},
	} {
		if got := sameName(c.cited, c.shown); got != c.want {
			t.Errorf("%s, %s: %v", c.cited, c.shown, got)
		}
	}
}

// TestBylineHabits goes through ways in which pages set the name of their author.
func TestBylineHabits(t *testing.T) {
	const text = "<p>The lock was closed for the winter, and nobody came to see it go.</p>"
	for _, c := range []struct {
		head, body, want string
	}{
		{"", `<div class="autor">de <b>Şt. Morar</b> &nbsp; Ştiri din Port</div>` + text, "Şt. Morar"},
		{"", `<div class="authors"><a>Inga Moor Voss</a> <span>Journalist</span> <span>Vi rapporterer fra Havna</span></div>` + text, "Inga Moor Voss"},
		{"", `<div class="autor">Montag von <b>hafen.example Redaktion</b> in <a>Boote Tests</a></div>` + text, "Montag von hafen.example Redaktion in Boote Tests"},
		{"", `<p>ავტორი: ნანა მურაძე</p>` + text, "ნანა მურაძე"},
		{"", `<p>3 March 2019</p><p>to the Board</p><p>Rule 4</p><p>Joan Moor (Greens)</p>` + text, "Joan Moor"},
		{"", `<p>3 March 2019</p><p>to the Board</p><p>Rule 4</p><p>Joan Moor (Picture: Harbour)</p>` + text, ""},
		{"", `<p>3 March 2019</p><p>to the Board</p><p>Rule 4</p><p>Joan Moor (Greens)</p><p>Alan Voss (Labour)</p>` + text, ""},
		{"", text + `<p>文：張小舟</p><p>（本報專欄）</p>`, "張小舟"},
		{"", text + `<p>Autor: Jan Moor</p><p>Tags: lock, winter</p>` + text, "Jan Moor"},
		{"", text + `<p>About the author - Joan Moor</p>` + text, "Joan Moor"},
		{"", text + `<table><tr><td>Von:</td></tr><tr><td>Jan Moor</td></tr></table>` + text, "Jan Moor"},
		{"", text + text + text + `<p>Fog</p><p>About the author: Jan Moor</p><p>Ice</p><p>About the author: Karl Voss</p>` + text, ""},
		{`<meta name="DCTERMS.author" content="Moor, Agnes">`, text, "Moor, Agnes"},
		{`<meta name="dc.creator" content="Moor, Agnes"><meta name="dc.contributor" content="Voss, Karl">`, text, "Moor, Agnes"},
		{`<meta name="dc.contributor" content="Voss, Karl">`, text, "Voss, Karl"},
		{`<meta name="author" content="Moor, Agnes, 1868-1941">`, text, "Moor, Agnes"},
		{`<meta property="og:site_name" content="Quay"><meta property="og:title" content="Agnes Moor on Quay: “Fog”">`, text, "Agnes Moor"},
	} {
		page, _ := Read([]byte("<html><head><title>The Lock in Winter</title>"+c.head+"</head><body><h1>The Lock in Winter</h1>"+c.body), Hints{MediaType: "text/html"})
		if got := strings.Join(page.Authors, "; "); got != c.want {
			t.Errorf("%s%s: by %q, wanted %q", c.head, c.body, got, c.want)
		}
	}
}

// TestDayHabits goes through ways in which pages set their day.
func TestDayHabits(t *testing.T) {
	for body, want := range map[string]string{
		"<h1>The Lock in Winter</h1><p>28 ก.พ. 2563 เวลา 10:15 น.</p>":                                                                          "2020-02-28",
		"<h1>The Lock in Winter</h1><p>26 მაისი, 2019</p>":                                                                                      "2019-05-26",
		"<h1>The Lock in Winter</h1><p>2017/06/08</p>":                                                                                          "2017-06-08",
		`<h1>The Lock in Winter</h1><dl><dt>Printed</dt><dd itemprop="datePublished">1923</dd></dl><p>Uploaded by a member on July 2, 2009</p>`: "1923",
		`<time datetime="2009-07-02">Next day</time><p>The lock froze.</p><time pubdate datetime="2009-07-01">Yesterday</time>`:                 "2009-07-01",
		`<p>submitted <time datetime="2018-10-01T19:04:55Z">6 years ago</time> by <a>moor_1962</a></p>`:                                         "2018-10-01T19:04:55Z",
		"<p>петак, 21.10.2016. у 20:15</p><h1>The Lock in Winter</h1>":                                                                          "2016-10-21",
	} {
		page, _ := Read([]byte("<html lang=sr><head><title>The Lock in Winter</title></head><body>"+body+"<p>Nobody came to see it go.</p>"), Hints{MediaType: "text/html"})
		if page.Published != want {
			t.Errorf("%s: of %q, wanted %q", body, page.Published, want)
		}
	}
}

// TestBesideAuthor: who stands on a page beside its author may be one too, unless
// the page says that he helped, or goes on to tell of him.
func TestBesideAuthor(t *testing.T) {
	for line, want := range map[string]verify.Outcome{
		"<p>Contributor</p><p>Voss, Karl</p>":            verify.CannotTell,
		"<p>Karl Voss</p>":                               verify.CannotTell,
		"<p>Advisor</p><p>Voss, Karl</p>":                verify.Differs,
		"<p>Karl Voss<br>stated this in May 2018</p>":    verify.Differs,
		"<p>The lock was shown to Karl Voss in May.</p>": verify.Differs,
	} {
		f := pairFile{url: "https://lock.example/1", typ: "text/html", state: "live", page: []byte("<html><head><title>The Lock in Winter</title>" +
			"<meta name=dc.creator content='Moor, Agnes'><meta name=dc.contributor content='Voss, Karl'></head><body><h1>The Lock in Winter</h1>" + line +
			strings.Repeat("<p>The lock was closed for the winter, and nobody came to see it go.</p>", 4))}
		p := pair{}
		p.URL, p.URLPrinted, p.Title, p.Authors = f.url, f.url, "The Lock in Winter", []string{"Karl Voss"}
		if got := f.judged(&p)[verify.CheckAuthor]; got.Answer != want {
			t.Errorf("%s: %s (%s), wanted %s", line, got.Answer, got.Why, want)
		}
	}
}
