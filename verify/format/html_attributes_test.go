package format

import (
	"reflect"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// FuzzHTMLAttributes reads each start tag in place and by the tokenizer, which
// goes by the standard: the name and the attributes are the same.
func FuzzHTMLAttributes(f *testing.F) {
	for _, seed := range []string{
		`<a href=#n1 id="r1">`, `<A HREF = '#n1'ID=x id=y name=z>`, `<li/id=a / value=3/>`, `<p =x==y id>`, `<a href=/>`,
		`<ol start="3" type='a' start=4 xml:id = n>`, "<div\fclass\t=\n\"toc x\"\rrole=doc-toc hidden=>", `<a id="a>b" href='"'>`, `<Kbd Id=x style="vertical-align: super">`,
		`<a href="x?a=1&copy=2">`, "<a id=a\x00b>", `<ſup id=x>`, `<a"b id=c>`, `<a id=x=y href==z>`, `<a id='' name= x >`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := xhtml.NewTokenizer(strings.NewReader(text))
		at := 0
		for kind := tokens.Next(); kind != xhtml.ErrorToken; kind = tokens.Next() {
			raw := text[at : at+len(tokens.Raw())]
			at += len(raw)
			if kind != xhtml.StartTagToken && kind != xhtml.SelfClosingTagToken || strings.ContainsAny(raw, "&\r\x00") {
				continue
			}
			name := elementName(raw)
			if want, _ := tokens.TagName(); string(want) != name {
				t.Errorf("%q is called %q, want %q", raw, name, want)
			}
			var got, want attributes
			readAttributes(&got, raw, name)
			decodedAttributes(&want, tokens, name)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%q: %+v, want %+v", raw, got, want)
			}
		}
	})
}
