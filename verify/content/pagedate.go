package content

import (
	"slices"
	"strconv"
	"strings"

	"loccit/verify"
)

// pageDate reads the date that s begins with, in the forms of pages in a
// language (BCP 47, or empty): what it may mean, and how many bytes it takes, 0
// where s begins with none. A date of numbers is read as the language has it; it
// has two readings where that is not known.
func pageDate(s, language string) (may []verify.Date, n int) {
	if s == "" {
		return nil, 0
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		may, n = dayBefore(s, language)
	case c >= 0x80:
		if m := eraDate().FindStringSubmatch(s); m != nil {
			return valid(eraYear(m[1], m[2]), number(m[3]), number(m[4])), len(m[0])
		}
	case c == 'n' || c == 'N':
		if m := vietnameseDate().FindStringSubmatch(s); m != nil {
			return valid(number(m[3]), number(m[2]), number(m[1])), len(m[0])
		}
	case len(s) > 3 && s[3] == ' ':
		if m := mailDate().FindStringSubmatch(s); m != nil {
			s = m[1] + " " + m[2] + " " + m[3]
			if d, used := verify.ReadDate(s); used > 0 {
				return []verify.Date{d}, len(m[0])
			}
		}
	}
	if n > 0 {
		return may, n
	}
	d, n := verify.ReadDate(s)
	if n == 0 || d.Month == 0 || d.Year < earliest {
		return nil, 0
	}
	return []verify.Date{d}, n
}

// dayBefore reads dates that begin with a number, in forms that notes do not
// have.
func dayBefore(s, language string) (may []verify.Date, n int) {
	if m := numbersDate().FindStringSubmatch(s); m != nil {
		if may = numbered(m[1], m[2], m[3], language); may != nil {
			return may, len(m[0])
		}
	}
	if m := monthBetween().FindStringSubmatch(s); m != nil {
		if d, used := verify.ReadDate(m[1] + " " + m[2] + " " + century(m[3])); used > 0 {
			return []verify.Date{d}, len(m[0])
		}
	}
	if strings.IndexByte(s[:min(len(s), 5)], 0xE0) > 0 {
		if m := thaiDate().FindStringSubmatch(s); m != nil {
			return valid(number(m[3])-buddhist, thaiMonth(m[2]), number(m[1])), len(m[0])
		}
	}
	if m := koreanDate().FindStringSubmatch(s); m != nil {
		return valid(number(m[1]), number(m[2]), number(m[3])), len(m[0])
	}
	if m := vietnameseDate().FindStringSubmatch(s); m != nil {
		return valid(number(m[3]), number(m[2]), number(m[1])), len(m[0])
	}
	return nil, 0
}

// earliest is the first year that a page may be of: what is before is of another
// calendar, or not of the page.
const earliest = 1600

var (
	numbersDate    = lazily(`^(\d{1,2})[-/.] ?(\d{1,2})[-/.] ?(\d{4}|\d{2})\b`)
	monthBetween   = lazily(`^(\d{1,2})[-/ ](\p{L}{3,9})\.?[-/ ]'?(\d{4}|\d{2})\b`)
	mailDate       = lazily(`^(\p{L}{3}) +(\d{1,2}) +\d{1,2}:\d{2}(?::\d{2})?(?: +[A-Z]{2,5}| +[+-]\d{4})? +(\d{4})\b`)
	thaiDate       = lazily(`^(\d{1,2}) ?([ก-๛.]{4,40}) ?(?:พ\.ศ\. ?)?(2[45]\d\d)\b`)
	koreanDate     = lazily(`^(\d{4})년\s?(\d{1,2})월\s?(\d{1,2})일`)
	vietnameseDate = lazily(`^(?i:ngày\s+)?(\d{1,2})\s+(?i:tháng)\s+(\d{1,2}),?\s+(?i:năm\s+)?(\d{4})`)
	eraDate        = lazily(`^(令和|平成|昭和|(?:中華)?民國)\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日`)
)

// buddhist is how many years the calendar of Thailand is ahead.
const buddhist = 543

// thaiMonth is a month by its name or its abbreviation; 0 where it is none.
func thaiMonth(name string) int {
	short := [...]string{"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."}
	long := [...]string{"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"}
	return 1 + max(slices.Index(short[:], name), slices.Index(long[:], name))
}

// numbered reads a date of three numbers, the year last.
func numbered(a, b, c, language string) []verify.Date {
	first, second, year := number(a), number(b), number(century(c))
	primary, region, _ := strings.Cut(strings.ToLower(language), "-")
	dayFirst, monthFirst := valid(year, second, first), valid(year, first, second)
	switch {
	case region == "us" || region == "ph":
		return monthFirst
	case primary == "en" && region == "" || primary == "":
		if first == second {
			return dayFirst
		}
		return append(dayFirst, monthFirst...)
	}
	return dayFirst
}

// valid is a date, if there is one.
func valid(year, month, day int) []verify.Date {
	if month < 1 || month > 12 || day < 1 || day > 31 || year < earliest {
		return nil
	}
	return []verify.Date{{Year: year, Month: month, Day: day}}
}

// century is a year in four digits.
func century(year string) string {
	switch {
	case len(year) == 4:
		return year
	case year < "50":
		return "20" + year
	}
	return "19" + year
}

// eraYear counts from the first year of an emperor, or of the republic.
func eraYear(era, year string) int {
	n := number(year)
	if year == "元" {
		n = 1
	}
	switch era {
	case "令和":
		return 2018 + n
	case "平成":
		return 1988 + n
	case "昭和":
		return 1925 + n
	}
	return 1911 + n
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
