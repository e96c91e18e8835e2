package archive

import (
	"testing"
	"time"
)

func TestParseStamp(t *testing.T) {
	cases := []struct{ in, want string }{
		{"20210716101112", "2021-07-16 10:11:12"},
		{"20000012170449", "2000-12-17 04:49:00"},
		{"20000800241623", "2000-08-24 16:23:00"},
		{"2021071610111", ""},
		{"20211316101112", ""},
		{"00000000000000", ""},
		{"2021-07-16T101", ""},
		{"", ""},
	}
	for _, tc := range cases {
		at, err := parseStamp(tc.in)
		got := ""
		if err == nil {
			got = at.Format(time.DateTime)
		}
		if got != tc.want {
			t.Errorf("%q is %q, want %q", tc.in, got, tc.want)
		}
	}
}

func FuzzParseCDX(f *testing.F) {
	for _, s := range []string{
		"", "[]", "[[]]", `[["timestamp","original"],["20210716101112","http://a.example/"]]`, `[["timestamp"],[1],[null],[{}]]`,
		`{"timestamp":"20210716101112","url":"http://a.example/","status":200}`,
		"k 20210716101112 http://a.example/ text/html 200 SHA 12\n\nresume+key", "<html>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		captures, err := parseCDX([]byte(s))
		if err != nil && len(captures) > 0 {
			t.Fatal("captures beside an error")
		}
		for i := range captures {
			if captures[i].at.IsZero() || captures[i].original == "" {
				t.Fatalf("%+v", captures[i])
			}
		}
		choose(captures, "http://a.example/", time.Time{})
	})
}
