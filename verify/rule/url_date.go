package rule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"loccit/verify"
)

func urlDate() verify.Rule {
	return verify.Rule{
		ID:       "url-date",
		Group:    urlAsPrinted,
		Title:    "The date in the URL contradicts the date cited",
		Severity: verify.Warning,
		Doc: `
Newspapers and blogs put the day or month of publication into their addresses. Where the note gives another date, one of
the two is a slip, or the URL is that of another article.

One day of difference is let pass: print comes out after the web, and the web lives in other time zones. So are folders of
uploaded files, which carry the day of the upload, and a work of an earlier year that a site has put online later.

**What to do.** Open the page and see when it was published; correct the date, or the URL.

**Example.** The note says *June 11, 1997*; the URL says */1998/06/11/*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.URL == "" || cite.Date.Year == 0 {
					return
				}
				dated, ok := dateInURL(cite.URL, c.Now.Year())
				if !ok || meet(dated, cite.Date) || reissue(dated, cite.Date) {
					return
				}
				report(verify.Finding{
					Where:    c.AtCitation(d, i),
					Message:  fmt.Sprintf("The note dates the source %s, its URL %s.", cite.Date, dated),
					Next:     "Open the page, see when it was published, and correct the date or the URL.",
					Evidence: []string{"The URL: " + cite.URL},
				})
			})
		},
	}
}

// The forms in which addresses carry a date, as whole parts of the path:
// /2021/03/01/, /2021/mar/01/, /2021-03-01, /20210301, /2021/03/, /202103/12345. A date of
// eight or six digits must stand alone: ids look like it otherwise.
var datesInPath = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$|-)`),
		regexp.MustCompile(`/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d\d?)(?:/|$)`),
		regexp.MustCompile(`/((?:19|20)\d\d)[-_.](\d\d)[-_.](\d\d)(?:/|$|[-_.][^\d])`),
		regexp.MustCompile(`/((?:19|20)\d\d)(\d\d)(\d\d)(?:/|$)`),
		regexp.MustCompile(`/((?:19|20)\d\d)/(\d\d?)(?:/)()`),
		regexp.MustCompile(`/((?:19|20)\d\d)-(\d\d)(?:/)()`),
		regexp.MustCompile(`/((?:19|20)\d\d)(\d\d)(?:/)()`),
	}
})

// uploads are folders whose date is that of an upload.
var uploads = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)/(uploads?|files?|documents?|docs?|assets?|images?|img|static|storage|pdfs?|downloads?|attachments?)/`)
})

// dateInURL reads the date that a path carries. Nothing is known where it
// carries two that differ.
func dateInURL(raw string, thisYear int) (verify.Date, bool) {
	path, _, _ := strings.Cut(raw, "?")
	path, _, _ = strings.Cut(path, "#")
	if !strings.Contains(path, "/20") && !strings.Contains(path, "/19") {
		return verify.Date{}, false
	}
	for _, form := range datesInPath() {
		all := form.FindAllStringSubmatch(path, -1)
		if len(all) != 1 {
			continue
		}
		d := verify.Date{Year: number(all[0][1]), Month: number(all[0][2]), Day: number(all[0][3])}
		if uploads().MatchString(path) || strings.HasSuffix(strings.ToLower(path), ".pdf") {
			return verify.Date{}, false
		}
		if d.Year >= 1990 && d.Year <= thisYear+1 && d.Month >= 1 && d.Month <= 12 && d.Day <= 31 && (all[0][3] == "" || d.Day > 0) {
			return d, true
		}
	}
	return verify.Date{}, false
}

// number reads digits or the name of a month; 0 for neither: the part is
// unknown.
func number(s string) int {
	if i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", s); len(s) == 3 && i >= 0 {
		return i/3 + 1
	}
	n, _ := strconv.Atoi(s)
	return n
}

// reissue reports whether the note gives a bare year before that of the URL:
// an essay or a book that was put online later.
func reissue(url, cited verify.Date) bool { return cited.Month == 0 && cited.Year < url.Year }

// meet reports whether two dates may be the same day, give or take one.
func meet(a, b verify.Date) bool {
	a1, a2 := bounds(a)
	b1, b2 := bounds(b)
	return !a1.After(b2.AddDate(0, 0, 1)) && !b1.After(a2.AddDate(0, 0, 1))
}

// bounds are the first and the last day that a date may be.
func bounds(d verify.Date) (first, last time.Time) {
	switch {
	case d.Month == 0:
		return day(d.Year, 1, 1), day(d.Year, 12, 31)
	case d.Day == 0:
		return day(d.Year, d.Month, 1), day(d.Year, d.Month+1, 0)
	}
	return day(d.Year, d.Month, d.Day), day(d.Year, d.Month, d.Day)
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
