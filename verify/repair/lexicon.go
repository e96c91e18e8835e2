package repair

import (
	_ "embed"
	"hash/maphash"
	"strings"
	"sync"
)

// The English words of SCOWL 2020.12.07 (Spell Checker Oriented Word Lists,
// levels 10 to 70, American, British, Canadian and Australian spellings and
// proper names; words of 3 to 23 letters in lower case), each on a line with its
// level: "abacus 55". words.COPYING holds its licence. It is plain text, because
// unpacking took longer than all else that is done for a common document.
//
//go:embed words.txt
var scowl string

// A level is how common a word is: SCOWL's size, 10 for the commonest words,
// 70 for those of a large dictionary, 0 for no word.
type level uint8

// lexicon finds every word. It is made once, when the first slug needs it.
var lexicon = sync.OnceValue(func() *wordList { return newWordList(scowl) })

// A wordList is a hash table over lines of a word and its level, with open
// addressing: a map of so many strings takes five times the memory.
type wordList struct {
	lines string
	slots []uint32 // 1 + where the line of a word begins; 0 for none
	seed  maphash.Seed
}

func newWordList(lines string) *wordList {
	l := &wordList{lines: lines, slots: make([]uint32, 1<<18), seed: maphash.MakeSeed()}
	for at := 0; at < len(lines); {
		end := at + strings.IndexByte(lines[at:], '\n')
		slot := l.slot(lines[at : end-len(" 55")])
		for l.slots[slot] != 0 {
			slot = l.next(slot)
		}
		l.slots[slot] = uint32(at) + 1
		at = end + 1
	}
	return l
}

// level is that of word; 0 for one that is not there.
func (l *wordList) level(word string) level {
	for slot := l.slot(word); l.slots[slot] != 0; slot = l.next(slot) {
		line := l.lines[l.slots[slot]-1:]
		if rest, ok := strings.CutPrefix(line, word); ok && strings.HasPrefix(rest, " ") {
			return level(10*(rest[1]-'0') + rest[2] - '0')
		}
	}
	return 0
}

func (l *wordList) slot(word string) uint64 {
	return maphash.String(l.seed, word) % uint64(len(l.slots))
}

func (l *wordList) next(slot uint64) uint64 { return (slot + 1) % uint64(len(l.slots)) }

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
	case "oped", "wpcontent", "wpincludes", "wpadmin", "wpjson":
		return 2, true
	case "cgibin":
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
