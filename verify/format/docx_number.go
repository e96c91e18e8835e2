package format

import (
	"strconv"
	"strings"
)

// wordNumbering says how the notes of one section are numbered (ISO/IEC
// 29500-1, 17.11.11 footnotePr and 17.11.4 endnotePr).
type wordNumbering struct {
	format  string // ST_NumberFormat
	start   int    // the first number, and the first after each restart
	restart string // continuous, eachSect or eachPage
}

// takeNumbering reads the footnotePr or endnotePr that just began; what it
// leaves open stays.
func takeNumbering(s *xmlScanner, n *wordNumbering) error {
	return s.each(func(kind xmlKind) error {
		if kind != xmlStart || s.space != "w" {
			return nil
		}
		val, _ := s.attr("w", "val")
		switch s.name {
		case "numFmt":
			n.format = val
		case "numRestart":
			n.restart = val
		case "numStart":
			if start, err := strconv.Atoi(val); err == nil && start >= 0 && start <= 1<<20 {
				n.start = start
			}
		}
		return nil
	})
}

// A wordCounter numbers the notes of one kind as Word does: in the order of
// their calls, from the start again in each section or on each page where the
// section says so. Pages are as Word laid them out last; a document that was
// never laid out is numbered as one page, for nothing tells where pages end.
type wordCounter struct {
	rule     wordNumbering   // of the settings
	sections []wordNumbering // of each section; empty where all are as the settings say
	number   int             // the last given
	run      int             // restarts so far
	used     bool
	section  int // of the last number given
	page     int
}

// next is the label of the note whose call stands in this section and on this
// page.
func (c *wordCounter) next(section, page int) string {
	rule := c.rule
	if section < len(c.sections) {
		rule = c.sections[section]
	}
	again := rule.restart == "eachSect" && section != c.section ||
		rule.restart == "eachPage" && (page != c.page || section != c.section)
	switch {
	case !c.used:
		c.number = rule.start
	case again:
		c.number = rule.start
		c.run++
	default:
		c.number++
	}
	c.used, c.section, c.page = true, section, page
	return wordNumber(c.number, rule.format)
}

// wordNumber writes n in one of Word's number formats (ISO/IEC 29500-1,
// 17.18.59). Formats of scripts that are not known here are written in
// figures.
func wordNumber(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "lowerRoman":
		return toRoman(n)
	case "upperRoman":
		return strings.ToUpper(toRoman(n))
	case "lowerLetter":
		return repeated(n, "abcdefghijklmnopqrstuvwxyz")
	case "upperLetter":
		return repeated(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "russianLower":
		return repeated(n, "абвгдежзиклмнопрстуфхцчшщыэюя")
	case "russianUpper":
		return repeated(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ")
	case "chicago":
		return repeated(n, "*†‡§")
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalEnclosedParen":
		return "(" + strconv.Itoa(n) + ")"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	}
	return strconv.Itoa(n)
}

// repeated counts through signs and then through each of them doubled, trebled
// and so on, as Word does with letters too: z, aa, bb.
func repeated(n int, signs string) string {
	all := []rune(signs)
	if n < 1 || n > 40*len(all) {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(all[(n-1)%len(all)]), (n-1)/len(all)+1)
}
