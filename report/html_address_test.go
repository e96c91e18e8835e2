package report

import (
	"strings"
	"testing"

	"loccit/verify"
)

func TestAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/b?c=1&d=2":  `<a class="url" href="https://a.example/b?c=1&amp;d=2" rel="noopener noreferrer">https://a.example/b?c=1&amp;d=2</a>`,
		`https://a.example/"><script>`: `<a class="url" href="https://a.example/&#34;&gt;&lt;script&gt;" rel="noopener noreferrer">https://a.example/&#34;&gt;&lt;script&gt;</a>`,
		"javascript:alert(1)":          `<span class="url">javascript:alert(1)</span>`,
		"data:text/html,<b>":           `<span class="url">data:text/html,&lt;b&gt;</span>`,
		"https://":                     `<span class="url">https://</span>`,
	} {
		if got := string(address(raw)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", raw, got, want)
		}
	}
}

func TestRowsAreEscaped(t *testing.T) {
	var rows htmlRows
	rows.add("Title", "<b>Tides</b>")
	rows.add("Author", "")
	rows.put(htmlRow{"Archive link", "javascript:alert(1)", true})
	want := "<dt>Title</dt><dd dir=\"auto\">&lt;b&gt;Tides&lt;/b&gt;</dd>\n" +
		"<dt>Archive link</dt><dd dir=\"auto\"><span class=\"url\">javascript:alert(1)</span></dd>\n"
	if got := string(rows.HTML()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// An altered quotation stands once in the page: the comparison has both wordings,
// with the differences marked.
func TestHTMLShowsAnAlteredQuotationOnce(t *testing.T) {
	r := sample(t)
	r.Findings = append(r.Findings, verify.Finding{
		Rule: "quote-altered", Severity: verify.Warning, Where: r.Findings[1].Where,
		Message:  "The source has “long silence” in other words.",
		Evidence: []string{"quoted: “long silence”", "source: “the long winter silence”", "in the page as it is now"},
	})
	var page strings.Builder
	w, err := ByName("html")
	if err == nil {
		err = w.Write(&page, r, Options{})
	}
	if err != nil {
		t.Fatal(err)
	}
	if s := page.String(); strings.Contains(s, "source: “the long") || strings.Contains(s, "quoted: “long") || !strings.Contains(s, "in the page as it is now") {
		t.Error("the evidence repeats what the comparison shows")
	}
}
