// Package repair tells what makes a printed URL look damaged, and which URLs
// may have been meant.
//
// In go the documents with their citations and the sources they name; out
// comes, for each source, a verify.Damage with candidates, or nil. It is called
// once between Cite and Gather; Gather then asks the web which candidate is
// there. Nothing here looks outside, and nothing is put in place: a candidate
// is a proposal with its evidence.
//
// # What gets damaged
//
// Programs that copy text out of a PDF join lines and drop the hyphen at the
// end of the line, also where it belonged to a URL: the-islamic-state becomes
// theislamic-state. So the words of a slug are compared with the words of the
// title, of the authors, of the document and of the English language. A word
// that is none, among words that are, and that falls apart into words, has
// probably lost its hyphen; two citations of one address that differ in their
// hyphens alone prove it. Other damage is a break inside the URL, and signs of
// the sentence that stuck to its end.
//
// # What is not judged
//
// Hosts, handles, identifiers, words of one segment (worldnews), compounds
// that a dictionary or the text itself writes in one word. A false alarm sends
// an editor after a URL that is right, so the doubtful stays unsaid: Examiner.Guess
// gives candidates for it, once the web has said that the URL is dead.
package repair
