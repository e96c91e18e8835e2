package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// watched is a press that loccit.toml names, for nights beside audits.
func watched(t *testing.T, answers int) *press {
	p := newPress(t, answers)
	write(t, filepath.Join(p.dir, "loccit.toml"), []byte(`documents = ["article.txt"]
cache = "cache.db"
host-delay = "0s"
retries = 0
archive = "none"
allow-private = true
timeout = "5m"
format = "json"
max-age = "0s"
`))
	return p
}

func (p *press) command(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer, *bytes.Buffer) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "loccit", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.dir, &stdout, &stderr
	return cmd, &stdout, &stderr
}

// A second night on one cache is told who holds it; when that one is killed,
// the next takes over and goes on from where it was.
func TestTwoNightsAtOnce(t *testing.T) {
	const answers = 12
	p := watched(t, answers)
	first, _, _ := p.command(t, "nightly", "--concurrency", fmt.Sprint(atOnce))
	seen := p.halfway(t, first, answers)
	second, stdout, stderr := p.command(t, "nightly")
	if got := code(t, second.Run()); got != exitFailed || stdout.Len() > 0 {
		t.Errorf("the second night: exit %d, %s", got, stdout)
	}
	host, _ := os.Hostname()
	if want := fmt.Sprintf("process %d on %s, since ", first.Process.Pid, host); !strings.Contains(stderr.String(), want) {
		t.Errorf("it does not say %q: %s", want, stderr)
	}
	audit, _, stderr := p.command(t, "audit", "--offline", "--max-age", "1d", "--fail-on", "never", "article.txt")
	if err := audit.Run(); err != nil {
		t.Errorf("an audit beside a night: %v\n%s", err, stderr)
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	first.Wait()
	before := p.counts()
	p.gate.release()
	third, stdout, stderr := p.command(t, "nightly")
	if err := third.Run(); err != nil {
		t.Fatalf("the third night: %v\n%s", err, stderr)
	}
	if want := fmt.Sprintf("the last night did not end (process %d on %s", first.Process.Pid, host); !strings.Contains(stderr.String(), want) {
		t.Errorf("it does not say %q: %s", want, stderr)
	}
	again := 0
	for _, u := range p.asked {
		again += p.web.Asked(u) - before[u]
	}
	if want := len(p.urls) - len(seen); again != want {
		t.Errorf("the third night made %d requests, want the %d that the first had not stored", again, want)
	}
	if r := readReport(t, stdout.Bytes()); r.Summary.States["live"] != len(p.urls) {
		t.Errorf("states %v", r.Summary.States)
	}
}

// Audits and nights in several processes share one cache, again and again, and
// none finds it locked.
func TestAuditsAndNightsShareACache(t *testing.T) {
	p := watched(t, 1<<30)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for round := range 4 {
				args := []string{"audit", "--max-age", "0s", "--fail-on", "never", "article.txt"}
				if worker == 0 {
					args = []string{"nightly", "--now", time.Now().AddDate(0, 0, round).Format(time.RFC3339)}
				}
				cmd, stdout, stderr := p.command(t, args...)
				if err := cmd.Run(); err != nil {
					t.Errorf("%v: %v\n%s", args, err, stderr)
					return
				}
				if said := strings.TrimSpace(stderr.String()); said != "" {
					t.Errorf("%v says %s", args, said)
				}
				if r := readReport(t, stdout.Bytes()); r.Summary.States["live"] != len(p.urls) {
					t.Errorf("%v: states %v", args, r.Summary.States)
				}
			}
		})
	}
	all.Wait()
}
