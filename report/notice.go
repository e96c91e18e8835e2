package report

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"loccit/verify"
)

//go:embed html/notice.html
var noticeTemplate string

// How much a notice tells people; programs get everything. A first night over an
// old house may find thousands of dead links, and mail servers and chat services
// refuse what is too long.
const (
	mostInMail = 200
	mostInChat = 10
)

// NoticeOf is what a night tells those who look at no report. Who gets it, and
// its ID, are for the caller to add. reports are where the whole report lies; they
// may be none.
func NoticeOf(r *verify.Report, reports []string) (verify.NightNotice, error) {
	n := newNotice(r, reports)
	page, err := n.html()
	if err != nil {
		return verify.NightNotice{}, fmt.Errorf("writing the notice: %w", err)
	}
	data, err := n.json()
	if err != nil {
		return verify.NightNotice{}, fmt.Errorf("writing the notice: %w", err)
	}
	return verify.NightNotice{At: r.Run.Started, Subject: n.subject(), Text: n.text(), HTML: page, Chat: n.chat(), JSON: data}, nil
}

// A notice is a night, cut to what fits a mail.
type notice struct {
	reading
	whole   *verify.Report
	Reports []string
}

func newNotice(r *verify.Report, reports []string) *notice {
	n := &notice{reading: read(r), whole: r}
	for _, path := range reports {
		n.Reports = append(n.Reports, plain(path))
	}
	cut := *r.Night
	cut.Changes = cut.Changes[:min(len(cut.Changes), mostInMail)]
	cut.Broken = cut.Broken[:min(len(cut.Broken), mostInMail)]
	n.Night = &cut
	return n
}

// Said is what the night has to tell, in a line.
func (n *notice) Said() string { return changedInWords(n.whole.Night) }

func (n *notice) subject() string {
	said := strings.TrimSuffix(strings.TrimPrefix(n.Said(), "Changed: "), ".")
	return "loccit: " + strings.ToLower(said[:1]) + said[1:]
}

// More says what was cut off; empty where nothing was.
func (n *notice) More() string {
	changes, broken := len(n.whole.Night.Changes)-len(n.Night.Changes), len(n.whole.Night.Broken)-len(n.Night.Broken)
	if changes+broken == 0 {
		return ""
	}
	return fmt.Sprintf("The report lists the rest: %s more, and %s more that are broken still.", plural(changes, "change"), plural(broken, "source"))
}

// Incomplete says why the night did not see all; empty where it did.
func (n *notice) Incomplete() string {
	if n.Run.Complete() {
		return ""
	}
	return "The night is not complete: " + whyIncomplete(n.Run.Why) + "."
}

// About says which night tells this, of what.
func (n *notice) About() string {
	s := Summarize(n.whole)
	return fmt.Sprintf("The night of %s: %s, %s.", moment(n.Run.Started), plural(s.Documents, "document"), plural(s.Sources, "source"))
}

// text is the notice without colours, for 72 columns.
func (n *notice) text() string {
	var b strings.Builder
	t := &textReport{Writer: bufio.NewWriter(&b), reading: n.reading, width: 72}
	t.line(0, n.Said())
	t.news(n.Night)
	for _, said := range []string{n.More(), n.Incomplete(), n.About()} {
		if said != "" {
			t.paragraph(said, t.brush.dim)
		}
	}
	for _, path := range n.Reports {
		t.line(0, "The report: "+path)
	}
	t.Flush() // a strings.Builder takes everything
	return b.String()
}

// News are the changes as the page of a report has them.
func (n *notice) News() *htmlNews { return (&htmlPage{reading: n.reading}).News() }

// Still heads what is broken still.
func (n *notice) Still() string {
	return fmt.Sprintf("Broken still: %d", len(n.whole.Night.Broken))
}

// Later says what is left to the nights to come; empty where nothing is.
func (n *notice) Later() string { return leftInWords(n.Night) }

// colour is that of a kind of change, dark enough to be read on white.
func colour(class string) template.CSS {
	switch class {
	case "news-" + verify.Broke:
		return "#9c1420"
	case "news-" + verify.Healed:
		return "#17633f"
	}
	return "#17497d"
}

func (n *notice) html() (string, error) {
	t, err := template.New("").Funcs(template.FuncMap{"link": link, "colour": colour}).Parse(noticeTemplate)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.ExecuteTemplate(&b, "notice", n)
	return b.String(), err
}

// chat is a few lines. It holds our own words, URLs and names of documents, and
// none of what a page said: a chat service may take words for commands.
func (n *notice) chat() string {
	lines := []string{"*loccit*: " + n.Said()}
	changes := n.whole.Night.Changes
	for i := range changes[:min(len(changes), mostInChat)] {
		c := &changes[i]
		said := fmt.Sprintf("• *%s* %s (%s → %s)", kindInWords(c.Kind), chatURL(c.URL), c.From, c.To)
		if c.Link != "" {
			said += " → " + chatURL(c.Link)
		}
		if at := n.citedIn(c.Key); at != "" {
			said += ", " + chatText(at)
		}
		if c.Waived != nil {
			said += ", waived"
		}
		lines = append(lines, said)
	}
	if more := len(changes) - mostInChat; more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", more))
	}
	if broken := len(n.whole.Night.Broken); broken > 0 {
		lines = append(lines, fmt.Sprintf("Broken still: %d", broken))
	}
	if said := n.Incomplete(); said != "" {
		lines = append(lines, said)
	}
	return strings.Join(lines, "\n")
}

// chatText keeps Slack from taking <!channel> for a command, and others @all:
// see "Formatting text for app surfaces" of Slack. The mark-up of Markdown loses
// its meaning, too.
func chatText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "@\u200b", "`", "'", "[", "(", "]", ")", "*", "∗", "|", "¦").Replace(plain(s))
}

// chatURL is a URL that still leads where it did: what has a meaning of its own
// in a chat is escaped as URLs escape it.
func chatURL(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "@", "%40", "`", "%60", "*", "%2A", "|", "%7C", "[", "%5B", "]", "%5D").Replace(plain(s))
}

// json is the run with its changes as in the JSON report, on one line.
func (n *notice) json() (string, error) {
	var b, line bytes.Buffer
	w := bufio.NewWriter(&b)
	j := &jsonStream{w: w}
	j.raw("{\n \"schema\": \"loccit.notice/1\"")
	j.field("tool").tool(n.Version)
	j.field("run").run(n.Run)
	whole := n.reading
	whole.Report = n.whole
	j.night(whole)
	j.raw("\n}")
	if err := j.flush(); err != nil {
		return "", err
	}
	if err := w.Flush(); err != nil {
		return "", err
	}
	err := json.Compact(&line, b.Bytes())
	return line.String(), err
}
