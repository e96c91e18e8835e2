package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// A resolver looks names up as the system does, and tells a name that does not
// exist from one that has no address: of both, net.Resolver says "no such host".
// The zero resolver is ready.
type resolver struct {
	system net.Resolver                                                         // the system's
	dial   func(ctx context.Context, network, address string) (net.Conn, error) // to a name server; nil for a net.Dialer's
}

// LookupNetIP is that of net.Resolver, but for a *noAddressError.
func (n *resolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	ips, err := n.system.LookupNetIP(ctx, network, host)
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound && n.exists(ctx, network, host) {
		return nil, &noAddressError{host}
	}
	return ips, err
}

// exists asks once more, and looks at how name servers answer: NXDOMAIN denies
// the name, no error and no record do not (RFC 2308, 2.2). Who cannot tell says
// no, as does who needs longer than existsWithin: a system may know names by other
// ways than name servers, and have none that answers.
func (n *resolver) exists(ctx context.Context, network, host string) bool {
	ctx, cancel := context.WithTimeout(ctx, existsWithin)
	defer cancel()
	var empty, denied atomic.Bool
	asked := strings.ToLower(strings.TrimSuffix(host, ".")) + "."
	listen := func(message []byte) {
		switch code, name := heard(message); {
		case name != asked:
		case code == dnsmessage.RCodeSuccess:
			empty.Store(true)
		case code == dnsmessage.RCodeNameError:
			denied.Store(true)
		}
	}
	again := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		dial := n.dial
		if dial == nil {
			dial = (&net.Dialer{}).DialContext
		}
		conn, err := dial(ctx, network, address)
		if udp, ok := conn.(*net.UDPConn); ok && err == nil {
			return &overheard{udp, listen}, nil
		}
		return conn, err
	}}
	_, err := again.LookupNetIP(ctx, network, asked)
	return err != nil && empty.Load() && !denied.Load()
}

const existsWithin = 3 * time.Second

// heard is the response code of a message of the DNS, and the name that it is
// about, in lower case.
func heard(message []byte) (dnsmessage.RCode, string) {
	var p dnsmessage.Parser
	header, err := p.Start(message)
	if err != nil || !header.Response {
		return 0, ""
	}
	question, err := p.Question()
	if err != nil {
		return 0, ""
	}
	return header.RCode, strings.ToLower(question.Name.String())
}

// An overheard connection shows each message that it reads.
type overheard struct {
	*net.UDPConn
	listen func([]byte)
}

func (o *overheard) Read(b []byte) (int, error) {
	n, err := o.UDPConn.Read(b)
	if err == nil {
		o.listen(b[:n])
	}
	return n, err
}

// noAddressError says that a name exists and has no address.
type noAddressError struct{ host string }

func (e *noAddressError) Error() string { return fmt.Sprintf("%s exists, but has no address", e.host) }
