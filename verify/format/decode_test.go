package format

import (
	"errors"
	"strings"
	"testing"

	"loccit/verify"
)

func TestDecode(t *testing.T) {
	tests := []struct{ name, data, declared, want string }{
		{"empty", "", "", ""},
		{"ASCII", "plain\n", "", "plain\n"},
		{"UTF-8 mark", "\ufeffhéllo", "", "héllo"},
		{"UTF-16 little", "\xff\xfeh\x00\xe9\x00", "", "hé"},
		{"UTF-16 big", "\xfe\xff\x00h\x00\xe9", "", "hé"},
		{"UTF-16 without mark", "h\x00i\x00 \x00y\x00o\x00u\x00", "", "hi you"},
		{"UTF-16 big without mark", "\x00h\x00i\x00 \x00y\x00o\x00u", "", "hi you"},
		{"UTF-32 little", "\xff\xfe\x00\x00h\x00\x00\x00", "", "h"},
		{"UTF-32 big", "\x00\x00\xfe\xff\x00\x00\x00h", "", "h"},
		{"declared", "\xf1\xe1", "windows-1251", "сб"},
		{"declared in vain", "né", "windows-1251", "né"},
		{"Latin 1", "Le caf\xe9 o\xf9 l'on se retrouve apr\xe8s l'\xe9t\xe9, \xe0 No\xebl.", "", "Le café où l'on se retrouve après l'été, à Noël."},
		{"Windows quotes", "He said \x93no\x94 \x96 and meant it, na\xefvely.", "", "He said “no” – and meant it, naïvely."},
		{"one broken character", "é è ê ë â à \xff ü", "", "é è ê ë â à \ufffd ü"},
		{"Windows lines", "a\r\nb\r\n", "", "a\nb\n"},
		{"old Mac lines", "a\rb\r", "", "a\nb\n"},
		{"form feed and soft hyphen", "a\fb\x02c", "", "a\fb\x02c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode([]byte(tt.data), tt.declared)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name, data, want string
		format           bool // wraps verify.ErrFormat
	}{
		{"NUL", "some text\x00 and more", "not a text: a NUL byte at byte 9", false},
		{"NUL after a mark", "\ufeffab\x00", "not a text: a NUL byte at byte 5", false},
		{"control characters", "ab" + strings.Repeat("\x01\x03", 40), "not a text: the control character 0x01 at byte 2", false},
		{"NUL in UTF-16", "\xff\xfea\x00\x00\x00", "a NUL byte at byte 1 of what is UTF-16", false},
		{"old Word", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "format not supported yet: this is an old Microsoft Office file", true},
		{"PNG", "\x89PNG\r\n\x1a\n\x00", "this is a PNG image", true},
		{"zip", "PK\x03\x04\x14\x00", "this is a zip archive", true},
		{"WebP", "RIFF\x01\x02\x03\x04WEBPVP8 ", "this is a WebP image", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := verify.Read(verify.Input{Path: "-", Data: []byte(tt.data)}, Readers())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got error %v, want one that says %q", err, tt.want)
			}
			if errors.Is(err, verify.ErrFormat) != tt.format {
				t.Errorf("wraps ErrFormat: %v, want %v", !tt.format, tt.format)
			}
		})
	}
}

// A form feed breaks the page and not the line, as editors count.
func TestPlacesOfPages(t *testing.T) {
	s := layOut("ä one\ntwo\n\fthree x\fy\nfour")
	d := verify.Document{Text: s.text, Places: s.places}
	tests := []struct {
		at   string
		want verify.Place
	}{
		{"one", verify.Place{Line: 1, Column: 3, Page: 1}},
		{"two", verify.Place{Line: 2, Column: 1, Page: 1}},
		{"three", verify.Place{Line: 3, Column: 2, Page: 2}},
		{"y", verify.Place{Line: 3, Column: 10, Page: 3}},
		{"four", verify.Place{Line: 4, Column: 1, Page: 3}},
	}
	for _, tt := range tests {
		if got := d.Place(strings.Index(s.text, tt.at)); got != tt.want {
			t.Errorf("%q is at %+v, want %+v", tt.at, got, tt.want)
		}
	}
}
