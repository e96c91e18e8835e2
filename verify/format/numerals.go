package format

import "unicode/utf8"

// A numeral reads the number that s begins with, and tells how many bytes it
// takes; 0 where s begins with none.
type numeral func(s string) (n, width int)

// maxLabel bounds the numbers of notes. No book has more; years that stand at
// the start of a line do have as many digits.
const maxLabel = 9999

// decimals reads 1 to 9999, without leading zeros, in ASCII digits.
func decimals(s string) (n, width int) {
	if s == "" || s[0] < '1' || s[0] > '9' {
		return 0, 0
	}
	for width < len(s) && '0' <= s[width] && s[width] <= '9' {
		n = n*10 + int(s[width]-'0')
		if width++; width > 4 {
			return 0, 0
		}
	}
	return n, width
}

// raised reads superscript digits.
func raised(s string) (n, width int) {
	for width < len(s) {
		r, size := utf8.DecodeRuneInString(s[width:])
		digit := superscript(r)
		if digit < 0 || n == 0 && digit == 0 {
			break
		}
		n = n*10 + digit
		if width += size; n > maxLabel {
			return 0, 0
		}
	}
	return n, width
}

// superscript is the value of a superscript digit, -1 for any other rune.
func superscript(r rune) int {
	switch r {
	case '¹':
		return 1
	case '²':
		return 2
	case '³':
		return 3
	case '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return int(r - '⁰')
	}
	return -1
}

// romans reads i to cccxcix in lower case, in the one way that each number is
// written: a word like "ill" is none.
func romans(s string) (n, width int) {
	for width < len(s) && width < 16 && romanLetter(s[width]) {
		width++
	}
	if n = roman(s[:width]); n == 0 {
		return 0, 0
	}
	return n, width
}

// romanLetter reports whether c is a letter of the numerals that romans reads.
func romanLetter(c byte) bool {
	switch c {
	case 'i', 'v', 'x', 'l', 'c':
		return true
	}
	return false
}
