package report

import "testing"

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
