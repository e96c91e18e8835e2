package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"loccit/verify"
)

// compareAuthor asks whether one of the authors cited is one that the page
// names. Houses are written in too many ways to be told apart.
func (e *exam) compareAuthor() answer {
	shown := e.page.By()
	found := strings.Join(shown, "; ")
	for _, cited := range e.authors {
		for _, s := range shown {
			if sameName(cited, s) {
				return answer{Outcome: verify.Matches, found: s}
			}
		}
	}
	persons := slices.DeleteFunc(slices.Clone(shown), e.isHouse)
	named := slices.DeleteFunc(slices.Clone(e.authors), e.isHouse)
	if len(named) == 0 && len(persons) == 0 && all(e.authors, isHandle) && all(shown, isHandle) {
		return answer{Outcome: verify.Differs, found: found}
	}
	switch {
	case e.namedInText():
		return answer{Outcome: verify.Matches, found: strings.Join(e.authors, "; ")}
	case len(shown) == 0:
		return answer{why: "the page names no author"}
	case len(named) == 0:
		return answer{found: found, why: "the note names a house, and the page another author"}
	case len(persons) == 0:
		return answer{found: found, why: "the page names a house as its author"}
	case !samePossibleScript(named, persons):
		return answer{found: found, why: "the names are written in different scripts"}
	case isPaper(e.page):
		return answer{found: found, why: "the author in a PDF's metadata may be whoever saved it"}
	case e.credited(named):
		return answer{found: found, why: "the page names another author, but the one cited stands there as authors do"}
	case e.interviewed(named):
		return answer{found: found, why: "the page is an interview, and the author cited may be who was asked"}
	case e.hasComments(named):
		return answer{found: found, why: "the page names another author, but the note may mean a comment"}
	case e.interstitial():
		return answer{found: found, why: "the page asks for something before it shows the source"}
	}
	return answer{Outcome: verify.Differs, found: strings.Join(persons, "; ")}
}

func all(list []string, is func(string) bool) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(s string) bool { return !is(s) })
}

// isHandle reports whether s is a name that a member of a network chose: one
// word, with a sign or a number that no other name has.
func isHandle(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "u/"), "@")
	return len(s) > 3 && !strings.ContainsAny(s, " .,") && strings.ContainsAny(s, "_0123456789") && strings.ContainsFunc(s, unicode.IsLetter)
}

// A name is one person's, in words.
type name struct {
	words   []string
	surname string // as far as order tells; the last word, or what stands before a comma
}

func nameOf(raw string) name {
	before, _, inverted := strings.Cut(raw, ",")
	n := name{words: slices.DeleteFunc(wordsOf(raw), isParticle)}
	if inverted {
		if family := slices.DeleteFunc(wordsOf(before), isParticle); len(family) == 1 || len(family) == 2 && len(n.words) > 2 {
			n.surname = family[len(family)-1]
		}
	}
	if n.surname == "" && len(n.words) > 0 {
		n.surname = n.words[len(n.words)-1]
		if n.surname == "jr" || n.surname == "sr" || n.surname == "iii" || n.surname == "phd" || n.surname == "md" {
			n.surname = n.words[max(0, len(n.words)-2)]
		}
	}
	return n
}

func isParticle(w string) bool {
	switch w {
	case "von", "van", "de", "der", "den", "di", "da", "du", "la", "le", "del", "della", "dos", "zu", "al", "el", "bin", "ibn", "ben", "af", "av", "dr", "prof", "professor", "mr", "mrs", "ms", "sir", "dame", "et", "al.", "and", "und", "y", "by", "with":
		return true
	}
	return false
}

// sameName: a surname in common, and given names that do not contradict each
// other. shown may be a whole byline, with several persons. Scripts that do not
// part words have names of few letters, which are the same or not.
func sameName(cited, shown string) bool {
	a, b := nameOf(cited), nameOf(shown)
	if a.surname == "" || b.surname == "" {
		return false
	}
	if initialsBehind(cited, b.words) || initialsBehind(shown, a.words) {
		return true
	}
	if scriptOf(cited) == 'E' {
		return strings.Contains(strings.Join(b.words, ""), strings.Join(a.words, ""))
	}
	at := slices.IndexFunc(b.words, func(w string) bool { return sameSurname(a.surname, w) })
	switch {
	case at < 0 && slices.Contains(a.words, b.surname) && len(b.surname) > 2 && len(a.words) > 1 && len(b.words) > 1:
		// the family name stands first on one side: Xi Jinping, Jinping Xi
		return shared(a.words, b.words) >= 2 || turned(a.words, b.words)
	case at < 0:
		return turned(a.words, b.words) || abridged(a, b) || abridged(b, a)
	case len(a.words) == 1 || len(b.words) == 1:
		return true
	}
	return givenAgree(a, b, at)
}

// initialsBehind reports whether a name is written as libraries of medicine do,
// the family first and initials behind it, Herrera-Ruiz TA, and may be that of
// words.
func initialsBehind(raw string, words []string) bool {
	at := strings.LastIndexByte(raw, ' ')
	family := wordsOf(raw[:max(at, 0)])
	if len(family) == 0 || len(words) < 2 || strings.Contains(raw, ",") {
		return false
	}
	initials := strings.ReplaceAll(raw[at+1:], ".", "")
	if len(initials) > 3 || strings.Trim(initials, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" || !slices.Contains(words, family[len(family)-1]) {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return !slices.Contains(family, w) && initials != "" && w[0] == initials[0]+'a'-'A'
	})
}

// turned reports whether two names are one in another order, or parted
// otherwise: Chen Dawen, Da-Wen Chen.
func turned(a, b []string) bool {
	if len(a) > 5 || len(b) > 5 || len(a) < 2 || len(b) < 2 {
		return false
	}
	whole := strings.Join(b, "")
	for i := range a {
		if strings.Join(a[i:], "")+strings.Join(a[:i], "") == whole {
			return true
		}
	}
	return false
}

// abridged reports whether a keeps of its surname the first letter: Marta K.
func abridged(a, b name) bool {
	if len(a.words) < 2 || len(b.words) < 2 || len(a.surname) != 1 {
		return false
	}
	return a.words[0] == b.words[0] && strings.HasPrefix(b.surname, a.surname)
}

// sameSurname compares two words that may be surnames: a slip is let pass in a
// long one, and umlauts and the article of Arabic names are written in two ways.
func sameSurname(a, b string) bool {
	if a == b || plainName(a) == plainName(b) {
		return true
	}
	x, y := []rune(a), []rune(b)
	return len(x) >= 5 && len(y) >= 5 && x[0] == y[0] && levenshtein.ComputeDistance(a, b) == 1
}

// plainName is a surname as folded, without the e of ae, oe and ue, and without
// al before it.
func plainName(w string) string {
	if len(w) > 5 && (strings.HasPrefix(w, "al") || strings.HasPrefix(w, "el")) {
		w = w[2:]
	}
	if len(w) < 5 {
		return w
	}
	return umlauts.Replace(w)
}

var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// givenAgree compares the given names of a with the words near its surname in
// b: one in common will do, or an initial, for pages abbreviate.
func givenAgree(a, b name, at int) bool {
	var given []string
	for _, w := range a.words {
		if w != a.surname {
			given = append(given, w)
		}
	}
	near := slices.Concat(b.words[max(0, at-3):at], b.words[at+1:min(len(b.words), at+4)])
	for _, g := range given {
		for _, w := range near {
			if sameGiven(g, w) || nickname(g, w) || nickname(w, g) || clipped(g, w) || clipped(w, g) {
				return true
			}
		}
	}
	return len(given) == 0 || len(near) == 0
}

// sameGiven reports whether two given names may be one: an initial and a name,
// the short form of a name and the whole, two ways to write one.
func sameGiven(a, b string) bool {
	if initialOf(a) != initialOf(b) {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) <= 2 || len(y) <= 2 || slices.Equal(x[:3], y[:3]) {
		return true
	}
	return len(x) >= 4 && len(y) >= 4 && levenshtein.ComputeDistance(a, b) <= 2
}

// clipped reports whether short is what is left of a longer given name without
// its beginning: Seun of Oluwaseun, Bella of Isabella.
func clipped(short, long string) bool {
	return len(short) >= 4 && len(long) >= len(short)+2 && strings.HasSuffix(long, short)
}

func initialOf(w string) rune {
	r, _ := utf8.DecodeRuneInString(w)
	return r
}

// nickname reports whether short is what persons of a name are called, where the
// two do not begin alike.
func nickname(short, long string) bool {
	return slices.Contains(strings.Fields(nicknames[short]), long)
}

// Filled once, read only.
var nicknames = map[string]string{
	"bill": "william", "billy": "william", "will": "william", "liam": "william", "bob": "robert", "bobby": "robert", "rob": "robert", "dick": "richard", "rick": "richard", "ricky": "richard",
	"jack": "john jackson", "johnny": "jonathan", "jon": "john", "ted": "edward theodore", "teddy": "edward theodore", "ned": "edward edmund", "eddie": "edward edmund", "peggy": "margaret", "maggie": "margaret", "meg": "margaret", "greta": "margarete margaret", "daisy": "margaret", "molly": "mary", "polly": "mary", "mamie": "mary",
	"tony": "anthony antonio anton", "hank": "henry", "harry": "henry harold", "hal": "henry harold", "beth": "elizabeth elisabeth", "liz": "elizabeth elisabeth", "betty": "elizabeth", "lisa": "elizabeth elisabeth", "lizzie": "elizabeth", "bess": "elizabeth", "gene": "eugene", "kate": "catherine katherine", "kitty": "catherine", "cathy": "katherine catherine", "kathy": "catherine katherine", "katie": "catherine katherine",
	"sasha": "alexander alexandra aleksandr oleksandr", "sandy": "alexander alexandra", "alex": "oleksandr aleksandr", "jim": "james", "jimmy": "james", "jamie": "james", "joe": "joseph", "joey": "joseph", "jo": "josephine joanna", "mike": "michael mikhail mikael", "mickey": "michael", "mick": "michael", "misha": "mikhail", "tom": "thomas", "tommy": "thomas", "dave": "david", "chuck": "charles", "charlie": "charles", "jerry": "gerald jerome", "jeff": "geoffrey jeffrey", "larry": "lawrence laurence", "nell": "eleanor helen", "nelly": "eleanor helen", "nancy": "anne ann", "sally": "sarah", "sue": "susan", "trudy": "gertrude", "terry": "theresa terence", "tess": "theresa", "jenny": "jane", "jean": "jeanne", "jake": "jacob", "abe": "abraham", "art": "arthur", "gus": "augustus gustav august", "drew": "andrew", "andy": "andrew andreas", "becky": "rebecca", "tina": "christina", "lena": "helena magdalena", "dot": "dorothy", "dolly": "dorothy", "dora": "theodora", "nick": "dominic nikolai", "kolya": "nikolai", "vanya": "ivan", "dima": "dmitri dmitry", "masha": "maria", "volodya": "vladimir volodymyr", "volodymyr": "vladimir", "hans": "johannes johann", "jochen": "joachim", "jorg": "georg", "joerg": "georg", "jurgen": "georg", "uli": "ulrich ulrike", "sepp": "josef", "fritz": "friedrich", "pepe": "jose", "paco": "francisco", "pancho": "francisco", "nacho": "ignacio", "lola": "dolores", "beppe": "giuseppe", "pino": "giuseppe", "gigi": "luigi", "gianni": "giovanni", "nando": "fernando ferdinando", "yuri": "iurii jurij", "zhenya": "evgeny evgenia",
}

// isHouse reports whether a name is that of a newspaper, an agency, an office,
// or of somebody who gives one word as a name.
func (e *exam) isHouse(raw string) bool {
	words := wordsOf(raw)
	if scriptOf(raw) == 'E' {
		return denseHouse(raw)
	}
	if len(words) < 2 || len(words) > 5 || !strings.Contains(strings.TrimSpace(raw), " ") || strings.ContainsAny(raw, "0123456789") || strings.Contains(raw, "e.V.") {
		return true
	}
	if first, _ := utf8.DecodeRuneInString(raw); isSmall(first) && !nameParticle(words[0]) {
		return true
	}
	for _, w := range words {
		if offices()[w] || houseWord(w) {
			return true
		}
		switch w {
		case "staff", "news", "team", "editors", "editorial", "editor", "redaktion", "redaction", "redazione", "redaccion", "agency", "agencies", "press", "bureau", "desk", "correspondent", "correspondents", "office", "ministry", "department", "university", "institute", "institut", "council", "commission", "committee", "association", "society", "foundation", "trust", "center", "centre", "group", "network", "times", "post", "magazine", "journal", "review", "reuters", "afp", "dpa", "ap", "bbc", "cnn", "xinhua", "wikipedia", "contributors", "authors", "government", "parliament", "court", "company", "inc", "ltd", "llc", "gmbh", "museum", "library", "archive", "archives", "board", "union", "party", "international", "national", "federal", "the", "of", "for", "und", "service", "services", "project", "watch", "online", "friends", "consultants", "authority", "bank", "club", "commissioners", "administration", "agence", "media", "blog", "house", "service.", "studies", "research", "rights", "fund", "school", "college", "church", "television", "radio", "tv", "daily", "weekly", "gazette", "courier", "tribune", "herald", "guardian", "observer", "report", "reports", "data":
			return true
		}
	}
	if holds(e.site(), words) || len(e.site()) > 1 && holds(words, e.site()) {
		return true
	}
	joined := strings.Join(words, "")
	if host := hostLabel(e.url); len(host) > 4 && (strings.Contains(joined, host) || strings.Contains(host, joined)) {
		return true
	}
	return joined == strings.Join(e.site(), "") || joined == strings.Join(e.work(), "")
}

// houseWord knows the ends of words that German, Dutch and the North call houses
// by: Böll-Stiftung, Bauernverband.
func houseWord(w string) bool {
	for _, end := range [...]string{"stiftung", "verband", "verein", "verlag", "gesellschaft", "ministerium", "redaktion", "zeitung", "agentur", "zentrum", "universitat", "hochschule", "kammer", "bistum", "blatt", "anzeiger", "nachrichten", "stichting", "vereniging", "forbundet", "stiftelsen"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// hostLabel is the name of the site in an address, without what stands before and
// behind it: elcolombiano of www.elcolombiano.com.
func hostLabel(url string) string {
	labels := strings.Split(strings.TrimPrefix(verify.Host(url), "www."), ".")
	if len(labels) < 2 {
		return ""
	}
	label := labels[len(labels)-2]
	if len(label) <= 3 && len(labels) > 2 { // co.uk
		label = labels[len(labels)-3]
	}
	return strings.ReplaceAll(label, "-", "")
}

// denseHouse is isHouse for names of East Asia: those of persons have two to six
// characters, and end in none that houses end in.
func denseHouse(raw string) bool {
	bare := strings.Join(strings.FieldsFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) }), "")
	n := utf8.RuneCountInString(bare)
	if n < 2 || n > 6 {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(bare)
	return strings.ContainsRune("社网網报報局部院会會台臺组組室委厅廳府司团團学學館馆店所처부원사보국회", last)
}

func samePossibleScript(a, b []string) bool {
	return scriptOf(strings.Join(a, " ")) == scriptOf(strings.Join(b, " "))
}

// withoutSentences are the lines of a text that are no paragraphs.
func withoutSentences(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if plain := strings.TrimSpace(line); !endsSentence(plain) || wordsIn(plain) < 8 {
			b.WriteString(line)
		}
	}
	return b.String()
}

// namedInText: the whole name of an author cited stands in the title or near the
// top of the page, that of a person in a line that is no paragraph, where the page
// names nobody; else a line must say that it is by that person.
func (e *exam) namedInText() bool {
	top := head(e.own(), 4000)
	words := wordsOf(e.page.Title + "\n" + top)
	for _, cited := range e.authors {
		n := wordsOf(cited)
		if len(n) < 2 || !holds(words, n) || !e.isHouse(cited) && !holds(wordsOf(e.page.Title+"\n"+withoutSentences(top)), n) {
			continue
		}
		if !e.namesPerson() || e.saysBy(top, n) {
			return true
		}
	}
	return false
}

// namesPerson reports whether the page names somebody as its author who is no
// house.
func (e *exam) namesPerson() bool {
	return slices.ContainsFunc(e.page.By(), func(by string) bool { return !e.isHouse(by) })
}

// saysBy reports whether a line of top says that it is by somebody, or names
// the page's authors and that one beside them.
func (e *exam) saysBy(top string, name []string) bool {
	for line := range strings.Lines(top) {
		if len(line) > mostTitle || !holds(wordsOf(line), name) {
			continue
		}
		c := creditOf(line, e.page.Language)
		if c.by && slices.ContainsFunc(c.names, func(n string) bool { return slices.Equal(wordsOf(n), name) }) {
			return true
		}
		if c.words <= 3 && !endsSentence(strings.TrimSpace(line)) && slices.ContainsFunc(e.page.By(), func(by string) bool { return holds(wordsOf(line), wordsOf(by)) }) {
			return true
		}
	}
	return false
}

// interviewed reports whether the page is an interview, and an author cited is
// spoken of on it: some cite interviews by who was asked.
func (e *exam) interviewed(named []string) bool {
	lower := strings.ToLower(e.page.Title + "\n" + head(e.own(), 1500))
	if !slices.ContainsFunc(interviews, func(w string) bool { return strings.Contains(lower, w) }) {
		return false
	}
	words := wordsOf(e.own())
	shown := wordsOf(strings.Join(e.page.By(), " "))
	return slices.ContainsFunc(named, func(cited string) bool {
		s := nameOf(cited).surname
		return len(s) > 2 && slices.Contains(words, s) && !slices.Contains(shown, s)
	})
}

var interviews = []string{"interview", "conversation with", "in conversation", "talks to ", "talked to ", "speaks to ", "spoke to ", "q&a", "as told to", "gespräch mit", "entretien", "entrevista", "intervista", "gesprek met", "rozmowa z", "беседа", "интервью", "访谈", "专访", "訪談", "專訪", "インタビュー", "인터뷰", "مقابلة", "حوار", "röportaj"}

// hasComments reports whether the note may cite a comment on the page: its day
// is one that the page has beside its own, and its author heads a line.
func (e *exam) hasComments(named []string) bool {
	published, ok := dateOf(e.page.Published)
	if !ok || e.date.Day == 0 || agree(e.date, published) || e.comparePublished().Outcome != verify.Matches {
		return false
	}
	for line := range strings.Lines(e.own()) {
		if len(line) > longLine {
			continue
		}
		words := wordsOf(line)
		for _, cited := range named {
			if n := wordsOf(cited); len(n) > 0 && len(words) >= len(n) && slices.Equal(words[:len(n)], n) {
				return true
			}
		}
	}
	return false
}

// head is the beginning of s, n bytes at most, cut between words.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexAny(s[:n], " \n"); i > 0 {
		n = i
	}
	return strings.ToValidUTF8(s[:n], "")
}
