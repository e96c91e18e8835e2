// Package repair proposes URLs in place of damaged ones.
package repair
