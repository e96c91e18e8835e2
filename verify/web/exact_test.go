package web

import (
	"net/http"
	"net/netip"
	"testing"
	"time"
)

func TestExactURL(t *testing.T) {
	for _, tc := range []struct{ raw, host, asked string }{
		{"http://a.example", "a.example", "/"},
		{"HTTP://A.Example?x", "a.example", "/?x"},
		{"http://a.example/a%2fb%2F%7e~", "a.example", "/a%2fb%2F%7e~"},
		{"http://a.example/100%", "a.example", "/100%"},
		{"http://a.example/a b/é?q=ü \"x\"", "a.example", "/a%20b/%C3%A9?q=%C3%BC%20%22x%22"},
		{"http://a.example//x//y", "a.example", "//x//y"},
		{"http://a.example/a?", "a.example", "/a?"},
		{"http://a.example/a?b?c#d", "a.example", "/a?b?c"},
		{"http://a.example/a;b,c!$&'()*+=:@[x]|y", "a.example", "/a;b,c!$&'()*+=:@[x]|y"},
		{"http://user:pw@a.example:8080/x", "a.example:8080", "/x"},
		{"http://bücher.example/x", "xn--bcher-kva.example", "/x"},
		{"http://[::1]:81/x", "[::1]:81", "/x"},
		{"http://a_b.example./x", "a_b.example", "/x"},
		{"http://a.example/a/../b/./c?../d", "a.example", "/b/c?../d"},
		{"http://a.example/a/%2E%2e/%2f./.%2e", "a.example", "/"},
		{"http://a.example/../../b/.", "a.example", "/b/"},
		{"http://a.example/..?x", "a.example", "/?x"},
		{"http://a.example/a//..//b..c/...", "a.example", "/a//b..c/..."},
		{"http://a.example/a\\..\\b%2e/%2ehidden", "a.example", "/b%2e/%2ehidden"},
		{"http://a.example/.//b", "a.example", "//b"},
	} {
		u, err := exactURL(tc.raw)
		if err != nil {
			t.Errorf("%s: %v", tc.raw, err)
			continue
		}
		if u.Host != tc.host || u.RequestURI() != tc.asked {
			t.Errorf("%s: %s %s, want %s %s", tc.raw, u.Host, u.RequestURI(), tc.host, tc.asked)
		}
	}
	for _, raw := range []string{"", "http://", "http:///x", "ftp://a.example/", "http://a..b/", "http://a.example:0/", "http://a.example:x/", "http://a b/", "http://[::zz]/", "//a.example/"} {
		if u, err := exactURL(raw); err == nil {
			t.Errorf("%q was taken for %v", raw, u)
		}
	}
}

func TestResolve(t *testing.T) {
	const base = "http://a.example/b/c/d;p?q"
	for _, tc := range []struct{ ref, want string }{ // RFC 3986, 5.4, and what servers send
		{"g", "http://a.example/b/c/g"}, {"./g", "http://a.example/b/c/g"}, {"g/", "http://a.example/b/c/g/"}, {"/g", "http://a.example/g"},
		{"//g.example", "http://g.example"}, {"?y", "http://a.example/b/c/d;p?y"}, {"g?y", "http://a.example/b/c/g?y"}, {"#s", "http://a.example/b/c/d;p?q"},
		{"", "http://a.example/b/c/d;p?q"}, {".", "http://a.example/b/c/"}, {"..", "http://a.example/b/"}, {"../g", "http://a.example/b/g"},
		{"../../../g", "http://a.example/g"}, {"g;x=1/../y", "http://a.example/b/c/y"}, {"g?y/../x", "http://a.example/b/c/g?y/../x"},
		{"https://x.example/%7e%2f", "https://x.example/%7e%2f"}, {" /g ", "http://a.example/g"}, {"/%e4%b8", "http://a.example/%e4%b8"}, {"mailto:a@b", "mailto:a@b"},
		{"http:/g", "http://a.example/g"}, {"http:g", "http://a.example/b/c/g"}, {"https:/x.example/g", "https://x.example/g"}, {"https:///x.example/g", "https://x.example/g"},
		{"/\\g.example/h", "http://g.example/h"}, {"\\\\g.example/h", "http://g.example/h"}, {"/caf\xe9", "http://a.example/caf\xe9"}, {"/a\n\tb", "http://a.example/ab"},
	} {
		if got := resolve(base, tc.ref); got != tc.want {
			t.Errorf("%q: %s, want %s", tc.ref, got, tc.want)
		}
	}
}

func TestLiteralAddresses(t *testing.T) {
	for _, tc := range []struct {
		host, ip string
		private  bool
	}{
		{"127.0.0.1", "127.0.0.1", true}, {"2130706433", "127.0.0.1", true}, {"0177.0.0.1", "127.0.0.1", true}, {"0x7F000001", "127.0.0.1", true},
		{"0x7b.1", "123.0.0.1", false}, {"127.1", "127.0.0.1", true}, {"10.1.2", "10.1.0.2", true}, {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1", true}, {"8.8.8.8", "8.8.8.8", false},
		{"[2001:4860:4860::8888]", "2001:4860:4860::8888", false}, {"[::]", "::", true}, {"[fd00::1]", "fd00::1", true}, {"169.254.169.254", "169.254.169.254", true},
		{"[64:ff9b::7f00:1]", "64:ff9b::7f00:1", true}, {"255.255.255.255", "255.255.255.255", true}, {"198.18.0.1", "198.18.0.1", true}, {"0.0.0.0", "0.0.0.0", true},
	} {
		ip, ok := literal(tc.host)
		if !ok || ip != netip.MustParseAddr(tc.ip) || private(ip) != tc.private {
			t.Errorf("%s: %v %v, private %v; want %s, %v", tc.host, ip, ok, ip.IsValid() && private(ip), tc.ip, tc.private)
		}
	}
	for _, host := range []string{"a.example", "1.example", "256.1.1.1.1", "1.2.3.400", "0x", "1..2", "dead.beef", "face", ""} {
		if ip, ok := literal(host); ok {
			t.Errorf("%q was taken for %v", host, ip)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for _, tc := range []struct {
		value, date string
		want        time.Duration
	}{
		{"", "", 0}, {"5", "", 5 * time.Second}, {" 120 ", "", 2 * time.Minute}, {"-1", "", 0}, {"soon", "", 0}, {"0", "", 0},
		{"99999999999999999999", "", 365 * 24 * time.Hour},
		{"Fri, 16 Jul 2021 10:00:30 GMT", "Fri, 16 Jul 2021 10:00:00 GMT", 30 * time.Second},
		{"Fri, 16 Jul 2021 09:00:00 GMT", "Fri, 16 Jul 2021 10:00:00 GMT", 0},
	} {
		h := http.Header{}
		h.Set("Retry-After", tc.value)
		if tc.date != "" {
			h.Set("Date", tc.date)
		}
		if got := retryAfter(h); got != tc.want {
			t.Errorf("%q: %v, want %v", tc.value, got, tc.want)
		}
	}
}

func FuzzExactURL(f *testing.F) {
	for _, seed := range []string{"http://a.example/b?c#d", "https://[::1]:8/%zz", "http://u@bücher.example\\x", "http://a/..//.?", "//x", "?y", "../../z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if u, err := exactURL(raw); err == nil {
			for _, c := range []byte(u.RequestURI()) {
				if c <= ' ' || c >= 0x7f {
					t.Fatalf("%q goes out as %q", raw, u.RequestURI())
				}
			}
		}
		resolve("http://a.example/b", raw)
	})
}
