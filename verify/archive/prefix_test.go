package archive

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPrefix(t *testing.T) {
	s, asked := index(t, body(`[["urlkey","original","timestamp","statuscode"],
		["example,paper)/news/the-long-story-56250915","https://www.paper.example/news/the-long-story-56250915","20210301000000","200"],
		["example,paper)/news/thelongstory-56250915","https://www.paper.example/news/thelongstory-56250915","20210901000000","404"]]`))
	found, err := NewWayback(Options{Endpoint: s.URL}).Prefix(t.Context(), "paper.example/news/the", "A.56250915")
	if err != nil || len(found) != 1 || found[0].Original != "https://www.paper.example/news/the-long-story-56250915" {
		t.Errorf("%+v, %v", found, err)
	}
	q := asked.URL.Query()
	if q.Get("matchType") != "prefix" || q.Get("url") != "paper.example/news/the" {
		t.Errorf("asked %v", q)
	}
	if diff := cmp.Diff([]string{"!statuscode:[45].*", `urlkey:.*a\.56250915.*`}, q["filter"]); diff != "" {
		t.Errorf("filters (-want +got):\n%s", diff)
	}
}

func TestPrefixOutage(t *testing.T) {
	s, _ := index(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	if found, err := NewWayback(Options{Endpoint: s.URL}).Prefix(t.Context(), "paper.example/news/the", ""); err == nil {
		t.Errorf("no error, but %v", found)
	}
}
