package content

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A likeness is how a word of a quotation stands to one of a page.
type likeness uint8

const (
	other    likeness = iota
	similar           // another word, or the same one with another ending or a slip
	spelling          // the same word in another spelling: labour, labor; Erdoğan, Erdogan
	same
)

// likenessOf compares a word of a quotation with one of a page, both folded.
//
// A letter that differs makes another word, even where it looks like a slip of
// the pen or of a scanner: which of the two is right cannot be told from here,
// and shown side by side an editor sees it at once. Not so where both are
// spellings of one word: British and American, with and without the diacritics
// of a name. Those change no meaning, and are told but not held against the
// quotation.
func likenessOf(it *item, page *form) likeness {
	q := &it.form
	switch {
	case q.text == page.text:
		return same
	case it.partly && partlyAlike(it, page.text):
		return same
	case page.unmarked == q.text && q.text != "":
		return same
	case sameSpelling(q, page):
		return spelling
	case q.bare == page.bare && ((q.sign|page.sign)&capital != 0 || arabic(q.text)):
		return spelling
	case ends(q.text, page.text):
		return similar
	}
	return other
}

// arabic reports whether a word is of the Arabic script, whose texts put hamza
// and madda on letters or leave them out.
func arabic(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(unicode.Arabic, r)
}

// A form is a word with the forms that it is compared in.
type form struct {
	text     string
	sign     sign
	american string
	bare     string // without diacritics
	unmarked string // without the number of a note that is glued to it; empty where there is none
}

func newForm(text string, sign sign) form {
	return form{text, sign, american(text), bare(text), withoutMark(text)}
}

// partlyAlike: the letters outside the brackets stand where they stood, and the
// page has few others.
func partlyAlike(it *item, page string) bool {
	outside := len(it.pre) + len(it.post)
	return outside > 0 && len(page) >= outside && len(page)-outside <= 6 &&
		strings.HasPrefix(page, it.pre) && strings.HasSuffix(page, it.post)
}

// withoutMark is a word without the numbers of notes that are glued to it:
// coercion691, and of two notes, as folded, lenses3.7. It is empty where there
// is none.
func withoutMark(page string) string {
	if c := page[len(page)-1]; c < '0' || c > '9' {
		return ""
	}
	plain := strings.TrimRight(page, "0123456789.")
	if len(plain) < 3 || len(page)-len(plain) > mostMarks {
		return ""
	}
	for mark := range strings.SplitSeq(page[len(plain):], ".") {
		if mark == "" || len(mark) > 3 {
			return ""
		}
	}
	return plain
}

// mostMarks is how long the numbers of notes behind a word may be together, in
// bytes.
const mostMarks = 12

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// bare is s without diacritics, with the letters that have no decomposition
// written as a typewriter would.
func bare(s string) string {
	if ascii(s) {
		return s
	}
	return bareLetters.Replace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

var bareLetters = strings.NewReplacer("ı", "i", "ø", "o", "ł", "l", "đ", "d", "æ", "ae", "œ", "oe", "þ", "th", "ð", "d", "ى", "ي", "ی", "ي", "ة", "ه", "ک", "ك")

// ends reports whether two words share most of their beginning and end.
func ends(a, b string) bool {
	long, short := len(a), len(b)
	if long < short {
		long, short = short, long
	}
	if long-short > 4 || short < 3 {
		return false
	}
	pre := 0
	for pre < short && a[pre] == b[pre] {
		pre++
	}
	post := 0
	for post < short-pre && a[len(a)-1-post] == b[len(b)-1-post] {
		post++
	}
	return 3*(pre+post) >= 2*long
}

// sameSpelling reports whether two words are one in two spellings. Words
// shorter than five letters have none: for and four are two words.
func sameSpelling(a, b *form) bool {
	if a.text == "&" || b.text == "&" {
		return slices.Contains(and, a.text) && slices.Contains(and, b.text)
	}
	if a.text == "percent" || b.text == "percent" {
		return slices.Contains(percent, a.text) && slices.Contains(percent, b.text)
	}
	switch x, y := isFigure(a.text), isFigure(b.text); {
	case x && !y:
		return a.text == inFigures(b.text)
	case y && !x:
		return b.text == inFigures(a.text)
	}
	return a.american == b.american
}

func isFigure(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// inFigures is the number that a word is, empty for any other word: some houses
// write forty, and others 40.
func inFigures(w string) string { return figures()[w] }

// twoFigures is the number that tens and ones are together, empty for others.
func twoFigures(tens, ones string) string {
	a, b := figures()[tens], figures()[ones]
	if ones == "one" {
		b = "1"
	}
	if len(a) != 2 || a[1] != '0' || len(b) != 1 {
		return ""
	}
	return a[:1] + b
}

// figures are the numbers that editors write in words, in some languages, but
// for one, which is an article in most. Filled once, read only.
var figures = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for _, words := range [...]string{
		"2 two 3 three 4 four 5 five 6 six 7 seven 8 eight 9 nine 10 ten 11 eleven 12 twelve 13 thirteen 14 fourteen 15 fifteen 16 sixteen 17 seventeen 18 eighteen 19 nineteen 20 twenty 30 thirty 40 forty 50 fifty 60 sixty 70 seventy 80 eighty 90 ninety",
		"2 zwei 3 drei 4 vier 5 fünf 6 sechs 7 sieben 8 acht 9 neun 10 zehn 11 elf 12 zwölf 20 zwanzig 30 dreißig 40 vierzig 50 fünfzig 60 sechzig 70 siebzig 80 achtzig 90 neunzig",
		"2 deux 3 trois 4 quatre 5 cinq 7 sept 8 huit 10 dix 11 onze 12 douze 20 vingt 30 trente 40 quarante 50 cinquante 60 soixante",
		"2 dos 3 tres 4 cuatro 5 cinco 6 seis 7 siete 8 ocho 9 nueve 10 diez 11 once 12 doce 20 veinte 30 treinta 40 cuarenta 50 cincuenta",
	} {
		list := strings.Fields(words)
		for i := 0; i+1 < len(list); i += 2 {
			if _, known := found[list[i+1]]; !known {
				found[list[i+1]] = list[i]
			}
		}
	}
	delete(found, "once") // English
	return found
})

var (
	and     = []string{"&", "and", "und", "et", "y", "e", "og", "och", "en"}
	percent = []string{"percent", "prozent", "procent", "процентов", "percento"}
)

// american is the American spelling of an English word, by the endings and
// letters in which the two differ (Oxford Guide to Style, 2002, ch. 16; for
// words that do not follow them, irregular).
func american(w string) string {
	if len(w) < 4 {
		return w
	}
	if s, ok := irregular[w]; ok {
		return s
	}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(w, e.british); ok && len(stem) >= e.stem {
			w = stem + e.american
			break
		}
	}
	if i := strings.Index(w, "our"); i >= 2 && len(w) >= 6 && !strings.HasPrefix(w, "cour") && !strings.HasPrefix(w, "jour") && !strings.HasPrefix(w, "sour") && !strings.HasPrefix(w, "tour") {
		w = w[:i] + "or" + w[i+3:]
	}
	if len(w) >= 6 {
		w = strings.Replace(strings.Replace(w, "aes", "es", 1), "paed", "ped", 1)
	}
	return w
}

// An ending that is spelt in two ways after a stem of so many letters.
type ending struct {
	british, american string
	stem              int
}

var endings = []ending{
	{"isation", "ization", 3}, {"isations", "izations", 3},
	{"ising", "izing", 4}, {"ised", "ized", 4}, {"ises", "izes", 4}, {"ise", "ize", 4}, {"iser", "izer", 4}, {"isers", "izers", 4},
	{"ysed", "yzed", 3}, {"ysing", "yzing", 3}, {"yse", "yze", 3}, {"yses", "yzes", 3},
	{"tre", "ter", 2}, {"tres", "ters", 2}, {"bre", "ber", 2},
	{"elled", "eled", 3}, {"elling", "eling", 3}, {"eller", "eler", 3}, {"ellers", "elers", 3},
	{"alled", "aled", 4}, {"alling", "aling", 4},
	{"ogue", "og", 4}, {"ogues", "ogs", 4},
}

// Words that are spelt in two ways beyond those endings, both forms to the
// American one.
var irregular = map[string]string{
	"programme": "program", "programmes": "programs", "defence": "defense", "defences": "defenses", "offence": "offense", "offences": "offenses",
	"licence": "license", "licences": "licenses", "pretence": "pretense", "grey": "gray", "greys": "grays", "cheque": "check", "cheques": "checks", "judgement": "judgment", "judgements": "judgments",
	"acknowledgement": "acknowledgment", "ageing": "aging", "sceptic": "skeptic", "sceptics": "skeptics", "sceptical": "skeptical", "scepticism": "skepticism",
	"aluminium": "aluminum", "tonne": "ton", "tonnes": "tons", "plough": "plow", "ploughs": "plows", "tyre": "tire", "tyres": "tires", "kerb": "curb", "mould": "mold", "moulds": "molds",
	"fulfil": "fulfill", "fulfils": "fulfills", "fulfilment": "fulfillment", "skilful": "skillful", "wilful": "willful", "enrol": "enroll", "enrolment": "enrollment", "instalment": "installment", "instalments": "installments",
	"manoeuvre": "maneuver", "manoeuvres": "maneuvers", "practise": "practice", "practised": "practiced", "practising": "practicing", "jewellery": "jewelry", "enquiry": "inquiry", "enquiries": "inquiries",
	"moustache": "mustache", "pyjamas": "pajamas", "sulphur": "sulfur", "foetus": "fetus", "encyclopaedia": "encyclopedia", "mediaeval": "medieval", "cosy": "cozy", "draught": "draft",
	"learnt": "learned", "burnt": "burned", "spelt": "spelled", "dreamt": "dreamed", "leant": "leaned", "marvellous": "marvelous", "counsellor": "counselor", "counsellors": "counselors", "councillor": "councilor", "councillors": "councilors",
	"naïve": "naive", "naïvely": "naively", "naïveté": "naivete", "façade": "facade", "façades": "facades", "café": "cafe", "cafés": "cafes", "cliché": "cliche", "clichés": "cliches", "rôle": "role", "rôles": "roles",
	"protégé": "protege", "protégés": "proteges", "décor": "decor", "régime": "regime", "régimes": "regimes", "élite": "elite", "élites": "elites", "débris": "debris", "coöperation": "cooperation", "coöperate": "cooperate", "coördinate": "coordinate", "preëmpt": "preempt", "reëlected": "reelected",
	"uighur": "uyghur", "uighurs": "uyghurs",
}
