package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"sync"
)

// Some servers put control bytes into a header, a cookie's as a rule. net/http
// gives up the whole answer for that; browsers read on. Such an answer is asked for
// once more, over a connection on which blanks come in place of those bytes, and so is
// whatever else is asked of its host.

// unclean reports whether err is that of an answer with control bytes in a header,
// which net/http quotes as Go does. NUL ends an answer for browsers too, and where a
// redirect leads that has such a byte, nobody can tell.
func unclean(err error) bool {
	_, line, ok := strings.Cut(err.Error(), "malformed MIME header line: ")
	return ok && strings.Contains(line, `\`) && !strings.Contains(line, `\x00`) && !strings.HasPrefix(strings.ToLower(line), `"`+location)
}

const location = "location:"

// hosts are names of hosts. The zero hosts are none; they are safe for several
// goroutines.
type hosts struct {
	lock  sync.RWMutex
	names map[string]bool
}

func (h *hosts) has(name string) bool {
	h.lock.RLock()
	defer h.lock.RUnlock()
	return h.names[name]
}

func (h *hosts) add(name string) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.names == nil {
		h.names = map[string]bool{}
	}
	h.names[name] = true
}

// cleaning is a transport like t that makes such connections: for one answer each,
// over HTTP/1.1.
func cleaning(t *http.Transport) *http.Transport {
	c := t.Clone()
	dial, config := t.DialContext, t.TLSClientConfig.Clone()
	config.NextProtos = []string{"http/1.1"}
	c.TLSClientConfig = config
	c.DisableKeepAlives, c.ForceAttemptHTTP2 = true, false
	c.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	c.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &cleanConn{Conn: conn}, nil
	}
	c.DialTLSContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		named := config.Clone()
		if named.ServerName, _, err = net.SplitHostPort(address); err != nil {
			conn.Close()
			return nil, err
		}
		secure := tls.Client(conn, named)
		if err := secure.HandshakeContext(ctx); err != nil {
			conn.Close()
			return nil, err
		}
		return &cleanConn{Conn: secure}, nil
	}
	return c
}

// A cleanConn has no control bytes in the headers of its first answer, but for
// those of unclean.
type cleanConn struct {
	net.Conn
	behind bool   // the headers were read
	tail   []byte // of what was read of them: where they end may be cut in two
	line   []byte // how the line begins that is being read
}

func (c *cleanConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.behind || n == 0 {
		return n, err
	}
	end := n
	seen := append(c.tail, b[:n]...)
	for _, mark := range [...]string{"\n\r\n", "\n\n"} {
		if i := bytes.Index(seen, []byte(mark)); i >= 0 {
			c.behind = true
			end = min(end, max(0, i+len(mark)-len(c.tail)))
		}
	}
	c.tail = bytes.Clone(seen[max(0, len(seen)-2):])
	for i, s := range b[:end] {
		switch {
		case s == '\n':
			c.line = c.line[:0]
			continue
		case s < ' ' && s != 0 && s != '\r' && s != '\t' || s == 0x7f:
			if !strings.EqualFold(string(c.line), location) {
				b[i] = ' '
			}
		}
		if len(c.line) < len(location) {
			c.line = append(c.line, b[i])
		}
	}
	return n, err
}
