package verify

import (
	"fmt"
	"slices"
	"time"
)

// A Waiver is an editor's word that findings may stand: those of Rule, on
// sources that URL fits. One of the two may be empty, for any.
type Waiver struct {
	Rule   string
	URL    string // as cited, or a glob in which * is anything; see Gatherer.Exclude
	Reason string
	Until  Date // the last day on which it holds; zero for good
	By     string
	File   string // where it is written
	Line   int
}

// Waive returns the findings of r with those waived that an editor has
// answered for, and what is to be said of the waivers: that one ran out before
// now, or that one matches nothing. r stays as it was. checked are the rules
// that looked; of the waivers of others nothing is said.
func Waive(r *Report, waivers []Waiver, checked []Rule, now time.Time) ([]Finding, []Remark) {
	findings := slices.Clone(r.Findings)
	used := make([]bool, len(waivers))
	today := DateOf(now)
	for i := range findings {
		f := &findings[i]
		link := r.link(f)
		for n := range waivers {
			w := &waivers[n]
			if !w.covers(f.Rule, link) {
				continue
			}
			used[n] = true
			switch {
			case !w.expired(today) && f.Waived == nil:
				f.Waived = w
			case w.expired(today):
				f.Evidence = append(slices.Clip(f.Evidence), "A waiver of it ran out on "+w.Until.String()+": "+w.said())
			}
		}
	}
	var remarks []Remark
	for n := range waivers {
		w := &waivers[n]
		looked := w.Rule == "" || slices.ContainsFunc(checked, func(rule Rule) bool { return rule.ID == w.Rule })
		if m, ok := w.remark(used[n], today); ok && (used[n] || looked && r.Run.Since == "" && !r.inTheDark(w)) {
			remarks = append(remarks, m)
		}
	}
	return findings, remarks
}

// link is the URL of the source that f is about, as cited; empty for none.
func (r *Report) link(f *Finding) string {
	i, ok := f.Where.Citation()
	if !ok {
		return ""
	}
	if c := r.Documents[f.Where.Document].Resolve(i); c != nil {
		return c.Link()
	}
	return ""
}

func (w *Waiver) covers(rule, link string) bool {
	return (w.Rule == "" || w.Rule == rule) && (w.URL == "" || link != "" && urlFits(w.URL, link))
}

// urlFits reports whether pattern, a URL or a glob, means the source that link
// names.
func urlFits(pattern, link string) bool {
	if Key(pattern) == Key(link) {
		return true
	}
	_, host, rest := SplitURL(link)
	return globMatches(pattern, link) || globMatches(pattern, Key(link)) || globMatches(pattern, host+rest) || globMatches(pattern, host)
}

func (w *Waiver) expired(today Date) bool { return !w.Until.IsZero() && w.Until.Before(today) }

func (w *Waiver) said() string {
	if w.By == "" {
		return w.Reason
	}
	return w.Reason + ", says " + w.By
}

// about names what a waiver is of.
func (w *Waiver) about() string {
	switch {
	case w.Rule == "":
		return w.URL
	case w.URL == "":
		return w.Rule
	}
	return w.Rule + " of " + w.URL
}

// remark is what is to be said of w, where something is.
func (w *Waiver) remark(used bool, today Date) (Remark, bool) {
	m := Remark{File: w.File, Line: w.Line}
	switch {
	case w.expired(today) && used:
		m.Kind = RemarkWaiverExpired
		m.Message = fmt.Sprintf("The waiver of %s ran out on %s, and what it waived counts again (%s).", w.about(), w.Until, w.said())
		m.Next = "Mend what it waived, or give the waiver another date."
	case w.expired(today):
		m.Kind = RemarkWaiverExpired
		m.Message = fmt.Sprintf("The waiver of %s ran out on %s, and nothing is found that it waived.", w.about(), w.Until)
		m.Next = "Take it out."
	case !used:
		m.Kind = RemarkWaiverUnused
		m.Message = fmt.Sprintf("The waiver of %s matches nothing that was found.", w.about())
		m.Next = "Take it out if no other document needs it, or look whether its rule and its URL are right."
	default:
		return m, false
	}
	return m, true
}

// inTheDark reports whether w may match nothing only because a source that it
// names could not be looked at.
func (r *Report) inTheDark(w *Waiver) bool {
	return w.URL != "" && slices.ContainsFunc(r.Sources, func(s Standing) bool {
		return (s.State == Unchecked || s.State == Unreachable) && urlFits(w.URL, s.URL)
	})
}
