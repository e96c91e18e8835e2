package content

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadPage(t *testing.T) {
	for _, tc := range []struct {
		name, in, title, refresh string
		words                    int
		headings                 []string
		scripted, password       bool
	}{
		{name: "plain", in: "<title> A  title\n here</title><h1>Big <em>one</em></h1><p>three words here", title: "A title here", words: 5, headings: []string{"Big one"}},
		{name: "scripts and styles are not read", in: "<title>T</title><style>a b c</style><script>var a = '<h1>no</h1>'</script><p>one two three four five six", title: "T", words: 6},
		{name: "the title of a drawing is none", in: "<body><svg><title>Logo</title></svg><h1>Story</h1>", words: 1, headings: []string{"Story"}},
		{name: "OpenGraph where no title is", in: `<meta property="og:title" content="From og"><p>x`, title: "From og", words: 1},
		{name: "refresh", in: `<meta http-equiv=refresh content="0;url=/next">`, refresh: "/next"},
		{name: "refresh in capitals and quotes", in: `<META HTTP-EQUIV="REFRESH" CONTENT="3; URL = 'a b.html'">`, refresh: "a b.html"},
		{name: "refresh much later", in: `<meta http-equiv=refresh content="600;url=/next">`},
		{name: "refresh in a template", in: `<template><meta http-equiv=refresh content="0;url=/next"></template>`},
		{name: "refresh without target", in: `<meta http-equiv=refresh content="5">`},
		{name: "an app", in: `<div id="root"></div><script src=/a.js></script>`, scripted: true},
		{name: "an app by its attribute", in: `<div data-reactroot>wait until all is there </div><script src=/a.js></script>`, words: 5, scripted: true},
		{name: "an app that was rendered", in: `<div id="root">` + strings.Repeat("word ", 300) + `</div><script src=/a.js></script>`, words: 300},
		{name: "a password", in: `<input type=Password>`, password: true},
		{name: "Chinese", in: "<title>新闻</title><p>中国日报报道", title: "新闻", words: 3},
		{name: "headings side by side", in: "<h1>One</h1><h2>Two</h2>", words: 2, headings: []string{"One", "Two"}},
		{name: "cut in a title", in: "<title>Half a ti", title: "Half a ti"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, refresh := Read([]byte(tc.in), Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"})
			if p.Title != tc.title || refresh.Target != tc.refresh || p.Words != tc.words || !slices.Equal(p.Headings, tc.headings) || p.Scripted != tc.scripted || p.Password != tc.password {
				t.Errorf("%+v, refresh %v", p, refresh)
			}
		})
	}
}

func TestCharsets(t *testing.T) {
	for _, tc := range []struct{ name, contentType, in, title string }{
		{"declared in the header", "text/html; charset=iso-8859-1", "<title>Caf\xe9</title>", "Café"},
		{"declared in a meta element", "text/html", "<meta charset=shift_jis><title>\x93\xfa\x96{</title>", "日本"},
		{"declared the old way", "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=big5"><title>` + "\xa4\xa4\xa4\xe5</title>", "中文"},
		{"not declared, UTF-8", "text/html", "<title>Žluťoučký kůň</title>", "Žluťoučký kůň"},
		{"a mark at the start", "text/html", "\xef\xbb\xbf<title>Marked</title>", "Marked"},
		{"UTF-16 with a mark", "text/html", "\xff\xfe<\x00t\x00i\x00t\x00l\x00e\x00>\x00x\x00<\x00/\x00t\x00i\x00t\x00l\x00e\x00>\x00", "x"},
		{"declared in quotes", `text/html; charset="utf-8"`, "<title>Ünder</title>", "Ünder"},
		{"Latin-1, declared as UTF-8", "text/html; charset=utf-8", "<title>La rivi\xe8re sal\xe9e</title>", "La rivière salée"},
		{"Latin-1, declared as UTF-8 in a meta element", "text/html", "<meta charset=utf-8><title>La rivi\xe8re sal\xe9e</title>", "La rivière salée"},
		{"UTF-8, declared as Latin-1", "text/html; charset=iso-8859-1", "<meta charset=utf-8><title>La rivière salée</title>", "La rivière salée"},
		{"UTF-8, declared as Cyrillic of one byte", "text/html; charset=windows-1251", "<title>Соляная река</title>", "Соляная река"},
		{"Cyrillic of one byte, declared as UTF-8", "text/html; charset=utf-8", "<title>\xd1\xee\xeb\xff\xed\xe0\xff \xf0\xe5\xea\xe0</title><p>\xcc\xe5\xeb\xfc\xed\xe8\xf6\xfb \xed\xe0 \xf0\xe5\xea\xe5 \xec\xee\xeb\xf7\xe0\xf2</p>", "Соляная река"},
		{"UTF-8 with a stray byte", "text/html; charset=utf-8", "<title>La rivière salée</title><p>\xff", "La rivière salée"},
		{"declared as nothing known", "text/html; charset=klingon", "<title>Ünder</title>", "Ünder"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if p, _ := Read([]byte(tc.in), Hints{ContentType: tc.contentType, MediaType: "text/html"}); p.Title != tc.title {
				t.Errorf("title %q, want %q", p.Title, tc.title)
			}
		})
	}
}

func FuzzReadPage(f *testing.F) {
	for _, seed := range []string{
		"<title>A</title><h1 id=a>B</h1><p>c", "<svg><title>x</title>", "<meta http-equiv=refresh content='0;url=/a'>", "<script>", "<h1><h2><h1></h2>",
		"<iframe src='//a.example/b'>", "\xff\xfe<\x00", "<meta charset=gbk>\x81\x30", "<noscript><meta http-equiv=refresh content=0;x>", "<title><title></title>", "",
	} {
		f.Add([]byte(seed), "text/html")
		f.Add([]byte(seed), "")
	}
	f.Add([]byte("some text"), "text/plain; charset=utf-16le")
	hints := Hints{Anchors: map[string]string{"a": "a"}, Passages: []string{":~:text=a,b", "x:~:text=%zz-,q,-"}}
	f.Fuzz(func(t *testing.T, content []byte, contentType string) {
		hints := hints
		hints.ContentType = contentType
		hints.MediaType, _, _ = strings.Cut(contentType, ";")
		p, refresh := Read(content, hints)
		again, refreshAgain := Read(content, hints)
		if !reflect.DeepEqual(p, again) || refresh != refreshAgain {
			t.Fatal("two readings differ")
		}
		for _, s := range slices.Concat([]string{p.Title, p.Site, p.Published, p.Updated, p.Language}, p.Headings, p.Titles, p.Authors, p.Dates) {
			if len(s) > 1024 || !utf8.ValidString(s) {
				t.Fatalf("%q", s)
			}
		}
		if len(p.Headings) > mostHeadings || len(p.Rare.Get().Embeds) > mostEmbeds || p.Words < 0 || p.Words > len(content)*2+2 {
			t.Fatalf("%+v", p)
		}
	})
}

// BenchmarkReadNewspaper reads a page as newspapers make them: 250 KB, most of
// them scripts and menus, with metadata of each kind.
func BenchmarkReadNewspaper(b *testing.B) {
	content := newspaper(0, 60)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		Read(content, Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"})
	}
}

func newspaper(n, paragraphs int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>Mills, part %d | The Paper</title>`, n)
	for i := range 40 {
		fmt.Fprintf(&b, `<meta property="og:x%d" content="a value of some length that nobody reads"><link rel="preload" href="/static/%d.js" as="script">`, i, i)
	}
	fmt.Fprintf(&b, `<meta property="article:published_time" content="2019-03-04T10:00:00Z"><meta name="author" content="Hanna Oke">
		<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Mills, part %d","author":{"@type":"Person","name":"Hanna Oke"},"datePublished":"2019-03-04","description":"%s"}</script>`, n, strings.Repeat("words ", 200))
	fmt.Fprintf(&b, "<script>var state = {%s}</script></head><body>", strings.Repeat(`"key":"<div class=x>value</div>",`, 3000))
	for i := range 300 {
		fmt.Fprintf(&b, `<li class="nav__item nav__item--level-%d"><a class="nav__link js-track" href="/section/%d" data-track="nav">Section %d</a></li>`, i%3, i, i)
	}
	b.WriteString(`<article class="story"><h1 class="story__headline">Mills</h1><div class="story__byline">By <a rel="author" href="/oke">Hanna Oke</a></div><time datetime="2019-03-04">4 March 2019</time>`)
	for i := range paragraphs {
		fmt.Fprintf(&b, `<p class="story__paragraph" data-component="text">In year %d of mill %d the keeper wrote <b>%d</b> lines about the <a href="/tide">tide</a>, and “signed none of them”, as keepers do &amp; did.</p>`, 1700+i, n, i*n)
	}
	for i := range 200 {
		fmt.Fprintf(&b, `<div class="card card--related"><img srcset="%s" alt=""><a class="card__title" href="/r/%d">Another story of the coast, number %d</a><span class="card__author">Someone Else</span></div>`, strings.Repeat("/i/x.jpg 320w, ", 8), i, i)
	}
	b.WriteString("</article></body></html>")
	return []byte(b.String())
}

func BenchmarkReadPage(b *testing.B) {
	content := []byte("<html><head><title>A title</title></head><body><h1 id=x>A heading</h1>" + strings.Repeat("<p class='a b'>It was a bright <b>cold</b> day in April, and the clocks were striking <a href='/x'>thirteen</a>.</p>", 500))
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		Read(content, Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"})
	}
}
