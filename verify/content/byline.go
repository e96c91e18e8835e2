package content

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"loccit/verify"
)

// mostBylines is how many elements that look like bylines are read: those of
// comments and of other stories come later.
const mostBylines = 3

// mostMoments is how many <time> elements are kept, to see which stands under
// the headline.
const mostMoments = 8

// A role is what an element says of the page, by its attributes.
type role int

const (
	noRole role = iota
	roleAuthor
	rolePublished
	roleUpdated
	roleHeadline
)

// A catch is an element whose text is wanted, while inside it.
type catch struct {
	strings.Builder
	role role
	rank int
	tag  atom.Atom
	deep int // elements of the same name that are open within it
}

// roleOf goes by rel and itemprop, which say what they mean, and else by the
// names of classes: byline, c-article__author, post-date.
func (a *attributes) roleOf(tag atom.Atom) (role, int) {
	switch string(a.itemprop) {
	case "author", "creator":
		return roleAuthor, byMicrodata
	case "datePublished":
		return rolePublished, byMicrodata
	case "dateCreated":
		return rolePublished, byPlace
	case "dateModified":
		return roleUpdated, byMicrodata
	case "headline":
		return roleHeadline, byMicrodata
	}
	if a.rel != nil && (bytes.EqualFold(a.rel, []byte("author")) || bytes.EqualFold(a.rel, []byte("me author"))) {
		return roleAuthor, byMicrodata
	}
	if tag == atom.A && leadsToAuthor(a.href) {
		return roleAuthor, byLink
	}
	if tag == atom.Time || tag == atom.Abbr && len(a.datetime) > 0 {
		return timeRole(a)
	}
	switch tag {
	case atom.A, atom.Span, atom.P, atom.Div, atom.Address, atom.Li, atom.Em, atom.Strong, atom.H2, atom.H3, atom.H4, atom.H5, atom.Cite, atom.B, atom.I, atom.Dd, atom.Td, atom.Small:
	default:
		return noRole, 0
	}
	if tag != atom.A && headlineClass(a.class) {
		return roleHeadline, byAppearance
	}
	if !tells(a.class) {
		return noRole, 0
	}
	for _, class := range bytes.Fields(a.class) {
		switch classWord(string(class)) {
		case "author", "byline", "authors", "autor", "auteur", "contributor", "contributors", "writer", "signature", "authorname", "authornames", "bylinename", "username", "journalist", "reporter", "redacteur", "redactor", "firma":
			return roleAuthor, byAppearance
		case "date", "pubdate", "dateline", "published", "timestamp", "datetime", "postdate", "publishdate", "publicationdate", "datum":
			return rolePublished, byAppearance
		case "updated", "modified", "lastupdated", "lastmodified":
			return roleUpdated, byAppearance
		}
	}
	return noRole, 0
}

// tells reports whether a class may say what its element is about: most do not,
// and are looked at no further.
func tells(class []byte) bool {
	for i, c := range class {
		switch c {
		case 'a', 'b', 'c', 'd', 'f', 'j', 'm', 'p', 'r', 's', 't', 'u', 'w':
			for _, part := range tellingParts[c-'a'] {
				if len(class)-i >= len(part) && string(class[i:i+len(part)]) == part {
					return true
				}
			}
		}
	}
	return false
}

// tellingParts of classes, by their first letter. Filled once, read only.
var tellingParts = func() (found ['z' - 'a' + 1][]string) {
	for _, part := range [...]string{"uthor", "byline", "date", "time", "publish", "posted", "modif", "autor", "auteur", "writer", "contributor", "signature", "username", "datum", "journalist", "reporter", "redact", "firma"} {
		found[part[0]-'a'] = append(found[part[0]-'a'], part)
	}
	return found
}()

// timeClass reports whether a class is one that the microformats hAtom and
// h-entry give to moments.
func timeClass(class string) bool {
	for _, c := range strings.Fields(class) {
		switch c {
		case "published", "updated", "dt-published", "dt-updated":
			return true
		}
	}
	return false
}

func timeRole(a *attributes) (role, int) {
	class := string(a.class)
	switch {
	case strings.Contains(class, "updat") || strings.Contains(class, "modif"):
		return roleUpdated, byMicrodata
	case a.pubdate != nil || strings.Contains(class, "publi") || strings.Contains(class, "entry-date") || strings.Contains(class, "posted"):
		return rolePublished, byMicrodata
	}
	return rolePublished, bySomeElement
}

// leadsToAuthor reports whether a link is one to a page about an author.
func leadsToAuthor(href []byte) bool {
	for i := bytes.IndexByte(href, '/'); i >= 0; {
		for _, path := range [...]string{"/author", "/autor", "/auteur", "/by/", "/profile", "/people/", "/staff/", "/journalist", "/reporter", "/writer", "/contributor", "/columnist", "/redakt"} {
			if len(href)-i >= len(path) && href[i+1] == path[1] && string(href[i:i+len(path)]) == path {
				return true
			}
		}
		next := bytes.IndexByte(href[i+1:], '/')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// classWord is what a class is about: its last part, and without name or line
// behind it: c-byline__author-name is author.
func classWord(class string) string {
	parts := strings.FieldsFunc(class, func(r rune) bool { return r == '-' || r == '_' || r == ':' })
	for n := len(parts); n > 0; n-- {
		switch last := parts[n-1]; last {
		case "name", "names", "link", "text", "info", "line", "list", "value", "display", "label", "item", "wrapper", "container", "inner", "meta":
			continue
		case "comment", "bio", "avatar", "image", "img", "photo", "card", "more", "related", "icon", "share", "follow", "box", "widget", "social", "description", "footer":
			return ""
		default:
			for _, p := range parts[:n-1] {
				if p == "comment" || p == "comments" || p == "related" || p == "teaser" || p == "reply" || p == "footer" || p == "sidebar" || p == "promo" {
					return ""
				}
			}
			return last
		}
	}
	return ""
}

// watch begins to catch the text of an element that has a role.
func (r *pageReader) watch(tag atom.Atom, a *attributes, closed bool) {
	if tag == atom.Abbr && timeClass(string(a.class)) {
		a.datetime = a.moment()
	}
	if r.catch != nil {
		switch {
		case r.catch.Len() >= mostTitle: // its end was forgotten
			r.catch = nil
		case tag == atom.P || tag == atom.Li:
			r.unwatch(tag) // ends by itself
		}
	}
	if r.catch != nil {
		r.partByline(tag) // By<a>Jane Roe</a>
		if tag == r.catch.tag && !closed {
			r.catch.deep++
		}
		if tag == atom.Time && r.catch.role == roleAuthor { // “By Jane Doe, 3 March”
			if role, rank := a.roleOf(tag); len(a.datetime) > 0 && r.margin == nil {
				r.caught(role, rank, string(a.datetime))
			}
			return
		}
		if string(a.itemprop) == "name" && len(a.content) > 0 && r.catch.role == roleAuthor {
			r.claims.author(byMicrodata, string(a.content))
		}
		if len(a.datetime) == 0 {
			return
		}
	}
	if r.margin != nil {
		return
	}
	role, rank := a.roleOf(tag)
	switch {
	case role == noRole, tag == atom.Meta, tag == atom.Link:
		return
	case len(a.datetime) > 0:
		r.caught(role, rank, string(a.datetime))
	case len(a.content) > 0:
		r.caught(role, rank, string(a.content))
	case r.catch == nil && !closed && (role != roleAuthor || r.bylines < mostBylines):
		r.catch = &catch{role: role, rank: rank, tag: tag}
	}
}

// unwatch ends the catch at the end of its element.
func (r *pageReader) unwatch(tag atom.Atom) {
	switch c := r.catch; {
	case c == nil:
	case tag != c.tag:
		r.partByline(tag)
	case c.deep > 0:
		c.deep--
	default:
		r.catch = nil
		r.caught(c.role, c.rank, c.String())
	}
}

// byPart parts what stands in several elements of a byline.
const byPart = '\x1f'

// partByline notes where an element within a byline begins or ends.
func (r *pageReader) partByline(tag atom.Atom) {
	switch tag {
	case atom.A, atom.Span, atom.B, atom.Strong:
		if r.catch.role == roleAuthor {
			r.catch.WriteByte(byPart)
		}
		r.catch.WriteByte(' ')
	}
}

func (r *pageReader) caught(role role, rank int, said string) {
	parted := said
	said = squeeze(strings.ReplaceAll(said, string(byPart), ""))
	switch role {
	case roleAuthor:
		r.caughtAuthor(rank, parted, said)
	case rolePublished:
		if rank == bySomeElement && len(r.moments) < mostMoments {
			r.moments = append(r.moments, moment{len(r.visible.text), said})
		}
		if rank == bySomeElement && r.introduced() {
			rank = byPlace
		}
		if rank < bySomeElement || !r.timed {
			r.timed = true
			r.dated(rank, said)
		}
	case roleUpdated:
		if d := day(dateWithin(said)); d != "" {
			r.claims.updatedOn(rank, d)
		}
	case roleHeadline:
		if rank == byAppearance {
			r.large.add(said, len(r.visible.text))
			return
		}
		r.claims.title(rank, said)
	}
}

// caughtAuthor takes in a byline, with the marks of its parts and without.
func (r *pageReader) caughtAuthor(rank int, parted, said string) {
	if by, on, ok := cutDate(said); ok {
		if r.bylines == 0 {
			r.dated(byMicrodata, on)
		}
		said = by
	}
	c := creditOf(said, r.page.Language)
	if names := namesByPart(parted); (c.words > 0 || len(c.names) == 0) && !c.source && len(names) > 0 {
		r.creditDay(&c)
		r.bylines++
		for _, name := range names {
			r.claims.author(min(rank, byAppearance), name)
		}
		return
	}
	if len(c.names) > 0 && len(c.days) > 0 && c.words < 2 {
		r.creditDay(&c)
		r.bylines++
		for _, name := range c.names {
			r.claims.author(min(rank, byAppearance), name)
		}
		return
	}
	if said != "" && len(said) < 160 && (rank != byLink || personLike(withoutBy(said))) {
		r.bylines++
		r.claims.author(min(rank, byAppearance), said)
	}
}

// namesByPart are the names that begin a byline which says more than names, and
// have an element each: de <b>Jane Roe</b> from the Hills.
func namesByPart(said string) []string {
	parts := strings.FieldsFunc(said, func(r rune) bool { return r == byPart })
	if len(parts) < 2 {
		return nil
	}
	var names []string
	for _, part := range parts {
		part = strings.Trim(withoutBy(squeeze(part)), ",;|·• ")
		switch {
		case part == "" || labels()[strings.ToLower(part)] != noLabel || conjunction().MatchString(" "+part+" "):
		case personLike(part) && !isOffice(part):
			names = append(names, part)
		default: // a section, a place
			return names
		}
	}
	return names
}

// cutDate parts a byline from a date behind it: “By Jane Roe — 2 March 2016”.
func cutDate(byline string) (by, on string, ok bool) {
	for _, mark := range [...]string{" — ", " – ", " | ", " · ", " • "} {
		by, on, ok = strings.Cut(byline, mark)
		if ok && len(on) < 60 && dateWithin(on) != "" {
			return by, on, true
		}
	}
	return "", "", false
}

// introduced reports whether the words before what is read now, on its line, say
// that the day of publication follows: submitted <time>6 years ago</time>.
func (r *pageReader) introduced() bool {
	line := r.visible.text
	line = line[max(0, len(line)-longLine):]
	line = bytes.TrimSpace(line[bytes.LastIndexByte(line, '\n')+1:])
	return len(line) < 40 && labels()[strings.ToLower(strings.TrimRight(string(line), ": "))] == labelPublished
}

// dated reads “Published 3 March 2019” and “Updated 4 March 2019” alike.
func (r *pageReader) dated(rank int, said string) {
	said = westernDigits(said)
	if len(said) > 120 {
		return
	}
	if rank <= byMicrodata && len(said) == 4 && strings.Trim(said, "0123456789") == "" { // the year of a book
		r.claims.publishedOn(rank, said)
		return
	}
	lower := strings.ToLower(said)
	if strings.Contains(lower, "updat") || strings.Contains(lower, "modif") || strings.Contains(lower, "aktualisiert") || strings.Contains(lower, "mis à jour") {
		r.claims.updatedOn(rank, dateWithin(said))
		return
	}
	r.claims.publishedOn(rank, dateWithin(said))
}

// westernDigits is s with the digits of Arabic and Persian as 0 to 9.
func westernDigits(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

// dateWithin is the first date in a short text, from where it begins; the text
// itself where it begins with one.
func dateWithin(said string) string {
	if len(said) >= 10 && said[4] == '-' {
		return said
	}
	for i := 0; i < len(said) && i < 100; {
		if d, n := verify.ReadDate(said[i:]); n > 0 && d.Month != 0 {
			return d.String()
		}
		i += nextWord(said[i:])
	}
	return ""
}

// nextWord is where the next word of s begins.
func nextWord(s string) int {
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i += size
	}
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
		i += size
	}
	return max(i, 1)
}

// looked reads bylines and dates that only their place tells: under the
// headline, and, where nothing is found there, among the first lines of what a
// reader sees, short, and “By” somebody or a day.
func (r *pageReader) looked(text string) {
	opened := r.opened(text)
	named := opened && len(r.claims.authors) > 0
	at := 0
	for n := 0; n < 60 && at < len(text); {
		line := firstLine(text[at:])
		start := at
		at += len(line) + 1
		if within(r.beside, start) {
			continue
		}
		n++
		line = strings.TrimSpace(line)
		if len(line) > 120 || len(line) < 6 {
			continue
		}
		if !named {
			r.bylineIn(line)
		}
		if len(line) < 90 && !(opened && endsSentence(line)) && hasDigit(line) {
			r.dated(byAppearance, line)
			if !r.claims.dated() {
				r.saysBoth(line)
			}
		}
	}
	r.lastChanged(text)
	r.signed(text)
}

// bylineIn takes in who a line says it is by.
func (r *pageReader) bylineIn(line string) {
	by := withoutBy(line)
	if by == line || r.bylines >= mostBylines {
		return
	}
	if name, _, ok := cutDate(by); ok {
		by = name
	}
	if nameLike(by) {
		r.bylines++
		r.claims.author(byAppearance, by)
	}
}

// nameLike reports whether s begins with a name: two to six words, the first
// two of them large.
func nameLike(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 14 {
		return false
	}
	for _, w := range words[:2] {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) {
			return false
		}
	}
	return true
}
