package verify

import (
	"slices"
	"testing"
)

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
