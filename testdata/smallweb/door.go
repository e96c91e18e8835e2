package smallweb

import (
	"bufio"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"syscall"
)

// A Visitor reaches a Web of another process by name and on the usual ports,
// through a port of loopback: see Web.Door.
type Visitor struct {
	door  string
	roots *x509.CertPool
}

// Door opens the web to other processes, and returns the address that Through
// takes. Every connection carries one question, a line of text: roots, lookup
// HOST, or connect ADDRESS, after whose ok it belongs to the site.
func (w *Web) Door() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("opening a door on loopback: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.wait.Go(func() { <-w.done; cancel(); l.Close() })
	w.wait.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			w.wait.Go(func() { w.receive(ctx, conn) })
		}
	})
	return l.Addr().String(), nil
}

func (w *Web) receive(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	line, err := readLine(conn)
	if err != nil {
		return
	}
	question, about, _ := strings.Cut(line, " ")
	switch question {
	case "roots":
		conn.Write(w.RootsPEM())
	case "lookup":
		ips, err := w.LookupNetIP(ctx, "ip", about)
		if err != nil {
			fmt.Fprintln(conn, spoken(err))
			return
		}
		said := "ok"
		for _, ip := range ips {
			said += " " + ip.String()
		}
		fmt.Fprintln(conn, said)
	case "connect":
		site, err := w.Connect(ctx, "tcp", about)
		if err != nil {
			fmt.Fprintln(conn, spoken(err))
			return
		}
		fmt.Fprintln(conn, "ok")
		join(conn, site)
	}
}

// join carries bytes between two connections until either ends.
func join(a, b net.Conn) {
	done := make(chan struct{})
	go func() {
		io.Copy(a, b)
		a.Close()
		close(done)
	}()
	io.Copy(b, a)
	b.Close()
	<-done
}

// What can go wrong on the way to a site, as a door says it.
var troubles = []struct {
	name string
	err  error
	is   func(error) bool
}{
	{"notfound", &net.DNSError{Err: "no such host", IsNotFound: true}, func(err error) bool { d, ok := asDNS(err); return ok && d.IsNotFound }},
	{"timeout", &net.DNSError{Err: "i/o timeout", IsTimeout: true}, func(err error) bool { d, ok := asDNS(err); return ok && d.IsTimeout }},
	{"failure", &net.DNSError{Err: "server misbehaving", IsTemporary: true}, func(err error) bool { _, ok := asDNS(err); return ok }},
	{"refused", &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}, func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }},
	{"cut", &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}, func(err error) bool { return errors.Is(err, syscall.ENETUNREACH) }},
	{"unreachable", &net.OpError{Op: "dial", Net: "tcp", Err: syscall.EHOSTUNREACH}, func(error) bool { return true }},
}

func asDNS(err error) (*net.DNSError, bool) {
	var d *net.DNSError
	return d, errors.As(err, &d)
}

func spoken(err error) string {
	for _, t := range troubles {
		if t.is(err) {
			return t.name
		}
	}
	return "unreachable"
}

// heard is what spoken said of host.
func heard(name, host string) error {
	for _, t := range troubles {
		if t.name != name {
			continue
		}
		if d, ok := asDNS(t.err); ok {
			of := *d
			of.Name = host
			return &of
		}
		return t.err
	}
	return fmt.Errorf("the door said %q", name)
}

// Through reaches the web whose Door has this address.
func Through(door string) (*Visitor, error) {
	v := &Visitor{door: door, roots: x509.NewCertPool()}
	conn, err := v.ask(context.Background(), "roots")
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	pem, err := io.ReadAll(conn)
	if err != nil || !v.roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("the door at %s shows no certificate: %v", door, err)
	}
	return v, nil
}

// Roots are the authorities that a visitor should trust.
func (v *Visitor) Roots() *x509.CertPool { return v.roots }

// LookupNetIP answers as the DNS of the web does.
func (v *Visitor) LookupNetIP(ctx context.Context, _, host string) ([]netip.Addr, error) {
	conn, said, err := v.hear(ctx, "lookup "+host)
	if err != nil {
		return nil, err
	}
	conn.Close()
	var ips []netip.Addr
	for _, address := range strings.Fields(said) {
		ip, err := netip.ParseAddr(address)
		if err != nil {
			return nil, err
		}
		ips = append(ips, ip)
	}
	return ips, nil
}

// Connect goes to the site at an address that LookupNetIP gave.
func (v *Visitor) Connect(ctx context.Context, _, address string) (net.Conn, error) {
	conn, _, err := v.hear(ctx, "connect "+address)
	return conn, err
}

// hear asks, and returns the connection with what was said after ok.
func (v *Visitor) hear(ctx context.Context, question string) (net.Conn, string, error) {
	conn, err := v.ask(ctx, question)
	if err != nil {
		return nil, "", err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	line, err := readLine(conn)
	if !stop() {
		return nil, "", ctx.Err()
	}
	said, rest, _ := strings.Cut(line, " ")
	if err == nil && said != "ok" {
		_, about, _ := strings.Cut(question, " ")
		err = heard(said, about)
	}
	if err != nil {
		conn.Close()
		return nil, "", err
	}
	return conn, rest, nil
}

func (v *Visitor) ask(ctx context.Context, question string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", v.door)
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintln(conn, question); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// readLine reads no byte past the end of the line: what follows belongs to
// somebody else.
func readLine(r io.Reader) (string, error) {
	line, err := bufio.NewReaderSize(&single{r}, 16).ReadString('\n')
	return strings.TrimSuffix(line, "\n"), err
}

// single reads a byte at a time.
type single struct{ io.Reader }

func (s *single) Read(p []byte) (int, error) { return s.Reader.Read(p[:min(1, len(p))]) }
