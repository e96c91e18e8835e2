package archive

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"fmt"
	"net/http"
	"os"
	"testing"
)

// A warcRecord is one capture in a WARC file (ISO 28500, the WARC format 1.0).
type warcRecord struct {
	url     string
	at      string // fourteen digits
	status  int    // 0 for 200
	to      string // Location
	page    string // HTML; story where it is empty and the status is 200
	repeats string // the moment of the earlier capture that had the same page: a revisit
}

// writeWARC writes a file of records: each packed of its own, as archives keep
// them, or all as they are.
func writeWARC(t *testing.T, path string, packed bool, records ...warcRecord) {
	t.Helper()
	var file bytes.Buffer
	add := func(r []byte) {
		if !packed {
			file.Write(r)
			return
		}
		z := gzip.NewWriter(&file)
		if _, err := z.Write(r); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	add(warcBytes("warcinfo", "", "20210101000000", "application/warc-fields", "", []byte("format: WARC File Format 1.0\r\n")))
	for _, r := range records {
		add(r.bytes())
	}
	if err := os.WriteFile(path, file.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// bytes is the record with the answer of the server in it; that of a revisit
// has a head and no body.
func (r warcRecord) bytes() []byte {
	status, page := r.status, r.page
	if status == 0 {
		status = http.StatusOK
	}
	if page == "" && status == http.StatusOK {
		page = story
	}
	head := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Type: text/html; charset=utf-8\r\n", status, http.StatusText(status))
	if r.to != "" {
		head += "Location: " + r.to + "\r\n"
	}
	head += fmt.Sprintf("Content-Length: %d\r\n\r\n", len(page))
	sum := sha1.Sum([]byte(page))
	more := "WARC-Payload-Digest: sha1:" + base32.StdEncoding.EncodeToString(sum[:]) + "\r\n"
	const media = "application/http; msgtype=response"
	if r.repeats == "" {
		return warcBytes("response", r.url, r.at, media, more, []byte(head+page))
	}
	more += "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n" +
		"WARC-Refers-To-Target-URI: " + r.url + "\r\nWARC-Refers-To-Date: " + warcDate(r.repeats) + "\r\n"
	return warcBytes("revisit", r.url, r.at, media, more, []byte(head))
}

func warcBytes(kind, url, at, media, more string, block []byte) []byte {
	id := sha1.Sum([]byte(kind + url + at))
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: %s\r\n", kind)
	if url != "" {
		fmt.Fprintf(&b, "WARC-Target-URI: %s\r\n", url)
	}
	fmt.Fprintf(&b, "WARC-Date: %s\r\nWARC-Record-ID: <urn:uuid:%x-%x-%x-%x-%x>\r\n", warcDate(at), id[:4], id[4:6], id[6:8], id[8:10], id[10:16])
	fmt.Fprintf(&b, "%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n", more, media, len(block))
	b.Write(block)
	b.WriteString("\r\n\r\n")
	return b.Bytes()
}

func warcDate(at string) string { return stamped(at).Format("2006-01-02T15:04:05Z") }
