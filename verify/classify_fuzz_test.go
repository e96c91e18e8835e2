package verify_test

import (
	"strings"
	"testing"

	"loccit/verify"
)

// FuzzClassify holds that any page has a state, with a reason and words for it,
// and the same one twice.
func FuzzClassify(f *testing.F) {
	f.Add("Erreur 404 : page non trouvée", "Oops! page", "The requested topic does not exist.", "http://a.example/x", "http://a.example/404", 200, "Tide Mills")
	f.Add("404", "该文章已被删除", "Invalid Thread specified.", "http://a.example/x", "http://ww38.a.example/?q=1", 403, "")
	f.Add("page ", ": ", "\n\n", "", "://", 0, "404")
	f.Fuzz(func(t *testing.T, title, heading, text, url, final string, status int, cited string) {
		v := &verify.Visit{URL: url, Final: final, Status: status, Page: &verify.Page{
			Title: title, Headings: []string{heading}, Text: text, Words: len(strings.Fields(text)), MediaType: "text/html",
			Rare: &verify.RarePage{Embeds: strings.Fields(text)},
		}}
		if url != final {
			v.Hops = []verify.Hop{{URL: url, Status: 301}}
		}
		got := verify.Classify(v, []string{cited}, nil)
		if got.Reason == "" || got.Detail == "" {
			t.Errorf("%+v", got)
		}
		if again := verify.Classify(v, []string{cited}, v); again.Reason == "" {
			t.Errorf("beside itself: %+v", again)
		}
		if again := verify.Classify(v, []string{cited}, nil); again != got {
			t.Errorf("%+v, and then %+v", got, again)
		}
	})
}
