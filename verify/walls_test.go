package verify_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "loccit/"

// A wall says what the packages of one room may not know. The rooms are those
// of the package comment of verify; the longest name that fits a package is
// its room.
type wall struct {
	room string
	ours []string // rooms of ours that it may import; "*" for every one but cmd
	not  []string // rooms of ours that it may not import, where ours is "*"
	pure bool     // no network, no disk, no database: neither itself nor through another package of ours
	calm bool     // no clock either; Gather, in verify, is what waits
}

var walls = []wall{
	{room: "verify", pure: true},
	{room: "verify/format", ours: []string{"verify", "verify/content"}, pure: true, calm: true},
	{room: "verify/content", ours: []string{"verify"}, pure: true, calm: true},
	{room: "verify/repair", ours: []string{"verify", "verify/content"}, pure: true, calm: true},
	{room: "verify/mend", ours: []string{"verify", "verify/format"}, pure: true, calm: true},
	{room: "verify/rule", ours: []string{"verify", "verify/content", "verify/repair"}, pure: true, calm: true},
	{room: "verify/web", ours: []string{"*"}, not: []string{"cache", "report"}},
	{room: "verify/budget", ours: []string{"verify"}, pure: true, calm: true},
	{room: "verify/archive", ours: []string{"*"}, not: []string{"cache", "report"}},
	{room: "verify/registry", ours: []string{"*"}, not: []string{"cache", "report"}},
	{room: "cache", ours: []string{"verify"}},
	{room: "report", ours: []string{"*"}, not: []string{"verify/web", "cache"}},
	{room: "cmd", ours: []string{"*"}},
}

// What a pure package does not import. Packages that only name things of the
// outside (net/url, net/netip, path/filepath) are none of them.
var outside = []string{
	"os", "os/exec", "os/signal", "os/user", "io/ioutil", "syscall", "plugin", "log", "log/slog",
	"net", "net/http", "net/rpc", "net/smtp", "net/textproto", "crypto/tls",
	"database/sql", "github.com/mattn/go-sqlite3",
	"github.com/gocolly/colly/v2", "github.com/hashicorp/go-retryablehttp",
}

// What a calm package does not call of the package time.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}

// A wing is one package as its files show it.
type wing struct {
	imports []string
	clock   []string // calls that read the clock, with their places
}

// TestWalls fails where an import crosses a wall of the architecture.
func TestWalls(t *testing.T) {
	wings := survey(t, "..")
	if len(wings) < 5 {
		t.Fatalf("only %d packages found", len(wings))
	}
	for _, breach := range breaches(wings) {
		t.Error(breach)
	}
}

// TestWallsHold shows that a crossing is seen.
func TestWallsHold(t *testing.T) {
	tests := []struct {
		name  string
		wings map[string]wing
		want  int
	}{
		{"as designed", map[string]wing{
			"verify":      {imports: []string{"net/url"}},
			"verify/rule": {imports: []string{"loccit/verify", "loccit/verify/repair"}},
			"verify/web":  {imports: []string{"loccit/verify", "loccit/verify/content", "net/http"}},
			"report/page": {imports: []string{"loccit/report", "net/http"}},
			"cmd/loccit":  {imports: []string{"loccit/verify", "loccit/cache", "os"}},
		}, 0},
		{"verify imports one of ours", map[string]wing{"verify": {imports: []string{"loccit/verify/format"}}}, 1},
		{"a rule reads a file", map[string]wing{"verify/rule": {imports: []string{"os"}}}, 1},
		{"a rule reads the clock", map[string]wing{"verify/rule": {clock: []string{"x.go:1"}}}, 1},
		{"a reader reads a file through content", map[string]wing{
			"verify/format":  {imports: []string{"loccit/verify/content"}},
			"verify/content": {imports: []string{"os"}},
		}, 2},
		{"the crawler knows the cache", map[string]wing{"verify/web": {imports: []string{"loccit/cache"}}}, 1},
		{"the report knows the crawler", map[string]wing{"report/page": {imports: []string{"loccit/verify/web"}}}, 1},
		{"the cache knows the report", map[string]wing{"cache": {imports: []string{"loccit/report"}}}, 1},
		{"somebody imports a command", map[string]wing{"report": {imports: []string{"loccit/cmd/loccit"}}}, 1},
		{"a room without a wall", map[string]wing{"attic": {}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := breaches(tt.wings); len(got) != tt.want {
				t.Errorf("%d breaches, want %d: %q", len(got), tt.want, got)
			}
		})
	}
}

// survey reads what every package below root imports, tests left out. Helper
// packages for tests (internal/..., testdata) and other modules stand outside the
// walls.
func survey(t *testing.T, root string) map[string]wing {
	wings := map[string]wing{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "internal" || holdsModule(path)) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		w := wings[filepath.ToSlash(rel)]
		if err := w.read(path); err != nil {
			return err
		}
		wings[filepath.ToSlash(rel)] = w
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return wings
}

func holdsModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

func (w *wing) read(path string) error {
	files := token.NewFileSet()
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(files, path, src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		w.imports = append(w.imports, name)
	}
	if timed(path) {
		return nil
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(clock, sel.Sel.Name) {
			w.clock = append(w.clock, files.Position(sel.Pos()).String())
		}
		return true
	})
	return nil
}

// timed reports whether path is a file of Gather, the one part of verify that
// knows time.
func timed(path string) bool {
	folder, file := filepath.Split(filepath.ToSlash(path))
	return strings.HasSuffix(folder, "verify/") && (strings.HasPrefix(file, "gather") || file == "schedule.go")
}

// breaches names every crossing, sorted.
func breaches(wings map[string]wing) []string {
	var found []string
	for name, w := range wings {
		at := room(name)
		if at == nil {
			found = append(found, name+" stands in no room: give it a wall")
			continue
		}
		for _, other := range w.imports {
			if rel, ok := strings.CutPrefix(other, module); ok && !at.admits(rel) {
				found = append(found, name+" imports "+other)
			}
		}
		if at.pure {
			found = append(found, impure(name, wings)...)
		}
		if at.calm {
			for _, place := range w.clock {
				found = append(found, name+" reads the clock at "+place)
			}
		}
	}
	slices.Sort(found)
	return found
}

// admits reports whether a package of the room may import the package named
// rel, a path below the module's root.
func (w *wall) admits(rel string) bool {
	other := room(rel)
	if other == nil || other.room == w.room {
		return true
	}
	if slices.Contains(w.ours, "*") {
		return other.room != "cmd" && !slices.Contains(w.not, other.room)
	}
	return slices.Contains(w.ours, other.room)
}

// impure names the ways from the package to the outside, its own and those of
// the packages of ours that it stands on.
func impure(name string, wings map[string]wing) []string {
	var found []string
	seen := map[string]bool{}
	var visit func(at string)
	visit = func(at string) {
		if seen[at] {
			return
		}
		seen[at] = true
		for _, other := range wings[at].imports {
			if rel, ok := strings.CutPrefix(other, module); ok {
				visit(rel)
			} else if slices.Contains(outside, other) {
				found = append(found, name+" must be pure, and "+at+" imports "+other)
			}
		}
	}
	visit(name)
	return found
}

func room(rel string) *wall {
	var best *wall
	for i := range walls {
		w := &walls[i]
		fits := rel == w.room || strings.HasPrefix(rel, w.room+"/")
		if fits && (best == nil || len(w.room) > len(best.room)) {
			best = w
		}
	}
	return best
}
