package rule

import "loccit/verify"

// The groups of the catalogue, in the order in which an editor meets them.
const (
	notesAndCalls  = "Notes and calls"
	backReferences = "Back-references"
	citation       = "Citation"
	urlAsPrinted   = "URL as printed"
	reach          = "Reach"
	archive        = "Archive"
)

// Catalogue returns every rule, group by group. The slice is the caller's own.
func Catalogue() []verify.Rule {
	return []verify.Rule{
		noteMissing(),
		noteUncalled(),
		noteDuplicate(),
		noteOrder(),

		ibidAmbiguous(),
		ibidDangling(),

		quoteUnbalanced(),
		sourceRepeated(),
		sourceConflict(),

		urlMalformed(),
		urlDamaged(),
		urlDate(),

		deadLink(),
		soft404(),
		homeRedirect(),
		unreachableLink(),
		tlsInvalid(),
		blockedLink(),
		movedLink(),

		archiveMissing(),
	}
}
