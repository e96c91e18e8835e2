package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/web"
)

// Tests that measure memory visit from a process of its own, this test's binary
// once more: the variable is the address of the one server that has all sites.
const visitorVariable = "LOCCIT_TEST_VISIT"

// A told is what the visitor says.
type told struct {
	Verdicts []struct {
		State, Reason, Detail string
		Page                  int // bytes of title and headings
	}
	Peak  int64 // memory, in bytes; 0 where the system does not tell
	Times int64 // how many times as much memory it takes to watch for races
}

// visitedBy has a visitor ask for urls, each cited with one title.
func visitedBy(t *testing.T, address string, urls []string) told {
	t.Helper()
	in, err := json.Marshal(urls)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), visitorVariable+"="+address)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var said told
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	return said
}

// patient gives up on a page that comes byte by byte, and on no other: this
// machine may be slow itself.
type patient struct{ verify.Fetcher }

func (p patient) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	if !strings.HasPrefix(r.URL, "http://drip.") {
		r.Timeout = time.Hour
	}
	return p.Fetcher.Fetch(ctx, r)
}

// visit is the visitor's main function.
func visit() int {
	debug.SetGCPercent(40) // as cmd/loccit does
	var urls []string
	if err := json.NewDecoder(os.Stdin).Decode(&urls); err != nil {
		return 2
	}
	var list []cited
	for _, u := range urls {
		list = append(list, cited{URL: u, Title: "How the posts began"})
	}
	docs := []*verify.Document{document(list)}
	sources := verify.Sources(docs)
	server := byName{os.Getenv(visitorVariable)}
	f := &web.Fetcher{Resolver: server, Connect: server.Connect}
	defer f.Close()
	g := &verify.Gatherer{Web: patient{f}, Store: written{io.Discard}, Timeout: 2 * time.Second}
	evidence, err := g.Gather(context.Background(), docs, sources)
	if err != nil {
		return 1
	}
	said := told{Times: 1, Peak: peak()}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "-race" && s.Value == "true" {
				said.Times = 8
			}
		}
	}
	c, _ := verify.Judge(docs, sources, evidence, verify.Comparison{}, nil, time.Now())
	said.Verdicts = make([]struct {
		State, Reason, Detail string
		Page                  int
	}, len(list))
	for i := range list {
		st, v := c.Standing(0, i), &said.Verdicts[i]
		v.State, v.Reason, v.Detail = st.State.String(), st.Reason, st.Detail
		if st.Visit != nil && st.Visit.Page != nil {
			for _, s := range append([]string{st.Visit.Page.Title}, st.Visit.Page.Headings...) {
				v.Page += len(s)
			}
		}
	}
	if json.NewEncoder(os.Stdout).Encode(said) != nil {
		return 1
	}
	return 0
}
