package content

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"loccit/verify"
)

// Comparison is how citations are compared with what their sources show; texts
// brings back the text of a page that was put aside.
func Comparison(texts func(sum string) string) verify.Comparison {
	return verify.Comparison{Citation: Compare, Source: DriftOf, Texts: texts}
}

// Compare makes every check of the citation at: what it says of its source,
// against what the source shows. It is a verify.Compare.
func Compare(c *verify.Case, at verify.Ref) []verify.Check {
	cite := &c.Documents[at.Document].Citations[at.Citation]
	if cite.BackReference() { // it says no more than the note that it repeats
		return quoted(c, at)
	}
	s := c.StandingOf(cite.Link())
	return append(append(described(c, at, s), quoted(c, at)...), identified(c, at, s)...)
}

// described compares title, authors and date with what s shows, nil for no
// source.
func described(c *verify.Case, at verify.Ref, s *verify.Standing) []verify.Check {
	if s == nil {
		return nil
	}
	var room [2]view
	views, why := viewsOf(room[:0], s)
	if len(views) == 0 && why == "" { // nobody looked
		return nil
	}
	checks := claimsOf(&c.Documents[at.Document].Citations[at.Citation])
	if len(checks) == 0 {
		return nil
	}
	for i := range views {
		views[i].answers = answer3(newExam(c, at, &views[i]))
	}
	for i := range checks {
		checks[i].Why = why
		settle(&checks[i], views)
	}
	return checks
}

// claimsOf are the checks of what a citation says of title, authors and date.
func claimsOf(cite *verify.Citation) []verify.Check {
	said := [...]verify.Check{
		{What: verify.CheckTitle, Cited: cite.Title},
		{What: verify.CheckAuthor, Cited: strings.Join(cite.Authors, "; ")},
		{What: verify.CheckPublished, Cited: cite.Date.String()},
	}
	made := slices.DeleteFunc(said[:], func(k verify.Check) bool { return k.Cited == "" })
	return slices.Clone(made)
}

// A view is a page that may show the source.
type view struct {
	page    *verify.Page
	where   string // live, or the URL of the snapshot
	seen    time.Time
	sent    bool // a redirect led there, to an address of another name
	answers answers
}

// answers are those of one page to what a citation says; of what it does not say
// there is none.
type answers struct{ title, author, published answer }

// of is the answer to one of the three.
func (a *answers) of(what verify.CheckKind) *answer {
	switch what {
	case verify.CheckTitle:
		return &a.title
	case verify.CheckAuthor:
		return &a.author
	}
	return &a.published
}

const copyAgrees = "; the archived copy agrees with the note: "

// SnapshotAgrees reports whether the live page differs from what the note says,
// and the archived copy does not: the page was replaced.
func SnapshotAgrees(k verify.Check) bool { return strings.Contains(k.Why, copyAgrees) }

// Live is Check.Where for the page as it is on the web.
const Live = "live"

// viewsOf appends to views the pages that a source can be looked at through: the
// live one first, then the snapshot that was verified. Where there is none, why
// says so; it is empty where nobody looked.
func viewsOf(views []view, s *verify.Standing) (_ []view, why string) {
	switch {
	case s.Visit == nil:
	case s.State != verify.Live && s.State != verify.Moved:
		why = "the source could not be read: it is " + s.State.String()
	case s.Visit.Page == nil:
		why = "the answer holds no page"
	case s.Visit.Page.Scripted && s.Visit.Page.Published == "": // a shell says of all pages the same
		why = "scripts build the page, and they are not run"
	default:
		views = append(views, view{page: s.Visit.Page, where: Live, seen: s.Checked, sent: sentElsewhere(s.Visit)})
	}
	if p := s.Archive.Page; p != nil && s.Archive.State == verify.Archived && !p.Scripted {
		views = append(views, view{page: p, where: s.Archive.Snapshot, seen: s.Archive.Captured})
	}
	if len(views) > 0 {
		why = ""
	}
	return views, why
}

// sentElsewhere reports whether redirects led away from what the address cited
// calls its page: to another scheme, host or folder, it may have moved as it is.
func sentElsewhere(v *verify.Visit) bool {
	if len(v.Hops) == 0 {
		return false
	}
	_, _, cited := verify.SplitURL(v.URL)
	cited, _, _ = strings.Cut(strings.TrimRight(cited, "/"), "?")
	name := cited[strings.LastIndexByte(cited, '/')+1:]
	return name != "" && !strings.Contains(v.Final, strings.TrimSuffix(name, path.Ext(name)))
}

// answer3 compares all three, the title last: where its words leave it open,
// the others weigh.
func answer3(e *exam) (three answers) {
	if len(e.authors) > 0 {
		three.author = e.compareAuthor()
	}
	if !e.date.IsZero() {
		three.published = e.comparePublished()
	}
	others := support{author: three.author.Outcome, published: three.published.Outcome}
	others.house = slices.ContainsFunc(e.authors, e.isHouse)
	three.title = e.doubted(e.compareTitle(others))
	for _, a := range [...]*answer{&three.title, &three.author, &three.published} {
		if e.about != "" && a.Outcome == verify.Differs {
			*a = answer{found: a.found, why: "the note cites a text about another or within it: “" + short(e.about) + "”"}
		}
	}
	return three
}

// doubted is what is left of an answer to a title that was divided from its
// neighbours by a guess: that it differs says nothing, and the page's own title
// within the words of the citation is a match.
func (e *exam) doubted(a answer) answer {
	if !e.guessed || a.Outcome == verify.Matches {
		return a
	}
	said := wordsOf(head(e.said, 4*mostTitle))
	for _, t := range e.shown() {
		if len(t.content) > 2 && holds(said, t.words) {
			return answer{verify.Matches, t.raw, ""}
		}
	}
	if a.Outcome == verify.Differs {
		a = answer{found: a.found, why: "the title stands in the note without quotation marks or italics, and where it begins and ends is a guess"}
	}
	return a
}

// settle takes the first view that can tell. Where the live page differs and
// the snapshot matches, the page was replaced, and that is said.
func settle(check *verify.Check, views []view) {
	for i, v := range views {
		a := v.answers.of(check.What)
		if i == 0 || check.Answer == verify.CannotTell && a.Outcome != verify.CannotTell {
			check.Answer, check.Found, check.Where, check.Why = a.Outcome, a.found, v.where, a.why
		}
		if i > 0 && check.Answer == verify.Differs && check.Where == Live && a.Outcome == verify.Matches {
			check.Why = cmp.Or(check.Why, "the page says something else") + copyAgrees + v.where
		}
	}
}
