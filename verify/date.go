package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadDate reads the date that s begins with, in any of the forms that notes
// and pages give it, and returns how many bytes it takes, 0 when s begins with
// none.
func ReadDate(s string) (Date, int) { return dateAt(s) }

// dateAt reads the date that s begins with and returns how many bytes it
// takes, 0 when s begins with none. It reads ISO 8601, 2.3.2021, 3/2/2021
// (month and day only where they cannot be mistaken), 2021年3月2日, day month
// year and month day year in the languages of monthOf, month year, season
// year, and a year alone. Of a range it gives the parts that both ends share.
func dateAt(s string) (Date, int) {
	if s == "" {
		return Date{}, 0
	}
	if isDigit(s[0]) {
		return numberDate(s)
	}
	word, n := dateWord(s)
	if n == 0 {
		return Date{}, 0
	}
	if season(word) {
		return seasonDate(s, n)
	}
	if m := monthOf(word); m > 0 {
		return monthDate(s, n, m)
	}
	if strings.HasPrefix(word, "c") && (word == "c" || word == "ca" || word == "circa") {
		if d, used := yearAt(strings.TrimLeft(s[n:], ". ")); used > 0 {
			return d, len(s) - len(strings.TrimLeft(s[n:], ". ")) + used
		}
	}
	return Date{}, 0
}

// dateWord is the word that s begins with, without a full stop, in lower case
// where it is ASCII, and how many bytes it takes with the full stop.
func dateWord(s string) (string, int) {
	n := 0
	for n < len(s) && n < 32 {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		n += size
	}
	word := strings.ToLower(s[:n])
	if n > 0 && n < len(s) && s[n] == '.' {
		return word, n + 1
	}
	return word, n
}

func season(word string) bool {
	switch word {
	case "spring", "summer", "autumn", "fall", "winter", "frühjahr", "sommer", "herbst", "frühling", "printemps", "été", "automne", "hiver", "primavera", "verano", "otoño", "invierno", "lente", "zomer", "herfst", "michaelmas", "hilary", "trinity":
		return true
	}
	return false
}

// seasonDate reads a season, a second one, and a year.
func seasonDate(s string, n int) (Date, int) {
	if n < len(s) && (s[n] == '/' || s[n] == '-') {
		_, more := dateWord(s[n+1:])
		n += 1 + more
	}
	n += blank(s[n:])
	d, used := yearAt(s[n:])
	if used == 0 {
		return Date{}, 0
	}
	return d, n + used
}

// monthDate reads what follows a month: a second month, a day or a range of
// days, a year.
func monthDate(s string, n, month int) (Date, int) {
	d := Date{Month: month}
	if n < len(s) && strings.ContainsRune("/-–&", rune0(s[n:])) {
		_, size := utf8.DecodeRuneInString(s[n:])
		if word, more := dateWord(s[n+size:]); more > 0 && monthOf(word) > 0 {
			n += size + more
			d.Month = 0
		}
	}
	p := n + blank(s[n:])
	if year, used := yearAt(s[p:]); used > 0 {
		d.Year = year.Year
		return d, p + used
	}
	day, used, ranged := dayAt(s[p:])
	if used == 0 {
		if strings.HasPrefix(s[p:], "de ") || strings.HasPrefix(s[p:], "of ") || strings.HasPrefix(s[p:], ", ") {
			if year, used := yearAt(s[p+strings.IndexByte(s[p:], ' ')+1:]); used > 0 {
				d.Year = year.Year
				return d, p + strings.IndexByte(s[p:], ' ') + 1 + used
			}
		}
		return Date{}, 0
	}
	p += used
	if !ranged {
		d.Day = day
	}
	q := p
	for q < len(s) && (s[q] == ',' || s[q] == '.' || s[q] == ' ') && q-p < 3 {
		q++
	}
	q += blank(s[q:])
	year, used := yearAt(s[q:])
	if used == 0 {
		return Date{}, 0
	}
	d.Year = year.Year
	return d, q + used
}

// numberDate reads a date that begins with a digit.
func numberDate(s string) (Date, int) {
	digits := leadingDigits(s)
	if digits == 4 {
		if d, n := isoDate(s); n > 0 {
			return d, n
		}
		return yearAt(s)
	}
	if digits > 2 {
		return Date{}, 0
	}
	if d, n := dottedDate(s); n > 0 {
		return d, n
	}
	if d, n := slashedDate(s); n > 0 {
		return d, n
	}
	day, n, ranged := dayAt(s)
	if n == 0 {
		return Date{}, 0
	}
	p := n + blank(s[n:])
	for _, of := range [...]string{"of ", "de ", "d'", "d’", "di "} {
		if strings.HasPrefix(s[p:], of) {
			p += len(of)
		}
	}
	word, used := dateWord(s[p:])
	month := monthOf(word)
	if month == 0 {
		return Date{}, 0
	}
	p += used
	if p < len(s) && strings.ContainsRune("-–/", rune0(s[p:])) { // 30 May-2 June 2021, May-June
		_, size := utf8.DecodeRuneInString(s[p:])
		q := p + size + blank(s[p+size:])
		_, used, _ := dayAt(s[q:])
		q += used + blank(s[q+used:])
		if word, used := dateWord(s[q:]); used > 0 && monthOf(word) > 0 {
			p, month, ranged = q+used, 0, true
		}
	}
	q := p
	for q < len(s) && (s[q] == ',' || s[q] == ' ') && q-p < 2 {
		q++
	}
	for _, of := range [...]string{"de ", "del "} {
		q += len(s[q:]) - len(strings.TrimPrefix(s[q:], of))
	}
	q += blank(s[q:])
	year, used := yearAt(s[q:])
	if used == 0 {
		return Date{}, 0
	}
	d := Date{Year: year.Year, Month: month, Day: day}
	if ranged {
		d.Day = 0
	}
	return d, q + used
}

// isoDate reads 2021-03-02, 2021/03/02, 2021.03.02, 2021-03, 2021年3月2日,
// 2021, March 2 and, of Hungarian, 2021. március 2.
func isoDate(s string) (Date, int) {
	d, n := yearAt(s[:min(len(s), 4)]) // of 2017/06/08, no range of years
	if n != 4 || len(s) < 6 || isDigit(s[4]) {
		return Date{}, 0
	}
	if strings.HasPrefix(s[4:], "年") {
		month, used := number(s[7:])
		n = 7 + used
		if used == 0 || !strings.HasPrefix(s[n:], "月") {
			return d, 7
		}
		d.Month, n = month, n+3
		if day, used := number(s[n:]); used > 0 && strings.HasPrefix(s[n+used:], "日") {
			d.Day, n = day, n+used+3
		}
		return d, n
	}
	sep := s[4]
	if sep == ',' || sep == '.' {
		word, used := dateWord(strings.TrimLeft(s[5:], " "))
		first := rune0(strings.TrimLeft(s[5:], " "))
		if m := monthOf(word); m > 0 && (sep == ',' || unicode.IsLower(first)) { // 2018. április 10.; else a sentence ends
			p := len(s) - len(strings.TrimLeft(s[5:], " ")) + used
			p += blank(s[p:])
			d.Month = m
			day, used, _ := dayAt(s[p:])
			d.Day = day
			return d, p + used
		}
	}
	if sep != '-' && sep != '/' && sep != '.' || !isDigit(s[5]) {
		return Date{}, 0
	}
	month, used := number(s[5:])
	n = 5 + used
	if used > 2 || month < 1 || month > 12 || used == 1 && sep == '-' {
		return Date{}, 0
	}
	d.Month = month
	if n+1 < len(s) && s[n] == sep && isDigit(s[n+1]) {
		day, used := number(s[n+1:])
		if used <= 2 && day <= 31 {
			d.Day, n = day, n+1+used
			return d, n
		}
		return Date{}, 0
	}
	if sep == '.' || sep == '/' || used != 2 {
		return Date{}, 0
	}
	return d, n
}

// dottedDate reads 2.3.2021 and 02. 03. 2021: the day first.
func dottedDate(s string) (Date, int) {
	day, n := number(s)
	if n == 0 || n >= len(s) || s[n] != '.' {
		return Date{}, 0
	}
	n += 1 + blank(s[n+1:])
	month, used := number(s[n:])
	n += used
	if used == 0 || used > 2 || month < 1 || month > 12 || n >= len(s) || s[n] != '.' {
		return Date{}, 0
	}
	n += 1 + blank(s[n+1:])
	year, used := yearAt(s[n:])
	if used == 0 {
		return Date{}, 0
	}
	return Date{year.Year, month, day}, n + used
}

// slashedDate reads 3/14/2021 and 14/3/21. Where day and month could be either
// it gives the year alone.
func slashedDate(s string) (Date, int) {
	a, n := number(s)
	if n == 0 || n >= len(s) || s[n] != '/' {
		return Date{}, 0
	}
	b, used := number(s[n+1:])
	n += 1 + used
	if used == 0 || used > 2 || n >= len(s) || s[n] != '/' {
		return Date{}, 0
	}
	year, used := number(s[n+1:])
	switch {
	case used == 2 && year < 50:
		year += 2000
	case used == 2:
		year += 1900
	case used != 4:
		return Date{}, 0
	}
	n += 1 + used
	switch {
	case a > 12 && a <= 31 && b <= 12:
		return Date{year, b, a}, n
	case b > 12 && b <= 31 && a <= 12:
		return Date{year, a, b}, n
	case a == b && a <= 12:
		return Date{year, a, b}, n
	}
	return Date{Year: year}, n
}

// dayAt reads a day of a month (2, 2nd, 2., 1er, 2º), or a range of days.
func dayAt(s string) (day, n int, ranged bool) {
	day, n = number(s)
	if n == 0 || n > 2 || day < 1 || day > 39 {
		return 0, 0, false
	}
	for _, suffix := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", "."} {
		if strings.HasPrefix(s[n:], suffix) {
			n += len(suffix)
			break
		}
	}
	rest := s[n:]
	for _, dash := range [...]string{"-", "–", "—", " - ", " – ", "/"} {
		if after, ok := strings.CutPrefix(rest, dash); ok {
			if _, used := number(after); used > 0 && used <= 2 {
				return day, n + len(dash) + used, true
			}
		}
	}
	return day, n, false
}

// yearAt reads a year from 1400 to 2199, or a range of years, whose first it
// gives.
func yearAt(s string) (Date, int) {
	year, n := number(s)
	if n != 4 || year < 1400 || year > 2199 {
		return Date{}, 0
	}
	if n < len(s) && (unicode.IsLetter(rune0(s[n:])) && rune0(s[n:]) != '年') {
		if s[n] < 'a' || s[n] > 'e' || n+1 < len(s) && isURLWord(s[n+1]) { // 2021a
			return Date{}, 0
		}
		return Date{Year: year}, n + 1
	}
	for _, dash := range [...]string{"-", "–", "/"} {
		if after, ok := strings.CutPrefix(s[n:], dash); ok {
			if end, used := number(after); used == 4 && end >= year && end < year+100 || used == 2 && dash != "-" {
				return Date{Year: year}, n + len(dash) + used
			}
		}
	}
	return Date{Year: year}, n
}

// number reads the decimal number that s begins with, at most 9 digits.
func number(s string) (value, n int) {
	for n < len(s) && n < 9 && isDigit(s[n]) {
		value = value*10 + int(s[n]-'0')
		n++
	}
	return value, n
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// blank is how many bytes of white space s begins with.
func blank(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
}

func rune0(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
