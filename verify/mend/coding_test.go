package mend

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"loccit/verify"
)

// TestCharsets shows that a file keeps its charset, its mark and its line ends,
// and that every byte outside of the URL stays.
func TestCharsets(t *testing.T) {
	text := "Die Fähre fuhr über den Sund, größer als je zuvor.1 Häufig spät, manchmal früh, nie schön.2\r\n\r\n" +
		"1. Änne Öhm, \"Die Fähre fährt über\", Küstenblatt, https://kueste.example/diefaehre.\r\n" +
		"2. Ülo Süß, \"Spätes Glück für Fähren\", Küstenblatt, https://kueste.example/spaet.\r\n"
	known := known{"https://kueste.example/diefaehre": {Repair: &verify.Repair{URL: "https://kueste.example/die-faehre", Confidence: verify.High}}}
	for _, tc := range []struct {
		name    string
		charset encoding.Encoding
		mark    string
		text    string
	}{
		{"UTF-8", encoding.Nop, "", text},
		{"UTF-8 with a mark", encoding.Nop, "\ufeff", text},
		{"UTF-8 with a broken character", encoding.Nop, "", text + "\xff"},
		{"old Macs' line ends", encoding.Nop, "", strings.ReplaceAll(text, "\r\n", "\r")},
		{"Windows-1252", charmap.Windows1252, "", text},
		{"UTF-16 little endian", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "\xff\xfe", text},
		{"UTF-16 big endian", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "\xfe\xff", text},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data, err := tc.charset.NewEncoder().Bytes([]byte(tc.text))
			if err != nil {
				t.Fatal(err)
			}
			want, err := tc.charset.NewEncoder().Bytes([]byte(strings.Replace(tc.text, "diefaehre", "die-faehre", 1)))
			if err != nil {
				t.Fatal(err)
			}
			data, want = append([]byte(tc.mark), data...), append([]byte(tc.mark), want...)
			r := mendTwice(t, verify.Input{Path: "faehre.txt", Data: data}, known)
			if len(r.Done) != 1 || !bytes.Equal(r.Data, want) {
				t.Errorf("done %+v, left %+v:\n%q\nwant\n%q", r.Done, r.Left, r.Data, want)
			}
		})
	}
}
