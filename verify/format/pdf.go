package format

import (
	"bytes"
	"errors"

	"loccit/verify"
)

// PDFReader reads PDF by what stands where on its pages: a call is a number
// that is smaller than the words beside it and raised, a note begins with such
// a number, or with a plain one in smaller type, at the start of a line. The
// text of the document is the body first, without running heads, and the notes
// after it; a note that goes on over the page is in one piece.
//
// The zero PDFReader takes PDFs apart within this process and without a cache.
type PDFReader struct {
	// Pages gives the pages of a PDF, as ReadPDFPages does; a program that
	// reads what strangers send runs PDFPages in a process of its own.
	Pages func(data []byte) ([]PDFPage, error)
}

// Format is “pdf”.
func (PDFReader) Format() string { return "pdf" }

// Match looks for the signature, which may stand a little after the beginning
// (ISO 32000-2, annex I).
func (PDFReader) Match(in verify.Input) verify.Fit {
	if bytes.Contains(in.Data[:min(len(in.Data), 1024)], []byte("%PDF-")) {
		return verify.ByContent
	}
	return verify.NoFit
}

// Read decodes in. The error says whether the file is encrypted, cut off or
// damaged, or holds pictures of pages only.
func (r PDFReader) Read(in verify.Input) (*verify.Document, error) {
	read := r.Pages
	if read == nil {
		read = func(data []byte) ([]PDFPage, error) { return ReadPDFPages(data, "") }
	}
	pages, err := read(in.Data)
	if err != nil {
		return nil, err
	}
	return layPDF(pages)
}

// PDFText is what a reader sees in pages, in the order that it is read in,
// without running heads. It is empty for pictures of pages.
func PDFText(pages []PDFPage) string {
	d, err := layPDF(pages)
	if err != nil {
		return ""
	}
	return d.Text
}

// layPDF makes a document of pages.
func layPDF(pages []PDFPage) (*verify.Document, error) {
	sheet := newPDFSheet(pages)
	if len(pages) > 0 && len(sheet.lines) == 0 {
		return nil, errors.New("the PDF holds no text, only pictures of it; run a text recognition first")
	}
	sheet.dropFurniture()
	f := &pdfFinder{pdfSheet: sheet}
	f.findSeries()
	f.findCalls()
	d := f.document()
	if len(pages) > 0 {
		d.Title = pages[0].Title
	}
	return d, nil
}
