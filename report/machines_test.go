package report

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"loccit/verify"
)

// A junitFile is a JUnit file as its readers see it.
type junitFile struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
	Suites   []struct {
		Name  string `xml:"name,attr"`
		Tests int    `xml:"tests,attr"`
		Cases []struct {
			Name    string    `xml:"name,attr"`
			Failure *struct{} `xml:"failure"`
			Error   *struct{} `xml:"error"`
			Skipped *struct{} `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func TestJUnitCountsWhatItHolds(t *testing.T) {
	incomplete := sample(t)
	incomplete.Run.Why = "deadline"
	anything := func(verify.Finding) bool { return true }
	for name, c := range map[string]struct {
		report *verify.Report
		fails  func(verify.Finding) bool
		want   string
	}{
		"errors fail":   {sample(t), nil, "17 tests, 5 failures, 0 errors, 2 skipped"},
		"all fails":     {sample(t), anything, "17 tests, 11 failures, 0 errors, 0 skipped"},
		"incomplete":    {incomplete, nil, "18 tests, 5 failures, 1 errors, 2 skipped"},
		"nothing to do": {&verify.Report{}, nil, "0 tests, 0 failures, 0 errors, 0 skipped"},
	} {
		t.Run(name, func(t *testing.T) {
			var got junitFile
			if err := xml.Unmarshal(writeTo(t, "junit", c.report, Options{Fails: c.fails}), &got); err != nil {
				t.Fatal(err)
			}
			said := fmt.Sprintf("%d tests, %d failures, %d errors, %d skipped", got.Tests, got.Failures, got.Errors, got.Skipped)
			var n junitFile
			for _, s := range got.Suites {
				if s.Tests != len(s.Cases) {
					t.Errorf("%s says %d tests and holds %d", s.Name, s.Tests, len(s.Cases))
				}
				for _, c := range s.Cases {
					n.Tests++
					n.Failures += count(c.Failure)
					n.Errors += count(c.Error)
					n.Skipped += count(c.Skipped)
				}
			}
			held := fmt.Sprintf("%d tests, %d failures, %d errors, %d skipped", n.Tests, n.Failures, n.Errors, n.Skipped)
			if said != c.want || held != c.want {
				t.Errorf("says %s; holds %s; want %s", said, held, c.want)
			}
		})
	}
}

func count(p *struct{}) int {
	if p == nil {
		return 0
	}
	return 1
}

// Every citation has a row, and no finding is lost.
func TestCSVHasEverything(t *testing.T) {
	r := sample(t)
	rows, err := csv.NewReader(bytes.NewReader(writeTo(t, "csv", r, Options{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	citations, said := 0, ""
	for _, row := range rows[1:] {
		if row[at["citation"]] != "" {
			citations++
		}
		said += row[at["findings"]] + "\n"
	}
	if s := Summarize(r); citations != s.Citations {
		t.Errorf("%d rows have a citation, want %d", citations, s.Citations)
	}
	for _, f := range r.Findings {
		if strings.Count(said, f.Rule+": "+f.Message) != 1 {
			t.Errorf("%s is said %d times: %s", f.Rule, strings.Count(said, f.Rule+": "+f.Message), f.Message)
		}
	}
}

func TestCSVGuardsAgainstFormulas(t *testing.T) {
	for words, want := range map[string]string{
		"=HYPERLINK(1)": "'=HYPERLINK(1)",
		"+49":           "'+49",
		"-":             "'-",
		"@ada":          "'@ada",
		"＝1":            "'＝1",
		"a=1":           "a=1",
		"":              "",
	} {
		if got := unformula(text(words)); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
	if got := unformula(number(-3)); got != "-3" {
		t.Errorf("a number of ours becomes %q", got)
	}
}

func TestJobSummaryKeepsToGitHubsLimit(t *testing.T) {
	var b bytes.Buffer
	if err := JobSummary(&b, large(100_000)); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 1<<20 {
		t.Errorf("%d bytes, GitHub takes %d", b.Len(), 1<<20)
	}
	if !strings.Contains(b.String(), "left out here") {
		t.Error("it does not say that findings are left out")
	}
	b.Reset()
	if err := JobSummary(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	if got := writeTo(t, "markdown", sample(t), Options{}); !bytes.Equal(got, b.Bytes()) {
		t.Error("a small summary is not the Markdown report")
	}
}

func TestMarkdownText(t *testing.T) {
	for words, want := range map[string]string{
		"a_b*c":          `a\_b\*c`,
		"<b>":            `\<b\>`,
		"1. one":         `1\. one`,
		"1962":           "1962",
		"- one":          `\- one`,
		"says @ada, @ b": "says @<!-- -->ada, @ b",
	} {
		if got := markdownText(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestMarkdownURL(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/b":    "<https://a.example/b>",
		"javascript:alert(1)":    "`javascript:alert(1)`",
		"https://a.example/`b`":  "`` https://a.example/`b` ``",
		"https://a.example/<b>":  "`https://a.example/<b>`",
		"https://a.example/a b":  "`https://a.example/a b`",
		"ftp://a.example/x":      "`ftp://a.example/x`",
		"https://a.example/\\_b": "`https://a.example/\\_b`",
	} {
		if got := markdownURL(raw); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}
