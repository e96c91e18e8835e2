package report

import (
	"regexp"
	"sync"

	"loccit/verify"
)

// A brush paints words for a terminal (ECMA-48, SGR); the zero brush leaves
// them as they are.
type brush bool

func (b brush) paint(code, s string) string {
	if !b || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (b brush) bold(s string) string  { return b.paint("1", s) }
func (b brush) dim(s string) string   { return b.paint("2", s) }
func (b brush) red(s string) string   { return b.paint("31", s) }
func (b brush) green(s string) string { return b.paint("32", s) }

func (b brush) severity(severity verify.Severity, s string) string {
	return b.paint([...]string{verify.Advice: "36", verify.Warning: "33", verify.Error: "1;31"}[severity], s)
}

func (b brush) state(state verify.State, s string) string {
	return b.paint([...]string{
		verify.Unchecked: "2", verify.Live: "32", verify.Moved: "36", verify.Suspect: "35",
		verify.Blocked: "33", verify.Unreachable: "33", verify.Dead: "31",
	}[state], s)
}

// unpainted is s without what a brush put around it.
func unpainted(s string) string {
	return painting().ReplaceAllString(s, "")
}

var painting = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("\x1b\\[[0-9;]*m") })
