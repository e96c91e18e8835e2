package mend

import (
	"slices"
	"strings"

	"loccit/verify"
)

// An officeNote is a note with the part that it is in.
type officeNote struct {
	part *part
	note *noteXML
}

// words is what the note shows, squeezed.
func (n officeNote) words() string {
	var b strings.Builder
	for _, p := range n.note.paragraphs {
		for _, r := range p.runs {
			b.WriteString(r.text)
		}
	}
	return squeeze(b.String())
}

// An officePlace is where a note has a URL: shown in runs, or as the target of
// a link, or both where the two are the same link.
type officePlace struct {
	part      *part
	paragraph *paragraph
	link      *link // that leads there, or that it is shown by
	runs      []run // which the URL is shown in, or which the target is written in
	in        *part // the part of runs
	from, to  int   // offsets in the text of all runs
	shown     bool
	why       string // why it cannot be changed
}

// places are where the note has one of the URLs wanted.
func (n officeNote) places(o *office, wanted []string) []officePlace {
	var found []officePlace
	for _, p := range n.note.paragraphs {
		text := joined(p.runs)
		var spans []verify.Span
		for _, w := range wanted {
			spans = apart(spans, speller{}.find(text, verify.Span{End: len(text)}, w))
		}
		for _, s := range spans {
			found = append(found, officePlace{part: n.part, paragraph: p, link: linkAt(p.runs, s.End), runs: p.runs, in: n.part, from: s.Start, to: s.End, shown: true})
		}
		for _, l := range p.links {
			if at, ok := n.target(o, l, wanted); ok {
				at.part, at.paragraph, at.link = n.part, p, l
				found = append(found, at)
			}
		}
	}
	return found
}

// target is where the target of l stands, if it is one of the URLs wanted.
func (n officeNote) target(o *office, l *link, wanted []string) (officePlace, bool) {
	if l.id == "" {
		text := joined(l.target)
		for _, w := range wanted {
			if spans := (speller{}).find(text, verify.Span{End: len(text)}, w); len(spans) > 0 {
				return officePlace{runs: l.target, in: n.part, from: spans[0].Start, to: spans[0].End}, true
			}
		}
		return officePlace{}, false
	}
	rels := o.rels[n.part.name]
	if rels == nil {
		return officePlace{}, false
	}
	r := rels.targets[l.id]
	own := squeeze(r.text)
	at := officePlace{runs: []run{r}, in: rels, to: len(r.text)}
	if slices.Contains(wanted, own) {
		return at, true
	}
	if l.anchor && slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(w, own+"#") && own != "" }) {
		at.why = "the URL and the place within it stand apart in the file"
		return at, true
	}
	return officePlace{}, false
}

func joined(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// linkAt is the link that shows the character before offset end.
func linkAt(runs []run, end int) *link {
	for _, r := range runs {
		if end -= len(r.text); end <= 0 {
			return r.link
		}
	}
	return nil
}

// write puts url in: into the first run, while what other runs have of the old
// one goes.
func (p officePlace) write(url string) ([]edit, string) {
	if p.why != "" {
		return nil, p.why
	}
	var edits []edit
	at, text := 0, xmlText(url)
	for _, r := range p.runs {
		from, to := max(p.from-at, 0), min(p.to-at, len(r.text))
		at += len(r.text)
		if from >= to {
			continue
		}
		if r.mark.Len() > 0 {
			edits = append(edits, edit{part: p.in.name, Span: r.mark})
			continue
		}
		edits = append(edits, edit{part: p.in.name, Span: verify.Span{Start: r.at[from], End: r.at[to]}, text: text})
		if left := r.text[:from] + text + r.text[to:]; left != strings.TrimSpace(left) {
			edits = append(edits, p.in.keepSpaces(r.tag)...)
		}
		text = ""
	}
	return edits, ""
}

// keepSpaces says in a start tag of OOXML that white space at the ends of the
// text counts.
func (p *part) keepSpaces(tag verify.Span) []edit {
	raw := tag.Of(p.text)
	if tag.Len() == 0 || strings.Contains(raw, "xml:space") || !strings.HasSuffix(raw, ">") {
		return nil
	}
	at := tag.End - 1
	return []edit{{part: p.name, Span: verify.Span{Start: at, End: at}, text: ` xml:space="preserve"`}}
}

// add writes the snapshot behind the URL: in the same run, or behind the link.
func (p officePlace) add(snapshot string) edit {
	words := ", archived at " + snapshot
	if !p.shown && !p.showsURL() {
		words = " (archived at " + snapshot + ")"
	}
	if p.link != nil && p.link.end > 0 {
		at := p.link.end
		return edit{part: p.part.name, Span: verify.Span{Start: at, End: at}, text: p.run(words)}
	}
	to := p.to
	text := joined(p.runs)
	if strings.HasSuffix(text[:p.from], "<") && strings.HasPrefix(text[to:], ">") {
		to++
		words = ", archived at <" + snapshot + ">"
	}
	at := 0
	for _, r := range p.runs {
		at += len(r.text)
		if to <= at && r.mark.Len() == 0 {
			n := r.at[to-at+len(r.text)]
			return edit{part: p.part.name, Span: verify.Span{Start: n, End: n}, text: xmlText(words)}
		}
	}
	return edit{}
}

// showsURL reports whether the words of the link are a URL themselves.
func (p officePlace) showsURL() bool {
	for _, r := range p.paragraph.runs {
		if r.link == p.link && (strings.Contains(r.text, "://") || strings.Contains(r.text, "www.")) {
			return true
		}
	}
	return false
}

// run is words as XML that may stand between runs.
func (p officePlace) run(words string) string {
	tag := p.paragraph.tag
	if tag == "" { // OpenDocument: text stands where it is
		return xmlText(words)
	}
	t := strings.TrimSuffix(tag, "r") + "t"
	return "<" + tag + ">" + p.paragraph.look + "<" + t + ` xml:space="preserve">` + xmlText(words) + "</" + t + "></" + tag + ">"
}

// principalOf is the place behind which a snapshot is added: a link before what
// is shown.
func principalOf(places []officePlace) officePlace {
	for _, p := range places {
		if !p.shown && p.link.end > 0 {
			return p
		}
	}
	return places[0]
}

func xmlText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}
