package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"loccit/cache"
	"loccit/testdata/smallweb"
	"loccit/verify"
)

// atOnce is how many requests a run of these tests makes at once. When the gate
// holds so many, none is on its way to it.
const atOnce = 2

// A gate lets some requests through and holds the others until it is opened,
// so that a run can be met half-way, whatever the machine is doing.
type gate struct {
	left       atomic.Int64
	held, open chan struct{} // closed when as many are held as come at once, and when none is any more
	hold       func()
	release    func()
}

func newGate(n int) *gate {
	g := &gate{held: make(chan struct{}), open: make(chan struct{})}
	g.left.Store(int64(n))
	g.hold = sync.OnceFunc(func() { close(g.held) })
	g.release = sync.OnceFunc(func() { close(g.open) })
	return g
}

func (g *gate) guard(page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if left := g.left.Add(-1); left < 0 {
			if left == -atOnce {
				g.hold()
			}
			select {
			case <-g.open:
			case <-r.Context().Done():
				return
			}
		}
		page.ServeHTTP(w, r)
	})
}

// A press is an article of thirty sources on five hosts, and the hosts. After
// so many answers they keep silent.
type press struct {
	web     *smallweb.Web
	gate    *gate
	dir     string
	article string
	urls    []string // as cited
	asked   []string // the same, as the small web names them
}

func newPress(t *testing.T, answers int) *press {
	t.Helper()
	web, err := smallweb.Start()
	if err != nil {
		t.Fatal(err)
	}
	p := &press{web: web, gate: newGate(answers), dir: t.TempDir()}
	t.Cleanup(func() { p.gate.release(); web.Close() })
	for h := range 5 {
		name := fmt.Sprintf("paper%d.example", h)
		base, err := web.Base(name)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 6 {
			path := fmt.Sprintf("/2024/report-%d", n)
			web.Site(name).Page(path, p.gate.guard(smallweb.Article(fmt.Sprintf("Report %d of paper %d", n, h))))
			p.urls = append(p.urls, base+path)
			p.asked = append(p.asked, "http://"+name+path)
		}
	}
	p.article = filepath.Join(p.dir, "article.txt")
	if err := os.WriteFile(p.article, []byte(articleOf(p.urls)), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// articleOf is a plain text with one note for each of urls.
func articleOf(urls []string) string {
	var body, notes strings.Builder
	body.WriteString("What the Papers Wrote\n\n")
	for i, u := range urls {
		fmt.Fprintf(&body, "One more paper wrote about the mills in those years.%d\n", i+1)
		fmt.Fprintf(&notes, "\n%d Hanna Oke, “Report %d of the Mills,” Estuary Review, March 4, 2019, %s.\n", i+1, i, u)
	}
	return body.String() + notes.String()
}

// audit is the command, ready to run, with a JSON report on standard output.
func (p *press) audit(t *testing.T, flags ...string) (*exec.Cmd, *bytes.Buffer, *bytes.Buffer) {
	args := append([]string{"audit", "--allow-private", "--archive", "none", "--host-delay", "0s", "--concurrency", fmt.Sprint(atOnce),
		"--timeout", "5m", "--cache", filepath.Join(p.dir, "cache.db"), "--fail-on", "never", "--format", "json"}, flags...)
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "loccit", append(args, p.article)...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = &stdout, &stderr, p.dir
	return cmd, &stdout, &stderr
}

// halfway starts cmd and returns when the hosts have fallen silent and the
// cache holds all that was answered. Where that never comes, cmd has ended.
func (p *press) halfway(t *testing.T, cmd *exec.Cmd, answers int) (seen []string) {
	t.Helper()
	alive, end, err := os.Pipe() // which the kernel closes with the last who holds it
	try(t, err)
	cmd.ExtraFiles = append(cmd.ExtraFiles, end)
	try(t, cmd.Start())
	end.Close()
	ended := make(chan struct{})
	go func() { alive.Read(make([]byte, 1)); alive.Close(); close(ended) }()
	t.Cleanup(func() { cmd.Process.Kill(); <-ended })
	select {
	case <-p.gate.held:
	case <-ended:
		t.Fatal("it ended before its requests were held")
	}
	for {
		if seen = p.remembered(t); len(seen) == answers {
			return seen
		}
		select {
		case <-ended:
			t.Fatalf("of %d answers the cache holds %d", answers, len(seen))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// remembered are the sources that the cache holds a visit to, as cited.
func (p *press) remembered(t *testing.T) (seen []string) {
	t.Helper()
	store, err := cache.Open(filepath.Join(p.dir, "cache.db"), cache.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	found, err := store.Latest(context.Background(), p.urls)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range found {
		if o.Kind == verify.KindVisit {
			seen = append(seen, o.Key)
		}
	}
	return seen
}

// A jsonReport is what these tests read of a JSON report.
type jsonReport struct {
	Run struct {
		Complete bool   `json:"complete"`
		Why      string `json:"why"`
	} `json:"run"`
	Documents []struct {
		Path string `json:"path"`
	} `json:"documents"`
	Sources []struct {
		URL    string `json:"url"`
		State  string `json:"state"`
		Reason string `json:"reason"`
	} `json:"sources"`
	Summary struct {
		States map[string]int `json:"states"`
	} `json:"summary"`
}

func readReport(t *testing.T, data []byte) (r jsonReport) {
	t.Helper()
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatalf("the report: %v\n%.500s", err, data)
	}
	return r
}

// code is the exit code of a command that ran, -1 where a signal ended it.
func code(t *testing.T, err error) int {
	t.Helper()
	var e *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.ExitCode()
	}
	t.Fatal(err)
	return 0
}

func (p *press) counts() map[string]int {
	counts := map[string]int{}
	for _, u := range p.asked {
		counts[u] = p.web.Asked(u)
	}
	return counts
}

func TestAKilledAuditGoesOnFromWhereItWas(t *testing.T) {
	const answers = 15
	p := newPress(t, answers)
	first, _, _ := p.audit(t)
	seen := p.halfway(t, first, answers)
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := first.Wait(); code(t, err) != -1 {
		t.Fatalf("the first run ended by itself: %v", err)
	}
	before := p.counts()
	p.gate.release()

	second, stdout, stderr := p.audit(t)
	if err := second.Run(); err != nil {
		t.Fatalf("the second run: %v\n%s", err, stderr)
	}
	for i, u := range p.urls {
		again := p.web.Asked(p.asked[i]) - before[p.asked[i]]
		want := 1
		if slices.Contains(seen, u) {
			want = 0
		}
		if again != want {
			t.Errorf("%s was asked %d times by the second run, want %d", p.asked[i], again, want)
		}
	}
	r := readReport(t, stdout.Bytes())
	if !r.Run.Complete || len(r.Sources) != len(p.urls) || r.Summary.States["live"] != len(p.urls) {
		t.Errorf("complete %v, %d sources, states %v; want %d live ones", r.Run.Complete, len(r.Sources), r.Summary.States, len(p.urls))
	}

	requests := len(p.web.Log())
	third, stdout, stderr := p.audit(t)
	if err := third.Run(); err != nil {
		t.Fatalf("the third run: %v\n%s", err, stderr)
	}
	if n := len(p.web.Log()) - requests; n != 0 {
		t.Errorf("the third run made %d requests", n)
	}
	if diff := gocmp.Diff(r.Sources, readReport(t, stdout.Bytes()).Sources); diff != "" {
		t.Errorf("the sources of the second and the third report (-second +third):\n%s", diff)
	}
}

func TestAnInterruptedAuditReportsWhatItSaw(t *testing.T) {
	const answers = 12
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			p := newPress(t, answers)
			cmd, stdout, stderr := p.audit(t)
			p.halfway(t, cmd, answers)
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			// The hosts keep silent to the end: the command must not wait for them.
			if got := code(t, cmd.Wait()); got != exitIncomplete {
				t.Errorf("exit %d, want %d", got, exitIncomplete)
			}
			p.partial(t, stdout, stderr, "interrupted", answers)
		})
	}
}

func TestADeadlineEndsTheRun(t *testing.T) {
	const answers = 12
	p := newPress(t, answers)
	cmd, stdout, stderr := p.audit(t, "--deadline", "1s")
	if got := code(t, cmd.Run()); got != exitIncomplete {
		t.Errorf("exit %d, want %d", got, exitIncomplete)
	}
	p.partial(t, stdout, stderr, "deadline", -1)
}

// partial checks a report that was written before all sources were visited;
// live is how many were, or -1 where a slow machine may have got to fewer.
func (p *press) partial(t *testing.T, stdout, stderr *bytes.Buffer, why string, live int) {
	t.Helper()
	r := readReport(t, stdout.Bytes())
	if r.Run.Complete || r.Run.Why != why {
		t.Errorf("complete %v, why %q; want %q", r.Run.Complete, r.Run.Why, why)
	}
	if len(r.Sources) != len(p.urls) {
		t.Errorf("%d sources, want all %d", len(r.Sources), len(p.urls))
	}
	unchecked := 0
	for _, s := range r.Sources {
		if s.State == "unchecked" && s.Reason == why {
			unchecked++
		} else if s.State != "live" {
			t.Errorf("%s is %s (%s)", s.URL, s.State, s.Reason)
		}
	}
	if unchecked == 0 || live >= 0 && r.Summary.States["live"] != live {
		t.Errorf("states %v, want %d live", r.Summary.States, live)
	}
	if !strings.Contains(stderr.String(), "incomplete: "+why) {
		t.Errorf("standard error: %s", stderr)
	}
}

// Nothing answers and no name is found: the machine is at fault, not the
// sources, and no pipeline should fail an article for it.
func TestWithoutANetworkTheRunIsIncomplete(t *testing.T) {
	web, err := smallweb.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer web.Close()
	var urls []string
	for i := range 4 {
		name := fmt.Sprintf("paper%d.example", i)
		web.Site(name).Unresolved(&net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true})
		urls = append(urls, "https://"+name+"/report")
	}
	article := filepath.Join(t.TempDir(), "article.txt")
	if err := os.WriteFile(article, []byte(articleOf(urls)), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	c := &cli{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, small: web}
	root := c.root()
	root.SetArgs([]string{"audit", "--no-cache", "--archive", "none", "--retries", "0", "--host-delay", "0s", "--format", "json", article})
	if got := c.exit(root.ExecuteContext(t.Context())); got != exitIncomplete {
		t.Errorf("exit %d, want %d", got, exitIncomplete)
	}
	r := readReport(t, stdout.Bytes())
	if r.Run.Complete || r.Run.Why != "no-network" {
		t.Errorf("complete %v, why %q; want no-network", r.Run.Complete, r.Run.Why)
	}
	if !strings.Contains(stderr.String(), "incomplete: no-network") {
		t.Errorf("standard error: %s", stderr.String())
	}
}
