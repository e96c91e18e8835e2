package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"github.com/miekg/dns"
)

type resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// serveDNS answers on port 53 with what r knows. A time-out of r is silence.
func serveDNS(r resolver) error {
	for _, network := range []string{"udp", "tcp"} {
		up := make(chan error, 1)
		s := &dns.Server{Addr: "127.0.0.1:53", Net: network, Handler: answers{r}, NotifyStartedFunc: func() { up <- nil }}
		go func() { up <- s.ListenAndServe() }()
		if err := <-up; err != nil {
			return fmt.Errorf("opening the DNS: %w", err)
		}
	}
	return nil
}

type answers struct{ resolver }

func (a answers) ServeDNS(w dns.ResponseWriter, q *dns.Msg) {
	reply := new(dns.Msg).SetReply(q)
	reply.RecursionAvailable = true
	for _, question := range q.Question {
		addrs, err := a.LookupNetIP(context.Background(), "ip", strings.TrimSuffix(question.Name, "."))
		var missing *net.DNSError
		switch {
		case errors.As(err, &missing) && missing.IsTimeout:
			return
		case errors.As(err, &missing) && missing.IsNotFound:
			reply.Rcode = dns.RcodeNameError
		case err != nil:
			reply.Rcode = dns.RcodeServerFailure
		case question.Qtype == dns.TypeA:
			for _, addr := range addrs {
				reply.Answer = append(reply.Answer, &dns.A{
					Hdr: dns.RR_Header{Name: question.Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60}, A: addr.AsSlice(),
				})
			}
		}
	}
	w.WriteMsg(reply)
}
