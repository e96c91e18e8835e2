package verify

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
)

// A Page is what an answer's body says of itself.
type Page struct {
	Title     string
	Titles    []string `json:",omitempty"` // other titles that it gives itself in its metadata, the first few
	Headings  []string // h1 and h2, the first few
	Authors   []string `json:",omitempty"` // named in its metadata and in its byline; By reads both
	Published string   // ISO 8601, as far as it is known
	Dates     []string `json:",omitempty"` // other days of publication that it names: online first, of the issue
	Updated   string   `json:",omitempty"` // ISO 8601
	Site      string
	Language  string // BCP 47
	MediaType string // without parameters
	Words     int    // of visible text
	Linked    int32  `json:",omitempty"` // how many of these stand within links
	Shown     int32  `json:",omitempty"` // pictures, recordings, frames, and links to files
	Truncated bool   // more came than is read, or kept of its text
	Password  bool   // a field asks for a password
	Paid      bool   `json:",omitempty"` // its metadata say that not all of its text is free
	Scripted  bool   // the page builds itself with scripts
	Blank     bool   `json:",omitempty"` // there is nothing to see: no word, picture, frame or script, or no byte at all
	Digest    string // base32 SHA-1 of the decoded body, as archives write it
	Text      string `json:",omitempty"` // the visible text, a line feed between blocks; empty where TextSum is set and it was put aside: ask Case.Text
	Beside    []Span `json:",omitempty"` // parts of the visible text that stand beside the page's own matter: menus, margins, references, comments; in order, the first few
	TextSum   string `json:",omitempty"` // SumOf the visible text; empty where that is no longer than BriefText

	Rare *RarePage `json:",inline"` // nil for most pages; see RarePage.Get
}

// A RarePage is what few pages have. It is kept apart, for a hundred thousand
// pages are in memory at once.
type RarePage struct {
	Anchors []string // id and name attributes that a cited fragment may mean; only those that a source of the run names
	Embeds  []string // where a page of few words takes its scripts, frames and forms from: host and path, or InScript and a word of a script by which a wall or a seller of domains is known; the first few
	Matter  string   `json:",omitempty"` // what a page says outside its links, where that is no longer than BriefText and all of its text is; a line feed between pieces
	Author  string   // in observations of versions that knew no Authors
}

// Get is r, or the zero RarePage for nil.
func (r *RarePage) Get() RarePage {
	if r == nil {
		return RarePage{}
	}
	return *r
}

// BriefText is how many bytes of visible text stay with the page itself. What
// is longer is kept apart: few readers want it, and it is most of the bytes.
const BriefText = 1 << 10

// SumOf names a text: its SHA-256 in base64.
func SumOf(text string) string {
	h := sha256.New()
	var some [1 << 10]byte // no copy of the whole
	for text != "" {
		n := copy(some[:], text)
		h.Write(some[:n])
		text = text[n:]
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// By are the authors that the page names.
func (p *Page) By() []string {
	if author := p.Rare.Get().Author; len(p.Authors) == 0 && author != "" {
		return []string{author}
	}
	return p.Authors
}

// brief is the text of a page that has few words, empty for any other.
func (p *Page) brief() string {
	if p.TextSum != "" {
		return ""
	}
	return p.Text
}

// withoutText is p without a text that is kept apart.
func (p *Page) withoutText() *Page {
	if p == nil || p.TextSum == "" {
		return p
	}
	bare := *p
	bare.Text = ""
	return &bare
}

// withoutText is a copy of v without a text that is kept apart.
func (v *Visit) withoutText() *Visit {
	bare := *v
	bare.Page = v.Page.withoutText()
	return &bare
}

// withoutWords is a copy of v that never had a text to be kept apart.
func (v *Visit) withoutWords() *Visit {
	bare := v.withoutText()
	if bare.Page != nil && bare.Page.TextSum != "" {
		bare.Page.TextSum = ""
	}
	return bare
}

func (l *Lookup) withoutText() *Lookup {
	bare := *l
	bare.Snapshots = slices.Clone(l.Snapshots)
	for i := range bare.Snapshots {
		bare.Snapshots[i].Page = bare.Snapshots[i].Page.withoutText()
	}
	return &bare
}
