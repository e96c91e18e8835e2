package content

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type end struct{ at, distance int }

// slowSearch is what search must find, by the table of edit distances (Sellers,
// 1980), all of it.
func slowSearch(pattern, text string, most int) []end {
	if pattern == "" || most < 0 {
		return nil
	}
	column := make([]int, len(pattern)+1)
	for i := range column {
		column[i] = i
	}
	var found []end
	for j := 0; ; j++ {
		if d := column[len(pattern)]; d <= most {
			found = append(found, end{j, d})
		}
		if j == len(text) {
			return found
		}
		diagonal := column[0]
		for i := 1; i <= len(pattern); i++ {
			cost := diagonal
			if pattern[i-1] != text[j] {
				cost++
			}
			diagonal = column[i]
			column[i] = min(cost, column[i]+1, column[i-1]+1)
		}
	}
}

func fastSearch(pattern, text string, most int) []end {
	var found []end
	newPattern(pattern).search(text, most, func(at, distance int) { found = append(found, end{at, distance}) })
	return found
}

// TestSearch compares with the plain table on lengths around the borders of
// machine words, where such code breaks.
func TestSearch(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1))
	letters := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abc "[random.IntN(4)]
		}
		return string(b)
	}
	for _, m := range []int{1, 2, 31, 63, 64, 65, 127, 128, 129, 192, 200, 260} {
		for range 12 {
			text := letters(random.IntN(400))
			pattern := letters(m)
			if at := random.IntN(len(text) + 1); random.IntN(3) > 0 && len(text)-at >= m { // one that stands there, nearly
				b := []byte(text[at : at+m])
				for range random.IntN(4) {
					b[random.IntN(m)] = 'x'
				}
				pattern = string(b)
			}
			for _, most := range []int{0, 1, m / 10, m / 3, m, m + 5} {
				if diff := cmp.Diff(slowSearch(pattern, text, most), fastSearch(pattern, text, most), cmp.AllowUnexported(end{})); diff != "" {
					t.Fatalf("%q in %q, %d at most (-want +got):\n%s", pattern, text, most, diff)
				}
			}
		}
	}
}

// FuzzSearch holds the bit-parallel search against the plain table.
func FuzzSearch(f *testing.F) {
	f.Add("survey", "surgery", 2)
	f.Add("", "a", 1)
	f.Add(strings.Repeat("ab", 40), strings.Repeat("ba", 90), 3)
	f.Add("über", "uber Über über", 2)
	f.Fuzz(func(t *testing.T, pattern, text string, most int) {
		if len(pattern) > 600 || len(text) > 2000 || most > 700 {
			t.Skip("longer than a quotation is")
		}
		if diff := cmp.Diff(slowSearch(pattern, text, most), fastSearch(pattern, text, most), cmp.AllowUnexported(end{})); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}
