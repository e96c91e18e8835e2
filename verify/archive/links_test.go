package archive

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseLinks(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"a plain one", `<http://a.example/>; rel="original"`, "http://a.example/ [original]"},
		{"unquoted", `<http://a.example/1>; rel=memento; datetime="Wed, 10 Dec 1997 06:17:38 GMT"`, "http://a.example/1 [memento] 1997-12-10"},
		{"an unquoted date with its comma", "<u>;datetime=Wed, 10 Dec 1997 06:17:38 GMT;rel=memento,<v>;rel=self", "u [memento] 1997-12-10\nv [self]"},
		{"several in one", `<u>; rel="first last memento"; datetime="Wed, 10 Dec 1997 06:17:38 GMT"`, "u [first last memento] 1997-12-10"},
		{"no scheme", `<//a.example/web/1/http://b.example/>; rel="timemap"`, "//a.example/web/1/http://b.example/ [timemap]"},
		{"commas within", `<http://a.example/x,y;z>; rel="original"; title="a, <b>; \"c\"", <v>; rel=self`, "http://a.example/x,y;z [original]\nv [self]"},
		{"commas too many", ",, <u>; rel=self ,,\n, <v>; rel=original,", "u [self]\nv [original]"},
		{"no blanks", `<u>;rel="self",<v>;rel="original"`, "u [self]\nv [original]"},
		{"capitals", `<u>; REL="Memento"; DateTime="Wed, 10 Dec 1997 06:17:38 GMT"`, "u [memento] 1997-12-10"},
		{"a parameter without a value", `<u>; crossorigin; rel=self`, "u [self]"},
		{"no relation", `<u>`, "u []"},
		{"words of an error page", "TimeMap does not exist", ""},
		{"breaks off in the target", `<u>; rel=self, <v`, "u [self]"},
		{"breaks off in a value", `<u>; rel="sel`, "u [sel]"},
		{"breaks off in an escape", `<u>; rel="sel\`, "u [sel]"},
		{"a date that is none", `<u>; rel=memento; datetime="yesterday"`, "u [memento]"},
		{"the first of two relations counts", `<u>; rel=self; rel=memento`, "u [self]"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, l := range parseLinks(tc.in) {
				line := fmt.Sprint(l.target, " ", l.rels)
				if at, ok := l.moment("datetime"); ok {
					line += at.Format(" 2006-01-02")
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tc.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMementosOfATimeMap(t *testing.T) {
	const timemap = `<http://a.example/>; rel="original",
<//archive.example/timemap/http://a.example/>; rel="self"; type="application/link-format",
<//archive.example/web/20100102030405/http://a.example:80/>; rel="first memento"; datetime="Sat, 02 Jan 2010 03:04:05 GMT",
<//archive.example/web/20100102030405/http://a.example:80/>; rel=memento; datetime="Sat, 02 Jan 2010 03:04:05 GMT",
<https://archive.example/QX7B>; rel="memento"; datetime="Fri, 16 Jul 2021 00:00:00 GMT",
<https://archive.example/later>; rel="last memento"; datetime="Thu, 01 Jan 2099 00:00:00 GMT",
<https://archive.example/dateless>; rel="memento",
`
	got := mementos(parseLinks(timemap), "https://archive.example/timemap/http://a.example/", july.AddDate(1, 0, 0))
	want := []capture{
		{stamp: "20100102030405", at: time.Date(2010, 1, 2, 3, 4, 5, 0, time.UTC), original: "http://a.example:80/", place: "https://archive.example/web/20100102030405/http://a.example:80/"},
		{at: july, original: "http://a.example/", place: "https://archive.example/QX7B"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(capture{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func FuzzParseLinks(f *testing.F) {
	for _, s := range []string{
		`<http://a.example/>; rel="original", <u>; rel=memento; datetime="Wed, 10 Dec 1997 06:17:38 GMT"`,
		`<u>;a="\`, "<>;;=;,<", `<a>;rel=`, "<a>; b=c, d", "<",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		links := parseLinks(s)
		for _, l := range links {
			if !strings.Contains(s, l.target) {
				t.Fatalf("target %q is not in %q", l.target, s)
			}
		}
		if len(links) > strings.Count(s, "<") {
			t.Fatalf("%d links in %q", len(links), s)
		}
		mementos(links, "https://archive.example/", july)
	})
}
