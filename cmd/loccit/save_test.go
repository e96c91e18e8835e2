package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loccit/cache"
	"loccit/verify"
)

// savingCache is a cache that knows one source of each kind: live and
// unarchived, live and archived, live and never looked for, dead, of this
// network, and with a password.
func savingCache(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "loccit.db")
	store, err := cache.Open(path, cache.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Now()
	none := &verify.Lookup{}
	good := &verify.Lookup{Snapshots: []verify.Snapshot{{URL: "https://web.archive.org/web/2020/x", Captured: now, Status: 200}}}
	for _, s := range []struct {
		url    string
		status int
		lookup *verify.Lookup
	}{
		{"https://courier.example/salt", 200, none}, {"https://courier.example/kept", 200, good},
		{"https://courier.example/new", 200, nil}, {"https://courier.example/gone", 404, none},
		{"http://10.1.2.3/a", 200, none}, {"https://ann:word@courier.example/b", 200, none}, {"https://courier.example/mills", 200, none},
	} {
		visit := &verify.Visit{URL: s.url, Final: s.url, Status: s.status, Attempts: 2, Confirmed: true,
			Page: &verify.Page{Title: "Salt " + s.url, MediaType: "text/html", Words: 900}}
		o := []verify.Observation{{Kind: verify.KindVisit, Key: verify.Key(s.url), By: "web", At: now, Visit: visit}}
		if s.lookup != nil {
			o = append(o, verify.Observation{Kind: verify.KindLookup, Key: verify.Key(s.url), By: "wayback", At: now, Lookup: s.lookup})
		}
		if err := store.Add(t.Context(), o...); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// savePageNow is a service that saves whatever it is offered, and counts it.
func savePageNow(t *testing.T, submitted *int) *httptest.Server {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("Authorization") != "LOW ACCESS:TOPSECRET":
			w.WriteHeader(http.StatusUnauthorized)
		case r.Method == http.MethodPost:
			*submitted++
			fmt.Fprintf(w, `{"url":%q,"job_id":"spn2-%d"}`, r.FormValue("url"), *submitted)
		case strings.HasSuffix(r.URL.Path, "/user"):
			fmt.Fprint(w, `{"available":3,"daily_captures":0,"daily_captures_limit":100}`)
		default:
			fmt.Fprint(w, `{"status":"success","timestamp":"20260301120000","http_status":200}`)
		}
	}))
	t.Cleanup(service.Close)
	return service
}

func TestSaveCommand(t *testing.T) {
	path := savingCache(t)
	submitted := 0
	service := savePageNow(t, &submitted)
	article := filepath.Join(t.TempDir(), "article.md")
	text := "Salt.[^1]\n\n[^1]: Ada Moor, “Salt,” <https://courier.example/salt>.\n"
	if err := os.WriteFile(article, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	call := func(code int, args ...string) (string, string) {
		t.Helper()
		var out, errs bytes.Buffer
		if got := run(append(args, "--cache", path), nil, &out, &errs); got != code {
			t.Errorf("%v: exit %d, want %d\n%s%s", args, got, code, out.String(), errs.String())
		}
		if strings.Contains(out.String()+errs.String(), "TOPSECRET") {
			t.Error("a key was told")
		}
		return out.String(), errs.String()
	}
	if out, _ := call(0, "save", "--dry-run"); out != "https://courier.example/mills\nhttps://courier.example/salt\n" {
		t.Errorf("dry run:\n%s", out)
	}
	if out, _ := call(0, "save", "--dry-run", article); out != "https://courier.example/salt\n" {
		t.Errorf("dry run of a document:\n%s", out)
	}
	if out, _ := call(0, "save", "--dry-run", "--exclude", "*salt*"); out != "https://courier.example/mills\n" {
		t.Errorf("dry run with --exclude:\n%s", out)
	}
	t.Setenv(accessVariable, "")
	t.Setenv(secretVariable, "")
	if _, said := call(2, "save"); !strings.Contains(said, "https://archive.org/account/s3.php") || !strings.Contains(said, accessVariable) {
		t.Errorf("without keys: %s", said)
	}
	if _, said := call(2, "save", "--private"); !strings.Contains(said, "--private") {
		t.Errorf("--private: %s", said)
	}
	t.Setenv(accessVariable, "ACCESS")
	t.Setenv(secretVariable, "TOPSECRET-OF-ANOTHER")
	if _, said := call(2, "save", "--save-url", service.URL); !strings.Contains(said, "no valid keys") {
		t.Errorf("with wrong keys: %s", said)
	}
	t.Setenv(secretVariable, "TOPSECRET")
	out, _ := call(0, "save", "--verbose", "--save-url", service.URL, article)
	if out != "https://courier.example/salt\tsaved\thttps://web.archive.org/web/20260301120000/https://courier.example/salt\n" {
		t.Errorf("saved:\n%s", out)
	}
	// It is archived now, whatever the index says; keys may stand in loccit.toml.
	t.Setenv(accessVariable, "")
	t.Setenv(secretVariable, "")
	settings := filepath.Join(t.TempDir(), "loccit.toml")
	if err := os.WriteFile(settings, []byte("[save]\naccess = \"ACCESS\"\nsecret = \"TOPSECRET\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ := call(0, "save", "--config", settings, "--save-url", service.URL); !strings.HasPrefix(out, "https://courier.example/mills\tsaved\t") || submitted != 2 {
		t.Errorf("%d submitted:\n%s", submitted, out)
	}
	if out, said := call(0, "save", "--config", settings, "--save-url", service.URL); out != "" || !strings.Contains(said, "nothing to save") {
		t.Errorf("%s%s", out, said)
	}
	if err := os.WriteFile(settings, []byte("[save]\naccess = \"ACCESS\"\nsecrt = \"TOPSECRET\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, said := call(2, "save", "--config", settings); !strings.Contains(said, "loccit.toml:1: [save] takes access and secret") {
		t.Errorf("a slip in loccit.toml: %s", said)
	}
}
