package report

import (
	"bufio"
	"encoding/csv"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// writeCSV writes the table of citations, a row a citation (RFC 4180, in UTF-8
// and with line feeds alone).
func writeCSV(w *bufio.Writer, r *verify.Report, _ Options) error {
	c := csv.NewWriter(w)
	if err := c.Write(columns()); err != nil {
		return err
	}
	record := make([]string, 0, len(columns()))
	for row := range read(r).rows() {
		record = record[:0]
		for _, field := range row {
			record = append(record, unformula(field))
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// unformula puts an apostrophe before words that a spreadsheet would take for
// a formula and run (OWASP, “CSV Injection”); spreadsheets hide it.
func unformula(c cell) string {
	first, _ := utf8.DecodeRuneInString(c.Text)
	if !c.Number && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && c.Text != "" {
		return "'" + c.Text
	}
	return c.Text
}
