package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loccit/testdata/smallweb"
)

// TestQuotationsOfArticle audits a real article against a small web, whose page
// has the words that note 691 puts in the mouth of note 690's source with an
// ibid.: they are found there, and one word that differs is told.
func TestQuotationsOfArticle(t *testing.T) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the article is absent")
	}
	article := filepath.Join(root, "seed", "china-posts.txt")
	const said = `<p>Reporters were shown a factory in the east. Scholars have called the scheme a system of coercion, and one
		government paper proposes that it should thin out minority populations in the region&#8217;s villages.</p>`
	for _, tt := range []struct {
		name, page string
		want       map[string]string // the answer for each quotation
	}{
		{"as quoted", said, map[string]string{"system of coercion": "matches", "thin out minority populations": "matches"}},
		{"one word differs", strings.Replace(said, "thin out minority", "thin out majority", 1), map[string]string{"system of coercion": "matches", "thin out minority populations": "altered"}},
		{"none of it", "", map[string]string{"system of coercion": "missing", "thin out minority populations": "missing"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			web, err := smallweb.Start()
			try(t, err)
			defer web.Close()
			page := smallweb.HTML("Inside the Scheme", "<h1>Inside the Scheme</h1>"+smallweb.Prose("The scheme", 200)+tt.page)
			web.Handle("https://www.bbc.com/news/world-asia-china56250915", page)
			got := map[string]string{}
			findings := map[string]int{}
			for _, d := range auditIn(t, web, article).Documents {
				for _, n := range d.Notes {
					for _, c := range n.Citations {
						for _, k := range c.Checks {
							if n.Label == "691" && k.What == "quote" {
								got[k.Cited] = k.Answer
								if k.Answer != "missing" && (k.Found == "" || k.Where != "live") {
									t.Errorf("%+v", k)
								}
							}
						}
					}
				}
				for _, f := range d.Findings {
					if f.Note == "691" {
						findings[f.Rule]++
					}
				}
			}
			altered, missing := 0, 0
			for q, want := range tt.want {
				if got[q] != want {
					t.Errorf("%q: %q, want %q", q, got[q], want)
				}
				switch want {
				case "altered":
					altered++
				case "missing":
					missing++
				}
			}
			if findings["quote-altered"] != altered || findings["quote-missing"] != missing {
				t.Errorf("findings of note 691: %v", findings)
			}
		})
	}
}

// A quoteReport is what these tests read of a JSON report.
type quoteReport struct {
	Documents []struct {
		Notes []struct {
			Label     string
			Citations []struct {
				Checks []struct{ What, Answer, Cited, Found, Where, Why string }
			}
		}
		Findings []struct{ Rule, Note, Message string }
	}
}

func auditIn(t *testing.T, web *smallweb.Web, article string) quoteReport {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c := &cli{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, small: web}
	c.run([]string{"audit", "--cache", filepath.Join(t.TempDir(), "cache"), "--archive", "none", "--host-delay", "0s", "--retries", "0", "--format", "json", article})
	var r quoteReport
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
		t.Fatalf("%v\n%s\n%.300s", err, stderr.String(), stdout.String())
	}
	return r
}
