package content

import "loccit/verify"

// Compare makes every check of the citation at: what it says of its source,
// against what the source shows. It is a verify.Compare.
func Compare(c *verify.Case, at verify.Ref) []verify.Check {
	var checks []verify.Check
	for _, compare := range []verify.Compare{} {
		checks = append(checks, compare(c, at)...)
	}
	return checks
}
