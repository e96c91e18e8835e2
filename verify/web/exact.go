package web

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"loccit/verify"
)

// exactURL makes a url.URL that net/http puts on the wire as raw says, byte
// for byte: %2f stays %2f, %7E stays %7E, and a stray % is not our business.
// Only what cannot stand in a request line is encoded: spaces, controls,
// quotes, and bytes beyond ASCII; and the segments . and .. are taken out, which
// a server may not understand. net/url would decode and encode anew.
func exactURL(raw string) (*url.URL, error) {
	scheme, host, rest := verify.SplitURL(raw)
	if scheme != "http" && scheme != "https" {
		return nil, errors.New("not an http or https address")
	}
	if (host == "http:" || host == "https:") && strings.HasPrefix(rest, "//") {
		return nil, errors.New("it has two schemes")
	}
	host = verify.ASCIIHost(strings.TrimSuffix(host, ":"))
	if err := checkHost(host); err != nil {
		return nil, err
	}
	path, query, asked := strings.Cut(rest, "?")
	path = strings.ReplaceAll(path, "\\", "/")
	if path == "" || path[0] != '/' {
		path = "/" + path
	}
	path = verify.WithoutDots(path)
	u := &url.URL{Scheme: scheme, Host: host, RawQuery: escape(query, `"<>`), ForceQuery: asked && query == ""}
	path = escape(path, "\"<>^`{}")
	if strings.HasPrefix(path, "//") { // Opaque would be taken for a host
		u.Path, u.RawPath = path, path
		if plain, err := url.PathUnescape(path); err == nil {
			u.Path = plain
		}
		return u, nil
	}
	u.Opaque = path
	return u, nil
}

func checkHost(host string) error {
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		name, port = host[:i], host[i+1:]
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return fmt.Errorf("%q is no port", clip(port))
		}
	}
	name = strings.TrimSuffix(name, ".")
	switch {
	case strings.HasPrefix(name, "["):
		if net.ParseIP(strings.Trim(name, "[]")) == nil && !strings.Contains(name, "%") {
			return fmt.Errorf("%q is no address", clip(name))
		}
		return nil
	case name == "", len(name) > 253, strings.Contains(name, ".."), strings.HasPrefix(name, "."),
		strings.ContainsAny(name, " \t\r\n\"'<>{}|^`%/,;()"):
		return fmt.Errorf("%q is no name of a host", clip(name))
	case strings.IndexFunc(name, func(r rune) bool { return r >= 0x80 }) >= 0:
		return fmt.Errorf("%q has no form in the DNS", clip(name))
	case endsInNumber(name):
		if _, ok := literal(name); !ok {
			return fmt.Errorf("%q ends in a number, and is no address", clip(name))
		}
	}
	for label := range strings.SplitSeq(name, ".") {
		if len(label) > 63 {
			return fmt.Errorf("%q is too long for a part of a host's name", clip(label))
		}
	}
	return nil
}

// endsInNumber reports whether name can be nothing but an IP address (WHATWG URL,
// 3.5).
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	_, err := strconv.ParseUint(oldNumber(last), 0, 64)
	return err == nil || last != "" && strings.Trim(last, "0123456789") == ""
}

// escape percent-encodes the bytes of s that must not go out as they are.
func escape(s, also string) string {
	bad := func(c byte) bool { return c <= ' ' || c >= 0x7f || strings.IndexByte(also, c) >= 0 }
	n := 0
	for i := 0; i < len(s); i++ {
		if bad(s[i]) {
			n++
		}
	}
	if n == 0 {
		return s
	}
	const hex = "0123456789ABCDEF"
	out := make([]byte, 0, len(s)+2*n)
	for i := 0; i < len(s); i++ {
		if c := s[i]; bad(c) {
			out = append(out, '%', hex[c>>4], hex[c&15])
		} else {
			out = append(out, c)
		}
	}
	return string(out)
}

// resolve makes ref, found at base, absolute (RFC 3986, 5.2), and changes no
// byte of it. What is no reference to the web stays as it is.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(unbroken.Replace(ref))
	scheme, host, rest := verify.SplitURL(base)
	site := scheme + "://" + host
	path, _, _ := strings.Cut(rest, "?")
	if path == "" {
		path = "/"
	}
	switch {
	case ref == "" || ref[0] == '#':
		return site + rest
	case hasScheme(ref):
		return resolveScheme(base, scheme, ref)
	case startsHost(ref):
		return scheme + "://" + ref[2:]
	case ref[0] == '?':
		return site + path + ref
	case ref[0] != '/' && ref[0] != '\\':
		ref = path[:strings.LastIndexByte(path, '/')+1] + ref
	}
	path, tail := ref, ""
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		path, tail = ref[:i], ref[i:]
	}
	return site + verify.WithoutDots(strings.ReplaceAll(path, "\\", "/")) + tail
}

// unbroken takes out what browsers leave out of a reference. It goes by bytes,
// since a Location may be in an old charset.
var unbroken = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// startsHost reports whether ref begins with two slashes of either kind.
func startsHost(ref string) bool {
	return len(ref) > 1 && (ref[0] == '/' || ref[0] == '\\') && (ref[1] == '/' || ref[1] == '\\')
}

// resolveScheme reads a reference with a scheme as browsers do where slashes are
// missing or too many: http:/b is a path on a page that came by http, else the
// name of a host (WHATWG URL, 4.4).
func resolveScheme(base, scheme, ref string) string {
	name, after, _ := strings.Cut(ref, ":")
	name = strings.ToLower(name)
	switch {
	case name != "http" && name != "https":
		return ref
	case name == scheme && !startsHost(after):
		return resolve(base, after)
	case strings.HasPrefix(after, "//") && !strings.HasPrefix(after, "///"):
		return ref
	}
	return name + "://" + strings.TrimLeft(after, `/\`)
}

// hasScheme reports whether ref starts with a scheme and a colon.
func hasScheme(ref string) bool {
	for i := 0; i < len(ref); i++ {
		switch c := ref[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return c == ':' && i > 0
		}
	}
	return false
}
