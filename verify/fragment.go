package verify

import "strings"

// isPlace reports whether fragment, of link, names a place that an element of the
// page may mark. Others are read by scripts, or by nobody.
func isPlace(link, fragment string) bool {
	if fragment == "" || strings.EqualFold(fragment, "top") {
		return false
	}
	if strings.Contains(fragment, textDirective) {
		return true
	}
	if strings.ContainsAny(fragment, scriptSigns) || hostedLines.holds(hostName(link)) != "" && lineMark().MatchString(fragment) {
		return false
	}
	for _, read := range readByScripts {
		if len(fragment) >= len(read) && strings.EqualFold(fragment[:len(read)], read) {
			return false
		}
	}
	return true
}

// scriptSigns stand in fragments that scripts read: in paths (of an application,
// to a page of a book on archive.org, to a section of a map), in name=value (a
// moment of a video, a part of a picture, a page of a paper: Media Fragments,
// RFC 8118), in epubcfi(/6/4!/4/2). Hardly an id has them.
const scriptSigns = "/=!"

// readByScripts begin fragments that no element marks.
var readByScripts = []string{
	"comment", "disqus", // comments come with scripts, or stand on a page of their own once there are many
	"issuecomment-", "discussion_r", "pullrequestreview-", "diff-", // GitHub and Gitea load these when they are wanted
	"ixzz", "axzz", // Tynt puts them behind the address of whatever is copied
	"sthash.", // ShareThis does, as in sthash.Ab1Cd2.dpuf
	".",       // AddThis does, as in .VbXyZ12345c and .U1abcdefghi.twitter
	"xpointer(",
}

// hostedLines show code by scripts, whose lines are no elements of the page that is
// sent.
var hostedLines = hosts{"github.com"}

var (
	lineRange = lazily(`^(L\d+)-L?\d+$`)
	lineMark  = lazily(`^L\d+(C\d+)?(-L?\d+(C\d+)?)?$`)
)
