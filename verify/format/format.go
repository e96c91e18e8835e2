package format

import "loccit/verify"

// Readers is the catalogue: one Reader for each format. verify.Read takes the
// first of those that fit equally well, so a format with a strict signature
// stands before one with a loose one, and plain text, which takes whatever is
// left, stands last.
func Readers() []verify.Reader {
	return []verify.Reader{
		htmlReader{},
		latexReader{},
		mediawikiReader{},
		docbookReader{},
		dokuwikiReader{},
		epubReader{},
		PDFReader{},
		docxReader{},
		rtfReader{},
		odtReader{},
		markdownReader{},
		urlsReader{},
		textReader{},
	}
}
