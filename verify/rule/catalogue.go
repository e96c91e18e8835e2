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
	contents       = "Content"
	identifiers    = "Identifiers"
)

// Catalogue returns every rule, group by group. The slice is the caller's own.
func Catalogue() []verify.Rule {
	pairs := pairsOnce() // two rules look at them
	return []verify.Rule{
		noteMissing(),
		noteUncalled(),
		noteDuplicate(),
		noteOrder(),

		ibidAmbiguous(),
		ibidDangling(),
		supraMismatch(),

		quoteUnbalanced(),
		citationUnparsed(),
		sourceRepeated(pairs),
		sourceConflict(pairs),
		dateImpossible(),

		urlMalformed(),
		urlDamaged(),
		urlDate(),
		urlTitle(),
		urlText(),
		urlShortened(),
		urlTracking(),
		urlMachine(),

		deadLink(),
		soft404(),
		homeRedirect(),
		parkedDomain(),
		unreachableLink(),
		tlsInvalid(),
		blockedLink(),
		movedLink(),
		insecureLink(),
		fragmentMissing(),

		archiveMissing(),
		archiveUnplayable(),

		titleMismatch(),
		authorMismatch(),
		publishedMismatch(),
		quoteMissing(),
		quoteAltered(),
		contentDrift(),

		doiUnknown(),
		doiMismatch(),
		retracted(),
		isbnInvalid(),
		sourceUnverified(),
	}
}
