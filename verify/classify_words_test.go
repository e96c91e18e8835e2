package verify

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPhrases holds that no list says anything twice, and none a whole sentence
// whose beginning it has, or a part of it where it is looked for within a text.
func TestPhrases(t *testing.T) {
	for name, p := range map[string]phrases{
		"errorPhrases": errorPhrases(), "vaguePhrases": vaguePhrases(), "workPhrases": workPhrases(), "waitPhrases": waitPhrases(),
		"challengePhrases": challengePhrases(), "deniedPhrases": deniedPhrases(), "statusPhrases": statusPhrases(), "crashPhrases": crashPhrases(),
		"offerPhrases": offerPhrases(), "agePhrases": agePhrases(), "loginPhrases": loginPhrases(), "memberPhrases": memberPhrases(),
		"institutionPhrases": institutionPhrases(), "emptyPhrases": emptyPhrases(), "errorCodes": errorCodes(),
		"consentPhrases": consentPhrases(), "stayPhrases": stayPhrases(), "headedConsent": headedConsent(),
		"challengeSentences": challengeSentences(), "consentWords": consentWords(), "gonePredicates": gonePredicates(), "closings": closings(), "lockSentences": lockSentences(), "reasons": reasons(),
	} {
		if len(p.sentences)+len(p.starts) == 0 {
			t.Errorf("%s is empty", name)
		}
		seen := map[string]bool{}
		for _, s := range p.sentences {
			if seen[s] {
				t.Errorf("%s has “%s” twice", name, s)
			}
			seen[s] = true
			if p.begins(s) {
				t.Errorf("%s has “%s”, and the beginning of it", name, s)
			}
		}
		for i, s := range p.starts[min(1, len(p.starts)):] {
			if start := p.starts[i]; strings.HasPrefix(s, start) {
				t.Errorf("%s has “%s…” and “%s…”", name, s, start)
			}
		}
	}
	for _, p := range []phrases{challengeSentences(), consentWords(), lockSentences()} {
		for i, s := range p.sentences {
			rest := phrases{sentences: slices.Delete(slices.Clone(p.sentences), i, i+1)}
			if part := rest.within(s); part != "" {
				t.Errorf("“%s” holds “%s”, which is looked for already", s, part)
			}
		}
	}
	for phrase := range workPhrases().whole {
		if !vaguePhrases().whole[phrase] {
			t.Errorf("“%s” is none of the vague phrases", phrase)
		}
	}
}

// TestErrorCodes holds that what programs say is what pages do not.
func TestErrorCodes(t *testing.T) {
	for _, s := range errorCodes().sentences {
		one := []string{s}
		if errorPhrases().in(one) != "" || saysGone(s) || vaguePhrases().in(one) != "" && workPhrases().in(one) == "" {
			t.Errorf("“%s” says so wherever it stands", s)
		}
	}
}

func TestPartNouns(t *testing.T) {
	for noun := range partNouns() {
		if pageNouns()[noun] {
			t.Errorf("“%s” stands for a page", noun)
		}
	}
	for noun := range placeNouns() {
		if pageNouns()[noun] || partNouns()[noun] {
			t.Errorf("“%s” stands for a page, or a part of one", noun)
		}
	}
}

func TestTitleParts(t *testing.T) {
	for title, want := range map[string][]string{
		"":                            {""},
		"The mill":                    {"The mill"},
		"The mill - The Valley Post":  {"The mill", "The Valley Post"},
		"The mill-house":              {"The mill-house"},
		"The mill -house":             {"The mill -house"},
		"Selby: the mill":             {"Selby: the mill"},
		"The mill\t—\nNews  <<  Post": {"The mill", "News", "Post"},
		"The mill|News::Post--Selby":  {"The mill", "News", "Post", "Selby"},
		"« The mill » • Post":         {"", " The mill", "", " Post"},
		"- The mill -":                {"- The mill -"},
		" | The mill | ":              {"", "The mill", ""},
		"Page 1 / 2 · 水车 – 邮报":        {"Page 1", "2", "水车", "邮报"},
	} {
		if got := titleParts(title); !slices.Equal(got, want) {
			t.Errorf("titleParts(%q) = %q, want %q", title, got, want)
		}
	}
}

// FuzzTitleParts holds the parts of a title against those that an expression finds.
func FuzzTitleParts(f *testing.F) {
	separators := regexp.MustCompile(`\s+[|\-–—·•/<>«»~]+\s+|[|»«•]|::|--`)
	f.Add("« The mill » • Post -- 2::3 | \t - \n—–x")
	f.Fuzz(func(t *testing.T, title string) {
		if got, want := titleParts(title), separators.Split(title, -1); utf8.ValidString(title) && !slices.Equal(got, want) {
			t.Errorf("titleParts(%q) = %q, want %q", title, got, want)
		}
	})
}

func TestSegments(t *testing.T) {
	for title, want := range map[string][]string{
		"Oopsss! Page not found":                  {"oopsss page not found", "page not found", "not found"},
		"Hmm. We are sorry: Uh oh":                {"hmm we are sorry uh oh"},
		"Hmmm, we're sorry, not here":             {"hmmm we re sorry not here", "not here"},
		"Error 404 | The Valley Post":             {"error 404 the valley post", "the valley post", "error 404", "404"},
		"Hoopla about hmong":                      {"hoopla about hmong"},
		"Pages of a diary":                        {"pages of a diary"},
		"Page":                                    {"page"},
		"Lo sentimos, página no encontrada - Sol": {"lo sentimos página no encontrada sol", "página no encontrada sol", "lo sentimos página no encontrada", "página no encontrada", "sol"},
	} {
		if got := segments(title); !slices.Equal(got, want) {
			t.Errorf("segments(%q) = %q, want %q", title, got, want)
		}
	}
}

// TestInterjections holds that each of them is taken off a message, alone and
// behind another.
func TestInterjections(t *testing.T) {
	all := slices.Concat(slices.Collect(maps.Keys(interjections())), longInterjections, []string{"oops", "oopsss", "hmm", "hmmmm"})
	if len(all) < 40 {
		t.Fatalf("%d interjections", len(all))
	}
	for _, word := range all {
		for _, title := range []string{word + " x", "sorry " + word + " x"} {
			if got := segments(title); !slices.Contains(got, "x") {
				t.Errorf("segments(%q) = %q: “%s” is left", title, got, word)
			}
		}
	}
}

// FuzzFoldWords holds the way of plain text against that of all others.
func FuzzFoldWords(f *testing.F) {
	f.Add("Page  NOT found (404)!")
	f.Add("Größe – 水车\u0301 \xff K")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := foldWords(s), foldRunes(s); got != want {
			t.Errorf("foldWords(%q) = %q, want %q", s, got, want)
		}
	})
}
