package archive

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"loccit/verify"
)

// choose sorts captures, best first, for a source that was cited around near,
// or for the last good one where near is zero. Status comes first, for a page
// captured a year off shows more than an error of the very day; so does length,
// where a capture is a fifth of what they are as a rule; then the
// distance in time, in which a day after counts as two before: what the author
// saw was there before the citation was written. At one distance the URL as
// cited, pages before other media, and the longer of two win.
func choose(captures []capture, url string, near time.Time) []capture {
	ranked := slices.Clone(captures)
	measure(ranked)
	slices.SortStableFunc(ranked, func(a, b capture) int {
		return cmp.Or(
			cmp.Compare(class(a.status), class(b.status)),
			cmp.Compare(rank(a.thin), rank(b.thin)),
			cmp.Compare(far(a.at, near), far(b.at, near)),
			cmp.Compare(unlike(a.original, url), unlike(b.original, url)),
			cmp.Compare(medium(a.media), medium(b.media)),
			cmp.Compare(b.length, a.length),
			cmp.Compare(a.stamp, b.stamp),
			cmp.Compare(a.original, b.original),
		)
	})
	return ranked
}

// shown leaves the captures that show something: archived errors do not.
func shown(captures []capture) []capture {
	return slices.DeleteFunc(slices.Clone(captures), func(c capture) bool { return class(c.status) > 1 })
}

// measure marks the captures that are thin: less than a fifth as long as the
// middle one of three or more. A capture that repeats an earlier one is stored
// without its body, so the longest of one digest stands for all of them.
func measure(captures []capture) {
	longest := map[string]int{}
	for _, c := range captures {
		longest[c.digest] = max(longest[c.digest], c.length)
	}
	var lengths []int
	for i, c := range captures {
		if c.digest != "" {
			captures[i].full = longest[c.digest]
		} else {
			captures[i].full = c.length
		}
		if class(c.status) == 0 && c.status != 0 && captures[i].full > 0 {
			lengths = append(lengths, captures[i].full)
		}
	}
	if len(lengths) < 3 {
		return
	}
	slices.Sort(lengths)
	median := lengths[len(lengths)/2]
	for i, c := range captures {
		captures[i].thin = c.full > 0 && c.status != 0 && c.full < median/5
	}
}

// class ranks what a capture's status says of it.
func class(status int) int {
	switch {
	case status == 0, status >= 200 && status < 300: // a revisit shows what an earlier capture showed
		return 0
	case status >= 300 && status < 400:
		return 1
	}
	return 2
}

// far is the distance of a capture from the moment wanted, in days: within a
// day, captures are equals. With no moment wanted the newest is the nearest.
func far(at, near time.Time) int {
	if near.IsZero() {
		return -int(at.Unix())
	}
	const day = 24 * time.Hour
	if d := at.Sub(near); d > 0 {
		return 2 * int(d/day)
	}
	return int(near.Sub(at) / day)
}

// unlike ranks how much the captured URL differs from the one that was cited:
// archives fold scheme, port, www, and the slash at the end.
func unlike(original, url string) int {
	switch {
	case verify.Key(original) == verify.Key(url):
		return 0
	case fold(original) == fold(url):
		return 1
	}
	return 2
}

// fold is what the index of an archive takes two URLs to be one by, roughly;
// ß and %C3%9F are one there.
func fold(raw string) string {
	key := verify.Key(raw)
	_, rest, ok := strings.Cut(key, "://")
	if !ok {
		return key
	}
	host, path, _ := strings.Cut(rest, "/")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	host = strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443"), "www.")
	return host + "/" + strings.ToLower(strings.TrimSuffix(path, "/"))
}

func medium(media string) int {
	switch {
	case strings.Contains(media, "html"), strings.Contains(media, "pdf"), strings.Contains(media, "revisit"):
		return 0
	case media == "", media == "unk":
		return 1
	}
	return 2
}

// why says in words why c was chosen among n captures; n is 0 where an archive
// chose.
func (c *capture) why(near time.Time, n int) string {
	when := "the newest"
	if !near.IsZero() {
		when = distance(c.at, near)
	}
	switch n {
	case 0:
		return when + ", the closest one by the archive's word" + c.doubts()
	case 1:
		return when + ", the only one" + c.doubts()
	}
	return fmt.Sprintf("%s, the best of %d%s", when, n, c.doubts())
}

// doubts names what the index itself holds against a capture.
func (c *capture) doubts() string {
	if c.thin {
		return fmt.Sprintf("; it is only %d bytes long, less than a fifth of the others", c.full)
	}
	if class(c.status) > 0 {
		return fmt.Sprintf("; a redirect was captured (status %d), not a page", c.status)
	}
	return ""
}

// distance says in words how far at lies from the moment cited, counted as a
// calendar counts (UTC): the morning after is a day later.
func distance(at, cited time.Time) string {
	const day = 24 * time.Hour
	d := at.Truncate(day).Sub(cited.Truncate(day))
	switch {
	case cited.Year() < 1991: // of a work older than the web, whose page came later
		return "captured on " + at.Format(time.DateOnly)
	case d == 0:
		return "captured on the day cited"
	case d < 0:
		return "captured " + span(d) + " before the date cited"
	}
	return "captured " + span(d) + " after the date cited"
}

// span is a time of a day or more in words.
func span(d time.Duration) string {
	days := int(d.Abs() / (24 * time.Hour))
	switch {
	case days == 1:
		return "1 day"
	case days < 75:
		return fmt.Sprintf("%d days", days)
	case days < 730:
		return fmt.Sprintf("%d months", days*12/365)
	}
	return fmt.Sprintf("%d years", days/365)
}
