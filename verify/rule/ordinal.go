package rule

import (
	"strconv"
	"strings"

	"loccit/verify"
)

// ordinals are the numbers that the labels of one series stand for, in the
// order of notes; nil where they do not all count the same way (signs, names,
// several ways at once).
func ordinals(doc *verify.Document, notes []int) []int {
	for _, count := range []func(string) int{arabic, roman, letter} {
		numbers := make([]int, 0, len(notes))
		for _, n := range notes {
			if k := count(doc.Notes[n].Label); k > 0 {
				numbers = append(numbers, k)
			}
		}
		if len(numbers) == len(notes) {
			return numbers
		}
	}
	return nil
}

// arabic reads 12 as 1200, and 12a as 1201: a note that was slipped in stands
// behind its number.
func arabic(label string) int {
	digits := strings.TrimRight(label, "abcdefghijklmnopqrstuvwxyz")
	k, err := strconv.Atoi(digits)
	if err != nil || k <= 0 || k > 1e6 || len(label)-len(digits) > 1 {
		return 0
	}
	k *= step
	if len(label) > len(digits) {
		k += int(label[len(label)-1]-'a') + 1
	}
	return k
}

// step is the distance of two neighbouring whole numbers.
const step = 100

func roman(label string) int {
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100, 'd': 500, 'm': 1000}
	s := strings.ToLower(label)
	sum := 0
	for i := range len(s) {
		v := value[s[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && value[s[i+1]] > v {
			v = -v
		}
		sum += v
	}
	return sum * step
}

func letter(label string) int {
	if len(label) != 1 || label[0] < 'a' || label[0] > 'z' {
		return 0
	}
	return (int(label[0]-'a') + 1) * step
}
