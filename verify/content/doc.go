// Package content reads what a page says of itself, and compares it with what
// a note claims. Bytes and notes go in, facts and checks come out: web and
// archive hand it the answers they got, cmd hands its Comparison to the judge.
//
// A page is read once, token by token, into facts and its visible text. No
// extractor of main texts (Readability and its kin) is used: they need a tree,
// cost several times as much as all the rest, lose a tenth of true passages,
// and would have a second text stored beside the first. What is main text and
// what is a menu is told afterwards, by the lines of the text that is kept.
package content
