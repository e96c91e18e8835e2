package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"loccit": main})
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
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}
