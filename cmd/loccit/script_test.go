package main

import (
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"loccit": mainInSmallWeb})
}

// TestScripts runs every session of testdata/script as an editor would type
// it: in an empty folder, with a cache of its own.
func TestScripts(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "script")
	found, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no script in %s (%v)", dir, err)
	}
	testscript.Run(t, testscript.Params{
		Files:         found,
		UpdateScripts: os.Getenv("LOCCIT_UPDATE") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "bytes": bytesFile, "web": smallWeb, "nogit": withoutGit},
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("NO_COLOR", "1")
			return openSmallWeb(env)
		},
	})
}

// exits runs a command that must end with this code: exits 2 loccit audit x.doc
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT]...")
	}
	got := "0"
	err := ts.Exec(args[1], args[2:]...)
	var e *exec.ExitError
	if errors.As(err, &e) {
		got = strconv.Itoa(e.ExitCode())
	} else {
		ts.Check(err)
	}
	if got != args[0] {
		ts.Fatalf("exit %s, want %s", got, args[0])
	}
}

// bytesFile writes bytes that a text archive cannot hold: bytes nul.txt 4100
func bytesFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE HEX")
	}
	data, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// withoutGit runs a command that must fail with 2 where the only program on
// the path is loccit: nogit loccit gate x.txt
func withoutGit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: nogit COMMAND [ARGUMENT]...")
	}
	path := ts.Getenv("PATH")
	program, err := exec.LookPath(args[0])
	ts.Check(err)
	ts.Setenv("PATH", filepath.Dir(program))
	defer ts.Setenv("PATH", path)
	exits(ts, false, append([]string{"2"}, args...))
}
