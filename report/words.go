package report

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// plural is n with its noun: 1 note, 12 notes.
func plural(n int, noun string) string {
	if n == 1 || noun == "advice" {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// counted is how many findings of a severity there are: 2 errors, 1 advice.
func counted(n int, s verify.Severity) string { return plural(n, s.String()) }

// answer is an editor's word that a finding may stand.
func answer(w *verify.Waiver) string {
	said := w.Reason
	if w.By != "" {
		said += ", says " + w.By
	}
	if !w.Until.IsZero() {
		said += ", until " + w.Until.String()
	}
	return plain(said)
}

// answered says why a finding does not count; empty where it does.
func answered(f *verify.Finding) string {
	switch {
	case f.Waived != nil:
		return "waived: " + answer(f.Waived)
	case f.Baseline:
		return "in the baseline"
	}
	return ""
}

// whyIncomplete says in words why a run did not see all that it was to see.
func whyIncomplete(why string) string { return plain(verify.WhyInWords(why)) }

// inWords is the reason for a state, for a person to read.
func inWords(v verify.Verdict) string {
	if v.Detail != "" {
		return plain(v.Detail)
	}
	return stateInWords(v.State)
}

// stateInWords says what a state means.
func stateInWords(s verify.State) string {
	return [...]string{
		verify.Unchecked:   "It was not asked.",
		verify.Live:        "It answers, with a page of its own.",
		verify.Moved:       "It moved for good, and answers at its new address.",
		verify.Suspect:     "It answers, but not with the source.",
		verify.Blocked:     "It keeps programs out; a person may still get in.",
		verify.Unreachable: "It could not be reached; that may heal.",
		verify.Dead:        "It is gone.",
	}[s]
}

// archiveInWords says what the archives have of a source, beside the snapshot
// itself.
func archiveInWords(h verify.Holding) string {
	said := [...]string{
		verify.ArchiveUnchecked: "No archive was asked",
		verify.Archived:         h.Provider,
		verify.Weak:             strings.TrimPrefix(h.Provider+", doubtful", ", "),
		verify.None:             "No archive that was asked holds it",
		verify.Excluded:         "The site keeps archives out",
		verify.Unknown:          "The archive could not be asked",
	}[h.State]
	if h.Why != "" {
		said = strings.TrimPrefix(said+": "+h.Why, ": ")
	}
	return plain(said)
}

// snapshotInWords names a snapshot by its date.
func snapshotInWords(h verify.Holding) string {
	if h.Captured.IsZero() {
		return "Snapshot"
	}
	return "Snapshot of " + day(h.Captured)
}

// day is a date as editors write it: 3 May 2019.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// moment is a time to the minute.
func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// inPlace is where something stands, in words: line 12, page 3; empty where
// the format knows neither.
func inPlace(p verify.Place) string {
	switch {
	case p.Page > 0:
		return fmt.Sprintf("page %d", p.Page)
	case p.Line > 0:
		return fmt.Sprintf("line %d", p.Line)
	}
	return ""
}

// plain is text from a manuscript or the web made fit for one line of a
// terminal: white space becomes one space, and what could move the cursor,
// set colours or turn the reading order around is shown as U+FFFD. Marks that
// right-to-left text needs stay.
func plain(s string) string {
	if printable(s) {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if unicode.IsControl(r) || turnsOrder(r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}

// inline is plain text that stands within other text: it keeps a space at
// either end.
func inline(s string) string {
	p := plain(s)
	if p == "" {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(first) {
		p = " " + p
	}
	if last, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(last) {
		p += " "
	}
	return p
}

// printable reports whether s is of printable ASCII with single spaces
// between words, as most messages are.
func printable(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && last == ' ' {
			return false
		}
		last = s[i]
	}
	return last != ' ' || s == ""
}

// turnsOrder reports whether r is an embedding, override or isolate of the
// Unicode Bidirectional Algorithm (UAX #9, section 2), with which a text can
// be made to read as another.
func turnsOrder(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// Plain is text from a manuscript or the web made fit for one line of a
// terminal, as reports have it.
func Plain(s string) string { return plain(s) }
