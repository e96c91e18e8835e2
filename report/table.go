package report

import (
	"fmt"
	"iter"
	"strings"

	"loccit/verify"
)

// A cell is one field of a table.
type cell struct {
	Text   string
	Number bool // Text is a number of ours, and not words from a manuscript
}

func text(s string) cell { return cell{Text: plain(s)} }

// number is n; an empty cell for what is not known.
func number(n int) cell {
	if n == 0 {
		return cell{}
	}
	return cell{Text: fmt.Sprint(n), Number: true}
}

// columns are the heads of the table of citations.
func columns() []string {
	return []string{
		"document", "note", "series", "line", "page", "citation", "form",
		"authors", "title", "container", "date", "locator", "doi", "url", "url_printed",
		"state", "reason", "detail", "status", "final_url", "checked",
		"archive", "snapshot", "captured", "repair", "confidence",
		"errors", "warnings", "advice", "findings", "next", "text",
		"title_check", "author_check", "date_check", "quotation_check", "doi_check", "checks",
	}
}

// rows are the table of citations: a row for each, and one for what findings
// are about where that is no citation. Findings on a note stand in the row of
// its first citation.
func (r reading) rows() iter.Seq[[]cell] {
	return func(yield func([]cell) bool) {
		for d := range r.Documents {
			if !r.documentRows(d, yield) {
				return
			}
		}
		for i := range r.Remarks {
			if !yield(r.remarkRow(&r.Remarks[i])) {
				return
			}
		}
	}
}

// remarkRow is one line for what is to be said beside the findings.
func (r reading) remarkRow(m *verify.Remark) []cell {
	row := make([]cell, len(columns()))
	for i, name := range columns() {
		switch name {
		case "document":
			row[i] = text(m.File)
		case "line":
			row[i] = number(m.Line)
		case "findings":
			row[i] = text(string(m.Kind) + ": " + m.Message)
		case "next":
			row[i] = text(m.Next)
		}
	}
	return row
}

func (r reading) documentRows(d int, yield func([]cell) bool) bool {
	doc := r.Documents[d]
	byNote := byNote(r.findings(d))
	for _, f := range byNote[-1] {
		if !yield(r.row(d, -1, -1, []*verify.Finding{f})) {
			return false
		}
	}
	for n := range doc.Notes {
		from, to := citationsOf(doc, n)
		if from == to && len(byNote[n]) > 0 && !yield(r.row(d, n, -1, byNote[n])) {
			return false
		}
		for i := from; i < to; i++ {
			if !yield(r.row(d, n, i, of(byNote[n], i, i == from))) {
				return false
			}
		}
	}
	return true
}

// of are the findings on citation i, and those on the note as such where i is
// its first.
func of(list []*verify.Finding, i int, first bool) []*verify.Finding {
	var found []*verify.Finding
	for _, f := range list {
		if at, ok := f.Where.Citation(); ok && at == i || !ok && first {
			found = append(found, f)
		}
	}
	return found
}

// row is one line of the table; n and i are -1 where there is no note or no
// citation.
func (r reading) row(d, n, i int, findings []*verify.Finding) []cell {
	doc := r.Documents[d]
	row := []cell{text(doc.Path)}
	var words verify.Span
	if n >= 0 {
		note := &doc.Notes[n]
		at := doc.Place(note.Span.Start)
		row = append(row, text(note.Label), number(series(note)), number(at.Line), number(at.Page))
		words = note.Span
	} else {
		at := r.placeOf(findings[0])
		row = append(row, cell{}, cell{}, number(at.Line), number(at.Page))
		words = findings[0].Where.Span
	}
	if i >= 0 {
		words = doc.Citations[i].Span
		row = append(row, cell{Text: fmt.Sprint(within(doc, i)), Number: true})
		row = append(row, citationCells(&doc.Citations[i])...)
		row = append(row, r.sourceCells(r.standing(doc, i))...)
	} else {
		row = append(row, cell{})
		row = append(row, make([]cell, len(citationCells(&verify.Citation{}))+len(r.sourceCells(nil)))...)
	}
	row = append(row, findingCells(findings)...)
	row = append(row, text(words.Of(doc.Text)))
	if i < 0 {
		return append(row, checkCells(nil)...)
	}
	return append(row, checkCells(r.checks(doc, i))...)
}

// checkCells are the outcomes of the checks of one citation, kind by kind, the
// most alarming of several; and all that is to be said of them.
func checkCells(checks []verify.Check) []cell {
	cells := make([]cell, len(checkKinds()))
	var said []string
	for at, what := range checkKinds() {
		worst, found := verify.Outcome(-1), false
		for _, k := range checks {
			if k.What == what {
				worst, found = max(worst, k.Answer), true
				if why := explained(k); why != "" {
					said = append(said, sayCheck(k)+": "+why)
				}
			}
		}
		if found {
			cells[at] = text(worst.String())
		}
	}
	return append(cells, text(strings.Join(said, " | ")))
}

func citationCells(c *verify.Citation) []cell {
	return []cell{
		text(c.Form.String()), text(strings.Join(c.Authors, "; ")), text(c.Title), text(c.Container), text(c.Date.String()),
		text(c.Locator), text(c.DOI), text(c.URL), text(c.URLPrinted),
	}
}

func (r reading) sourceCells(s *verify.Standing) []cell {
	if s == nil {
		return make([]cell, 11)
	}
	cells := []cell{text(s.State.String()), text(s.Reason), text(s.Detail), {}, {}, {}, text(s.Archive.State.String()), text(s.Archive.Snapshot), {}, {}, {}}
	if v := s.Visit; v != nil {
		cells[3], cells[4] = number(v.Status), text(v.Final)
	}
	if !s.Checked.IsZero() {
		cells[5] = text(s.Checked.UTC().Format("2006-01-02T15:04:05Z"))
	}
	if !s.Archive.Captured.IsZero() {
		cells[8] = text(s.Archive.Captured.UTC().Format("2006-01-02T15:04:05Z"))
	}
	if s.Repair != nil {
		cells[9], cells[10] = text(s.Repair.URL), text(s.Repair.Confidence.String())
	}
	return cells
}

// findingCells count the open findings and say them.
func findingCells(findings []*verify.Finding) []cell {
	var counts [verify.Error + 1]int
	var messages, next []string
	for _, f := range findings {
		said := f.Rule + ": " + f.Message
		if why := answered(f); why != "" {
			said = "(" + why + ") " + said
		} else {
			counts[f.Severity]++
		}
		messages = append(messages, said)
		if f.Next != "" {
			next = append(next, f.Next)
		}
	}
	return []cell{
		{Text: fmt.Sprint(counts[verify.Error]), Number: true}, {Text: fmt.Sprint(counts[verify.Warning]), Number: true}, {Text: fmt.Sprint(counts[verify.Advice]), Number: true},
		text(strings.Join(messages, " | ")), text(strings.Join(next, " | ")),
	}
}
