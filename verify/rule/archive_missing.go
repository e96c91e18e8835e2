package rule

import (
	"fmt"

	"loccit/verify"
)

func archiveMissing() verify.Rule {
	return verify.Rule{
		ID:       "archive-missing",
		Group:    archive,
		Title:    "No archive holds the source",
		Severity: verify.Warning,
		Doc: `
Every archive that was asked says that it holds no copy. While the page lives, a copy can still be made; once it is gone, the
note can no longer be checked by anybody.

Nothing is said where an archive could not be asked, or where the site keeps archives out: that is not the same as *none*.
Nor of a note that gives an archive link of its own, of a DOI, and of a URL that is being repaired.

**What to do.** Save the page to the Wayback Machine (web.archive.org/save, or **loccit save**) and add the link to the note.

**Example.** *https://valley.example/dam* is live today, and no archive holds it.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.Archive.State == verify.None && cite.ArchiveURL == "" && !doiLink(cite) && !keeper(s.URL) && !mending(s) {
					report(unarchived(s, where))
				}
			})
		},
	}
}

func unarchived(s *verify.Standing, where verify.Where) verify.Finding {
	f := verify.Finding{Where: where, Evidence: []string{"Every archive that was asked says that it holds no copy."}}
	switch s.State {
	case verify.Dead, verify.Suspect:
		f.Message = "The source is gone, and no archive holds a copy: the note can no longer be checked."
		f.Next = "Search for the title elsewhere, ask the publisher or the author for a copy, or cite another source."
	case verify.Unreachable:
		f.Message = "The source cannot be reached, and no archive holds a copy."
		f.Next = "Try it in a browser, and save it to an archive as soon as it answers."
	case verify.Blocked:
		f.Message = fmt.Sprintf("No archive holds the source, and %s lets no machine in.", hostOf(s.URL))
		f.Next = "Open it by hand, and keep a copy where your house keeps its evidence."
	default:
		f.Message = "No archive holds the source: when the page goes, the note can no longer be checked."
		f.Next = "Save it to an archive now, and add the link to the note."
	}
	return f
}

// mending reports whether the address is under repair: no archive holds a
// misprint, and the repaired one is looked up for itself.
func mending(s *verify.Standing) bool {
	return s.Repair != nil || s.Damage != nil && s.State != verify.Live && s.State != verify.Moved
}

// keeper reports whether a host is an archive or a register that keeps what
// it shows.
func keeper(url string) bool {
	switch hostOf(url) {
	case "web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is", "perma.cc", "arquivo.pt", "webcitation.org", "doi.org", "dx.doi.org", "hdl.handle.net", "zenodo.org", "arxiv.org":
		return true
	}
	return false
}

// doiLink reports whether a citation sends its reader to a DOI: an address
// that is kept up for it.
func doiLink(cite *verify.Citation) bool {
	host := hostOf(cite.Link())
	return host == "doi.org" || host == "dx.doi.org"
}
