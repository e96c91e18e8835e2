package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"loccit/testdata/postoffice"
	"loccit/testdata/smallweb"
)

// What nobody but the servers may see.
const (
	mailSecret  = "open-sesame-4711"
	tokenSecret = "t0ken-0815"
	pathSecret  = "T00-s3cret-path"
)

// A newsroom is a small web, the command that watches it by night, and those who
// are told: by mail, webhook, chat and file.
type newsroom struct {
	*testing.T
	web    *smallweb.Web
	office *postoffice.Office
	hooks  *hooks
	dir    string
	env    []string
	log    bytes.Buffer // what all nights said on standard error
}

func newNewsroom(t *testing.T) *newsroom {
	web, err := smallweb.Start()
	try(t, err)
	t.Cleanup(web.Close)
	door, err := web.Door()
	try(t, err)
	certificate, authority, err := postoffice.NewCertificate()
	try(t, err)
	n := &newsroom{T: t, web: web, dir: t.TempDir(), hooks: &hooks{release: make(chan struct{})}}
	n.office = &postoffice.Office{User: "loccit", Password: mailSecret, Certificate: certificate}
	try(t, n.office.Open("starttls"))
	t.Cleanup(n.office.Close)
	server := httptest.NewServer(n.hooks)
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(n.hooks.release) })
	write(t, filepath.Join(n.dir, "roots.pem"), authority)
	n.env = append(os.Environ(), doorVariable+"="+door, "SSL_CERT_FILE="+filepath.Join(n.dir, "roots.pem"),
		"LOCCIT_SMTP_PASSWORD="+mailSecret, "LOCCIT_WEBHOOK_TOKEN="+tokenSecret, "CHAT_URL="+server.URL+"/chat/"+pathSecret)
	write(t, filepath.Join(n.dir, "article.txt"), []byte(articleOf([]string{"https://one.example/a", "https://two.example/b"})))
	write(t, filepath.Join(n.dir, "loccit.toml"), fmt.Appendf(nil, `documents = ["article.txt"]
cache = "nights.db"
host-delay = "0s"
retries = 0
max-age = "20h"
archive = "none"
timeout = "1h"
report = ["json=night.json", "html=night.html", "text=night.txt"]

[[notice]]
kind = "mail"
to = "desk@house.example"
from = "loccit@house.example"
server = "localhost:%d"
user = "loccit"

[[notice]]
kind = "webhook"
url = "%s/hook/%s"

[[notice]]
kind = "chat"
name = "the chat"
url-env = "CHAT_URL"

[[notice]]
kind = "file"
path = "told.jsonl"
always = true
`, n.office.Port(), server.URL, pathSecret))
	return n
}

// hooks are a webhook and a chat.
type hooks struct {
	mu      sync.Mutex
	ill     bool // both answer 500
	deaf    bool // and the chat not at all
	release chan struct{}
	posted  []string
	tokens  []string
}

func (h *hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	ill, deaf := h.ill, h.deaf && strings.HasPrefix(r.URL.Path, "/chat/")
	if !ill {
		h.posted = append(h.posted, strings.Split(r.URL.Path, "/")[1]+" "+string(body))
		h.tokens = append(h.tokens, r.Header.Get("Authorization"))
	}
	h.mu.Unlock()
	switch {
	case deaf:
		<-h.release
	case ill:
		http.Error(w, r.URL.String()+r.Header.Get("Authorization"), http.StatusInternalServerError)
	}
}

func (h *hooks) fall(ill, deaf bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ill, h.deaf = ill, deaf
}

// night runs one night to its end, and returns what it said on standard error.
func (n *newsroom) night(night int, want int, args ...string) string {
	n.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(n.Context(), "loccit", append([]string{"nightly", "-v", "--now", bedtime(night).Format(time.RFC3339)}, args...)...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = n.dir, n.env, &stdout, &stderr
	if got := code(n.T, cmd.Run()); got != want {
		n.Fatalf("night %d: exit %d, want %d\n%s", night, got, want, &stderr)
	}
	n.log.Write(stdout.Bytes())
	n.log.Write(stderr.Bytes())
	return stderr.String()
}

// arrived are the subjects of all mails, and how often a Message-ID came twice.
func (n *newsroom) arrived() (subjects []string, twice int) {
	n.Helper()
	var ids []string
	for _, m := range n.office.Mails() {
		message, err := mail.ReadMessage(bytes.NewReader(m.Data))
		try(n, err)
		if !m.Secure || !slices.Equal(m.To, []string{"desk@house.example"}) {
			n.Errorf("to %v, through TLS: %v", m.To, m.Secure)
		}
		if slices.Contains(ids, message.Header.Get("Message-Id")) {
			twice++
		}
		ids = append(ids, message.Header.Get("Message-Id"))
		subjects = append(subjects, message.Header.Get("Subject"))
	}
	return subjects, twice
}

// filed are the changes of each notice in the file.
func (n *newsroom) filed() (nights []string) {
	n.Helper()
	data, err := os.ReadFile(filepath.Join(n.dir, "told.jsonl"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	try(n, err)
	for line := range strings.Lines(string(data)) {
		nights = append(nights, changesOf(n.T, line))
	}
	return nights
}

// changesOf are the changes of a notice for programs, as broke host.
func changesOf(t *testing.T, line string) string {
	t.Helper()
	var told struct {
		Notice  string
		Run     struct{ ID string }
		Changes []struct{ URL, Kind string }
	}
	if err := json.Unmarshal([]byte(line), &told); err != nil || told.Run.ID == "" || !strings.HasPrefix(told.Notice, told.Run.ID+".") {
		t.Fatalf("%v: %s", err, line)
	}
	var said []string
	for _, c := range told.Changes {
		said = append(said, c.Kind+" "+host(c.URL))
	}
	return strings.Join(said, ", ")
}

// TestNoticesOfNights follows notices through nights in which nobody takes them.
func TestNoticesOfNights(t *testing.T) {
	n := newNewsroom(t)
	const one, two = "https://one.example/a", "https://two.example/b"
	honest(n.web, one)
	honest(n.web, two)
	n.night(1, exitPassed)
	gone(404)(n.web, one)
	n.night(2, exitPassed)
	if subjects, _ := n.arrived(); len(subjects)+len(n.hooks.posted) > 0 {
		t.Fatalf("nothing changed, and yet: %q, %q", subjects, n.hooks.posted)
	}

	// Nobody takes what the third night tells.
	n.hooks.fall(true, false)
	n.office.Full(errors.New("the box is full"))
	says(t, n.night(3, exitFindings), "notice of 3 March 2026 to mail desk@house.example: ", "452", "answers 500 Internal Server Error; it is kept")

	// Nor when it goes on, in the same night, and the chat says nothing at all.
	n.hooks.fall(true, true)
	says(t, n.night(3, exitPassed, "--timeout", "1s"), "notice of 3 March 2026 to the chat: 127.0.0.1:", "did not answer within 1s; it is kept")

	// The fourth has something to tell, too, and waits behind it.
	n.hooks.fall(true, false)
	gone(404)(n.web, two)
	n.night(4, exitPassed)
	n.night(5, exitFindings)

	// A night without a network sends nothing but to a file.
	n.hooks.fall(false, false)
	n.office.Full(nil)
	if said := n.night(6, exitPassed, "--offline"); strings.Count(said, "the run is offline; it is kept") != 6 {
		t.Errorf("an offline night: %s", said)
	}
	if subjects, _ := n.arrived(); len(subjects)+len(n.hooks.posted) > 0 {
		t.Fatalf("offline, and yet: %q, %q", subjects, n.hooks.posted)
	}

	// Then all is sent, in order, once.
	honest(n.web, one)
	n.night(7, exitPassed)
	n.night(8, exitPassed)
	subjects, twice := n.arrived()
	if d := gocmp.Diff([]string{"loccit: 1 broke", "loccit: 1 broke", "loccit: 1 healed"}, subjects); d != "" || twice > 0 {
		t.Errorf("mails, %d of them twice (-want +got):\n%s", twice, d)
	}
	n.checkHooks([]string{"broke one.example", "broke two.example", "healed one.example"})
	if d := gocmp.Diff([]string{"", "", "broke one.example", "", "", "broke two.example", "", "healed one.example", ""}, n.filed()); d != "" {
		t.Errorf("the file (-want +got):\n%s", d)
	}
	n.checkSecrets()
}

func says(t *testing.T, said string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func (n *newsroom) checkHooks(want []string) {
	n.Helper()
	var programs, people []string
	for i, p := range n.hooks.posted {
		what, body, _ := strings.Cut(p, " ")
		if what == "hook" {
			programs = append(programs, changesOf(n.T, body))
		} else {
			people = append(people, body)
		}
		if wantToken := map[string]string{"hook": "Bearer " + tokenSecret}[what]; n.hooks.tokens[i] != wantToken {
			n.Errorf("%s is told the token %q", what, n.hooks.tokens[i])
		}
	}
	if d := gocmp.Diff(want, programs); d != "" {
		n.Errorf("the webhook (-want +got):\n%s", d)
	}
	if len(people) != len(want) || !strings.HasPrefix(people[0], `{"text":"*loccit*: Changed: 1 broke.\n• *broke* https://one.example/a (live → dead), note 1 of article.txt`) {
		n.Errorf("the chat: %q", people)
	}
}

// checkSecrets looks through all that the nights left behind, and all that they
// said.
func (n *newsroom) checkSecrets() {
	n.Helper()
	looked := 0
	places := map[string][]byte{"the log": n.log.Bytes()}
	try(n, filepath.WalkDir(n.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "loccit.toml" || d.Name() == "roots.pem" {
			return err
		}
		looked++
		places[d.Name()], err = os.ReadFile(path)
		return err
	}))
	if looked < 5 || len(places["nights.db"]) < 4096 {
		n.Fatalf("only %d files were looked through", looked)
	}
	for _, m := range n.office.Mails() {
		places["the mails"] = append(places["the mails"], m.Data...)
	}
	places["the posts"] = []byte(strings.Join(n.hooks.posted, "\n"))
	for name, data := range places {
		for _, secret := range []string{mailSecret, tokenSecret, pathSecret} {
			if bytes.Contains(data, []byte(secret)) {
				n.Errorf("%s holds %s", name, secret)
			}
		}
	}
}

// TestNoticesWithoutSecrets keeps what cannot be sent because the environment
// lacks something, says so early, and forgets it after thirty days.
func TestNoticesWithoutSecrets(t *testing.T) {
	n := newNewsroom(t)
	all := n.env
	n.env = slices.DeleteFunc(slices.Clone(all), func(v string) bool {
		return strings.HasPrefix(v, "LOCCIT_SMTP_PASSWORD=") || strings.HasPrefix(v, "CHAT_URL=")
	})
	const one, two = "https://one.example/a", "https://two.example/b"
	honest(n.web, one)
	honest(n.web, two)
	if said := n.night(1, exitPassed); !strings.Contains(said, "notices to mail desk@house.example: LOCCIT_SMTP_PASSWORD is not set") || !strings.Contains(said, "the chat: CHAT_URL is not set") {
		t.Errorf("it is not said early: %s", said)
	}
	movedTo("/new")(n.web, one)
	if said := n.night(2, exitPassed); strings.Count(said, "is not set in the environment; it is kept") != 2 {
		t.Errorf("what is kept: %s", said)
	}
	// With the wrong password, too; and no word of it.
	n.env = append(slices.Clone(n.env), "LOCCIT_SMTP_PASSWORD=wrong-"+mailSecret, "CHAT_URL=no url "+pathSecret)
	if said := n.night(3, exitPassed); !strings.Contains(said, "535") || !strings.Contains(said, "its URL is none") {
		t.Errorf("the wrong password: %s", said)
	}
	// A notice that nobody is named for any more waits, and is forgotten at last.
	toml, err := os.ReadFile(filepath.Join(n.dir, "loccit.toml"))
	try(t, err)
	write(t, filepath.Join(n.dir, "loccit.toml"), bytes.Replace(toml, []byte(`name = "the chat"`), []byte(`name = "another chat"`), 1))
	n.env = all
	if said := n.night(4, exitPassed); !strings.Contains(said, "to the chat: loccit.toml names it no more; it is kept") || !strings.Contains(said, "notice of 2 March 2026 sent to mail desk@house.example") {
		t.Errorf("a party that is gone: %s", said)
	}
	if said := n.night(32, exitPassed); strings.Contains(said, "forgotten") {
		t.Errorf("forgotten too early: %s", said)
	}
	if said := n.night(33, exitPassed); !strings.Contains(said, "nobody took it in 30 days; it is forgotten") {
		t.Errorf("not forgotten: %s", said)
	}
	if said := n.night(34, exitPassed); strings.Contains(said, "the chat") {
		t.Errorf("forgotten, and said again: %s", said)
	}
	n.checkSecrets()
}
