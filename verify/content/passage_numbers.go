package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// otherNumbers is a quotation with its numbers of several words in figures, and
// one with its figures in words, English ones: what “three hundred and twelve”
// is to one house is “312” to another. Numbers of one word are compared word by
// word (see figures). Empty where a quotation has none.
func otherNumbers(printed string) []renumbered {
	var others []renumbered
	if lower := strings.ToLower(printed); strings.Contains(lower, "hundred") || strings.Contains(lower, "thousand") {
		others = append(others, renumber(printed, spelledNumber(), inDigits))
	}
	if strings.ContainsAny(printed, "123456789") {
		for _, and := range [...]string{"and ", ""} {
			others = append(others, renumber(printed, printedNumber(), func(n string) string { return spelled(n, and) }))
		}
	}
	others = slices.DeleteFunc(others, func(r renumbered) bool { return r.printed == printed })
	return slices.CompactFunc(others, func(a, b renumbered) bool { return a.printed == b.printed })
}

// A renumbered is a quotation with its numbers in another form, and the numbers
// in both.
type renumbered struct {
	printed  string
	from, to []string
}

func renumber(printed string, number *regexp.Regexp, other func(string) string) renumbered {
	r := renumbered{}
	r.printed = number.ReplaceAllStringFunc(printed, func(n string) string {
		as := other(n)
		if as != n {
			r.from, r.to = append(r.from, n), append(r.to, as)
		}
		return as
	})
	return r
}

// asPrinted are changes of r with the quotation's numbers as it has them, and
// those that the page has in the other form.
func (r *renumbered) asPrinted(changes []change) []change {
	for i, to := range r.to {
		changed := false
		for k := range changes {
			if c := &changes[k]; (" " + c.cited + " ") != strings.Replace(" "+c.cited+" ", " "+to+" ", " ", 1) {
				c.cited = strings.TrimSpace(strings.Replace(" "+c.cited+" ", " "+to+" ", " "+r.from[i]+" ", 1))
				changed = true
			}
		}
		if !changed {
			changes = append(changes, change{kind: changeSpelling, cited: r.from[i], found: to})
		}
	}
	return changes
}

const numberWord = `(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)`

var (
	spelledNumber = lazily(`(?i)\b(?:an?|` + numberWord + `)(?:[ -]` + numberWord + `)? (?:hundred|thousand)(?: (?:hundred|thousand)|[, ]+(?:and )?` + numberWord + `(?:-` + numberWord + `)?)*\b`)
	printedNumber = lazily(`\b[1-9]\d{0,2}(?:,\d{3}|\d{0,3})\b`)
)

// inDigits is a number in words as figures, or the words themselves where they
// make none.
func inDigits(words string) string {
	total, group := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return r == ' ' || r == '-' || r == ',' }) {
		switch w {
		case "and":
		case "a", "an", "one":
			group++
		case "hundred":
			group *= 100
		case "thousand":
			total, group = total+group*1000, 0
		default:
			n, err := strconv.Atoi(figures()[w])
			if err != nil {
				return words
			}
			group += n
		}
	}
	if total += group; total < 100 || total >= 1_000_000 {
		return words
	}
	return strconv.Itoa(total)
}

var (
	units = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens  = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
)

// spelled is a number of three to six figures in words, with and, or "", behind
// its hundreds; any other number as it is.
func spelled(figures, and string) string {
	n, err := strconv.Atoi(strings.ReplaceAll(figures, ",", ""))
	if err != nil || n < 100 || n >= 1_000_000 {
		return figures
	}
	var words []string
	if n >= 1000 {
		words = append(words, belowThousand(n/1000, and), "thousand")
		if n %= 1000; n > 0 && n < 100 && and != "" {
			words = append(words, strings.TrimSpace(and))
		}
	}
	if n > 0 {
		words = append(words, belowThousand(n, and))
	}
	return strings.Join(words, " ")
}

func belowThousand(n int, and string) string {
	switch {
	case n < 20:
		return units[n]
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return tens[n/10] + "-" + units[n%10]
	case n%100 == 0:
		return units[n/100] + " hundred"
	}
	return units[n/100] + " hundred " + and + belowThousand(n%100, and)
}
