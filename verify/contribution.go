package verify

import "strings"

// onAnother begins the words that say of a text what it is to another work, or
// with whom it was made, in place of a title.
var onAnother = beginning("AaBbCcEeFfIiKkLlRrUu", `^(?i:(?:book |film |unsigned |anonymous |untitled )?(?:comments? (?:on|to|by)|commentary on|reply to|response to|rejoinder to|letter to|review of|interview(?:ed)? (?:by|with)|in (?:an )?interview with|in conversation with|kommentar zu|antwort auf|rezension (?:zu|von)|interview mit|im gespräch mit|commentaire (?:sur|de)|réponse à|compte rendu de|recension de|entretien avec|entrevista (?:con|a)|reseña de|comentario (?:a|sobre)|intervista (?:a|con|di)|recensione (?:a|di)) )`)

// contribution reads a text without a title of its own: Sally Ford, comment on
// Tremlett, “On Keeping Bees”; Ondine Clay, interview by Ravi Patel.
func (p *parser) contribution() bool {
	at, authors := p.span.Start, []string(nil)
	if onAnother.FindString(p.span.Of(p.r.text)) == "" {
		if at, authors = p.contributor(); at == 0 {
			return false
		}
	} else if p.aboutEnd(at) == p.chunkEnd(at) { // Interview with Tom Lind may be all the title that it has
		return false
	}
	if p.c.URL == "" && p.c.DOI == "" && !strings.ContainsAny(p.r.text[at:p.span.End], "0123456789") {
		return false
	}
	end := p.aboutEnd(at)
	p.c.About = cleanTitle(Span{at, end}.Of(p.r.text))
	p.c.Authors = authors
	p.use(end)
	p.tail(end)
	if p.prosaic && p.c.URL == "" || !p.dated && p.c.URL == "" && p.c.DOI == "" {
		p.reset()
		p.c.About = ""
		return false
	}
	p.kind = complete
	return true
}

// contributor is who stands before such words, and where these begin; 0 where
// there is none.
func (p *parser) contributor() (at int, names []string) {
	for i := p.span.Start; i < min(p.span.End, p.span.Start+160) && p.r.at(i) == 0; i++ {
		if p.r.text[i] != ',' && (p.r.text[i] != '.' || !p.r.listedAuthor(Span{p.span.Start, i})) {
			continue
		}
		next := skipSpace(p.r.text, i+1, p.span.End)
		rest := p.r.text[next:p.span.End]
		if onAnother.FindString(rest) == "" && !spokenOrWritten.MatchString(rest) {
			continue
		}
		name := p.r.plain(Span{p.span.Start, i})
		if names = authors(name); authorLike(name) && persons(names) {
			return next, names
		}
		return 0, nil
	}
	return 0, nil
}

// aboutEnd is where the words end that begin at at: behind the title in quotation
// marks or italics that they lead to, or else at the next comma.
func (p *parser) aboutEnd(at int) int {
	end := p.chunkEnd(at)
	near := min(p.span.End, at+160)
	if k := p.r.quoteFrom(at); k < len(p.r.quotes) && p.r.quotes[k].whole.Start < near && p.r.quotes[k].whole.End <= p.span.End && p.r.unmasked(Span{at, p.r.quotes[k].whole.Start}, inURL|inParen) {
		return p.r.quotes[k].whole.End
	}
	if all := italicsIn(p.r.italics, Span{at, near}); len(all) > 0 && all[0].End <= p.span.End && p.leadsTo(Span{at, all[0].Start}) {
		return all[0].End
	}
	return end
}

// leadsTo reports whether no more than names stand in s, between such words and
// the title of the work: review of Tom Vos,.
func (p *parser) leadsTo(s Span) bool {
	words := onAnother.FindString(s.Of(p.r.text) + " ")
	if strings.Contains(strings.ToLower(words), "interview") || !p.r.unmasked(s, inURL|inParen) {
		return false
	}
	name := strings.Trim(p.r.text[s.Start+min(len(words), s.Len()):s.End], " ,*_")
	return name == "" || len(strings.Fields(name)) < 7 && authorLike(name)
}
