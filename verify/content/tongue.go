package content

import (
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// tongues is a set of languages.
type tongues uint16

const (
	english tongues = 1 << iota
	german
	french
	spanish
	italian
	portuguese
	dutch
	scandinavian
	polish
)

// functionWords are those that stand in sentences about anything, folded as
// wordsOf folds. It is filled once and read only.
var functionWords = sync.OnceValue(listFunctionWords)

func listFunctionWords() map[string]tongues {
	found := map[string]tongues{}
	for tongue, words := range map[tongues]string{
		english:      "the a an of in on at to for and or but with by from as is are was were be been has have had its it this that these those not no how why what when where who will would can could into over after before about between than their his her our your my we they he she you i do does did so if out up more most says say said new us amid under against during",
		german:       "der die das des dem den ein eine einer eines einem einen und oder aber mit von vom zu zum zur im in am an auf aus bei fur uber unter nach vor wie was wer warum ist sind wird werden nicht kein keine sich als auch es er sie wir ihr ohne gegen durch um bis noch nur mehr niemand alle alles geht gibt kann muss soll wenn dann uns unser unsere neue neuer neues zwischen",
		french:       "le la les l un une des du de d et ou mais avec par pour dans sur sous au aux en est sont qui que qu quoi comment pourquoi ne pas se sa son ses ce cette ces leur leurs il elle ils plus sans contre entre apres avant a y aussi deux fait faut tous tout toute nous vous peut",
		spanish:      "el la los las un una unos unas de del y o pero con por para en sobre al es que como porque no se su sus lo le mas sin contra entre tras ante desde hasta a todo todos hay esta fue muy",
		italian:      "il lo la i gli le un uno una di del della dei degli delle dello e o ma con per in nel nella sul sulla al alla da dal dalla che come perche non si su sono suo sua piu senza contro tra fra anche ancora tutto tutti ecco",
		portuguese:   "o a os as um uma de do da dos das e ou mas com por para em no na nos nas ao aos que como se seu sua mais sem contra entre apos sobre nao",
		dutch:        "de het een van en of maar met door voor in op aan uit bij over onder na naar hoe wat wie waarom is zijn was wordt niet geen zich als ook er dat die te tot om nog meer moet kan weer ons",
		scandinavian: "den det de en et ett og och eller med av fra fran til till for i pa om under etter efter hvordan hur er ar var ikke inte ikkje som at att seg sig ha har skal ska",
		polish:       "i w we z ze na do od dla o po przez przy nad pod za jak co kto dlaczego nie jest sa byl byla sie to ta te ktory ktora ale lub oraz",
	} {
		for _, w := range strings.Fields(words) {
			found[w] |= tongue
		}
	}
	return found
}

// tongueOf guesses the language of a title by its function words; 0 where they
// do not say.
func tongueOf(words []string) tongues {
	known := functionWords()
	var counts [16]int
	for _, w := range words {
		for set := known[w]; set != 0; set &= set - 1 {
			counts[bits.TrailingZeros16(uint16(set))]++
		}
	}
	best, most, tie := 0, 0, false
	for i, n := range counts {
		switch {
		case n > most:
			best, most, tie = i, n, false
		case n == most:
			tie = true
		}
	}
	if most == 0 || tie {
		return 0
	}
	return 1 << best
}

// tonguesOf are the languages that some function word of a text is of.
func tonguesOf(words []string) tongues {
	known := functionWords()
	var found tongues
	for _, w := range words {
		found |= known[w]
	}
	return found
}

// tongueTag reads a language tag (BCP 47).
func tongueTag(tag string) tongues {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch primary {
	case "en":
		return english
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "it":
		return italian
	case "pt":
		return portuguese
	case "nl":
		return dutch
	case "sv", "da", "no", "nb", "nn":
		return scandinavian
	case "pl":
		return polish
	}
	return 0
}

// scriptOf is the script that most letters of s are of: L for Latin, C for
// Cyrillic, and so on; 0 for none.
func scriptOf(s string) byte {
	const scripts = "LCGAHE?" // of two that have as many, the first
	var counts [len(scripts)]int
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
		case r < 0x250 || unicode.Is(unicode.Latin, r):
			counts[0]++
		case unicode.Is(unicode.Cyrillic, r):
			counts[1]++
		case unicode.Is(unicode.Greek, r):
			counts[2]++
		case unicode.Is(unicode.Arabic, r):
			counts[3]++
		case unicode.Is(unicode.Hebrew, r):
			counts[4]++
		case unparted(r), unicode.Is(unicode.Hangul, r):
			counts[5] += 2
		default:
			counts[6]++
		}
	}
	most := slices.Max(counts[:])
	if most == 0 {
		return 0
	}
	return scripts[slices.Index(counts[:], most)]
}
