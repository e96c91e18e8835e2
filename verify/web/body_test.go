package web_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// TestWhatCameStaysAsItIs asks for pages one after the other, whose bodies are
// read into the memory of the last one: nothing that was answered may change.
// Lengths lie around the bound beyond which a body has memory of its own.
func TestWhatCameStaysAsItIs(t *testing.T) {
	w := start(t)
	_, f := gatherer(t, w)
	type answer struct {
		body   string
		title  string
		answer *verify.Answer
	}
	var all []answer
	for i, length := range []int{100, 100, 0, 64<<10 - 1, 64 << 10, 64<<10 + 1, 100, 300 << 10, 100} {
		url, title := fmt.Sprintf("http://a.example/%d", i), fmt.Sprintf("Page %c of the posts", 'a'+i)
		body := ""
		if length > 0 {
			body = "<title>" + title + "</title>"
			body += strings.Repeat(string(rune('a'+i)), length-len(body))
		}
		w.Handle(url, smallweb.Raw("text/html", body))
		a, err := f.Fetch(context.Background(), verify.Request{URL: url, Body: true})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, answer{body, title, a})
	}
	for i, a := range all {
		if !bytes.Equal(a.answer.Body, []byte(a.body)) {
			t.Errorf("answer %d: %d bytes that begin %.60q, want %d that begin %.60q", i, len(a.answer.Body), a.answer.Body, len(a.body), a.body)
		}
		if a.body == "" {
			continue
		}
		letter := strings.Repeat(string(rune('a'+i)), 50)
		if p := a.answer.Page; p == nil || p.Title != a.title || !strings.HasPrefix(p.Text, letter) {
			t.Errorf("answer %d: page %+v", i, p)
		}
	}
}
