package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// wire is the lowest RoundTripper of ours. It has no CloseIdleConnections, so
// that retryablehttp, which calls that after every failure, cannot throw away
// the connections to all other hosts.
type wire struct{ *Fetcher }

// RoundTrip sends the job that the request's context carries, and hands up an
// answer without headers and body: the client, retryablehttp and colly would
// follow Location, decode Content-Encoding without bound, recode the charset,
// and read each body into memory of its own that grows from 512 bytes.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	j := jobOf(r.Context())
	if err := w.viaProxy(r.Context(), j); err != nil {
		return nil, err
	}
	exact := *j.url
	if j.proxied && exact.Scheme == "http" { // a proxy is asked for the whole URL
		path := exact.Opaque
		if path == "" {
			path = exact.EscapedPath()
		}
		exact.Opaque = "//" + exact.Host + path
	}
	sent := *r
	sent.URL, sent.Host = &exact, exact.Host
	j.turns = 0
	j.dials.Store(0)
	answer, err := w.transport.RoundTrip(&sent)
	j.requests += max(1, j.spent())
	if err != nil {
		return nil, err
	}
	j.status, j.header = answer.StatusCode, answer.Header
	if j.status >= 400 {
		defer time.AfterFunc(errorBody, j.cancel).Stop()
	}
	j.body = newBody(answer, &j.request)
	j.buffer = w.buffer()
	j.content = j.body.readInto(j.buffer)
	return &http.Response{
		StatusCode: answer.StatusCode, Status: answer.Status,
		Proto: answer.Proto, ProtoMajor: answer.ProtoMajor, ProtoMinor: answer.ProtoMinor,
		Header: http.Header{}, Body: http.NoBody, Request: r,
		Uncompressed: true, // or colly decodes what it takes for gzip by its name
	}, nil
}

// errorBody is how long the body of an error is waited for: it is evidence, but
// the status says what matters.
const errorBody = 5 * time.Second

// Transport is the way to the web for those who make requests of their own: it
// refuses the same addresses, and knows the same proxies and certificates. It
// neither follows redirects nor decodes, and is let go by Close.
func (f *Fetcher) Transport() http.RoundTripper {
	f.once.Do(f.start)
	return &guarded{f}
}

type guarded struct{ *Fetcher }

func (g *guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	deadline, ok := r.Context().Deadline()
	if !ok {
		deadline = time.Now().Add(g.Timeout)
	}
	j := &job{url: r.URL, deadline: deadline}
	if err := g.viaProxy(r.Context(), j); err != nil {
		return nil, err
	}
	return g.transport.RoundTrip(r.WithContext(context.WithValue(r.Context(), jobKey{}, j)))
}

// viaProxy notes whether j goes through a proxy, and refuses private hosts
// there.
func (f *Fetcher) viaProxy(ctx context.Context, j *job) error {
	proxy, err := f.Proxy(j.url)
	if err != nil {
		return fmt.Errorf("choosing a proxy: %w", err)
	}
	if proxy == nil || j.proxied { // when it is sent once more, a connection that is still being made looks at j
		return nil
	}
	j.proxied = true
	return f.mayAsk(ctx, j.url.Hostname())
}

// refusedError says that an address is not for us to ask.
type refusedError struct{ host, why string }

func (e *refusedError) Error() string {
	return fmt.Sprintf("%s is %s, which is not asked (--allow-private asks it)", e.host, e.why)
}

// privateError refuses host for its address, which is said once where host is
// that address.
func privateError(host string, ip netip.Addr) error {
	address := ip.Unmap().String()
	if address == host {
		return &refusedError{host, "a private address"}
	}
	return &refusedError{host, "a private address, " + address}
}

// guard knows the addresses that are not public (IANA's special-purpose
// registries).
var guard = ssrf.New(ssrf.WithAnyPort())

// private reports whether ip is an address that a stranger's link must not
// make us ask. An IPv4 address in IPv6 clothes is looked at as IPv4.
func private(ip netip.Addr) bool {
	ip = ip.Unmap()
	if b := ip.As16(); ip.Is6() && [12]byte(b[:12]) == nat64 {
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	return guard.SafeAddr(ip) != nil
}

// nat64 is 64:ff9b::/96, behind which lie IPv4 addresses (RFC 6052).
var nat64 = [12]byte{0, 0x64, 0xff, 0x9b}

// mayAsk refuses a private host that a proxy would be asked for: no dial of
// ours sees its address. A name that cannot be looked up here may be the
// proxy's to look up, unless it is a local one by its ending.
func (f *Fetcher) mayAsk(ctx context.Context, host string) error {
	if f.AllowPrivate {
		return nil
	}
	if ip, ok := literal(host); ok {
		if private(ip) {
			return privateError(host, ip)
		}
		return nil
	}
	ips, err := f.Resolver.LookupNetIP(ctx, "ip", host)
	if err != nil && isLocalName(host) {
		return &refusedError{host, "a local name"}
	}
	if i := slices.IndexFunc(ips, private); i >= 0 {
		return privateError(host, ips[i])
	}
	return nil
}

// isLocalName knows the endings that never are public (RFC 6761, RFC 6762, and
// ICANN's .internal).
func isLocalName(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	return slices.Contains([]string{"localhost", "local", "internal", "lan", "home", "corp", "intranet"}, last) || last == "arpa"
}

// dial looks up a name and connects to the first of its addresses that is
// public and answers, IPv4 first: a broken IPv6 route is the more common
// fault. The transport hands down a context without deadline, so the job's own
// is used.
func (f *Fetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	f.dials.Add(1)
	defer f.dials.Done()
	j := jobOf(ctx)
	j.dials.Add(1)
	ctx, cancel := context.WithDeadline(ctx, j.deadline)
	defer cancel()
	defer context.AfterFunc(f.closed, cancel)()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ips, err := f.addresses(ctx, host, j.proxied)
	if err != nil {
		return nil, err
	}
	for i, ip := range ips {
		conn, failed := f.connect(ctx, net.JoinHostPort(ip.String(), port), len(ips)-i)
		if failed == nil {
			return conn, nil
		}
		if err == nil {
			err = failed
		}
	}
	return nil, err
}

// addresses are those of host that may be asked.
func (f *Fetcher) addresses(ctx context.Context, host string, proxied bool) ([]netip.Addr, error) {
	ips := []netip.Addr{}
	if ip, ok := literal(host); ok {
		ips = append(ips, ip)
	} else if strings.HasSuffix(strings.TrimSuffix(host, "."), ".localhost") { // RFC 6761, 6.3
		ips = append(ips, netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback())
	} else {
		found, err := f.Resolver.LookupNetIP(ctx, "ip", host)
		switch {
		case notFound(err) && isLocalName(host) && !proxied && !f.AllowPrivate:
			return nil, &refusedError{host, "a local name"}
		case err != nil:
			return nil, f.doubted(ctx, err)
		}
		ips = found
		if len(ips) > 0 && !isLocalName(host) {
			f.knows.Store(true) // a resolver that finds one name is believed of others
		}
	}
	if len(ips) == 0 {
		return nil, &noAddressError{host}
	}
	if !proxied && !f.AllowPrivate {
		first := ips[0]
		if ips = slices.DeleteFunc(slices.Clone(ips), private); len(ips) == 0 {
			return nil, privateError(host, first)
		}
	}
	for i := range ips {
		ips[i] = ips[i].Unmap()
	}
	slices.SortStableFunc(ips, func(a, b netip.Addr) int { return a.BitLen() - b.BitLen() })
	return ips, nil
}

// doubted is err, unless it says that a name does not exist and comes from a
// name server that knows none of f.Known either: without a network, some
// resolvers deny every name, and a source must not be called dead for that.
func (f *Fetcher) doubted(ctx context.Context, err error) error {
	var dns *net.DNSError
	if len(f.Known) == 0 || !errors.As(err, &dns) || !dns.IsNotFound || f.knows.Load() {
		return err
	}
	for _, name := range f.Known {
		if ips, failed := f.Resolver.LookupNetIP(ctx, "ip", name); failed == nil && len(ips) > 0 {
			f.knows.Store(true)
			return err
		}
	}
	return &net.DNSError{Err: fmt.Sprintf("they do not know %s either", strings.Join(f.Known, " or ")), Name: dns.Name, Server: dns.Server}
}

// connect gives one of n addresses its share of the time that is left.
func (f *Fetcher) connect(ctx context.Context, address string, n int) (net.Conn, error) {
	deadline, _ := ctx.Deadline()
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(time.Until(deadline)/time.Duration(n)))
	defer cancel()
	return f.Connect(ctx, "tcp", address)
}

// literal reads host as an IP address in any of the forms that browsers and
// proxies take: dotted, IPv6, and the old ones of inet_aton, which are decimal,
// octal, hexadecimal, and of fewer than four parts.
func literal(host string) (netip.Addr, bool) {
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip, true
	}
	parts := strings.Split(host, ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	var value uint64
	for i, part := range parts {
		n, err := strconv.ParseUint(oldNumber(part), 0, 64)
		if err != nil {
			return netip.Addr{}, false
		}
		if i < len(parts)-1 {
			if n > 255 {
				return netip.Addr{}, false
			}
			value |= n << (24 - 8*i)
			continue
		}
		if n >= 1<<(8*(5-len(parts))) {
			return netip.Addr{}, false
		}
		value |= n
	}
	return netip.AddrFrom4([4]byte{byte(value >> 24), byte(value >> 16), byte(value >> 8), byte(value)}), true
}

// oldNumber is s if C would take it for a number; Go takes more forms.
func oldNumber(s string) string {
	if lower := strings.ToLower(s); strings.Contains(lower, "_") || strings.HasPrefix(lower, "0b") || strings.HasPrefix(lower, "0o") {
		return ""
	}
	return s
}
