package content

import (
	"cmp"
	"slices"
)

// A survey is a look over all words of a page for those of a quotation: it
// says which stretches are worth a closer look, and which words stand there
// one behind the other. It costs one look-up for each word of the page.
type survey struct {
	runs    []common // by item: the longest run of words that ends with it
	regions []region // stretches that hold many of the quotation's words, in order
}

// A common is a run of words that quotation and page have in common.
type common struct{ words, last int } // how many, and the last one's place in the page

// A region is a half-open range of offsets in the page's folded text.
type region struct{ from, to int }

// A page is looked at more closely where a stretch of twice the quotation's
// length holds two fifths of its words (by length): to be a passage of it, it
// must have three fifths of them, slips included.
const (
	enoughTimes = 5
	enoughOf    = 2
)

// surveyed looks over page for the words of q.
func surveyed(q *quotation, page *foldedText) *survey {
	s := &surveyor{q: q, page: page, survey: survey{runs: make([]common, len(q.items))}}
	s.count()
	s.walk()
	return &s.survey
}

// A surveyor walks over a page once.
type surveyor struct {
	survey
	q      *quotation
	page   *foldedText
	number [256][]int // of the quotation's distinct words, from 1, by their ends: see bucket
	words  []string   // by number
	at     [][]int    // by number: the items that are that word, the last first
	left   []int      // by number: how many of them the window does not hold yet
	size   int        // of the quotation's words that the window holds
	now    []common   // by item: the run that ended with it last
}

func (s *surveyor) count() {
	s.words, s.at, s.left = make([]string, 1), make([][]int, 1), make([]int, 1)
	for i := len(s.q.items) - 1; i >= 0; i-- {
		it := &s.q.items[i]
		if it.kind != plainWord {
			continue
		}
		n := s.numberOf(it.text)
		if n == 0 {
			n = len(s.words)
			s.words = append(s.words, it.text)
			s.number[bucket(it.text)] = append(s.number[bucket(it.text)], n)
			s.at, s.left = append(s.at, nil), append(s.left, 0)
		}
		s.at[n] = append(s.at[n], i)
		s.left[n]++
	}
}

// bucket spreads words by their ends: most of a page's fall into an empty one.
func bucket(w string) uint8 { return w[0]*31 + w[len(w)-1] + uint8(len(w))*7 }

// numberOf is the number of a word of the quotation, 0 for any other.
func (s *surveyor) numberOf(w string) int {
	for _, n := range s.number[bucket(w)] {
		if s.words[n] == w {
			return n
		}
	}
	return 0
}

func (s *surveyor) walk() {
	s.now = make([]common, len(s.q.items))
	numbers := make([]int32, len(s.page.words))
	wide := 2*s.q.size + s.q.words + 100
	for from, j := 0, 0; j < len(numbers); j++ {
		n := s.numberOf(s.page.word(j))
		if n == 0 {
			continue
		}
		numbers[j] = int32(n)
		s.extend(n, j)
		if s.left[n]--; s.left[n] >= 0 {
			s.size += int(s.page.words[j].to - s.page.words[j].at)
		}
		for ; int(s.page.words[j].to-s.page.words[from].at) > wide; from++ {
			if gone := numbers[from]; gone > 0 {
				if s.left[gone]++; s.left[gone] > 0 {
					s.size -= int(s.page.words[from].to - s.page.words[from].at)
				}
			}
		}
		if enoughTimes*s.size >= enoughOf*s.q.size {
			s.take(region{int(s.page.words[from].at) - 1, int(s.page.words[j].to) + 1})
		}
	}
}

// extend carries on the runs that the page's word j, the quotation's word
// number n, goes on.
func (s *surveyor) extend(n, j int) {
	for _, i := range s.at[n] {
		words := 1
		if i > 0 && s.now[i-1].words > 0 && s.now[i-1].last == j-1 && s.q.items[i-1].kind == plainWord {
			words += s.now[i-1].words
		}
		s.now[i] = common{words, j}
		if words > s.runs[i].words {
			s.runs[i] = s.now[i]
		}
	}
}

// take adds a region, or what is new of it to the one before. Some text behind
// it belongs to it: the passage may end in other words.
func (s *surveyor) take(r region) {
	r.from = max(0, r.from-s.q.size/2)
	r.to = min(len(s.page.text), r.to+s.q.size/2+20)
	if n := len(s.regions); n > 0 && r.from <= s.regions[n-1].to {
		s.regions[n-1].to = r.to
		return
	}
	s.regions = append(s.regions, r)
}

// A piece is a run of a quotation's words that stand in the page one behind
// the other.
type piece struct {
	run
	size int // bytes as folded
	at   int // the page's word at which it stands
}

// pieces are the longest runs in common, none of which overlaps another, in
// the order of the quotation. Short ones, which stand everywhere, are left out.
func (s *survey) pieces(q *quotation) []piece {
	ends := make([]int, len(s.runs))
	for i := range ends {
		ends[i] = i
	}
	slices.SortStableFunc(ends, func(a, b int) int { return cmp.Compare(s.runs[b].words, s.runs[a].words) })
	taken := make([]bool, len(s.runs))
	var found []piece
	for _, i := range ends {
		words := 0
		for words < s.runs[i].words && !taken[i-words] {
			words++
		}
		p := piece{run: run{i + 1 - words, i + 1}, at: s.runs[i].last + 1 - words}
		if p.size = q.sizeOf(p.from, p.to); words < 4 || p.size < 15 {
			continue
		}
		for k := p.from; k < p.to; k++ {
			taken[k] = true
		}
		found = append(found, p)
	}
	slices.SortFunc(found, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	return found
}
