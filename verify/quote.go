package verify

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// A callIndex knows where all calls of a document stand.
type callIndex struct{ at []Span }

func newCallIndex(d *Document) *callIndex {
	x := &callIndex{make([]Span, 0, len(d.Notes))}
	for i := range d.Notes {
		x.at = append(x.at, d.Notes[i].Calls...)
	}
	slices.SortFunc(x.at, func(a, b Span) int { return a.Start - b.Start })
	return x
}

// before is the end of the last call before offset i, 0 where there is none.
func (x *callIndex) before(i int) int {
	n := sort.Search(len(x.at), func(k int) bool { return x.at[k].Start >= i })
	if n == 0 {
		return 0
	}
	return x.at[n-1].End
}

// row is the first of the calls that stand beside each other where call
// stands, and whether there are others in it.
func (x *callIndex) row(text string, call Span) (first Span, others bool) {
	n := sort.Search(len(x.at), func(k int) bool { return x.at[k].Start >= call.Start })
	if n == len(x.at) {
		return call, false
	}
	beside := func(a, b int) bool {
		return a >= 0 && b < len(x.at) && x.at[a].End <= x.at[b].Start && strings.Trim(text[x.at[a].End:x.at[b].Start], " ,;–-\u00a0") == ""
	}
	others = beside(n, n+1)
	for ; beside(n-1, n); n-- {
		others = true
	}
	return x.at[n], others
}

// quoted gives the citations of a note the words that the body, at its calls,
// and its own commentary put in a source's mouth. Where the note has several
// sources, or its call stands beside others, nobody can tell in whose: then
// they are shared.
func (r *reading) quoted(citations []Citation, calls *callIndex) {
	if len(citations) == 0 {
		return
	}
	var own, shared []Span
	for _, call := range r.d.Notes[r.note].Calls {
		first, others := calls.row(r.d.Text, call)
		if found := r.d.quotedAt(first, calls.before(first.Start)); others {
			shared = append(shared, found...)
		} else {
			own = append(own, found...)
		}
	}
	for _, q := range r.quotes {
		inside := trimQuote(r.text, q.inside)
		if q.unclosed || !quotation(inside.Of(r.text)) || heldAtDistance(r.text[r.span.Start:q.whole.Start], inside.Of(r.text)) {
			continue
		}
		if !slices.ContainsFunc(citations, func(c Citation) bool { return q.whole.overlaps(c.Span) && !r.spoken(q, &c) }) {
			own = append(own, inside)
		}
	}
	if len(citations) == 1 {
		citations[0].Quotes, citations[0].Shared = own, shared
		return
	}
	shared = append(own, shared...)
	for i := range citations {
		citations[i].Shared = shared
	}
}

// spoken reports whether a quotation within the span of citation c is what its
// source says, and no part of what names it: it stands behind its title and a
// colon, in parentheses or behind its URL, or before its authors.
func (r *reading) spoken(q quoted, c *Citation) bool {
	before := Span{c.Span.Start, q.whole.Start}
	words, title := foldWords(q.inside.Of(r.text)), foldWords(c.Title)
	switch {
	case words == "" || words == title || words == foldWords(c.Container):
		return false
	case before.End <= before.Start:
		return title != "" && len(c.Authors) > 0 && strings.Contains(foldWords(r.text[q.whole.End:c.Span.End]), title)
	case c.URLSpan.Len() > 0 && c.URLSpan.End <= q.whole.Start && c.URLSpan.Start >= c.Span.Start:
		between := strings.TrimRight(r.text[c.URLSpan.End:q.whole.Start], " \n\u00a0")
		return title != "" && strings.Trim(between, ">)],;") == "" || between != "" && strings.IndexByte(":(.", between[len(between)-1]) >= 0
	case title == "" && !c.BackReference() || !strings.Contains(foldWords(before.Of(r.text)), title):
		return false
	}
	if k := r.quoteFrom(before.Start); r.quotes[k].whole == q.whole && !c.BackReference() && dayWithin(before.Of(r.text)) {
		return false // of a newspaper: the title may come last
	}
	return r.said(before, c.BackReference())
}

// said reports whether what stands before a quotation, in a clause that names
// its source, leads over to words of the source: a colon or a parenthesis,
// behind a date, a page or a URL; of a short form behind anything. A chapter and
// an episode lead over to their title.
func (r *reading) said(before Span, short bool) bool {
	text := strings.TrimRight(before.Of(r.text), " \n\u00a0")
	lead := strings.TrimRight(text, ":(")
	if lead == text || lead == "" {
		return false
	}
	lead = strings.TrimRight(lead, " ")
	end := before.Start + len(lead)
	last := lead[len(lead)-1]
	if short || end > before.Start && r.at(end-1)&inURL != 0 {
		return true
	}
	if last == ')' && text[len(text)-1] == ':' || last == ')' && strings.ContainsAny(lead[max(0, len(lead)-8):], "0123456789") {
		return true // (London: Hale, 1999): “…”
	}
	return isDigit(last) && !partNumber(lead)
}

// partNumber reports whether s ends in the number of a part that has a title of
// its own: chapter 3, episode 12.
func partNumber(s string) bool {
	words := strings.Fields(strings.ToLower(strings.TrimRight(s, "0123456789.-–")))
	if len(words) == 0 {
		return false
	}
	switch strings.Trim(words[len(words)-1], "(.,;:") {
	case "chapter", "chap", "ch", "episode", "ep", "part", "pt", "section", "sec", "§", "season", "act", "scene", "lecture", "session", "panel", "figure", "fig", "table", "box", "plate", "map", "no", "number", "vol", "volume", "issue", "book", "appendix", "item", "track", "question", "article", "art", "kapitel", "kap", "teil", "folge", "abschnitt", "abb", "tabelle", "chapitre", "partie", "épisode", "capítulo", "parte", "capitolo", "nr", "heft", "band", "bd":
		return true
	}
	return false
}

// quotedAt is what the body quotes at a call: the block quotation that it
// closes, else the quotations of its sentence. Nothing before offset from is
// looked at, where another call stands.
func (d *Document) quotedAt(call Span, from int) []Span {
	if block := d.blockAt(call); block.Len() > 0 && block.Start >= from {
		return []Span{block}
	}
	s := d.Sentence(call)
	s.Start = max(s.Start, min(s.End, from))
	return quotations(d, s)
}

// blockAt is the block quotation that the call at closes, as far as the call,
// without a last line that names who is quoted; empty where there is none, or
// where it is too short or too long to be looked for.
func (d *Document) blockAt(call Span) Span {
	n := sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Start > call.Start })
	if n == 0 {
		return Span{}
	}
	s := d.Blocks[n-1]
	if call.End > s.End || s.End > len(d.Text) || strings.Trim(d.Text[call.End:s.End], "[]^0123456789 .,;)”’\"\n") != "" {
		return Span{}
	}
	s.End = call.Start
	if at := strings.LastIndexByte(s.Of(d.Text), '\n'); at > 0 {
		if last := strings.TrimSpace(d.Text[s.Start+at : s.End]); strings.HasPrefix(last, "—") || strings.HasPrefix(last, "–") || strings.HasPrefix(last, "-") || strings.HasPrefix(last, "(") {
			s.End = s.Start + at
		}
	}
	s = trimQuote(d.Text, s)
	if words := len(strings.Fields(s.Of(d.Text))); words < 5 || words > 400 {
		return Span{}
	}
	return s
}

// quotations are the words inside quotes within s that somebody is said to
// have said.
func quotations(d *Document, s Span) []Span {
	if !strings.ContainsAny(s.Of(d.Text), "“”„«»‹›「『\"‘'") {
		return nil
	}
	r := &reading{d: d, text: d.Text[:s.End], span: s, mask: make([]uint8, s.Len())}
	r.markQuotes()
	var found []Span
	for _, q := range r.quotes {
		inside := trimQuote(d.Text, q.inside)
		if !q.unclosed && quotation(inside.Of(d.Text)) && !heldAtDistance(d.Text[s.Start:q.whole.Start], inside.Of(d.Text)) && !everybodys(d.Text[q.whole.End:s.End]) {
			found = append(found, inside)
		}
	}
	return found
}

func trimQuote(text string, s Span) Span {
	for s.End > s.Start && strings.IndexByte(" ,.;:\n", text[s.End-1]) >= 0 {
		s.End--
	}
	for s.Start < s.End && (text[s.Start] == ' ' || text[s.Start] == '\n') {
		s.Start++
	}
	return s
}

// quotation reports whether words in quotes are somebody's, and no title,
// name or word held at a distance: three words at least, a first article not
// counted, not all written large, or five of which the first is written small; of
// scripts without spaces eight characters.
func quotation(s string) bool {
	words, small, dense := 0, 0, 0
	first := strings.TrimLeft(firstWord(strings.TrimLeft(s, "“‘\"'([{…")), "“‘\"'([{.…")
	begins := unicode.IsLower(rune0(first)) && !particle(first)
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, "“”‘’\"'([{.,;:…")
		if words == 0 && article(w) {
			continue
		}
		words++
		c := rune0(w)
		if unicode.IsLower(c) && !connective(w) && !particle(w) {
			small++
		}
		if !unicode.IsLower(c) && !unicode.IsUpper(c) {
			for _, c := range w {
				if unspaced(c) {
					dense++
				}
			}
		}
	}
	return dense >= 8 || len(s) >= 15 && (words >= 3 && small > 0 || words >= 5 && begins)
}

func article(w string) bool {
	switch w {
	case "a", "an", "the", "A", "An", "The":
		return true
	}
	return false
}

// heldAtDistance reports whether the words before a quotation say that it is a
// name or a title, or, of a short one, no name that the writer would give, or
// what people say.
func heldAtDistance(before, quoted string) bool {
	before = strings.ToLower(strings.TrimRight(before[max(0, len(before)-60):], " :,\n\u00a0"))
	words := len(strings.Fields(quoted))
	switch {
	case endsInOne(before, entitled[:]):
		return true
	case words <= 5 && endsInOne(before, socalled[:]):
		return true
	case words <= 12 && (endsInOne(before, coined[:]) || hasPrefixFold(quoted, "so-called ") || hasPrefixFold(quoted, "sogenannte")):
		return true
	}
	return false
}

// everybodys reports whether the words behind a quotation say that it is a saying.
func everybodys(after string) bool {
	after = strings.TrimLeft(after, " ,;–—\n")
	for _, w := range [...]string{"as the saying", "as the proverb", "as they say", "as people say", "wie man sagt", "wie es heißt", "comme on dit", "como se dice", "como dice el refrán"} {
		if hasPrefixFold(after, w) {
			return true
		}
	}
	return false
}

func endsInOne(s string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
}

// What leads over to a title, to a name, and to words that are nobody's or
// everybody's. Read only.
var (
	entitled = [...]string{"entitled", "titled", "headlined", "hereinafter", "hereafter", "cited as", "the title", "the headline", "the heading", "betitelt", "mit dem titel", "unter dem titel", "intitulé", "intitulée", "titulado", "titulada", "intitolato"}
	socalled = [...]string{"so-called", "so called", "known as", "sogenannte", "sogenannten", "sogenannter", "sogenanntes", "so genannte", "so genannten", "soi-disant", "llamado", "llamada", "cosiddetto", "cosiddetta", "the word", "the words", "the term", "the name"}
	coined   = [...]string{"might call", "may call", "could call", "would call", "what i call", "what we call", "i will call", "we will call", "i shall call", "might be called", "may be called", "could be called", "coined the phrase", "coined the term", "coined the expression", "coined the word", "the slogan", "the slogans", "the catchphrase", "the catch-phrase", "the catch phrase", "the motto", "the proverb", "the adage", "the old saying", "the war cry", "the battle cry", "under the banner", "as the saying goes", "as the saying has it", "as the proverb goes", "as the proverb has it", "as they say",
		"der slogan", "den slogan", "dem slogan", "das schlagwort", "dem schlagwort", "der losung", "die losung", "dem motto", "das motto", "le slogan", "la devise", "le proverbe", "el eslogan", "el lema", "lo slogan", "il motto"}
)

// OtherSpeaker names who is said to speak the quotation at q where another
// quotation stands between it and the next call, of which the note may then
// speak: As Moor said, “...,” but the keeper told us “...”. It is empty where
// nobody is named so, or nothing else is quoted.
func (d *Document) OtherSpeaker(q Span) string {
	from := max(0, q.Start-120)
	m := saysSo().FindStringSubmatch(strings.ToValidUTF8(d.Text[from:q.Start], " "))
	if m == nil {
		return ""
	}
	rest := d.Text[q.End:d.callBehind(q.End)]
	if close := strings.IndexAny(rest, "”\"»’“"); close < 0 || !strings.ContainsAny(rest[min(len(rest), close+len("”")):], "“\"«‘„") || strings.Contains(rest, "\n\n") {
		return ""
	}
	words := strings.Fields(m[1])
	for len(words) > 0 && (startsClause(words[0]) || len(words) == 1 && startsSentence(words[0])) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// callBehind is where the next call behind offset i stands, or the text ends, or
// 1000 bytes on.
func (d *Document) callBehind(i int) int {
	call := min(len(d.Text), i+1000)
	for k := range d.Notes {
		for _, c := range d.Notes[k].Calls {
			if c.Start >= i && c.Start < call {
				call = c.Start
			}
		}
	}
	return call
}

// SpokenToWriter reports whether the words around the quotation at q, up to the
// next call, say that its writer was told it: “...,” she said to me. No source
// need have it then.
func (d *Document) SpokenToWriter(q Span) bool {
	around := strings.ToValidUTF8(d.Text[max(0, q.Start-60):q.Start]+" | "+d.Text[q.End:min(d.callBehind(q.End), q.End+120)], " ")
	return spokenToWriter().MatchString(around)
}

var spokenToWriter = lazily(`(?i)\b(?:told me|tells me|said to me|to me in|wrote to me|confided to me|interview with (?:me|the author)|in conversation with (?:me|the author)|told the author|(?:personal|private) (?:communication|conversation)|sagte mir|erzählte mir|m[’']a dit|me dijo)\b`)

// startsClause reports whether a word written large may stand before a name, or
// for one.
func startsClause(w string) bool {
	switch strings.ToLower(w) {
	case "as", "but", "and", "yet", "when", "while", "for", "so", "then", "if", "once", "here", "he", "she", "they", "we", "i", "it", "you", "one", "who", "this", "that", "which", "there", "the", "wie", "er", "sie", "man", "il", "elle", "on", "comme", "como", "él", "ella":
		return true
	}
	return false
}

// saysSo is a name with a verb of saying, before a quotation.
var saysSo = lazily(`(?:^|[\s(])(\p{Lu}[\pL’'-]+(?: \p{Lu}[\pL’'.-]*)*),? (?:once |famously |has |had |already |later )?(?:said|says|wrote|writes|written|put it|puts it|has it|observed|observes|remarked|noted|argued|claimed|warned|declared|taught|told \w+|schrieb|sagte|meinte|écrivait|écrit|disait|escribió|dijo)(?: that| dass)?[\s,:]*[“"«‘„]*$`)

// withoutTitles takes from the quotations what names a work: the title of any
// citation, or words of the title of their own.
func (v *resolver) withoutTitles() {
	var titles map[string]bool
	for i := range v.out {
		c := &v.out[i]
		if len(c.Quotes)+len(c.Shared) == 0 {
			continue
		}
		if titles == nil {
			titles = v.titles()
		}
		own := " " + foldWords(c.Title) + " "
		if c.BackReference() && len(c.Antecedents) == 1 {
			own += "| " + foldWords(v.out[c.Antecedents[0]].Title) + " "
		}
		named := func(s Span) bool {
			words := foldWords(s.Of(v.d.Text))
			return titles[words] || strings.Contains(own, " "+words+" ")
		}
		c.Quotes = slices.DeleteFunc(slices.Clone(c.Quotes), named)
		c.Shared = slices.DeleteFunc(slices.Clone(c.Shared), named)
	}
}

// titles are those of all citations, folded: whole, and before a colon.
func (v *resolver) titles() map[string]bool {
	titles := map[string]bool{}
	for i := range v.out {
		title := v.out[i].Title
		titles[foldWords(title)] = true
		if short, _, ok := strings.Cut(title, ":"); ok {
			titles[foldWords(short)] = true
		}
	}
	delete(titles, "")
	return titles
}

// Quoted is the quotation at s without the marks of the calls that stand in
// it.
func (d *Document) Quoted(s Span) string {
	var calls []Span
	for i := range d.Notes {
		for _, c := range d.Notes[i].Calls {
			if s.Holds(c) {
				calls = append(calls, c)
			}
		}
	}
	sort.Slice(calls, func(i, j int) bool { return calls[i].Start < calls[j].Start })
	var b strings.Builder
	at := s.Start
	for _, c := range calls {
		if c.Start >= at {
			b.WriteString(d.Text[at:c.Start])
			at = c.End
		}
	}
	b.WriteString(d.Text[at:s.End])
	return b.String()
}
