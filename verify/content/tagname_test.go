package content

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzTagName holds that tagName gives the names that the tokenizer gives, and
// that the attributes are those that it announces.
func FuzzTagName(f *testing.F) {
	for _, page := range []string{
		"<p>a</p><DIV Class=x>b</DIV><br/><img/src=a alt><a\thref=b>c</A >",
		"<app-root></app-root><h1\n>a</h1\f><svg:path d='1'/></><3></ p><p",
		"<title>a</title x><script>if (a<b) c</script><STYLE>a</STYLE", "<a / b><a/><a =c><a\x00b>",
	} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		ours, theirs := html.NewTokenizer(strings.NewReader(page)), html.NewTokenizer(strings.NewReader(page))
		for kind := ours.Next(); kind == theirs.Next() && kind != html.ErrorToken; kind = ours.Next() {
			if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			got := string(tagName(ours))
			name, more := theirs.TagName()
			if want := string(name); got != want && strings.Trim(want, "abcdefghijklmnopqrstuvwxyz0123456789-:") == "" { // others are no elements
				t.Errorf("%q is %q, and not %q", page, want, got)
			}
			if key, _, _ := ours.TagAttr(); (key != nil) != more {
				t.Errorf("%q: the first attribute of %s is %q", page, got, key)
			}
		}
	})
}
