// Package smallweb is a small web on loopback, for tests and for loccit demo:
// sites by name with pages that live, moved, died, pretend, block and stall,
// and an archive that remembers some of them. Nothing of it leaves the machine.
//
// A program in the same process reaches it by name, through LookupNetIP and
// Connect, on the usual ports. Another process reaches a site by its address,
// see Base.
package smallweb

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A Web is a set of sites that answer. Make one with Start.
type Web struct {
	lock      sync.Mutex
	sites     map[string]*Site
	addresses map[netip.Addr]*Site
	bases     map[string]*Site // by 127.0.0.1:port
	servers   []*http.Server
	plain     net.Listener
	secure    net.Listener
	authority *authority
	wait      sync.WaitGroup
	done      chan struct{}
	began     time.Time

	from, to string // see Rename
	cut      bool   // see Cut

	asked map[string]int // by URL, as it came
	log   []Request
	busy  atomic.Int64
}

// A Request is one that a site got.
type Request struct {
	URL    string // scheme, host and path as asked; on a Base, with the site's name
	Header http.Header
	At     time.Duration // since Start
}

// Start opens a web without sites.
func Start() (*Web, error) {
	w := &Web{
		sites: map[string]*Site{}, addresses: map[netip.Addr]*Site{}, bases: map[string]*Site{},
		asked: map[string]int{}, done: make(chan struct{}), began: time.Now(),
	}
	var err error
	if w.authority, err = newAuthority(); err != nil {
		return nil, fmt.Errorf("making a certificate authority: %w", err)
	}
	if w.plain, err = w.listen(nil); err != nil {
		return nil, err
	}
	if w.secure, err = w.listen(&tls.Config{GetCertificate: w.CertificateFor, NextProtos: []string{"h2", "http/1.1"}}); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// listen opens a server on a free port of loopback; with config, for TLS.
func (w *Web) listen(config *tls.Config) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening a port on loopback: %w", err)
	}
	s := &http.Server{Handler: w, TLSConfig: config, ErrorLog: quiet()}
	w.servers = append(w.servers, s)
	w.wait.Go(func() {
		if config != nil {
			s.ServeTLS(l, "", "")
		} else {
			s.Serve(l)
		}
	})
	return l, nil
}

// Close ends all sites, and whatever they are still telling.
func (w *Web) Close() {
	close(w.done)
	w.lock.Lock()
	servers := w.servers
	w.lock.Unlock()
	for _, s := range servers {
		s.Close()
	}
	w.wait.Wait()
}

// A Site is one host of a Web. Its pages are looked up by path and query, and
// then by path alone; whatever is not there is a 404.
type Site struct {
	web         *Web
	name        string
	pages       map[string]http.Handler
	rest        http.Handler
	address     netip.Addr
	dns         error
	addressless bool
	connect     func(context.Context) error
	refused     uint16 // a port
	cert        Certificate
	base        string
}

// Site returns the site of that name, which is made if it is not there.
func (w *Web) Site(name string) *Site {
	name = w.Renamed(name)
	w.lock.Lock()
	defer w.lock.Unlock()
	s := w.sites[name]
	if s == nil {
		n := len(w.sites) + 1
		s = &Site{web: w, name: name, pages: map[string]http.Handler{}, rest: http.NotFoundHandler()}
		s.address = netip.AddrFrom4([4]byte{45, byte(n >> 16), byte(n >> 8), byte(n)}) // looks public; is never dialled
		w.sites[name] = s
		w.addresses[s.address] = s
	}
	return s
}

// Page puts h at path, which may have a query. A path that ends in * stands
// for all that begin so.
func (s *Site) Page(path string, h http.Handler) *Site {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.pages[path] = h
	return s
}

// Rest answers what no Page does.
func (s *Site) Rest(h http.Handler) *Site {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.rest = h
	return s
}

// Unresolved lets the name be looked up in vain: err is what the lookup says.
// Nil lets it be found again.
func (s *Site) Unresolved(err error) *Site {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.dns = err
	return s
}

// Addressless takes the name its address: it exists, and nothing is there.
func (s *Site) Addressless() *Site {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.addressless = true
	return s
}

// At gives the name another address, such as a private one.
func (s *Site) At(ip string) *Site {
	s.address = netip.MustParseAddr(ip)
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.web.addresses[s.address] = s
	return s
}

// Refusing lets connections be refused.
func (s *Site) Refusing() *Site {
	return s.connecting(func(context.Context) error { return syscall.ECONNREFUSED })
}

// RefusingPort lets connections to one port be refused, as 80 or 443.
func (s *Site) RefusingPort(port uint16) *Site {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.refused = port
	return s
}

// Deaf lets connections hang until whoever asks gives up.
func (s *Site) Deaf() *Site {
	return s.connecting(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
}

// Open lets the site be found and connected to again.
func (s *Site) Open() *Site { return s.Unresolved(nil).connecting(nil) }

func (s *Site) connecting(how func(context.Context) error) *Site {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	s.connect = how
	return s
}

// Certified gives the site a certificate of some kind; Good is the default.
func (s *Site) Certified(c Certificate) *Site { s.cert = c; return s }

// Cut takes the network away from whoever visits, or gives it back.
func (w *Web) Cut(cut bool) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.cut = cut
}

// Handle puts h at an absolute URL of the http or https scheme.
func (w *Web) Handle(raw string, h http.Handler) {
	u, err := url.Parse(raw)
	if err != nil {
		panic(fmt.Sprintf("smallweb: %v", err))
	}
	w.Site(u.Host).Page(u.RequestURI(), h)
}

// Base opens the site on a port of its own, for a program in another process,
// and returns its URL without a slash at the end: http://127.0.0.1:40123
func (w *Web) Base(name string) (string, error) {
	s := w.Site(name)
	w.lock.Lock()
	defer w.lock.Unlock()
	if s.base == "" {
		l, err := w.listen(nil)
		if err != nil {
			return "", err
		}
		s.base = "http://" + l.Addr().String()
		w.bases[l.Addr().String()] = s
	}
	return s.base, nil
}

// LookupNetIP answers as the DNS of this web does.
func (w *Web) LookupNetIP(ctx context.Context, _, host string) ([]netip.Addr, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	s := w.sites[strings.TrimSuffix(strings.ToLower(host), ".")]
	switch {
	case w.cut:
		return nil, &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	case s == nil:
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	case s.dns != nil:
		return nil, s.dns
	case s.addressless:
		return nil, ctx.Err()
	}
	return []netip.Addr{s.address}, ctx.Err()
}

// Connect goes to the site at an address that LookupNetIP gave: on port 443
// with TLS, on any other without.
func (w *Web) Connect(ctx context.Context, network, address string) (net.Conn, error) {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	w.lock.Lock()
	s, cut := w.addresses[at.Addr()], w.cut
	var connect func(context.Context) error
	if s != nil {
		connect = s.connect
		if s.refused == at.Port() {
			connect = func(context.Context) error { return syscall.ECONNREFUSED }
		}
	}
	w.lock.Unlock()
	switch {
	case cut:
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ENETUNREACH}
	case s == nil:
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.EHOSTUNREACH}
	case connect != nil:
		if err := connect(ctx); err != nil {
			return nil, &net.OpError{Op: "dial", Net: network, Err: err}
		}
	}
	to := w.plain
	if at.Port() == 443 {
		to = w.secure
	}
	return new(net.Dialer).DialContext(ctx, "tcp", to.Addr().String())
}

// ServeHTTP answers for the site that the request names.
func (w *Web) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	name := strings.ToLower(r.Host)
	w.lock.Lock()
	s := w.bases[name]
	if s == nil {
		s = w.sites[name]
	}
	if s == nil { // on another port
		host, _, _ := net.SplitHostPort(name)
		s = w.sites[host]
	}
	if s != nil && w.bases[name] != nil {
		name = s.name
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	asked := scheme + "://" + name + r.RequestURI
	w.asked[asked]++
	w.log = append(w.log, Request{URL: asked, Header: r.Header.Clone(), At: time.Since(w.began)})
	w.lock.Unlock()
	w.busy.Add(1)
	defer w.busy.Add(-1)
	if s == nil {
		http.Error(out, "no such site", http.StatusMisdirectedRequest)
		return
	}
	if w.from != "" {
		out = &renaming{ResponseWriter: out, web: w}
	}
	s.page(r).ServeHTTP(out, r.WithContext(context.WithValue(r.Context(), doneKey{}, w.done)))
}

type doneKey struct{}

func (s *Site) page(r *http.Request) http.Handler {
	s.web.lock.Lock()
	defer s.web.lock.Unlock()
	path, _, _ := strings.Cut(r.RequestURI, "?")
	for _, key := range []string{r.RequestURI, path, r.URL.Path} {
		if h := s.pages[key]; h != nil {
			return h
		}
	}
	best := ""
	for key := range s.pages {
		if start, ok := strings.CutSuffix(key, "*"); ok && strings.HasPrefix(r.RequestURI, start) && len(key) > len(best) {
			best = key
		}
	}
	if best != "" {
		return s.pages[best]
	}
	return s.rest
}

// Asked tells how often a URL was asked for, exactly as written.
func (w *Web) Asked(url string) int {
	w.lock.Lock()
	defer w.lock.Unlock()
	return w.asked[url]
}

// AskedHost tells how many requests a host got, by either scheme.
func (w *Web) AskedHost(name string) int {
	w.lock.Lock()
	defer w.lock.Unlock()
	n := 0
	for u, times := range w.asked {
		if strings.HasPrefix(u, "http://"+name+"/") || strings.HasPrefix(u, "https://"+name+"/") {
			n += times
		}
	}
	return n
}

// URLs are all that were asked for, sorted.
func (w *Web) URLs() []string {
	w.lock.Lock()
	defer w.lock.Unlock()
	urls := make([]string, 0, len(w.asked))
	for u := range w.asked {
		urls = append(urls, u)
	}
	sort.Strings(urls)
	return urls
}

// Log is every request so far, in the order of arrival.
func (w *Web) Log() []Request {
	w.lock.Lock()
	defer w.lock.Unlock()
	return append([]Request(nil), w.log...)
}
