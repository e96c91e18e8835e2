package web

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"slices"
	"strings"

	"loccit/verify"
)

// So many decoded bytes of a body are read, and no more.
const (
	mostHTML   = 2 << 20
	mostOther  = 64 << 10
	mostPDF    = 8 << 20   // of one that a note describes: its table of contents stands at its end
	mostWanted = 512 << 10 // RFC 9309 asks for 500 KiB of a robots.txt

	mostRedirect = 4 << 10 // nobody reads it, but a connection read to its end can be used again
)

// A body is an answer's body, decoded and bounded. It never fails: what broke
// it off is kept, so that the part that came can be judged.
type body struct {
	io.Closer
	decoded   io.Reader
	left      int64
	truncated bool  // more would have come
	unread    bool  // encoded in a way that we did not ask for and do not know
	err       error // what broke it off
}

func newBody(r *http.Response, asked *verify.Request) *body {
	b := &body{Closer: r.Body}
	b.decoded, b.unread = decode(r.Body, encodings(r.Header))
	switch {
	case isRedirect(r.StatusCode):
		b.left = mostRedirect
	case asked.Body:
		b.left = mostWanted
	case asked.PDF && isPDF(mediaType(r.Header.Get("Content-Type"))):
		b.left = mostPDF
	case b.mayBeHTML(r.Header.Get("Content-Type")):
		b.left = mostHTML
	default:
		b.left = mostOther
	}
	return b
}

// mayBeHTML goes by the type that is declared, else by the first bytes.
func (b *body) mayBeHTML(contentType string) bool {
	if contentType != "" {
		return isHTML(mediaType(contentType))
	}
	peek := bufio.NewReaderSize(b.decoded, 512)
	b.decoded = peek
	head, _ := peek.Peek(512)
	return isHTML(mediaType(http.DetectContentType(head)))
}

func (b *body) Read(p []byte) (int, error) {
	if b.unread || b.err != nil {
		return 0, io.EOF
	}
	if b.left == 0 {
		var one [1]byte
		n, _ := io.ReadFull(b.decoded, one[:])
		b.truncated = b.truncated || n > 0
		return 0, io.EOF
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.decoded.Read(p)
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		b.err, err = err, io.EOF
	}
	return n, err
}

// mostBuffered is how long a body may be that is read into a buffer which is kept
// for the next one: most pages are shorter.
const mostBuffered = 64 << 10

// buffer is an empty one, for a body.
func (f *Fetcher) buffer() *bytes.Buffer {
	if b, ok := f.buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return new(bytes.Buffer)
}

// release lets the next body have a buffer; nothing may look at the last one any
// more.
func (f *Fetcher) release(b *bytes.Buffer) {
	b.Reset()
	f.buffers.Put(b)
}

// readInto reads b to its end or its bound, and closes it. The bytes lie in
// buffer, those of a long body elsewhere.
func (b *body) readInto(buffer *bytes.Buffer) []byte {
	defer b.Close()
	_, _ = buffer.ReadFrom(io.LimitReader(b, mostBuffered)) // b never fails
	if buffer.Len() < mostBuffered {
		return buffer.Bytes()
	}
	return b.readOn(buffer.Bytes())
}

// readOn reads the rest of a long body behind its start, in memory that grows
// fourfold and never past what may still come: io.ReadAll takes twice what it
// returns.
func (b *body) readOn(start []byte) []byte {
	all := slices.Clip(start) // which is not ours to write behind
	for {
		if len(all) == cap(all) {
			all = append(make([]byte, 0, min(4*len(all), len(all)+int(b.left)+1)), all...)
		}
		n, err := b.Read(all[len(all):cap(all)])
		if all = all[:len(all)+n]; err != nil {
			return all
		}
	}
}

// encodings are the codings of Content-Encoding in the order applied, whatever
// number of headers they stand in; an empty one is none. (The Wayback Machine
// sends an empty header beside a full one.) Some servers write a charset there,
// or “none”: what is no coding is left out.
func encodings(h http.Header) []string {
	var found []string
	for _, value := range h.Values("Content-Encoding") {
		for coding := range strings.SplitSeq(value, ",") {
			if coding = strings.ToLower(strings.TrimSpace(coding)); slices.Contains(codings, coding) {
				found = append(found, coding)
			}
		}
	}
	return found
}

// codings are those that IANA lists, and their old names.
var codings = []string{"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "aes128gcm", "bzip2", "x-bzip2", "lzma", "xz"}

// decode undoes codings, at most three. What says it is compressed and is not
// is read as it stands.
func decode(r io.Reader, codings []string) (decoded io.Reader, unknown bool) {
	if len(codings) > 3 {
		return r, true
	}
	for _, coding := range slices.Backward(codings) {
		head := bufio.NewReader(r)
		start, _ := head.Peek(2)
		r = head
		if len(start) < 2 {
			continue
		}
		switch coding {
		case "gzip", "x-gzip":
			if start[0] != 0x1f || start[1] != 0x8b {
				continue
			}
			unpacked, err := gzip.NewReader(&thrifty{r: head})
			if err != nil {
				return head, true
			}
			r = unpacked
		case "deflate": // zlib by the standard, bare by some servers
			if start[0]&0x0f != 8 || (int(start[0])<<8|int(start[1]))%31 != 0 {
				r = flate.NewReader(&thrifty{r: head})
				continue
			}
			unpacked, err := zlib.NewReader(&thrifty{r: head})
			if err != nil {
				return head, true
			}
			r = unpacked
		default:
			return r, true
		}
	}
	return r, false
}

// A thrifty reader stops a compressed stream that has brought more bytes than
// any page may have decoded: empty blocks without end decode to nothing, and so
// never meet the bound on what is decoded.
type thrifty struct {
	r    *bufio.Reader
	read int64
}

func (t *thrifty) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if t.read += int64(n); t.read > 2*mostHTML {
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

// ReadByte keeps flate from wrapping the reader in another buffer.
func (t *thrifty) ReadByte() (byte, error) {
	if t.read++; t.read > 2*mostHTML {
		return 0, io.ErrUnexpectedEOF
	}
	return t.r.ReadByte()
}

// mediaType is the type without parameters, in lower case.
func mediaType(contentType string) string {
	t, _, _ := strings.Cut(contentType, ";")
	t, _, _ = strings.Cut(t, ",")
	return strings.ToLower(strings.TrimSpace(t))
}

func isPDF(mediaType string) bool {
	return mediaType == "application/pdf" || mediaType == "application/x-pdf"
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// isSheet reports whether mediaType is that of a file of pages or of a picture,
// which no HTML is.
func isSheet(mediaType string) bool {
	return isPDF(mediaType) || mediaType == "application/msword" || mediaType == "application/epub+zip" ||
		strings.HasPrefix(mediaType, "application/vnd.ms-") || strings.HasPrefix(mediaType, "application/vnd.openxmlformats-") ||
		strings.HasPrefix(mediaType, "image/") && mediaType != "image/svg+xml"
}
