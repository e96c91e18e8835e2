package notice

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"loccit/testdata/postoffice"
	"loccit/verify"
)

var told = verify.NightNotice{
	ID: "20260302T020000.000-7.0a1b2c3d", To: "mail desk@house.example", At: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC),
	Subject: "loccit: 1 broke – “Süß”", Text: "Changed: 1 broke.\n.\n  a line with a dot before\n", HTML: "<!doctype html>\n<p>Changed: 1 broke – “Süß”.</p>\n",
	Chat: "*loccit*: 1 broke\n• &lt;b&gt;", JSON: `{"schema":"loccit.notice/1","changes":[{"url":"https://a.example/?x=1&y=2"}]}`,
}

const password = `p4ss"w/rd+=é`

// TestMain makes the certificate of the post office, which the system's store of
// this process then holds.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "loccit")
	if err != nil {
		panic(err)
	}
	certificate, authority, err := postoffice.NewCertificate()
	if err != nil {
		panic(err)
	}
	file := filepath.Join(dir, "roots.pem")
	if err := os.WriteFile(file, authority, 0o600); err != nil {
		panic(err)
	}
	os.Setenv("SSL_CERT_FILE", file)
	ours = certificate
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

var ours tls.Certificate

func openOffice(t *testing.T, how string) *postoffice.Office {
	t.Helper()
	o := &postoffice.Office{User: "loccit", Password: password, Certificate: ours}
	if how == None {
		o.User = ""
	}
	if err := o.Open(how); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.Close)
	return o
}

func letter(o *postoffice.Office, how string) Mail {
	m := Mail{Host: "localhost", Port: o.Port(), TLS: how, From: "loccit <loccit@house.example>", To: []string{"desk@house.example", "Ada <ada@house.example>"}, Timeout: 10 * time.Second}
	if how != None {
		m.User, m.Password = "loccit", password
	}
	return m
}

// TestMailArrives sends to a server and takes the mail apart again. Its parts are
// those that the tests of the package report look at, in a browser too.
func TestMailArrives(t *testing.T) {
	told := told
	for name, part := range map[string]*string{"notice.txt": &told.Text, "notice.html": &told.HTML} {
		data, err := os.ReadFile(filepath.Join("..", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		*part += string(data)
	}
	for _, how := range []string{StartTLS, Implicit, None} {
		t.Run(how, func(t *testing.T) {
			o := openOffice(t, how)
			for range 2 {
				if err := letter(o, how).Send(t.Context(), told); err != nil {
					t.Fatal(err)
				}
			}
			mails := o.Mails()
			if len(mails) != 2 || mails[0].From != "loccit@house.example" || strings.Join(mails[0].To, " ") != "desk@house.example ada@house.example" {
				t.Fatalf("%d mails: %v", len(mails), mails)
			}
			if mails[0].Secure != (how != None) {
				t.Errorf("through TLS: %v", mails[0].Secure)
			}
			first, again := open(t, mails[0].Data), open(t, mails[1].Data)
			if id := first.head.Get("Message-Id"); id != "<"+told.ID+"@house.example>" || again.head.Get("Message-Id") != id {
				t.Errorf("the Message-ID is %s, then %s", id, again.head.Get("Message-Id"))
			}
			if first.subject != told.Subject || first.head.Get("Auto-Submitted") != "auto-generated" {
				t.Errorf("the subject is %q, %v", first.subject, first.head)
			}
			if at, err := first.head.Date(); err != nil || !at.Equal(told.At) {
				t.Errorf("the date is %v, %v", at, err)
			}
			if len(first.parts) != 2 || first.parts["text/plain; charset=UTF-8"] != told.Text || first.parts["text/html; charset=UTF-8"] != told.HTML {
				t.Errorf("the parts are %q", first.parts)
			}
			if bytes.Contains(mails[0].Data, []byte(password)) {
				t.Error("the password went into the mail")
			}
		})
	}
}

type opened struct {
	head    mail.Header
	subject string
	parts   map[string]string // by their content type
}

func open(t *testing.T, raw []byte) opened {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	kind, more, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("it is %s, %v", kind, err)
	}
	o := opened{m.Header, subject, map[string]string{}}
	for parts := multipart.NewReader(m.Body, more["boundary"]); ; {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return o
		}
		if err != nil {
			t.Fatal(err)
		}
		var words io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			words = quotedprintable.NewReader(p)
		}
		data, err := io.ReadAll(words)
		if err != nil {
			t.Fatal(err)
		}
		o.parts[p.Header.Get("Content-Type")] = strings.ReplaceAll(string(data), "\r\n", "\n")
	}
}

// TestMailIsNotTaken looks at what goes wrong, and that nothing secret is told of
// it.
func TestMailIsNotTaken(t *testing.T) {
	o := openOffice(t, StartTLS)
	o.Chatty = true
	plain := openOffice(t, None)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	hungUp := hangingUp(t)
	tests := []struct {
		name   string
		change func(*Mail)
		full   error
		want   string
	}{
		{"a wrong password", func(m *Mail) { m.Password = "another-secret" }, nil, "535"},
		{"a server without TLS", func(m *Mail) { m.Port = plain.Port() }, nil, "STARTTLS"},
		{"a password in the clear", func(m *Mail) { m.Port, m.TLS = plain.Port(), None }, nil, "in the clear"},
		{"a certificate of somebody else", func(m *Mail) { m.Host = "127.0.0.1" }, nil, "certificate"},
		{"nobody there", func(m *Mail) { m.Port = nobody(t) }, nil, "refused"},
		{"a server that says nothing", func(m *Mail) { m.Port, m.Timeout = silent.Addr().(*net.TCPAddr).Port, 100*time.Millisecond }, nil, "timeout"},
		{"a server that hangs up", func(m *Mail) { m.Port = hungUp }, nil, "ended the connection before it took the mail"},
		{"a full mailbox", func(*Mail) {}, errors.New("full"), "452"},
		{"no address", func(m *Mail) { m.To = []string{"nobody"} }, nil, "nobody"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := letter(o, StartTLS)
			tt.change(&m)
			o.Full(tt.full)
			err := m.Send(t.Context(), told)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v does not say %q", err, tt.want)
			}
			if err != nil && (strings.Contains(err.Error(), m.Password) || strings.Contains(err.Error(), "\x1b")) {
				t.Errorf("%v tells a secret, or moves the cursor", err)
			}
		})
	}
	if mails := append(o.Mails(), plain.Mails()...); len(mails) > 0 {
		t.Errorf("a mail arrived: %v", mails)
	}
}

// hangingUp is a port at which each connection is ended at once.
func hangingUp(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return l.Addr().(*net.TCPAddr).Port
}

// nobody is a port at which nobody listens until the test ends: it is our end of
// a connection. One that was merely free a moment ago may be somebody's by now.
func nobody(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); l.Close() })
	return conn.LocalAddr().(*net.TCPAddr).Port
}

// TestMailIsBounded meets servers that keep a client waiting: with silence after
// the greeting, and with an answer that never ends.
func TestMailIsBounded(t *testing.T) {
	for _, drip := range []string{"", "250-one more thing\r\n"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done, conns := make(chan struct{}), make(chan net.Conn, 1)
		go func() {
			defer close(done)
			conn, err := l.Accept()
			if err != nil {
				close(conns)
				return
			}
			conns <- conn
			_, err = io.WriteString(conn, "220 localhost\r\n")
			for ; err == nil && drip != ""; _, err = io.WriteString(conn, drip) {
				time.Sleep(5 * time.Millisecond)
			}
			_, _ = io.Copy(io.Discard, conn)
		}()
		m := Mail{Host: "localhost", Port: l.Addr().(*net.TCPAddr).Port, TLS: StartTLS, From: "a@house.example", To: []string{"b@house.example"}, Timeout: 300 * time.Millisecond}
		ended := make(chan error, 1)
		go func() { ended <- m.Send(t.Context(), told) }()
		select {
		case err := <-ended:
			if err == nil {
				t.Error("nobody took it, and nobody says so")
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("after %q the server is waited for without end", drip)
		}
		l.Close()
		if conn := <-conns; conn != nil {
			conn.Close()
		}
		<-done
	}
}

// A hook remembers what it was sent.
type hook struct {
	mu     sync.Mutex
	answer http.HandlerFunc
	heads  []http.Header
	bodies []string
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	h.heads, h.bodies = append(h.heads, r.Header), append(h.bodies, string(body))
	answer := h.answer
	h.mu.Unlock()
	if answer != nil {
		answer(w, r)
	}
}

func TestWebhookIsPosted(t *testing.T) {
	h := &hook{}
	s := httptest.NewServer(h)
	defer s.Close()
	for _, chat := range []bool{false, true} {
		w := Webhook{URL: s.URL + "/services/s3cret", Token: "t0ken-of-ours", Chat: chat, Agent: "loccit/test", Timeout: 10 * time.Second}
		if err := w.Send(t.Context(), told); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []string{`{"schema":"loccit.notice/1","changes":[{"url":"https://a.example/?x=1&y=2"}],"notice":"` + told.ID + `"}`, `{"text":"*loccit*: 1 broke\n• \u0026lt;b\u0026gt;"}`} {
		head := h.heads[i]
		if h.bodies[i] != want || !json.Valid([]byte(want)) {
			t.Errorf("posted %s, want %s", h.bodies[i], want)
		}
		if head.Get("Content-Type") != "application/json" || head.Get("Authorization") != "Bearer t0ken-of-ours" || head.Get("Idempotency-Key") != told.ID || head.Get("User-Agent") != "loccit/test" {
			t.Errorf("with %v", head)
		}
	}
}

func TestWebhookDoesNotTake(t *testing.T) {
	elsewhere := &hook{}
	other := httptest.NewServer(elsewhere)
	defer other.Close()
	h := &hook{}
	s := httptest.NewServer(h)
	defer s.Close()
	release := make(chan struct{})
	defer close(release)
	const secret, token = "/services/T00/s3cret-path?key=s3cret-key", "t0ken-of-ours"
	tests := []struct {
		name, url, want string
		answer          http.HandlerFunc
	}{
		{"500", s.URL + secret, "answers 500 Internal Server Error", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(500)
			io.WriteString(w, r.URL.String()+r.Header.Get("Authorization"))
		}},
		{"a redirect", s.URL + secret, "answers 307", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		}},
		{"no answer", s.URL + secret, "did not answer within 100ms", func(w http.ResponseWriter, r *http.Request) { <-release }},
		{"a hang-up", s.URL + secret, "ended the connection without an answer", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
		{"nobody there", fmt.Sprintf("http://127.0.0.1:%d", nobody(t)) + secret, "refused", nil},
		{"no such host", "https://nowhere.invalid" + secret, "nowhere.invalid", nil},
		{"no URL", "ht tp://" + secret, "is none", nil},
		{"no scheme", secret, "is none", nil},
		{"a token in the clear", "http://hooks.example" + secret, "in the clear", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h.mu.Lock()
			h.answer = tt.answer
			h.mu.Unlock()
			timeout := 10 * time.Second
			if tt.name == "no answer" {
				timeout = 100 * time.Millisecond
			}
			err := Webhook{URL: tt.url, Token: token, Timeout: timeout}.Send(t.Context(), told)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("%v does not say %q", err, tt.want)
			}
			if strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), token) {
				t.Errorf("it tells a secret: %v", err)
			}
		})
	}
	if len(elsewhere.heads) > 0 {
		t.Error("a redirect was followed")
	}
}

func TestRedacted(t *testing.T) {
	for _, said := range []string{"535 p%w+rd/=", "AUTH cCV3K3JkLz0=", "post https://x/?t=p%25w%2Brd%2F%3D", "post p%25w+rd%2F="} {
		if got := redacted(errors.New(said), "p%w+rd/=", "").Error(); !strings.Contains(got, "[secret]") {
			t.Errorf("%s became %s", said, got)
		}
	}
}

func TestFileIsAppendedTo(t *testing.T) {
	for _, name := range []string{"nights.txt", "nights.jsonl"} {
		f := File{filepath.Join(t.TempDir(), name)}
		other := told
		other.ID = "another"
		for _, n := range []verify.NightNotice{told, other, told, other} {
			if err := f.Send(t.Context(), n); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(data), told.ID) != 1 || strings.Count(string(data), "another") != 1 {
			t.Errorf("%s holds\n%s", name, data)
		}
		if name == "nights.jsonl" {
			for line := range strings.Lines(string(data)) {
				if !json.Valid([]byte(line)) {
					t.Errorf("no JSON: %s", line)
				}
			}
		} else if !strings.HasPrefix(string(data), told.Subject+"\n\n"+told.Text) {
			t.Errorf("it begins %.200s", data)
		}
		// What a killed run began is ended; what nobody ends keeps its line.
		for cut := range len(data) {
			if err := os.WriteFile(f.Path, data[:len(data)-cut], 0o600); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(f.Send(t.Context(), told), f.Send(t.Context(), other)); err != nil {
				t.Fatal(err)
			}
			if whole, err := os.ReadFile(f.Path); err != nil || string(whole) != string(data) {
				t.Fatalf("%s, after a write that was cut short by %d bytes: %v\n%s", name, cut, err, whole)
			}
		}
		foreign := string(data) + "{ words of somebody else, who ends as one begins: " + string(data[:1])
		if err := os.WriteFile(f.Path, []byte(foreign), 0o600); err != nil {
			t.Fatal(err)
		}
		third := told
		third.ID = "a third"
		if err := f.Send(t.Context(), third); err != nil {
			t.Fatal(err)
		}
		if whole, err := os.ReadFile(f.Path); err != nil || !strings.HasPrefix(string(whole), foreign+"\n") {
			t.Errorf("after words of somebody else: %v\n%s", err, whole)
		}
	}
	if err := (File{filepath.Join(t.TempDir(), "none", "x")}).Send(context.Background(), told); err == nil || err.Error() != "there is no folder to write it into" {
		t.Errorf("a file in no folder: %v", err)
	}
	folder := t.TempDir()
	if err := (File{folder}).Send(context.Background(), told); err == nil || strings.Contains(err.Error(), folder) { // whoever tells of it names the file
		t.Errorf("a folder: %v", err)
	}
}
