package web

import (
	"bytes"
	"context"
	"net"
	"strings"
	"sync/atomic"

	"golang.org/x/net/dns/dnsmessage"
)

// A tap listens to what name servers say of one name. Go's resolver does not ask
// for names such as -lucky.example, which RFC 1123 forbids and which browsers open:
// it is given another of the same length, and on the line to the server the tap
// puts the right one in its place.
type tap struct {
	name          string // asked for, in lower case, with a dot at its end
	sent, meant   []byte // both names as messages have them; nil where they are one
	empty, denied atomic.Bool
}

// tapped is a tap for host, and the name that Go's resolver has to be given.
func tapped(host string) (*tap, string) {
	name := strings.ToLower(strings.TrimSuffix(host, ".")) + "."
	t, alias := &tap{name: name}, veiled(name)
	if alias != name {
		t.sent, t.meant = onTheLine(alias), onTheLine(name)
	}
	return t, alias
}

// veiled is name with an x for each byte that Go takes for no part of a name (see
// isDomainName in package net): a hyphen at the edge of a label, and signs.
func veiled(name string) string {
	b := []byte(name)
	for i, c := range b {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '.':
		case c == '-' && i > 0 && b[i-1] != '.' && i+1 < len(b) && b[i+1] != '.':
		default:
			b[i] = 'x'
		}
	}
	return string(b)
}

// onTheLine is name with the length before each of its labels (RFC 1035, 3.1).
func onTheLine(name string) []byte {
	var b []byte
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		b = append(append(b, byte(len(label))), label...)
	}
	return append(b, 0)
}

// on is a resolver whose every connection goes over t.
func (t *tap) on(dial func(ctx context.Context, network, address string) (net.Conn, error)) *net.Resolver {
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		if udp, ok := conn.(*net.UDPConn); ok { // Go tells by the type how messages are framed
			return &tappedPackets{udp, t}, nil
		}
		return &tappedStream{conn, t}, nil
	}}
}

// out is what goes to the server in place of b.
func (t *tap) out(b []byte) []byte {
	if t.sent == nil {
		return b
	}
	return bytes.Replace(b, t.sent, t.meant, 1)
}

// in puts back the name that was asked for, in what came.
func (t *tap) in(b []byte) {
	if i := bytes.Index(b, t.meant); t.sent != nil && i >= 0 {
		copy(b[i:], t.sent)
	}
}

// hear notes what a message says of the name: NXDOMAIN denies it, no error and no
// record do not (RFC 2308, 2.2).
func (t *tap) hear(message []byte) {
	var p dnsmessage.Parser
	header, err := p.Start(message)
	if err != nil || !header.Response {
		return
	}
	question, err := p.Question()
	if err != nil || strings.ToLower(question.Name.String()) != t.name {
		return
	}
	switch header.RCode {
	case dnsmessage.RCodeSuccess:
		t.empty.Store(true)
	case dnsmessage.RCodeNameError:
		t.denied.Store(true)
	}
}

type tappedPackets struct {
	*net.UDPConn
	tap *tap
}

func (c *tappedPackets) Write(b []byte) (int, error) { return c.UDPConn.Write(c.tap.out(b)) }

func (c *tappedPackets) Read(b []byte) (int, error) {
	n, err := c.UDPConn.Read(b)
	if err == nil {
		c.tap.hear(b[:n])
		c.tap.in(b[:n])
	}
	return n, err
}

// A tappedStream is heard where a message comes in one piece, behind its length,
// as it does: names are short. What is missed counts as not heard.
type tappedStream struct {
	net.Conn
	tap *tap
}

func (c *tappedStream) Write(b []byte) (int, error) { return c.Conn.Write(c.tap.out(b)) }

func (c *tappedStream) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if err == nil {
		c.tap.hear(b[:n])
		c.tap.in(b[:n])
	}
	return n, err
}
