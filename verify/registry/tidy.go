package registry

import (
	"html"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Publishers deposit titles with face mark-up, MathML and character
// references: <i>In vivo</i>, &amp;amp;.
var tags = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9:]*(\s[^<>]*)?/?>`)
})

// mostLetters of a title or a name are kept, in bytes.
const mostLetters = 1000

// tidy is s in one line, without mark-up.
func tidy(s string) string {
	s = html.UnescapeString(html.UnescapeString(tags().ReplaceAllString(s, "")))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > mostLetters {
		s = s[:mostLetters]
		for !utf8.ValidString(s) && len(s) > mostLetters-utf8.UTFMax {
			s = s[:len(s)-1]
		}
	}
	return strings.ToValidUTF8(s, "")
}
