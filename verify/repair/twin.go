package repair

import (
	"hash/fnv"
	"strings"

	"loccit/verify"
)

// twinsOf groups the sources whose URLs are alike but for hyphens and the
// fragment. Groups of one are left out.
func twinsOf(sources []verify.Source) map[uint64][]int {
	first := make(map[uint64]int, len(sources))
	groups := map[uint64][]int{}
	for i := range sources {
		if len(sources[i].CitedBy) == 0 {
			continue
		}
		h := hashWithoutHyphens(sources[i].URL)
		k, ok := first[h]
		switch {
		case !ok:
			first[h] = i
		case groups[h] == nil:
			groups[h] = []int{k, i}
		default:
			groups[h] = append(groups[h], i)
		}
	}
	return groups
}

func hashWithoutHyphens(url string) uint64 {
	h := fnv.New64a()
	url, _, _ = strings.Cut(url, "#")
	for url != "" {
		piece, rest, _ := strings.Cut(url, "-")
		h.Write([]byte(piece))
		url = rest
	}
	return h.Sum64()
}

// union is the URL of source i with the hyphens that its twins have, and the
// twin that had the first of them; i's own address and -1 where there are none.
func (x *Examiner) union(i int, a *address) (*address, int) {
	group := x.twins[hashWithoutHyphens(a.raw)]
	if len(group) < 2 || len(group) > 20 {
		return a, -1
	}
	url, from := a.raw, -1
	for _, k := range group {
		if k == i {
			continue
		}
		if u, ok := merge(url, x.sources[k].URL); ok && u != url {
			url = u
			if from < 0 {
				from = k
			}
		}
	}
	if whole, ok := parse(url); ok && from >= 0 {
		return whole, from
	}
	return a, -1
}

// merge is a with the hyphens of b put in. It reports false where they differ
// in more than hyphens, or in a hyphen between two digits, which is a number.
func merge(a, b string) (string, bool) {
	b, _, _ = strings.Cut(b, "#")
	a, fragment, _ := strings.Cut(a, "#")
	var m strings.Builder
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			m.WriteByte(a[i])
			i++
			j++
		case i < len(a) && a[i] == '-' && !inNumber(a, i):
			m.WriteByte('-')
			i++
		case j < len(b) && b[j] == '-' && !inNumber(b, j):
			m.WriteByte('-')
			j++
		default:
			return "", false
		}
	}
	if fragment != "" {
		return m.String() + "#" + fragment, true
	}
	return m.String(), true
}

func inNumber(s string, i int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && '0' <= s[i] && s[i] <= '9' }
	return digit(i-1) && digit(i+1)
}
