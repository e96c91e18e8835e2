package content

import "loccit/verify"

// Comparison is how citations are compared with what their sources show; texts
// brings back the text of a page that was put aside.
func Comparison(texts func(sum string) string) verify.Comparison {
	return verify.Comparison{Citation: Compare, Source: nil, Texts: texts}
}

// Compare makes every check of the citation at: what it says of its source,
// against what the source shows. It is a verify.Compare.
func Compare(c *verify.Case, at verify.Ref) []verify.Check {
	var checks []verify.Check
	for _, compare := range []verify.Compare{} {
		checks = append(checks, compare(c, at)...)
	}
	return checks
}
