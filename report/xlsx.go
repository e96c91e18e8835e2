package report

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"loccit/verify"
)

// Limits of the format (Microsoft, “Excel specifications and limits”).
const (
	mostRows  = 1_048_576
	mostCell  = 32_767 // characters
	mostLinks = 65_530 // on a sheet
	mostLink  = 2_079  // characters of an address
)

// writeXLSX writes the table of citations as a workbook: a row a citation,
// with links, filters and a head that stays in sight. Words are stored as
// words, so no formula can come out of a note.
func writeXLSX(w *bufio.Writer, r *verify.Report, _ Options) error {
	b, err := newWorkbook(r)
	if err != nil {
		return err
	}
	defer b.Close()
	for row := range read(r).rows() {
		if err := b.add(row); err != nil {
			return err
		}
	}
	if err := b.finishSheet(); err != nil {
		return err
	}
	return b.Write(w)
}

// A workbook is filled row by row. A sheet that is full is followed by another.
type workbook struct {
	*excelize.File
	sheet  string
	sheets int
	row    int // last one that was written
	links  int
	head   int // style of the head
	body   int // style of a cell
	linked int // style of a link
}

func newWorkbook(r *verify.Report) (*workbook, error) {
	b := &workbook{File: excelize.NewFile()}
	styles := []struct {
		to    *int
		style excelize.Style
	}{
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E4DA"}}}},
		{&b.body, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&b.linked, excelize.Style{Font: &excelize.Font{Color: "0B5394", Underline: "single"}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
	}
	for _, s := range styles {
		var err error
		if *s.to, err = b.NewStyle(&s.style); err != nil {
			return nil, err
		}
	}
	made := r.Run.Started.UTC().Format("2006-01-02T15:04:05Z")
	if err := b.SetDocProps(&excelize.DocProperties{Creator: "loccit", Title: "Citations and their sources", Created: made, Modified: made}); err != nil {
		return nil, err
	}
	return b, b.newSheet()
}

func (b *workbook) newSheet() error {
	b.sheets++
	b.sheet, b.row, b.links = "citations", 1, 0
	if b.sheets > 1 {
		b.sheet += " " + strconv.Itoa(b.sheets)
		if _, err := b.NewSheet(b.sheet); err != nil {
			return err
		}
	} else if err := b.SetSheetName("Sheet1", b.sheet); err != nil {
		return err
	}
	names := columns()
	if err := b.SetSheetRow(b.sheet, "A1", &names); err != nil {
		return err
	}
	if err := b.SetRowStyle(b.sheet, 1, 1, b.head); err != nil {
		return err
	}
	for i, name := range names {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.SetColWidth(b.sheet, column, column, widthOf(name)); err != nil {
			return err
		}
	}
	return b.SetPanes(b.sheet, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: 1, TopLeftCell: "C2", ActivePane: "bottomRight"})
}

// widthOf is how wide a column is, in characters.
func widthOf(name string) float64 {
	switch name {
	case "document", "authors", "container", "detail", "reason":
		return 22
	case "title", "url", "url_printed", "final_url", "snapshot", "repair":
		return 38
	case "findings", "next", "text", "checks":
		return 60
	case "checked", "captured":
		return 20
	}
	return 10
}

func (b *workbook) add(row []cell) error {
	if b.row == mostRows {
		if err := b.finishSheet(); err != nil {
			return err
		}
		if err := b.newSheet(); err != nil {
			return err
		}
	}
	b.row++
	for i, c := range row {
		if c.Text == "" {
			continue
		}
		if err := b.put(i+1, c); err != nil {
			return err
		}
	}
	return nil
}

// put writes one cell. An address of the web is a link, as long as the format
// has room for links.
func (b *workbook) put(column int, c cell) error {
	at, err := excelize.CoordinatesToCellName(column, b.row)
	if err != nil {
		return err
	}
	style := b.body
	switch {
	case c.Number:
		n, err := strconv.Atoi(c.Text)
		if err != nil {
			return fmt.Errorf("column %d of row %d: %w", column, b.row, err)
		}
		err = b.SetCellInt(b.sheet, at, int64(n))
		if err != nil {
			return err
		}
	default:
		if err := b.SetCellStr(b.sheet, at, shorten(c.Text)); err != nil {
			return err
		}
		if isLink(c.Text) && b.links < mostLinks {
			b.links++
			style = b.linked
			if err := b.SetCellHyperLink(b.sheet, at, c.Text, "External"); err != nil {
				return err
			}
		}
	}
	return b.SetCellStyle(b.sheet, at, at, style)
}

// isLink reports whether words are an address of the web and nothing else.
func isLink(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) &&
		!strings.ContainsAny(s, " \t\n\"<>") && utf8.RuneCountInString(s) <= mostLink
}

// shorten keeps what a cell has room for.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= mostCell {
		return s
	}
	return string([]rune(s)[:mostCell-1]) + "…"
}

// finishSheet puts the filters on the sheet.
func (b *workbook) finishSheet() error {
	last, err := excelize.CoordinatesToCellName(len(columns()), b.row)
	if err != nil {
		return err
	}
	return b.AutoFilter(b.sheet, "A1:"+last, nil)
}
