package report

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loccit/verify"
)

func TestSaveReplacesTheReportWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.json")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	w, err := ByName("json")
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(path, w, sample(t), Options{}); err != nil {
		t.Fatal(err)
	}
	checkSchema(t, compileSchema(t), readFile(t, path))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v; want that of the older report", info.Mode(), err)
	}
	onlyFile(t, dir, "report.json")
}

func TestSaveThatFailsLeavesTheOldReport(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.txt")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := Writer{Name: "broken", write: func(w *bufio.Writer, _ *verify.Report, _ Options) error {
		_, _ = w.WriteString("half a rep")
		return errors.New("the pen broke")
	}}
	if err := Save(path, broken, sample(t), Options{}); err == nil {
		t.Error("no error")
	}
	if got := string(readFile(t, path)); got != "old" {
		t.Errorf("the old report is now %q", got)
	}
	onlyFile(t, dir, "report.txt")
}

func TestSaveFollowsALink(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "real.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	w, err := ByName("text")
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(filepath.Join(dir, "link.txt"), w, sample(t), Options{}); err != nil {
		t.Fatal(err)
	}
	if len(readFile(t, filepath.Join(dir, "real.txt"))) == 0 {
		t.Error("the file behind the link was not written")
	}
}

func TestSaveIntoWhatIsNoFile(t *testing.T) {
	w, err := ByName("text")
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(os.DevNull, w, sample(t), Options{}); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Error("the device was replaced by a file")
	}
	if err := Save(filepath.Join(t.TempDir(), "none", "report.txt"), w, sample(t), Options{}); err == nil {
		t.Error("no error for a folder that is not there")
	}
	if err := Save(t.TempDir(), w, sample(t), Options{}); err == nil {
		t.Error("no error for a folder in the place of a file")
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func onlyFile(t *testing.T, dir, name string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("%v is left in the folder, want only %s", entries, name)
	}
}

// A name may be as long as the system allows, in letters of several bytes, too.
func TestSaveUnderALongName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x"+strings.Repeat("語", 83)+".html") // 255 bytes
	w, err := ByName("text")
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(path, w, sample(t), Options{}); err != nil {
		t.Fatal(err)
	}
	if len(readFile(t, path)) == 0 {
		t.Error("nothing was written")
	}
}
