package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// A resolver looks names up as the system does, and tells a name that does not
// exist from one that has no address: of both, net.Resolver says "no such host".
// It asks for names that net.Resolver takes for none, see tap. The zero resolver is
// ready.
type resolver struct {
	system   net.Resolver                                                         // the system's
	patience time.Duration                                                        // with name servers that are silent about IPv6; 0 for 2 s
	dial     func(ctx context.Context, network, address string) (net.Conn, error) // to a name server; nil for a net.Dialer's
}

// LookupNetIP is that of net.Resolver, but for a *noAddressError, and for names
// that only a name server may deny.
func (n *resolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if veiled(host) != host {
		return n.ask(ctx, network, host)
	}
	ips, err := n.bySystem(ctx, network, host)
	if notFound(err) && n.exists(ctx, network, host) {
		return nil, &noAddressError{host}
	}
	return ips, err
}

// bySystem asks for addresses of both kinds at once. Some name servers never answer
// when they are asked for those of IPv6: after a while, those of IPv4 are enough.
func (n *resolver) bySystem(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if network != "ip" {
		return n.system.LookupNetIP(ctx, network, host)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var four []netip.Addr
	asked := make(chan struct{})
	late := time.AfterFunc(cmp.Or(n.patience, 2*time.Second), func() {
		defer close(asked)
		if four, _ = n.system.LookupNetIP(ctx, "ip4", host); len(four) > 0 {
			cancel()
		}
	})
	ips, err := n.system.LookupNetIP(ctx, network, host)
	if late.Stop() {
		return ips, err
	}
	cancel()
	if <-asked; err != nil && len(four) > 0 {
		return four, nil
	}
	return ips, err
}

// exists asks once more, and looks at how name servers answer. Who cannot tell says
// no, as does who needs longer than existsWithin: a system may know names by other
// ways than name servers, and have none that answers.
func (n *resolver) exists(ctx context.Context, network, host string) bool {
	ctx, cancel := context.WithTimeout(ctx, existsWithin)
	defer cancel()
	tap, name := tapped(host)
	_, err := tap.on(n.dial).LookupNetIP(ctx, network, name)
	return err != nil && tap.empty.Load() && !tap.denied.Load()
}

const existsWithin = 3 * time.Second

// ask asks name servers alone for a name that Go's resolver would deny unasked.
func (n *resolver) ask(ctx context.Context, network, host string) ([]netip.Addr, error) {
	tap, name := tapped(host)
	ips, err := tap.on(n.dial).LookupNetIP(ctx, network, name)
	var dns *net.DNSError
	if !errors.As(err, &dns) {
		return ips, err
	}
	told := *dns
	told.Name = host
	switch {
	case dns.IsNotFound && !tap.denied.Load() && tap.empty.Load():
		return nil, &noAddressError{host}
	case dns.IsNotFound && !tap.denied.Load():
		told.IsNotFound, told.Err = false, "they were not asked"
	}
	return nil, &told
}

func notFound(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

// noAddressError says that a name exists and has no address.
type noAddressError struct{ host string }

func (e *noAddressError) Error() string { return fmt.Sprintf("%s exists, but has no address", e.host) }
