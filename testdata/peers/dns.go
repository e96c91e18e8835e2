package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

type resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// serveDNS answers on port 53, by UDP, with what r knows. A time-out of r is
// silence.
func serveDNS(r resolver) error {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:53")
	if err != nil {
		return fmt.Errorf("opening the DNS: %w", err)
	}
	go func() {
		var question [4096]byte
		for {
			n, from, err := conn.ReadFrom(question[:])
			if err != nil {
				return
			}
			if reply := answer(r, question[:n]); reply != nil {
				conn.WriteTo(reply, from)
			}
		}
	}()
	return nil
}

// answer is the reply to one message, or nil for none.
func answer(r resolver, message []byte) []byte {
	var m dnsmessage.Message
	if err := m.Unpack(message); err != nil || len(m.Questions) != 1 {
		return nil
	}
	q := m.Questions[0]
	reply := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: m.ID, Response: true, RecursionDesired: m.RecursionDesired, RecursionAvailable: true},
		Questions: m.Questions,
	}
	addrs, err := r.LookupNetIP(context.Background(), "ip", strings.TrimSuffix(q.Name.String(), "."))
	var missing *net.DNSError
	switch {
	case errors.As(err, &missing) && missing.IsTimeout:
		return nil
	case errors.As(err, &missing) && missing.IsNotFound:
		reply.RCode = dnsmessage.RCodeNameError
	case err != nil:
		reply.RCode = dnsmessage.RCodeServerFailure
	case q.Type == dnsmessage.TypeA:
		for _, a := range addrs {
			reply.Answers = append(reply.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 60}, Body: &dnsmessage.AResource{A: a.As4()},
			})
		}
	}
	packed, err := reply.Pack()
	if err != nil {
		return nil
	}
	return packed
}
