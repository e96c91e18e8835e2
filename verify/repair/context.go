package repair

import (
	"strings"

	"loccit/verify"
)

// A context is what the citations of one source say in words: what its slug
// may be made of.
type context struct {
	titles [][]string      // the words of each title and of the authors, in order
	title  map[string]bool // all of them
	closed map[string]bool // words that the text itself writes in one: the slug may too
	vocab  *vocabulary     // of the document; nil where there is none
	own    map[string]int  // the words of the URL itself, and how often it has each
	token  string          // the token that is being read
	tongue map[string]bool // common words of the language of the slug; nil for English
}

// lay takes the words of a URL into account.
func (c *context) lay(a *address) {
	c.own = map[string]int{}
	var said []string
	for i := range a.tokens {
		if t := &a.tokens[i]; len(t.word) > 1 && allLetters(t.word) {
			c.own[t.word]++
			said = append(said, t.word)
		}
	}
	for _, run := range c.titles {
		said = append(said, run...)
	}
	c.tongue = languageOf(said)
}

// contextOf gathers what the citations of s say.
func contextOf(docs []*verify.Document, vocabs []*vocabulary, s *verify.Source) *context {
	c := &context{title: map[string]bool{}, closed: map[string]bool{}}
	for _, ref := range s.CitedBy {
		cite := &docs[ref.Document].Citations[ref.Citation]
		c.addRun(cite.Title)
		for _, a := range cite.Authors {
			c.addRun(a)
		}
		for _, w := range hyphenated(cite.Title + " " + cite.Container + " " + strings.Join(cite.Authors, " ")) {
			c.closed[w] = true
		}
		c.vocab = vocabs[ref.Document]
	}
	return c
}

// addRun adds words that follow each other. A genitive is known without its
// s, too: some sites write china-s, some chinas, some china.
func (c *context) addRun(s string) {
	run := words(s)
	if len(run) == 0 {
		return
	}
	c.titles = append(c.titles, run)
	for _, w := range run {
		c.title[w] = true
	}
	for _, w := range strings.Fields(s) {
		if before, after, ok := strings.Cut(strings.ReplaceAll(w, "'", "’"), "’"); ok && strings.HasPrefix(after, "s") {
			if w := words(before); len(w) > 0 {
				c.title[w[len(w)-1]] = true
			}
		}
	}
}

// known reports whether word is a word as it stands, so that nothing needs to
// be lost in it. Slugs drop the apostrophe of a genitive: chinas.
func (c *context) known(word string) bool {
	if c.title[word] || c.closed[word] || c.vocab.has(word) || levelOf(word) > 0 {
		return true
	}
	return c.tongue[word] || genitive(word)
}

func genitive(word string) bool {
	return len(word) > 4 && word[len(word)-1] == 's' && levelOf(word[:len(word)-1]) > 0
}

// run reports whether parts follow each other in a title or a name, with at
// most two small words between: slugs leave those out.
func (c *context) run(parts []string) bool {
	for _, words := range c.titles {
		for i := range words {
			if words[i] == parts[0] && follows(words[i+1:], parts[1:]) {
				return true
			}
		}
	}
	return false
}

func follows(words, parts []string) bool {
	for _, p := range parts {
		i := 0
		for i < len(words) && i < 3 && words[i] != p {
			if !function(words[i]) {
				return false
			}
			i++
		}
		if i >= len(words) || words[i] != p {
			return false
		}
		words = words[i+1:]
	}
	return true
}
