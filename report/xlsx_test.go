package report

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"loccit/verify"
)

// TestWorkbookHoldsTheTable reads the workbook back: the rows of the CSV
// report, as words and numbers, with links, filters and a head that stays.
func TestWorkbookHoldsTheTable(t *testing.T) {
	r := sample(t)
	book := openBook(t, writeTo(t, "xlsx", r, Options{}))
	got, err := book.GetRows("citations")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(table(r), padded(got)); d != "" {
		t.Errorf("the rows differ (-table +workbook):\n%s", d)
	}
	if panes, err := book.GetPanes("citations"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the head does not stay in sight: %+v, %v", panes, err)
	}
	links := 0
	for at, row := range got {
		for column, words := range row {
			name, _ := excelize.CoordinatesToCellName(column+1, at+1)
			if formula, _ := book.GetCellFormula("citations", name); formula != "" {
				t.Errorf("%s is a formula: %s", name, formula)
			}
			linked, target, _ := book.GetCellHyperLink("citations", name)
			if linked != isLink(words) || linked && target != words {
				t.Errorf("%s: %q links to %q", name, words, target)
			}
			if linked {
				links++
			}
		}
	}
	if links == 0 {
		t.Error("no cell is a link")
	}
}

// TestNoFormulaComesOutOfANote gives notes what spreadsheets run.
func TestNoFormulaComesOutOfANote(t *testing.T) {
	for _, evil := range []string{`=HYPERLINK("https://evil.example","click")`, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"} {
		r := sample(t)
		r.Documents[0].Citations[0].Title = evil
		book := openBook(t, writeTo(t, "xlsx", r, Options{}))
		rows, err := book.GetRows("citations")
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for at, row := range rows {
			for column, words := range row {
				name, _ := excelize.CoordinatesToCellName(column+1, at+1)
				formula, _ := book.GetCellFormula("citations", name)
				kind, _ := book.GetCellType("citations", name)
				if formula != "" || kind == excelize.CellTypeFormula {
					t.Errorf("%s: %q became a formula", name, evil)
				}
				found = found || words == plain(evil)
			}
		}
		if !found {
			t.Errorf("%q is not in the workbook", evil)
		}
	}
}

// TestOfficeReadsTheWorkbook lets LibreOffice make CSV of the workbook, and
// compares it with the table.
func TestOfficeReadsTheWorkbook(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("LOCCIT_OFFICE") != "" {
			t.Fatal("LOCCIT_OFFICE is set, and LibreOffice is not there")
		}
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	r := sample(t)
	path := filepath.Join(dir, "report.xlsx")
	if err := os.WriteFile(path, writeTo(t, "xlsx", r, Options{}), 0o644); err != nil {
		t.Fatal(err)
	}
	// 44: comma; 34: quotation mark; 76: UTF-8.
	cmd := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", dir, path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "report.csv"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(table(r), got); d != "" {
		t.Errorf("the rows differ (-table +LibreOffice):\n%s", d)
	}
}

// table is the head and the rows of the table of citations.
func table(r *verify.Report) [][]string {
	all := [][]string{columns()}
	for row := range read(r).rows() {
		var words []string
		for _, c := range row {
			words = append(words, c.Text)
		}
		all = append(all, words)
	}
	return all
}

// padded are rows as long as the head: readers drop empty cells at the end.
func padded(rows [][]string) [][]string {
	for i := range rows {
		for len(rows[i]) < len(columns()) {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

func openBook(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

func TestShortenKeepsWhatACellHolds(t *testing.T) {
	long := strings.Repeat("ä", mostCell+1)
	if got := shorten(long); len([]rune(got)) != mostCell || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters", len([]rune(got)))
	}
	if got := shorten(long[:2*mostCell]); got != long[:2*mostCell] {
		t.Error("what fits was cut")
	}
}

// wordsOf are the words of all cells.
func wordsOf(t *testing.T, data []byte) []byte {
	t.Helper()
	rows, err := openBook(t, data).GetRows("citations")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, row := range rows {
		b.WriteString(strings.Join(row, " ") + "\n")
	}
	return b.Bytes()
}
