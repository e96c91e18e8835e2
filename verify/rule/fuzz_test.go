package rule_test

import (
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/format"
	"loccit/verify/repair"
	"loccit/verify/rule"
)

// FuzzRules reads, cites and judges any text: no rule fails on it, every
// finding says what and what next, and stands inside the text.
func FuzzRules(f *testing.F) {
	for _, text := range []string{
		"The dam leaked.1 It was mended.2\n\n1 Ada Kerr, “The Dam Leaks Again,” Valley Courier, February 30, 2019, https://courier.example/the-dam-leaksagain?utm_source=chatgpt.com.\n\n2 Ibid., 4; see Kerr, supra note 7.\n",
		"One.[^1] Two.[^2]\n\n[^1]: “Open, https:/x.example/%zz ISBN 978-0-306-40615-8\n[^1]: Id.\n[^4]: „x“ https://bit.ly/3 https://a.example/1999/13/45/\n",
		"The dam leaked.1\n\n1 Ada Kerr, note \"0 ",
		"1 ”\xff“ «\n\n2 Ebd.\n\n2 op. cit. (n 2)\n",
	} {
		f.Add(text)
	}
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := verify.Read(verify.Input{Path: "a.txt", Data: []byte(text)}, format.Readers())
		if err != nil {
			t.Skip()
		}
		d.Citations = verify.Cite(d)
		docs := []*verify.Document{d}
		sources := verify.Sources(docs)
		evidence := make([]verify.Evidence, len(sources))
		for i, damage := range repair.Examine(docs, sources).Damages() {
			sources[i].Damage = damage
			v := &verify.Visit{URL: sources[i].URL, Final: sources[i].URL + "x", Status: 200 + 102*(i%3), Page: &verify.Page{Title: "404"}}
			evidence[i] = verify.Evidence{Visit: v}
		}
		_, findings := verify.Judge(docs, sources, evidence, verify.Comparison{}, rule.Catalogue(), now)
		for _, f := range findings {
			if f.Message == "" || f.Next == "" || f.Where.Span.Start < 0 || f.Where.Span.End > len(d.Text) || f.Where.Span.Len() < 0 {
				t.Errorf("%+v", f)
			}
		}
	})
}
