package report

import (
	"fmt"

	"loccit/verify"
)

// Verdict is the line that a gate ends with: yes or no, why, and what to run
// next.
func Verdict(g *verify.Ruling) string {
	said := g.String()
	if g.Next != "" {
		said += " Next: " + g.Next
	}
	return plain(said)
}

// inFull is a remark in words, without its place.
func inFull(m *verify.Remark) string {
	words := m.Message
	if m.Next != "" {
		words += " " + m.Next
	}
	return plain(words)
}

// placeOfRemark is where an editor finds what m is about: loccit.toml:12; empty
// for nowhere.
func placeOfRemark(m *verify.Remark) string {
	switch {
	case m.File == "":
		return ""
	case m.Line == 0:
		return plain(m.File)
	}
	return plain(fmt.Sprintf("%s:%d", m.File, m.Line))
}

// asks reports whether m is advice: something that an editor should do.
func asks(m *verify.Remark) bool {
	switch m.Kind {
	case verify.RemarkWaiverExpired, verify.RemarkWaiverUnused, verify.RemarkSeenExpired:
		return true
	}
	return false
}
