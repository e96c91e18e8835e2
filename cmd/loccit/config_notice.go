package main

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"loccit/report/notice"
)

// A party gets notices of nights, as one [[notice]] of loccit.toml says. What
// is secret stands in the environment, under the names that it holds.
type party struct {
	name   string // how notices that wait know it; no secret
	kind   string
	always bool // of nights too in which nothing changed

	mail                  notice.Mail // without its password
	passwordEnv           string
	url, urlEnv, tokenEnv string
	path                  string
	ownPassword, ownToken bool // password-env, or token-env, is given
}

// The environment variables that hold secrets, where loccit.toml names no others.
const passwordVariable, tokenVariable = "LOCCIT_SMTP_PASSWORD", "LOCCIT_WEBHOOK_TOKEN"

// partyKeys are the keys of [[notice]] by kind, beside kind, name and always.
func partyKeys() map[string][]string {
	return map[string][]string{
		"mail":    {"to", "from", "server", "tls", "user", "password-env"},
		"webhook": {"url", "url-env", "token-env"},
		"chat":    {"url", "url-env", "token-env"},
		"file":    {"path"},
	}
}

// readNotices takes the [[notice]] tables: who is told what changed in a night.
func (c *cli) readNotices(conf *config) error {
	tables, err := conf.tables("notice")
	if err != nil {
		return err
	}
	for _, t := range tables {
		p := t.party(filepath.Dir(conf.path))
		if slices.ContainsFunc(c.parties, func(other party) bool { return other.name == p.name }) {
			t.fail("", fmt.Errorf(`there is a notice to %q already; tell them apart with name = "..."`, p.name))
		}
		if t.err == nil {
			t.err = p.ownSecret(c.parties, t)
		}
		if t.err != nil {
			return t.err
		}
		c.parties = append(c.parties, p)
	}
	return nil
}

// ownSecret keeps a password or a token from being told to two servers because
// nobody thought of it.
func (p *party) ownSecret(others []party, t *table) error {
	for _, o := range others {
		switch {
		case p.mail.User != "" && o.mail.User != "" && p.mail.Host != o.mail.Host && !p.ownPassword && !o.ownPassword:
			t.fail("", fmt.Errorf("two mail servers would be told the same %s; give each a password-env", passwordVariable))
		case p.kind == "webhook" && o.kind == "webhook" && !p.ownToken && !o.ownToken:
			t.fail("", fmt.Errorf(`two webhooks would be told the same %s; give each a token-env ("" for none)`, tokenVariable))
		}
	}
	return t.err
}

// party reads one table. dir is that of loccit.toml.
func (t *table) party(dir string) party {
	p := party{kind: t.text("kind"), name: t.text("name"), always: t.yes("always")}
	keys := partyKeys()
	kinds := []string{"mail", "webhook", "chat", "file"}
	if !slices.Contains(kinds, p.kind) {
		t.fail("kind", unknown("kind of notice", p.kind, kinds))
		return p
	}
	for _, k := range t.keys() {
		if k == "password" || k == "token" {
			t.fail(k, fmt.Errorf("secrets stand in the environment alone; put it there, and the name of the variable here, as %s-env", k))
		}
	}
	t.only(append([]string{"kind", "name", "always"}, keys[p.kind]...)...)
	switch p.kind {
	case "mail":
		t.mail(&p)
	case "file":
		t.file(&p, dir)
	default:
		t.webhook(&p)
	}
	return p
}

func (t *table) file(p *party, dir string) {
	p.path = t.text("path")
	if p.path == "" {
		t.fail("", errors.New(`into which file? write path = "nights.txt"`))
	}
	p.named("file " + filepath.ToSlash(p.path))
	if !filepath.IsAbs(p.path) {
		p.path = filepath.Join(dir, p.path)
	}
}

func (t *table) mail(p *party) {
	m := &p.mail
	m.From, m.To, m.User, m.TLS = t.text("from"), t.texts("to"), t.text("user"), t.text("tls")
	switch {
	case len(m.To) == 0:
		t.fail("", errors.New(`to whom? write to = ["desk@example.com"]`))
	case m.From == "":
		t.fail("", errors.New(`from whom? write from = "loccit@example.com"`))
	}
	for _, to := range m.To {
		t.mailbox("to", to)
	}
	t.mailbox("from", m.From)
	t.server(m)
	p.passwordEnv, p.ownPassword = t.variable("password-env", passwordVariable)
	if m.User != "" && m.TLS == notice.None {
		t.fail("tls", errors.New("no password is told in the clear; take starttls or implicit, or leave user out"))
	}
	p.named("mail " + strings.Join(m.To, ", "))
}

func (t *table) mailbox(key, address string) {
	if _, err := mail.ParseAddress(address); err != nil {
		t.fail(key, fmt.Errorf("%q is no mail address", address))
	}
}

// server reads the host, its port and how it is spoken to. What tls does not say,
// the port does (RFC 8314), and the other way around.
func (t *table) server(m *notice.Mail) {
	server := t.text("server")
	if server == "" {
		t.fail("", errors.New(`through which server? write server = "smtp.example.com"`))
		return
	}
	ways := []string{notice.StartTLS, notice.Implicit, notice.None}
	if m.TLS != "" && !slices.Contains(ways, m.TLS) {
		t.fail("tls", unknown("word", m.TLS, ways))
	}
	host, port, err := net.SplitHostPort(server)
	if err != nil {
		host, port = server, map[string]string{notice.Implicit: "465", notice.None: "25"}[m.TLS]
		if port == "" {
			port = "587"
		}
	}
	if m.TLS == "" {
		m.TLS = notice.StartTLS
		if port == "465" {
			m.TLS = notice.Implicit
		}
	}
	m.Host = host
	named := host != "" && !strings.ContainsAny(host, "/@ :") || net.ParseIP(host) != nil
	if m.Port, err = strconv.Atoi(port); err != nil || m.Port < 1 || m.Port > 65535 || !named {
		t.fail("server", errors.New(`no server; write it as "smtp.example.com:587"`))
	}
}

func (t *table) webhook(p *party) {
	p.url = t.text("url")
	var given bool
	p.urlEnv, given = t.variable("url-env", "")
	standard := ""
	if p.kind == "webhook" {
		standard = tokenVariable
	}
	p.tokenEnv, p.ownToken = t.variable("token-env", standard)
	switch {
	case p.url == "" && !given:
		t.fail("", errors.New(`where to? write url = "https://...", or url-env = "NAME" for a variable of the environment that holds it`))
	case p.url != "" && given:
		t.fail("url-env", errors.New("url is given, too; leave one of the two out"))
	case given:
		p.named(p.kind + " of " + p.urlEnv)
		return
	}
	u, err := url.Parse(p.url)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		t.fail("url", errors.New("no URL that begins with https:// or http://"))
		return
	case u.User != nil:
		t.fail("url", errors.New("it holds a log-in; put it into the environment, and the name of the variable here, as url-env"))
	}
	p.named(p.kind + " " + u.Host) // the rest may be a secret
}

func (p *party) named(name string) {
	if p.name == "" {
		p.name = name
	}
}

// variable is the name of a variable of the environment, and whether it is given.
func (t *table) variable(key, standard string) (name string, given bool) {
	if _, given = t.values[key]; !given {
		return standard, false
	}
	name = t.text(key)
	if strings.ContainsAny(name, "=$ ") || name == "" && key != "token-env" {
		t.fail(key, errors.New("not the name of a variable of the environment"))
	}
	return name, true
}

// texts is one text, or a list of them.
func (t *table) texts(key string) []string {
	list, ok := t.values[key].([]any)
	if !ok {
		if s := t.text(key); s != "" {
			return []string{s}
		}
		return nil
	}
	var texts []string
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			t.fail(key, errors.New("not a list of texts; put each between quotation marks"))
		}
		texts = append(texts, s)
	}
	return texts
}
