package smallweb

import (
	"bufio"
	"bytes"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
)

// Rename lets the sites whose names end in from end in to instead, in what
// they say as well, so that several webs can share one DNS. It is called
// before the first site is made; to is not longer than from.
func (w *Web) Rename(from, to string) { w.from, w.to = from, to }

// Names are those of all sites, sorted.
func (w *Web) Names() []string {
	w.lock.Lock()
	defer w.lock.Unlock()
	return slices.Sorted(maps.Keys(w.sites))
}

// Renamed is a text with the names of sites as Rename has them.
func (w *Web) Renamed(s string) string {
	if w.from == "" {
		return s
	}
	return strings.ReplaceAll(s, w.from, w.to)
}

// renaming rewrites an answer as Rename wants it, unless it is packed.
type renaming struct {
	http.ResponseWriter
	web  *Web
	sent bool
}

func (w *renaming) WriteHeader(code int) {
	if !w.sent {
		w.sent = true
		for _, lines := range w.Header() {
			for i := range lines {
				lines[i] = w.web.Renamed(lines[i])
			}
		}
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *renaming) Write(p []byte) (int, error) {
	if !w.sent {
		w.WriteHeader(http.StatusOK)
	}
	_, err := w.ResponseWriter.Write(bytes.ReplaceAll(p, []byte(w.web.from), []byte(w.web.to)))
	return len(p), err
}

func (w *renaming) Flush() { w.ResponseWriter.(http.Flusher).Flush() }

func (w *renaming) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := w.ResponseWriter.(http.Hijacker).Hijack()
	if err != nil {
		return nil, nil, err
	}
	conn = renamingConn{conn, w.web}
	rw.Writer.Reset(conn)
	return conn, rw, nil
}

// A renamingConn rewrites what a handler says by itself, in capitals too.
type renamingConn struct {
	net.Conn
	web *Web
}

func (c renamingConn) Write(p []byte) (int, error) {
	said := c.web.Renamed(string(p))
	said = strings.ReplaceAll(said, strings.ToUpper(c.web.from), strings.ToUpper(c.web.to))
	_, err := c.Conn.Write([]byte(said))
	return len(p), err
}
