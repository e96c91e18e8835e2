package content

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// ownTokens are those of tokens, each as a line; of attributes with one name the
// first.
func ownTokens(z *tokens, text []byte) []string {
	var found []string
	z.reset(text)
	for {
		kind := z.next()
		var attrs []string
		for i, a := range z.attrs {
			if !slices.ContainsFunc(z.attrs[:i], func(b attribute) bool { return bytes.Equal(a.key, b.key) }) {
				attrs = append(attrs, fmt.Sprintf(" %q=%q", withNUL(a.key), z.value(a.value)))
			}
		}
		switch kind {
		case noToken:
			return found
		case someText:
			found = append(found, fmt.Sprintf("%q", z.text()))
		case endTag:
			found = append(found, fmt.Sprintf("end %q", withNUL(z.name)))
		default:
			found = append(found, fmt.Sprintf("start %q%s %v", withNUL(z.name), strings.Join(attrs, ""), kind == closedTag))
		}
	}
}

// withNUL writes zero bytes of names as the tokenizer of x/net does; no name that
// is looked at has any.
func withNUL(name []byte) []byte { return bytes.ReplaceAll(name, []byte{0}, []byte("\uFFFD")) }

// netTokens are those of golang.org/x/net/html.
func netTokens(text []byte) []string {
	var found []string
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(mostToken)
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return found
		case html.TextToken:
			found = append(found, fmt.Sprintf("%q", z.Text()))
		case html.EndTagToken:
			name, _ := z.TagName()
			found = append(found, fmt.Sprintf("end %q", name))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			line := fmt.Sprintf("start %q", name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				line += fmt.Sprintf(" %q=%q", key, value)
			}
			found = append(found, fmt.Sprintf("%s %v", line, kind == html.SelfClosingTagToken))
		}
	}
}

// sameTokens compares both, and looks that nobody wrote into the text.
func sameTokens(t *testing.T, z *tokens, text []byte) {
	t.Helper()
	before := bytes.Clone(text)
	own, net := ownTokens(z, text), netTokens(text)
	if !bytes.Equal(before, text) {
		t.Fatalf("%.200q was written into", before)
	}
	for i := range max(len(own), len(net)) {
		if i >= len(own) || i >= len(net) || own[i] != net[i] {
			t.Fatalf("%.400q: token %d\nown %.400s\nnet %.400s", text, i, own[min(i, len(own)):], net[min(i, len(net)):])
		}
	}
}

// oddities are what browsers and the standard treat in their own way.
var oddities = []string{
	"", "<", "</", "<a", "</a", "</a>", "<!", "<?", "a<b>c</b >d", "a < b <1> </> </1>e", "<A B=C d='e\"' F=\"g'\" h i = j k/>", "<a b=/>", "<a b=/ >", "<a b/>", "<a/b>", "<a b='/'/>", "<a b=1 B=/>", "<a b=1 c=/>", "<a =b ==c>", "<a b= >", "<a b=>", "<a b=\"x", "<a b=x", "<a b = ", "<br/>", "<br / >", "<a\x00b c\x00d=e\x00f>\x00</a\x00b>", "<a\r\nb\rc=\"d\r\ne\rf\">g\r\nh\ri\r",
	"<!--a-->b<!-->c<!--->d<!--e--!>f<!--g--!h-->i<!--j--!-->k<!--l--!!>m<!--n", "<!-x>y<!>z<!doctype html>a<!DOCTYPE >b<?xml a>c<![CDATA[d]]>e", "<!--", "<!-", "<!---", "<!--!>", "<!----!", "<!----!-",
	"<title>a<b>&amp;\x00</title >b", "<textarea><p></TextArea/>c", "<style>a<b></style", "<style>a</styles></style\n>b", "<xmp><!--</xmp>-->", "<plaintext>a</plaintext>&amp;", "<noscript><p>a</p></noscript>", "<iframe/>a</iframe>b", "<noembed></noembed>c<noframes>d</noframes>", "<title></title>&lt;", "<style>",
	"<script>a</script>b", "<script>a<!--b</script>c", "<script><!--<script>a</script>b</script>c", "<script><!--<script></script>--></script>d", "<script><!-- < <script> </script>e", "<script><!--><script></script>f", "<script><!--<scripts></script>g", "<script><!--<script/a</script/b--->c</script\t>d", "<script><!-</script>h", "<script></scripty></SCRIPT>i", "<script><!--<script>-</script", "<script><!--<script><", "<script><!--<", "<script/>a</script>",
	"&amp &amp; &ampx &amp= &copy=1 &notit; &notin; &#65 &#65; &#x41; &#X4g &#; &#x; &# & &; &nGt; &bogus; &CounterClockwiseContourIntegral; &#0; &#128; &#xD800; &#99999999999;",
	"<a href='?a=1&copy=2&amp;b=3&copy;=4&copy &ampx &notit; &nGt; &#65=&#x42;'>", "<a b=&quot;c&quot;>", "<p>&\r\n&amp\r&\x00;", "<svg><title>a<b></title>", "<p title=\"&semi;&lt;\">",
}

func TestTokens(t *testing.T) {
	var z tokens
	for _, text := range oddities {
		sameTokens(t, &z, []byte(text))
	}
	for _, folder := range []string{"pairs", "unseen", "third", "fourth", "fifth"} {
		for _, file := range pairFiles(t, folder) {
			sameTokens(t, &z, file.page)
		}
	}
	sameTokens(t, &z, newspaper(1, 60))
}

// TestShuffledTokens puts the marks of HTML in any order.
func TestShuffledTokens(t *testing.T) {
	marks := strings.Split("< </ <! <!-- --> --!> <? > /> / = == ' \" & &amp &copy; &# &#x 4 ; ! - -- a B p A= b=c script /script <script </script> title <title> </title <style> </STYLE> <textarea> \r \r\n \n \t \f \x00 é \xff", " ")
	marks = append(marks, " ")
	random := rand.New(rand.NewPCG(1, 2))
	var z tokens
	for range 20000 {
		var text []byte
		for range random.IntN(24) {
			text = append(text, marks[random.IntN(len(marks))]...)
		}
		sameTokens(t, &z, text)
	}
}

// TestLongTokens has tags, texts and comments about as long as they may be.
func TestLongTokens(t *testing.T) {
	var z tokens
	for _, parts := range [][2]string{
		{"<p>", ""}, {"<p>", "<b>c"}, {"<p>", "</p>c"}, {"<script>", "</script>c"}, {"<title>", "</title>c"}, {"<a b='", "'>c"}, {"<!--", "-->c"}, {"<!", ">c"}, {"<p>", "<"},
	} {
		for size := mostToken - 12; size < mostToken+3; size++ {
			sameTokens(t, &z, []byte(parts[0]+strings.Repeat("a", size)+parts[1]))
		}
	}
}

// FuzzTokens cuts anything where golang.org/x/net/html does.
func FuzzTokens(f *testing.F) {
	for _, text := range oddities {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var z tokens
		sameTokens(t, &z, text)
	})
}
