package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func isbnInvalid() verify.Rule {
	return verify.Rule{
		ID:       "isbn-invalid",
		Group:    identifiers,
		Title:    "The ISBN cannot be right",
		Severity: verify.Warning,
		Doc: `
The last digit of an ISBN is reckoned from the others (ISO 2108), so that a slip shows. This number fails the test, or has
too few or too many digits. Some old books really bear a wrong ISBN on their cover; most often a digit was mistyped, and
invented sources give themselves away by it.

**What to do.** Look the number up in a library catalogue.

**Example.** *ISBN 978-0-306-40615-8*: the last digit would have to be 7.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.ISBN == "" {
					return
				}
				if fault := badISBN(cite.ISBN); fault != "" {
					report(verify.Finding{
						Where:    c.AtCitation(d, i),
						Message:  fmt.Sprintf("ISBN %s cannot be right: %s.", cite.ISBN, fault),
						Next:     "Look the number up in a library catalogue.",
						Evidence: []string{"The citation: " + short(cite.Span.Of(doc.Text), 160)},
					})
				}
			})
		},
	}
}

// badISBN says what is wrong with an ISBN, or nothing. Nine digits are an SBN
// of before 1970, which a 0 in front makes an ISBN.
func badISBN(printed string) string {
	var digits []int
	for _, r := range printed {
		switch {
		case '0' <= r && r <= '9':
			digits = append(digits, int(r-'0'))
		case (r == 'X' || r == 'x') && len(digits) >= 8:
			digits = append(digits, 10)
		}
	}
	if len(digits) == 9 {
		digits = append([]int{0}, digits...)
	}
	switch len(digits) {
	case 10:
		sum := 0
		for i, d := range digits[:9] {
			sum += d * (10 - i)
		}
		return unequal(digits[9], (11-sum%11)%11)
	case 13:
		if d := digits; d[0] != 9 || d[1] != 7 || d[2] != 8 && d[2] != 9 {
			return "one of 13 digits begins with 978 or 979"
		}
		sum := 0
		for i, d := range digits[:12] {
			sum += d * (1 + 2*(i%2))
		}
		return unequal(digits[12], (10-sum%10)%10)
	}
	return fmt.Sprintf("it has %d digits, and an ISBN has 10 or 13", len(digits))
}

func unequal(is, must int) string {
	if is == must {
		return ""
	}
	return fmt.Sprintf("its last digit would have to be %s", strings.ToUpper(strings.ReplaceAll(fmt.Sprint(must), "10", "X")))
}
