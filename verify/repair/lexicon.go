package repair

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"hash/maphash"
	"strconv"
	"strings"
	"sync"
)

// The English words of SCOWL 2020.12.07 (Spell Checker Oriented Word Lists,
// levels 10 to 70, American, British, Canadian and Australian spellings and
// proper names; words of 3 to 24 letters in lower case). words.COPYING holds
// its licence. The list is gzipped text: a line "# 35" begins a level, and a
// line "4ing" is a word that shares 4 letters with the one before.
//
//go:embed words.gz
var packed []byte

// A level is how common a word is: SCOWL's size, 10 for the commonest words,
// 70 for those of a large dictionary, 0 for no word.
type level uint8

// lexicon holds the level of every word. It is unpacked once, when the first
// slug needs it.
var lexicon = sync.OnceValue(func() *wordList {
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("repair: word list: " + err.Error())
	}
	words := newWordList()
	var at level
	var before []byte
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		line := lines.Bytes()
		if n, ok := bytes.CutPrefix(line, []byte("# ")); ok {
			size, _ := strconv.Atoi(string(n))
			at, before = level(size), before[:0]
			continue
		}
		before = append(before[:line[0]-'0'], line[1:]...)
		words.add(before, at)
	}
	if lines.Err() != nil || len(words.levels) < 100_000 {
		panic("repair: word list cut short")
	}
	return words
})

// A wordList is a hash table over one text, with open addressing: a map of so
// many strings takes three times the memory.
type wordList struct {
	text   []byte   // all words, one after the other
	ends   []uint32 // of each word in text
	levels []level  // of each word
	slots  []uint32 // 1 + the number of a word; 0 for none
	seed   maphash.Seed
}

func newWordList() *wordList {
	const most = 131_072
	return &wordList{
		text: make([]byte, 0, 9*most), ends: make([]uint32, 0, most), levels: make([]level, 0, most),
		slots: make([]uint32, 2*most), seed: maphash.MakeSeed(),
	}
}

// add takes in a word that is not there yet.
func (l *wordList) add(word []byte, at level) {
	slot := maphash.Bytes(l.seed, word) % uint64(len(l.slots))
	for l.slots[slot] != 0 {
		slot = (slot + 1) % uint64(len(l.slots))
	}
	l.text = append(l.text, word...)
	l.ends = append(l.ends, uint32(len(l.text)))
	l.levels = append(l.levels, at)
	l.slots[slot] = uint32(len(l.levels))
}

// level is that of word; 0 for one that is not there.
func (l *wordList) level(word string) level {
	for slot := maphash.String(l.seed, word) % uint64(len(l.slots)); l.slots[slot] != 0; slot = (slot + 1) % uint64(len(l.slots)) {
		n := l.slots[slot] - 1
		start := uint32(0)
		if n > 0 {
			start = l.ends[n-1]
		}
		if string(l.text[start:l.ends[n]]) == word {
			return l.levels[n]
		}
	}
	return 0
}

// levelOf is the level of a word in lower case. Words of one and two letters
// are a list of their own: in a large dictionary nearly every pair of letters
// is a word, and every word falls apart into such pairs.
func levelOf(word string) level {
	switch len(word) {
	case 0:
		return 0
	case 1:
		if word == "a" || word == "i" {
			return 10
		}
		return 0
	case 2:
		if function(word) {
			return 10
		}
		switch word {
		case "uk", "us", "eu", "un", "tv", "ai", "pm", "ok", "vs", "dr", "ex", "go", "hi", "oh":
			return 35
		}
		return 0
	}
	return lexicon().level(word)
}

// idiom splits what publishing systems always write with a hyphen.
func idiom(word string) (cut int, ok bool) {
	switch word {
	case "oped":
		return 2, true
	case "wpcontent", "wpincludes", "wpadmin", "wpjson", "cgibin":
		if strings.HasPrefix(word, "wp") {
			return 2, true
		}
		return 3, true
	}
	return 0, false
}

// function reports whether word is one of the small words that join others.
// Slugs are full of them, and hyphens are lost beside them most often.
func function(word string) bool {
	switch word {
	case "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their", "they", "this", "to", "up", "was", "we", "were", "what", "when", "where", "who", "why", "will", "with", "you", "your", "about", "after", "against", "before", "between", "during", "over", "through", "under", "would", "could", "should", "must", "may", "more", "new":
		return true
	}
	return false
}

// prefix reports whether word joins the word after it without a hyphen as
// often as with one: cyberlaw, postwar, counterterrorism.
func prefix(word string) bool {
	switch word {
	case "after", "anti", "auto", "back", "bio", "co", "counter", "crypto", "cyber", "de", "down", "eco", "electro", "euro", "ex", "extra", "for", "fore", "geo", "hyper", "in", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mono", "multi", "nano", "neo", "neuro", "non", "off", "on", "out", "over", "para", "photo", "poly", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "socio", "sub", "super", "tele", "techno", "trans", "ultra", "un", "under", "up", "web", "with":
		return true
	}
	return false
}
