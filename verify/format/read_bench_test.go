package format

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

// BenchmarkRead reads the same book in every format: megabytes of prose with a
// note every third sentence. Peak memory is what was alive at once in one more
// read, the text of the document included and the file itself left out.
func BenchmarkRead(b *testing.B) {
	for _, r := range Readers() {
		b.Run(r.Format(), func(b *testing.B) {
			if pdf, ok := r.(PDFReader); ok {
				pdf.Pages = func(data []byte) ([]PDFPage, error) { return ReadPDFPages(data, pdfCache()) }
				r = pdf
			}
			data, notes := benchmarkBook(b, r.Format())
			read := func() {
				d, err := r.Read(verify.Input{Path: "x", Data: data})
				if err != nil {
					b.Fatal(err)
				}
				if len(d.Notes) != notes {
					b.Fatalf("%d notes, want %d", len(d.Notes), notes)
				}
			}
			read() // whatever is made once is made
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				read()
			}
			b.StopTimer()
			b.ReportMetric(float64(len(data))/1e6, "MB")
			b.ReportMetric(float64(peak(read))/1e6, "peak-MB")
		})
	}
}

// BenchmarkReadNotes reads a page that is little but notes: 2,000 of them, each
// with its call, its way back and the address of its source.
func BenchmarkReadNotes(b *testing.B) {
	data := benchmarkNotes(2000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := verify.Read(verify.Input{Path: "x.html", Data: data}, Readers())
		if err != nil || len(d.Notes) != 2000 {
			b.Fatal(d, err)
		}
	}
}

func benchmarkNotes(n int) []byte {
	w := &writer{}
	var body, notes strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&body, "<p>The %s.<sup><a id=call%d href=#fn%d>%d</a></sup></p>\n", w.words(3), i, i, i)
		u := w.url()
		fmt.Fprintf(&notes, "<li id=fn%d>“The %s,” <a href=\"%s\">%s</a>. <a href=#call%d>↩</a></li>\n", i, w.words(2), u, u, i)
	}
	return []byte("<!doctype html>\n<title>Notes</title>\n" + body.String() + "<ol>\n" + notes.String() + "</ol>\n")
}

// peak runs f and returns how many bytes of the heap were alive at once, more
// than before. The collector runs often meanwhile, so that what is dead does
// not count for long.
func peak(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	alive := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	before, most := alive(), uint64(0)
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for {
			most = max(most, alive())
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond / 2):
			}
		}
	}()
	f()
	close(stop)
	<-done
	return most - min(before, most)
}

// A dress is how a format writes the parts of a book. In its forms K is the
// number of the chapter, N that of the note, W the words, U a URL and T the
// note. Where notes stand apart from their calls, at the end of the chapter,
// apart is the form of one.
type dress struct {
	chapter, para, em, link, call, apart string
	cite                                 string // of the source; empty for plain words
}

// dresses are those of the formats that are one text; the parts of DOCX, ODT
// and EPUB are dressed in the same way.
func dresses() map[string]dress {
	return map[string]dress{
		"text":      {"Chapter «K»\n\n", "«W»\n\n", "«W»", "«W» (see «U»)", "«N»", "«N» «T»\n\n", ""},
		"markdown":  {"# Chapter «K»\n\n", "«W»\n\n", "*«W»*", "[«W»](«U»)", "[^«N»]", "[^«N»]: «T»\n\n", ""},
		"html":      {"<h2 id=\"c«K»\" class=\"title\">Chapter «K»</h2>\n", "<p class=\"body\">«W»</p>\n", "<em>«W»</em>", "<a href=\"«U»\">«W»</a>", "<a href=\"#fn«K»-«N»\" class=\"footnote-ref\" id=\"fnref«K»-«N»\" role=\"doc-noteref\"><sup>«N»</sup></a>", "<p id=\"fn«K»-«N»\"><a href=\"#fnref«K»-«N»\" class=\"footnote-back\">«N».</a> «T»</p>\n", ""},
		"latex":     {"\\chapter{Chapter «K»}\n\n", "«W»\n\n", "\\emph{«W»}", "\\href{«U»}{«W»}", "\\footnote{«T»}", "", ""},
		"mediawiki": {"== Chapter «K» ==\n\n", "«W»\n\n", "''«W»''", "[«U» «W»]", "<ref name=\"c«K»n«N»\">«T»</ref>", "", "{{cite web |last=«W» |title=«W» |work=''The «W»'' |date=3 May 2019 |url=«U» |access-date=4 May 2019}}"},
		"dokuwiki":  {"===== Chapter «K» =====\n\n", "«W»\n\n", "//«W»//", "[[«U»|«W»]]", "((«T»))", "", ""},
		"docbook":   {"<bridgehead>Chapter «K»</bridgehead>\n", "<para>«W»</para>\n", "<emphasis>«W»</emphasis>", "<ulink url=\"«U»\">«W»</ulink>", "<footnote><para>«T»</para></footnote>", "", ""},
		"rtf":       {"{\\pard\\b Chapter «K»\\par}\n", "{\\pard «W»\\par}\n", "{\\i «W»}", "{\\field{\\*\\fldinst{HYPERLINK \"«U»\"}}{\\fldrslt{«W»}}}", "{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} «T»}", "", ""},
		"odt":       {"<text:h text:outline-level=\"1\">Chapter «K»</text:h>", "<text:p text:style-name=\"Body\">«W»</text:p>", "<text:span text:style-name=\"T1\">«W»</text:span>", "<text:a xlink:href=\"«U»\">«W»</text:a>", "<text:note text:id=\"ftn«N»\" text:note-class=\"footnote\"><text:note-citation>«N»</text:note-citation><text:note-body><text:p> «T»</text:p></text:note-body></text:note>", "", ""},
		"docx":      {"<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Chapter «K»</w:t></w:r></w:p>", "<w:p w:rsidR=\"00A77B3E\"><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\">«W»</w:t></w:r></w:p>", "</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>«W»</w:t></w:r><w:r><w:t xml:space=\"preserve\">", "</w:t></w:r><w:hyperlink r:id=\"rId1\"><w:r><w:t>«W»</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\">", "</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"«K»«N»\"/></w:r><w:r><w:t xml:space=\"preserve\">", "<w:footnote w:id=\"«K»«N»\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> «T»</w:t></w:r></w:p></w:footnote>", ""},
		"urls":      {"# Chapter «K»\n", "", "", "", "", "«U»\n", ""},
	}
}

// benchmarkBook is the book in a format, and how many notes it has.
func benchmarkBook(b *testing.B, format string) (data []byte, notes int) {
	w := &writer{dress: dresses()[format], chapters: 120}
	switch format {
	case "pdf":
		return longPDF(300), 900
	case "docx":
		w.chapters = 80 // a megabyte
		w.write()
		return packDocx(b, []txtar.File{
			{Name: "body.xml", Data: []byte(w.body.String())}, {Name: "footnotes.xml", Data: []byte(w.notes.String())},
			{Name: "links", Data: []byte("document rId1 https://tides.example/a")},
		}), w.count
	case "odt":
		w.write()
		return packOdt(b, []txtar.File{
			{Name: "automatic.xml", Data: []byte(`<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>`)},
			{Name: "body.xml", Data: []byte(w.body.String())},
		}), w.count
	case "epub":
		w.dress = dresses()["html"]
		return packEpub(b, w.pages()), w.count
	}
	w.write()
	head, foot := "", ""
	switch format {
	case "html":
		head, foot = "<!DOCTYPE html>\n<html><head><title>A Book</title></head><body>\n", "</body></html>\n"
	case "latex":
		head, foot = "\\documentclass{book}\n\\begin{document}\n", "\\end{document}\n"
	case "docbook":
		head, foot = "<article>\n", "</article>\n"
	case "rtf":
		head, foot = "{\\rtf1\\ansi\n", "}"
	}
	return []byte(head + w.body.String() + foot), w.count
}

// A writer writes a book of words drawn by a fixed seed.
type writer struct {
	dress
	chapters    int
	body, notes strings.Builder
	random      uint32
	count       int // of notes
}

// write writes all chapters, with their notes behind each, but in DOCX.
func (w *writer) write() {
	for k := range w.chapters {
		w.writeChapter(k + 1)
		if !strings.HasPrefix(w.apart, "<w:") {
			w.body.WriteString(w.notes.String())
			w.notes.Reset()
		}
	}
}

// pages are the chapters as files of a book.
func (w *writer) pages() []txtar.File {
	spine := txtar.File{Name: "spine"}
	var files []txtar.File
	for k := range w.chapters {
		w.writeChapter(k + 1)
		name := fmt.Sprintf("c%d.xhtml", k+1)
		spine.Data = fmt.Appendf(spine.Data, "%s ", name)
		files = append(files, txtar.File{Name: "OPS/" + name, Data: []byte("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>" + w.body.String() + w.notes.String() + "</body></html>")})
		w.body.Reset()
		w.notes.Reset()
	}
	return append([]txtar.File{spine}, files...)
}

// writeChapter writes 40 paragraphs of three sentences, with a note in each.
func (w *writer) writeChapter(k int) {
	w.body.WriteString(w.fill(w.chapter, k, 0, "", ""))
	for n := 1; n <= 40; n++ {
		note := w.note(k, n)
		w.body.WriteString(w.fill(w.para, k, n, w.sentence()+" "+
			w.fill(w.em, k, n, w.words(3), "")+" "+w.sentence()+" "+w.fill(w.link, k, n, w.words(2), "")+" “"+
			w.sentence()+"”"+w.fill(w.call, k, n, "", note), ""))
		w.notes.WriteString(w.fill(w.apart, k, n, "", note))
		w.count++
	}
}

func (w *writer) note(k, n int) string {
	if w.cite != "" {
		return w.fill(w.cite, k, n, w.words(2), "")
	}
	return w.words(2) + ", “" + w.words(5) + ",” " + w.fill(w.em, k, n, w.words(2), "") + ", 3 May 2019, 12–15, " + w.url()
}

func (w *writer) fill(form string, k, n int, words, note string) string {
	return strings.NewReplacer("«K»", fmt.Sprintf("%02d", k), "«N»", fmt.Sprint(n), "«W»", words, "«U»", w.url(), "«T»", note).Replace(form)
}

func (w *writer) url() string {
	return fmt.Sprintf("https://%s.example/a/%s-%d", w.word(), w.word(), w.random>>20)
}

func (w *writer) sentence() string { return "The " + w.words(8) + ", and " + w.words(9) + "." }

func (w *writer) words(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = w.word()
	}
	return strings.Join(words, " ")
}

// word is a word of two to five syllables, which deflate packs about as well
// as it packs English.
func (w *writer) word() string {
	var word []byte
	w.random = w.random*1664525 + 1013904223
	for range 2 + w.random>>30 {
		w.random = w.random*1664525 + 1013904223
		word = append(word, "bdfghklmnprstvwz"[w.random>>28], "aeio"[w.random>>26&3])
	}
	return string(word)
}
