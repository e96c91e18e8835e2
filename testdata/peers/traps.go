package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"loccit/testdata/smallweb"
	"loccit/testdata/smallweb/traps"
	"loccit/verify"
)

// trapWeb serves the traps, each as a web of its own whose hosts end in .t and
// its number instead of .example, which some checkers leave out.
type trapWeb struct {
	webs  []*smallweb.Web
	owner map[string]*smallweb.Web // by name of host
	start *smallweb.Web            // holds the article
}

// A question is one trap as it is asked: its links, and what is right.
type question struct {
	Name  string
	Links []link
}

type link struct{ URL, State string }

// The ports that sites answer on; all but 443 without TLS.
var ports = []int{80, 443, 8443}

func openTraps(dir string) (web, error) {
	t := &trapWeb{owner: map[string]*smallweb.Web{}}
	var questions []question
	var cites []traps.Cited
	var roots []byte
	for i, trap := range traps.All() {
		if leftOut(trap) {
			continue
		}
		w, err := smallweb.Start()
		if err != nil {
			return nil, err
		}
		w.Rename(".example", fmt.Sprintf(".t%d", i))
		trap.Web(w)
		if err := t.open(w, i); err != nil {
			return nil, fmt.Errorf("%s: %w", trap.Name, err)
		}
		roots = append(roots, w.RootsPEM()...)
		q := question{Name: trap.Name}
		for _, c := range trap.Cites {
			c.URL = w.Renamed(c.URL)
			q.Links = append(q.Links, link{c.URL, c.State})
			cites = append(cites, c)
		}
		questions = append(questions, q)
	}
	b, err := json.MarshalIndent(questions, "", " ")
	if err != nil {
		return nil, err
	}
	page := article(cites)
	if err := t.openArticle(page); err != nil {
		return nil, err
	}
	return t, write(dir, map[string][]byte{"questions.json": b, "roots.pem": roots, "article.html": page, "links.txt": list(cites)})
}

// leftOut are the traps that are about a setting or about the safety of those
// who run loccit on other people's documents, which is not asked of others, and
// those whose hosts are written so that they cannot be renamed.
func leftOut(t traps.Trap) bool {
	var g verify.Gatherer
	if t.With != nil {
		t.With(&g)
	}
	return len(g.Exclude) > 0 || slices.ContainsFunc(t.Cites, func(c traps.Cited) bool {
		named := strings.Contains(c.URL, "example") && !strings.Contains(c.URL, ".example")
		return c.State == "unchecked" || c.Reason == "private-address" || named
	})
}

// open gives the sites of w addresses that look public, and answers there.
func (t *trapWeb) open(w *smallweb.Web, number int) error {
	t.webs = append(t.webs, w)
	for i, name := range w.Names() {
		if t.owner[name] != nil {
			return fmt.Errorf("%s is there twice", name)
		}
		t.owner[name] = w
		address := netip.AddrFrom4([4]byte{45, byte(number >> 8), byte(number), byte(i + 1)})
		w.Site(name).At(address.String())
		if err := listen(w, address); err != nil {
			return err
		}
	}
	return nil
}

func (t *trapWeb) openArticle(page []byte) error {
	var err error
	if t.start, err = smallweb.Start(); err != nil {
		return err
	}
	t.start.Site("article.start").Page("/", smallweb.Raw("text/html; charset=utf-8", string(page)))
	return t.open(t.start, 15<<8) // behind any number of traps
}

// listen hands connections to an address over to w, or fails as w does.
func listen(w *smallweb.Web, address netip.Addr) error {
	for _, port := range ports {
		at := fmt.Sprintf("%s:%d", address, port)
		switch err := try(w, at); {
		case errors.Is(err, syscall.ECONNREFUSED):
			continue
		case errors.Is(err, context.DeadlineExceeded):
			return deaf(address)
		}
		l, err := net.Listen("tcp", at)
		if err != nil {
			return err
		}
		go func() {
			for {
				from, err := l.Accept()
				if err != nil {
					return
				}
				go handOver(w, from, at)
			}
		}()
	}
	return nil
}

// try is how a connection to w fails, if it does.
func try(w *smallweb.Web, at string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	_, err := w.Connect(ctx, "tcp", at)
	return err
}

func handOver(w *smallweb.Web, from net.Conn, at string) {
	defer from.Close()
	to, err := w.Connect(context.Background(), "tcp", at)
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		io.Copy(to, from)
		to.(*net.TCPConn).CloseWrite()
	}()
	io.Copy(from, to)
}

// deaf lets connections to an address hang: it listens with room for one that
// nobody takes, and fills that.
func deaf(address netip.Addr) error {
	at := &syscall.SockaddrInet4{Port: 80, Addr: address.As4()}
	s, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(syscall.Bind(s, at), syscall.Listen(s, 0)); err != nil {
		return err
	}
	for range 4 {
		c, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK, 0)
		if err != nil {
			return err
		}
		if err := syscall.Connect(c, at); err != nil && err != syscall.EINPROGRESS {
			return err
		}
	}
	return nil
}

// LookupNetIP answers for the web that a name belongs to.
func (t *trapWeb) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	w := t.owner[strings.ToLower(host)]
	if w == nil {
		w = t.start // which knows no such host
	}
	return w.LookupNetIP(ctx, network, host)
}

// Requests is how many came for the traps.
func (t *trapWeb) Requests() int {
	n := 0
	for _, w := range t.webs {
		if w != t.start {
			n += len(w.Log())
		}
	}
	return n
}

func write(dir string, files map[string][]byte) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(dir+"/"+name, files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}
