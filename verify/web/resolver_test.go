package web

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// TestNameServers asks a name server of the test's own, which denies
// some names and has no address for others, over UDP and over TCP.
func TestNameServers(t *testing.T) {
	for network, server := range map[string]string{"udp": nameServer(t), "tcp": streamServer(t)} {
		t.Run(network, func(t *testing.T) { askNameServer(t, network, server) })
	}
}

func askNameServer(t *testing.T, network, server string) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server)
	}
	r := &resolver{system: net.Resolver{PreferGo: true, Dial: dial}, dial: dial}
	for host, want := range map[string]string{
		"www.here.example": "", "www.denied.example": "dns-not-found", "www.empty.example": "dns-no-address", "www.Failing.example": "dns-failure",
		// Names that net.Resolver denies without asking anybody.
		"-lucky-.here.example": "", "a+b.-.here.example.": "", "-lucky.Denied.example": "dns-not-found", "lucky-.empty.example": "dns-no-address", "-.failing.example": "dns-failure",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		ips, err := r.LookupNetIP(ctx, "ip", host)
		cancel()
		got := ""
		if err != nil {
			got, _ = failure(err, time.Second)
		} else if len(ips) == 0 {
			t.Errorf("%s: neither address nor error", host)
		}
		if got != want {
			t.Errorf("%s: %q (%v), want %q", host, got, err, want)
		}
	}
}

// TestSilentAboutIPv6 asks a name server that keeps what it knows of IPv6 to
// itself until the address was found without.
func TestSilentAboutIPv6(t *testing.T) {
	server := nameServer(t)
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server)
	}
	r := &resolver{system: net.Resolver{PreferGo: true, Dial: dial}, dial: dial, patience: time.Millisecond}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ips, err := r.LookupNetIP(ctx, "ip", "www.half.example")
	if err != nil || len(ips) != 1 || ctx.Err() != nil {
		t.Errorf("%v, %v", ips, err)
	}
	r.LookupNetIP(ctx, "ip", "www.now.example") // lets Go's resolver end the first question
}

// nameServer answers by the second part of a name, until the test ends.
func nameServer(t *testing.T) string {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { conn.Close(); <-done })
	go func() {
		defer close(done)
		b := make([]byte, 1500)
		var held []func() // what is not told about IPv6, until the test asks to
		for {
			n, from, err := conn.ReadFrom(b)
			if errors.Is(err, net.ErrClosed) {
				return
			}
			var m dnsmessage.Message
			if err != nil || m.Unpack(b[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			reply(&m)
			switch name := q.Name.String(); {
			case name == "www.half.example." && q.Type == dnsmessage.TypeAAAA:
				held = append(held, func() { answer(conn, m, from) })
				continue
			case name == "www.now.example.":
				for _, tell := range held {
					tell()
				}
				held = nil
			}
			answer(conn, m, from)
		}
	}()
	return conn.LocalAddr().String()
}

// reply makes an answer of the question m.
func reply(m *dnsmessage.Message) {
	q := m.Questions[0]
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	switch name := q.Name.String(); {
	case strings.HasSuffix(strings.ToLower(name), ".denied.example."):
		m.RCode = dnsmessage.RCodeNameError
	case strings.HasSuffix(strings.ToLower(name), ".failing.example."):
		m.RCode = dnsmessage.RCodeServerFailure
	case (name == "www.half.example." || name == "www.here.example." || name == "-lucky-.here.example." || name == "a+b.-.here.example.") && q.Type == dnsmessage.TypeA:
		m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 60}, Body: &dnsmessage.AResource{A: [4]byte{45, 0, 0, 1}}}}
	}
}

// streamServer answers over TCP, one question on each connection, until the test
// ends.
func streamServer(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { l.Close(); <-done })
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			var m dnsmessage.Message
			b := make([]byte, 2)
			if _, err := io.ReadFull(conn, b); err == nil {
				b = make([]byte, binary.BigEndian.Uint16(b))
			}
			if _, err := io.ReadFull(conn, b); err == nil && m.Unpack(b) == nil && len(m.Questions) == 1 {
				reply(&m)
				if out, err := m.Pack(); err == nil {
					conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(out))), out...))
				}
			}
			conn.Close()
		}
	}()
	return l.Addr().String()
}

func answer(conn net.PacketConn, m dnsmessage.Message, to net.Addr) {
	if out, err := m.Pack(); err == nil {
		conn.WriteTo(out, to)
	}
}
