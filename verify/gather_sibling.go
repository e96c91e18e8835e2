package verify

import (
	"math/rand/v2"
	"strings"
)

// A sibling is an address beside one that a site has, and of its shape, which
// cannot be there. Sites send addresses of one shape to one program, and each
// program has its own way to say that it found nothing: what the site says to a
// made-up word tells little of articles that have numbers.
type sibling struct {
	of     string // the address that it stands beside
	url    string
	number bool // a number was made up
}

// siblingOf makes up an address beside url. What chooses the page there is
// another: what a query says to a program, or else the last part of the path,
// with any id that stands before it, since many sites find a page by that alone.
// All else stays as it is.
func siblingOf(url string, random *rand.Rand) sibling {
	scheme, host, rest := SplitURL(url)
	path, query, _ := strings.Cut(rest, "?")
	path = strings.ReplaceAll(path, "\\", "/")
	if path == "" {
		path = "/"
	}
	m := &fiction{random: random}
	if other := m.query(path, query); other != "" {
		path += "?" + other
	} else {
		path = m.path(path)
	}
	return sibling{of: url, url: scheme + "://" + host + path, number: m.numbered}
}

// route is what addresses share that one program is likely to answer: the
// folder, numbers apart, and the names of what a query says.
func (s *sibling) route() string {
	path, query, asks := strings.Cut(pathOf(s.url), "?")
	if !asks {
		path, _, _ = strings.Cut(pathOf(s.of), "?")
		path = strings.TrimSuffix(path, "/")
		path = digitRuns().ReplaceAllString(path[:strings.LastIndexByte(path, '/')+1], "0")
	}
	if s.number {
		path += "0"
	}
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		path += "&" + name
	}
	return path
}

// A fiction makes up names and numbers.
type fiction struct {
	random   *rand.Rand
	numbered bool // it made up a number
}

var (
	digitRuns  = lazily(`[0-9]+`)
	letterRuns = lazily(`\pL+`)
	// A file that a program answers for.
	programEnding = lazily(`(?i)\.(php[0-9]?|phtml|aspx?|ashx|jspx?|jsf|cgi|cfml?|pl|py|dll|exe|do|action|nsf|fcgi|mvc|seam|faces)$`)
	// Parameters that choose what is shown, whatever program they are for, ...
	idParameter = lazily(`(?i)^(id|[adenopt]id|(article|art|artikel|story|news|doc|document|rec|record|obj|object|page|content|post|thread|topic|entry|event|product|prod|book|work|report|pub|publication|paper|issue|photo|image|img|video|media|file|text|node|case|bill|act|law|person|asset|msg|message|title|dok|nyhet|bericht|notizia|noticia|nota)[-_.]?id)$`)
	// ... if it is a program and nothing else: with a number, or with a name as well.
	numberParameter = lazily(`(?i)^(n|nr|no|num|number|nummer|numero|p|t|art|article|artikel|articulo|artigo|articolo|story|news|noticia|notizia|doc|document|rec|record|item|entry|post|thread|topic|node|key|object|objekt|file)$`)
	nameParameter   = lazily(`(?i)^(title|name|page|slug|article|artikel|entry|seite)$`)
	// What stands for a part of a page or of a list, where a number does.
	partName = lazily(`(?i)^(p|pg|n|no|nr|pages?|seite|pagina|página|strona|sida|part|teil|partie|parte|chapter|kapitel|offset|start)$`)
	// An id that is written in hexadecimal digits, a UUID among them.
	hexID = lazily(`^[0-9a-fA-F]{8,}(-[0-9a-fA-F]{4,}){0,4}$`)
)

// query is one that says something else in all that may choose what the program
// at path shows: a parameter that it does not look at would leave the page as it
// is. Empty where there is none.
func (f *fiction) query(path, query string) string {
	if query == "" { // as of most
		return ""
	}
	name := path[strings.LastIndexByte(path, '/')+1:]
	program := name == "" || programEnding().MatchString(name) && len(name) <= 24
	if !program && (len(name) > 12 || strings.ContainsAny(name, "-_.%0123456789")) { // a page of its own: its query may say anything
		return ""
	}
	parts := strings.Split(query, "&")
	changed := false
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		digits := digitRuns().FindString(value)
		switch {
		case value == "" || idleQuery().MatchString(part):
			continue
		case idParameter().MatchString(name),
			program && numberParameter().MatchString(name) && digits != "" && !strings.ContainsAny(value, "%/") && (len(digits) >= 3 || !partName().MatchString(name)):
		case program && nameParameter().MatchString(name) && digits != value:
			digits = ""
		default:
			continue
		}
		if changed = true; digits == "" || strings.Contains(value, "%") {
			parts[i] = name + "=" + f.name()
		} else {
			parts[i] = name + "=" + f.like(value)
		}
	}
	if !changed {
		return ""
	}
	return strings.Join(parts, "&")
}

// path is one with another last part, and with another id before it.
func (f *fiction) path(path string) string {
	end := ""
	if len(path) > 1 && strings.HasSuffix(path, "/") {
		path, end = path[:len(path)-1], "/"
	}
	segments := strings.Split(path, "/")
	last := len(segments) - 1
	for i, segment := range segments[:last] {
		if isID(segment) {
			segments[i] = f.like(segment)
		}
	}
	name, ending := segments[last], ""
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 && len(name)-dot <= 6 && letterRuns().MatchString(name[dot:]) {
		name, ending = name[:dot], name[dot:]
	}
	if bearsID(name, segments[max(last-1, 0)]) {
		name = f.like(name)
	} else {
		name = f.name()
	}
	segments[last] = name + ending
	return strings.Join(segments, "/") + end
}

// isID reports whether a folder is likely to be an id: a number longer than a
// year, or digits among letters as in no word.
func isID(segment string) bool {
	digits := 0
	for i := range len(segment) {
		if isDigit(segment[i]) {
			digits++
		}
	}
	return digits >= 5 && digits == len(segment) || digits > 1 && len(segment) >= 8 && hexID().MatchString(segment)
}

// bearsID reports whether name, in this folder, has a number by which a site may
// find the page: more than that of a part.
func bearsID(name, folder string) bool {
	if strings.ContainsAny(name, "%=;") {
		return false
	}
	number := longestNumber(name)
	switch {
	case number == "":
		return false
	case len(number) >= 4, hexID().MatchString(name):
		return true
	case partName().MatchString(folder) || strings.ContainsAny(folder, "-_"): // the second part of “tide-mills”
		return false
	}
	words := letterRuns().FindAllString(name, -1)
	return len(words) == 0 || len(words) == 1 && !partName().MatchString(words[0])
}

// longestNumber is the longest run of digits in s, the first of several.
func longestNumber(s string) string {
	best := ""
	for i := 0; i < len(s); i++ {
		from := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i-from > len(best) {
			best = s[from:i]
		}
	}
	return best
}

// like is id with another number for its longest one, and other words, where
// they are more than one, which alone says what the number is of.
func (f *fiction) like(id string) string {
	words := letterRuns().FindAllString(id, -1)
	if len(words) > 0 && hexID().MatchString(id) {
		f.numbered = true
		return f.spell(id, "0123456789abcdef")
	}
	number := longestNumber(id)
	before, after, _ := strings.Cut(id, number)
	if len(words) > 1 {
		before, after = f.otherWords(before), f.otherWords(after)
	}
	return before + f.number(len(number)) + after
}

// otherWords is s with a name for each word; the shortest are marks.
func (f *fiction) otherWords(s string) string {
	return letterRuns().ReplaceAllStringFunc(s, func(word string) string {
		if len(word) <= 2 {
			return word
		}
		return f.name()
	})
}

// spell is s with one of signs for each letter and digit.
func (f *fiction) spell(s, signs string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' {
			return r
		}
		return rune(signs[f.random.IntN(len(signs))])
	}, s)
}

// name is one that nobody has. Without vowels no word comes of it that a site
// could take for a near miss.
func (f *fiction) name() string { return f.spell(strings.Repeat("x", 16), consonants) }

const consonants = "bcdfghjklmnpqrstvwxz"

// number is one that nothing has, in place of one of so many digits: higher than
// sites count, and than the seconds of today; lower than what programs can hold
// (2³¹), since such would fail in another way. Ids that are longer are not counted,
// and few of those numbers are one.
func (f *fiction) number(digits int) string {
	f.numbered = true
	if digits < 10 {
		return "20" + f.spell("00000000", "0123456789")
	}
	return "8" + f.spell(strings.Repeat("0", digits-1), "0123456789")
}

// madeUp are the words of a sibling's address that stand nowhere else.
func madeUp(sibling string) []string {
	return fictions().FindAllString(strings.ToLower(unescaped(pathOf(sibling))), -1)
}

var fictions = lazily(`[` + consonants + `]{16}|[0-9]{10,}`)
