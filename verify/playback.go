package verify

import (
	"cmp"
	"strings"
)

// meaning is what a visit to a source means: for an archive's link by the rules
// of playback, for all else by those of the web.
func meaning(s *Source, v *Visit, cited []string, probe *Visit) Verdict {
	if s.Wraps != "" {
		return Playback(v, s.Wraps, cited)
	}
	return Classify(v, cited, probe)
}

// Playback turns what a visit to an archive's link showed into a state.
// original is the URL that the link stands for, cited are the titles that notes
// give it. What an archive shows of another server's answer bears the header
// Memento-Datetime, whatever its status (RFC 7089, section 2.1.1); without it,
// it is the archive that speaks. Reason codes beside those of Classify: no-copy
// (dead), copy-of-error and copy-of-other (suspect), archive-excluded (blocked),
// archive-answer (unreachable).
func Playback(v *Visit, original string, cited []string) Verdict {
	host := hostName(v.Final)
	switch {
	case v.Failure != "":
		return Classify(v, cited, nil)
	case v.Header.Rare.Get().Memento != "":
		return captured(v, original, cited)
	case (v.Status == 404 || v.Status == 410) && (v.Confirmed || asksOnce(v.URL)):
		return Verdict{Dead, "no-copy", "the archive says that it has no such copy"}
	case v.Status == 200 && playsMementos.holds(host) != "":
		if v.Page != nil && strings.Contains(v.Page.brief(), "has been excluded from the Wayback Machine") {
			return Verdict{Blocked, "archive-excluded", "the site keeps the archive out"}
		}
		return Verdict{Unreachable, "archive-answer", "the archive answers with a page of its own, and does not say that it is a copy"}
	}
	return Classify(v, cited, nil)
}

// playsMementos are archives that name the time of a capture with each.
var playsMementos = hosts{"web.archive.org", "arquivo.pt", "webarchive.org.uk", "webarchive.nationalarchives.gov.uk", "wayback.archive-it.org"}

// asksOnce reports whether an archive is not to be asked twice: archive.today
// meets the second request with a wall.
func asksOnce(url string) bool {
	host := strings.TrimPrefix(hostName(url), "www.")
	name, _, _ := strings.Cut(host, ".")
	return name == "archive" && host != "archive.org"
}

// captured judges what an archive shows by the judge of the live web, as if the
// site itself had answered.
func captured(v *Visit, original string, cited []string) Verdict {
	if v.Status >= 400 {
		return Verdict{Suspect, "copy-of-error", "the copy is of an error page (status " + code(v.Status)[len("http-"):] + ")"}
	}
	site := *v
	site.URL, site.Final = original, cmp.Or(insideOf(v.Final), original)
	site.Header.Rare = nil
	site.Hops = nil
	for _, h := range v.Hops {
		site.Hops = append(site.Hops, Hop{URL: cmp.Or(insideOf(h.URL), original), Status: h.Status})
	}
	if says := Classify(&site, cited, nil); says.State != Live && says.State != Moved {
		return Verdict{Suspect, "copy-of-other", "what was captured is not the source: " + says.Detail}
	}
	return Verdict{Live, code(v.Status), "the archive shows its copy"}
}

// insideOf is the URL in an archive's link; empty where the link does not name
// it.
func insideOf(link string) string {
	inner, _ := unwrap(link)
	return inner
}
