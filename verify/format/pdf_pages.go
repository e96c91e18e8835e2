package format

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// A PDFPage is what stands on one page, in the order of the file.
type PDFPage struct {
	Title         string // of the document; on the first page alone, as are the next two
	Author        string
	Created       string // ISO 8601
	Width, Height float32
	Runs          []PDFRun
	Links         []PDFLink
}

// A PDFRun is a stretch of text of one font and size. Its coordinates are
// points from the lower left corner of the page.
type PDFRun struct {
	Text                     string // with the spaces, and "\n" at the line ends, that the positions of its characters make likely
	Left, Bottom, Right, Top float32
	Size                     float32 // of the font, as it appears
	Base                     float32 // of the line that the characters stand on
	Italic                   bool
	Turned                   bool // it does not run from left to right
}

// A PDFLink is a link annotation: the address, and the text that it lies over
// as byte offsets in the texts of all runs together. Both are 0 where it lies
// over none.
type PDFLink struct {
	Target     string
	Start, End int
}

// Bounds of what is read of one PDF; a book of a thousand pages has some three
// million characters.
const (
	maxPDFPages = 20000
	maxPDFChars = 40 << 20
)

// PDFPages reads a PDF from r and writes its pages to w, for DecodePDFPages to
// read. It is meant for a process of its own, which can be stopped: a PDF may
// be made to keep its reader busy for hours. The program that takes PDFs apart
// is compiled at its first use, which takes seconds; the folder cacheDir keeps
// the result for the next time, unless it is empty. Nothing else is written,
// and no other file is read.
func PDFPages(r io.Reader, w io.Writer, cacheDir string) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading the PDF: %w", err)
	}
	pages, err := ReadPDFPages(data, cacheDir)
	answer := pdfAnswer{Pages: pages}
	if err != nil {
		answer.Failure = err.Error()
	}
	if err := gob.NewEncoder(w).Encode(&answer); err != nil {
		return fmt.Errorf("writing the pages: %w", err)
	}
	return nil
}

// pdfAnswer is what goes from one process to the other.
type pdfAnswer struct {
	Pages   []PDFPage
	Failure string
}

// DecodePDFPages reads what PDFPages wrote. Its error says what is wrong with
// the PDF, or that the answer was cut off.
func DecodePDFPages(r io.Reader) ([]PDFPage, error) {
	var answer pdfAnswer
	if err := gob.NewDecoder(r).Decode(&answer); err != nil {
		return nil, fmt.Errorf("the pages came incomplete: %w", err)
	}
	if answer.Failure != "" {
		return nil, errors.New(answer.Failure)
	}
	return answer.Pages, nil
}

// ReadPDFPages reads the pages of a PDF in this process. cacheDir is as for
// PDFPages.
func ReadPDFPages(data []byte, cacheDir string) (pages []PDFPage, err error) {
	pool, stop, err := startPDFium(cacheDir)
	if err != nil {
		return nil, err
	}
	defer stop()
	lib, err := pool.GetInstance(time.Minute)
	if err != nil {
		return nil, fmt.Errorf("starting the PDF library: %w", err)
	}
	defer lib.Close()
	doc, err := lib.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, pdfFailure(data, err)
	}
	x := &pdfExtract{lib: lib, doc: doc.Document}
	return x.pages()
}

// startPDFium compiles the library, or takes it from the cache.
func startPDFium(cacheDir string) (pool pdfium.Pool, stop func(), err error) {
	ctx := context.Background()
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(1 << 14) // of 64 KB: a gigabyte
	stop = func() {}
	if cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
		if err != nil {
			return nil, nil, fmt.Errorf("opening the cache of the PDF library: %w", err)
		}
		config = config.WithCompilationCache(cache)
		stop = func() { cache.Close(ctx) }
	}
	pool, err = webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), // it sees no file
		Stdout:   io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		stop()
		return nil, nil, fmt.Errorf("starting the PDF library: %w", err)
	}
	closeCache := stop
	return pool, func() { pool.Close(); closeCache() }, nil
}

// pdfFailure says in words why a PDF cannot be opened.
func pdfFailure(data []byte, err error) error {
	switch text := strings.ToLower(err.Error()); {
	case strings.Contains(text, "password"):
		return errors.New("the PDF is encrypted with a password; save it again without one")
	case strings.Contains(text, "security"):
		return errors.New("the PDF is encrypted in a way that cannot be read; save it again without a password")
	}
	tail := data[max(0, len(data)-2048):]
	if !strings.Contains(string(tail), "%%EOF") {
		return fmt.Errorf("the PDF is cut off, for its end is missing: %w", err)
	}
	return fmt.Errorf("the PDF is damaged: %w", err)
}

// A pdfExtract takes one document apart.
type pdfExtract struct {
	lib   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	chars int // so far
}

func (x *pdfExtract) pages() ([]PDFPage, error) {
	count, err := x.lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: x.doc})
	if err != nil {
		return nil, fmt.Errorf("counting the pages: %w", err)
	}
	if count.PageCount == 0 {
		return nil, errors.New("the PDF is damaged: it has no pages")
	}
	if count.PageCount > maxPDFPages {
		return nil, fmt.Errorf("the PDF has %d pages, more than the %d that are read", count.PageCount, maxPDFPages)
	}
	pages := make([]PDFPage, count.PageCount)
	for i := range pages {
		if err := x.page(i, &pages[i]); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	if len(pages) > 0 {
		pages[0].Title, pages[0].Author, pages[0].Created = x.meta("Title"), x.meta("Author"), pdfDay(x.meta("CreationDate"))
	}
	return pages, nil
}

// meta is what the document's information dictionary says under a key (ISO
// 32000-2, 14.3.3).
func (x *pdfExtract) meta(key string) string {
	meta, err := x.lib.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: x.doc, Tag: key})
	if err != nil {
		return ""
	}
	return oneLine(strings.ToValidUTF8(meta.Value, ""))
}

// pdfDay is the day of D:YYYYMMDDHHmmSS (ISO 32000-2, 7.9.4); empty for what is
// none.
func pdfDay(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 || strings.Trim(s[:8], "0123456789") != "" {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:8]
}

// page reads one page. One that cannot be loaded is empty: files that were cut
// off and mended have such pages.
func (x *pdfExtract) page(i int, p *PDFPage) error {
	loaded, err := x.lib.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: x.doc, Index: i})
	if err != nil {
		return nil
	}
	defer x.lib.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	page := requests.Page{ByReference: &loaded.Page}
	if size, err := x.lib.GetPageSize(&requests.GetPageSize{Page: page}); err == nil {
		p.Width, p.Height = float32(size.Width), float32(size.Height)
	}
	chars, err := x.lib.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return fmt.Errorf("reading its text: %w", err)
	}
	if x.chars += len(chars.Chars); x.chars > maxPDFChars {
		return fmt.Errorf("the text is longer than the %d million characters that are read", maxPDFChars>>20)
	}
	text, err := x.lib.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return fmt.Errorf("reading its text: %w", err)
	}
	defer x.lib.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	b := &pdfBuild{lib: x.lib, text: text.TextPage, chars: chars.Chars, page: p}
	if err := b.runs(); err != nil {
		return err
	}
	return x.links(loaded.Page, b)
}

// links reads the link annotations that lead to the web.
func (x *pdfExtract) links(page references.FPDF_PAGE, b *pdfBuild) error {
	for at := 0; ; {
		next, err := x.lib.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: requests.Page{ByReference: &page}, StartPos: at})
		if err != nil || next.Link == nil || next.NextStartPos == nil {
			return nil // that was the last
		}
		at = *next.NextStartPos
		action, err := x.lib.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: *next.Link})
		if err != nil || action.Action == nil {
			continue
		}
		uri, err := x.lib.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: x.doc, Action: *action.Action})
		if err != nil || uri.URIPath == nil || *uri.URIPath == "" {
			continue
		}
		rect, err := x.lib.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: *next.Link})
		if err != nil || rect.Rect == nil {
			continue
		}
		b.link(strings.ToValidUTF8(*uri.URIPath, ""), rect.Rect.Left, rect.Rect.Bottom, rect.Rect.Right, rect.Rect.Top)
	}
}

// A pdfBuild makes runs of the characters of one page.
type pdfBuild struct {
	lib    pdfium.Pdfium
	text   references.FPDF_TEXTPAGE
	chars  []*responses.GetPageTextStructuredChar
	page   *PDFPage
	offset []int // of each character in the text of all runs
	at     int   // bytes so far
}

// runs cuts the characters into runs. The library groups them into rectangles,
// one for each text object of the file, which has one font and one size; where
// a rectangle ends its characters are told by what it encloses.
func (b *pdfBuild) runs() error {
	count, err := b.lib.FPDFText_CountRects(&requests.FPDFText_CountRects{TextPage: b.text, StartIndex: 0, Count: len(b.chars)})
	if err != nil {
		return fmt.Errorf("reading its text: %w", err)
	}
	b.offset = make([]int, len(b.chars)+1)
	from := 0
	for k := range count.Count {
		r, err := b.lib.FPDFText_GetRect(&requests.FPDFText_GetRect{TextPage: b.text, Index: k})
		if err != nil {
			continue
		}
		to := b.within(from, r)
		b.split(from, to)
		from = to
	}
	b.split(from, len(b.chars))
	b.offset[len(b.chars)] = b.at
	return nil
}

// within is the end of the characters, from the given one on, that rectangle r
// encloses. Characters without a place of their own (spaces that were made,
// line ends) go with what is before them.
func (b *pdfBuild) within(from int, r *responses.FPDFText_GetRect) int {
	const slack = 0.02
	to, inside := from, false
	for ; to < len(b.chars); to++ {
		c := b.chars[to].PointPosition
		if c.Right-c.Left < slack || c.Top-c.Bottom < slack {
			continue
		}
		fits := c.Left >= r.Left-slack && c.Right <= r.Right+slack && c.Bottom >= r.Bottom-slack && c.Top <= r.Top+slack
		if inside && !fits {
			break
		}
		inside = inside || fits
	}
	if !inside {
		return from
	}
	return to
}

// split makes runs of the characters from from to to: one, unless some of them
// are figures that the font itself raises.
func (b *pdfBuild) split(from, to int) {
	if from >= to {
		return
	}
	font := b.font(from, to)
	for at := from; at < to; {
		end := at + 1
		up := font.raises(b.chars[at])
		for end < to && (font.raises(b.chars[end]) == up || !placed(b.chars[end])) {
			end++
		}
		b.add(at, end, font, up)
		at = end
	}
}

// pdfFont is what is known of the font of some characters.
type pdfFont struct {
	size, base     float64
	italic, turned bool
}

// font asks for the font of the first character that is seen.
func (b *pdfBuild) font(from, to int) pdfFont {
	for i := from; i < to; i++ {
		if inked(b.chars[i]) {
			from = i
			break
		}
	}
	var f pdfFont
	if size, err := b.lib.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: b.text, Index: from}); err == nil {
		f.size = size.FontSize
	}
	if m, err := b.lib.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: b.text, Index: from}); err == nil {
		f.size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		f.turned = math.Abs(float64(m.Matrix.B)) > math.Abs(float64(m.Matrix.A))
	}
	if o, err := b.lib.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: b.text, Index: from}); err == nil {
		f.base = o.Y
	}
	if info, err := b.lib.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: b.text, Index: from}); err == nil {
		name := strings.ToLower(info.FontName)
		f.italic = info.Flags&(1<<6) != 0 || strings.Contains(name, "italic") || strings.Contains(name, "oblique")
	}
	return f
}

// raises reports whether c is a figure that stands well above the line, as the
// superior figures of a font do: they have the size of the font and are drawn
// small.
func (f pdfFont) raises(c *responses.GetPageTextStructuredChar) bool {
	if c.Text < "0" || c.Text > "9" || len(c.Text) != 1 || f.size <= 0 {
		return false
	}
	p := c.PointPosition
	return p.Bottom-f.base > 0.2*f.size && p.Top-p.Bottom < 0.58*f.size
}

func placed(c *responses.GetPageTextStructuredChar) bool {
	p := c.PointPosition
	return p.Right-p.Left > 0.01 && p.Top-p.Bottom > 0.01
}

// inked reports whether c can be seen; a space may stand anywhere.
func inked(c *responses.GetPageTextStructuredChar) bool {
	return placed(c) && strings.TrimSpace(c.Text) != ""
}

// add appends one run.
func (b *pdfBuild) add(from, to int, f pdfFont, up bool) {
	var text strings.Builder
	r := PDFRun{Size: float32(f.size), Base: float32(f.base), Italic: f.italic, Turned: f.turned}
	first := true
	for i := from; i < to; i++ {
		b.offset[i] = b.at + text.Len()
		c := b.chars[i]
		text.WriteString(pdfText(c.Text))
		if !inked(c) {
			continue
		}
		p := c.PointPosition
		left, bottom, right, top := float32(p.Left), float32(p.Bottom), float32(p.Right), float32(p.Top)
		if first {
			r.Left, r.Bottom, r.Right, r.Top, first = left, bottom, right, top, false
		}
		r.Left, r.Bottom, r.Right, r.Top = min(r.Left, left), min(r.Bottom, bottom), max(r.Right, right), max(r.Top, top)
	}
	if up {
		r.Size, r.Base = (r.Top-r.Bottom)/0.7, r.Bottom // figures are some 0.7 of their size high
	}
	r.Text = text.String()
	b.at += len(r.Text)
	b.page.Runs = append(b.page.Runs, r)
}

// pdfText is a character as it goes into the text. A line end comes as a
// carriage return and a line feed.
func pdfText(c string) string {
	switch c {
	case "\r", "\x00":
		return ""
	case "\ufffe", "\uffff":
		return "\x02" // what some versions give for a hyphen at a line's end
	}
	if !utf8.ValidString(c) {
		return "\ufffd"
	}
	return c
}

// link finds the text that a link annotation lies over.
func (b *pdfBuild) link(target string, left, bottom, right, top float32) {
	l := PDFLink{Target: target}
	for i, c := range b.chars {
		if !placed(c) {
			continue
		}
		x := float32(c.PointPosition.Left+c.PointPosition.Right) / 2
		y := float32(c.PointPosition.Bottom+c.PointPosition.Top) / 2
		if x < left || x > right || y < bottom || y > top {
			continue
		}
		if l.End == 0 {
			l.Start = b.offset[i]
		}
		l.End = b.offset[i+1]
	}
	b.page.Links = append(b.page.Links, l)
}
