package cache

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The test binary plays another process: it is started again with the name of
// a part in its environment.
const part = "LOCCIT_CACHE_TEST_PART"

func TestMain(m *testing.M) {
	parts := map[string]func(path string, args []string) error{"add": addForever, "share": share200, "count": count200, "hold": hold, "plan": planAll}
	if name := os.Getenv(part); name != "" {
		if err := parts[name](os.Args[1], os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func start(t testing.TB, name, path string, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, append([]string{path}, args...)...)
	cmd.Env = append(os.Environ(), part+"="+name)
	return cmd
}

// addForever adds batches until it is killed, and says so after each.
func addForever(path string, _ []string) error {
	c, err := Open(path, Options{})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		batch := slices.Concat(realistic(3*i, "a"), realistic(3*i+1, "b"), realistic(3*i+2, "c"))
		if err := c.Add(context.Background(), batch...); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

func TestAKillLosesNothingThatWasAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	for round := range 5 {
		cmd := start(t, "add", path)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		acknowledged := -1
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			acknowledged, err = strconv.Atoi(lines.Text())
			must(t, err)
			if acknowledged == 20+7*round {
				must(t, cmd.Process.Kill())
			}
		}
		cmd.Wait()
		if acknowledged < 20 {
			t.Fatalf("round %d: it ended by itself after %d", round, acknowledged)
		}
		c, err := Open(path, Options{})
		must(t, err)
		for i := range 3 * (acknowledged + 1) {
			if got := latest(t, c, realistic(i, "")[0].Key); len(got) != 2 {
				t.Fatalf("round %d: of source %d, %d of 2 observations are left", round, i, len(got))
			}
		}
		s, err := c.Stat(t.Context())
		must(t, err)
		if s.Observations%6 != 0 {
			t.Errorf("round %d: %d observations: part of a batch was kept", round, s.Observations)
		}
		must(t, c.Close())
	}
}

// share200 opens the cache and closes it again and again, and adds and reads
// between.
func share200(path string, args []string) error {
	for i := range 20 {
		c, err := Open(path, Options{})
		if err != nil {
			return err
		}
		for j := range 10 {
			key := fmt.Sprintf("https://%s.example/%d", args[0], 10*i+j)
			if err := c.Add(context.Background(), visit(key, noon, 200), visit("https://shared.example/", noon, 200)); err != nil {
				return err
			}
			if found, err := c.Latest(context.Background(), []string{key, "https://shared.example/"}); err != nil || len(found) != 2 {
				return fmt.Errorf("latest: %d, %w", len(found), err)
			}
		}
		if err := c.Close(); err != nil {
			return err
		}
	}
	return nil
}

// Both begin on a file that does not exist: who is second finds it half made.
func TestTwoProcessesShareOneFile(t *testing.T) {
	for range 3 {
		path := filepath.Join(t.TempDir(), "cache.db")
		var said [3]strings.Builder
		var cmds []*exec.Cmd
		for i := range said {
			cmd := start(t, "share", path, fmt.Sprint("p", i))
			cmd.Stderr = &said[i]
			must(t, cmd.Start())
			cmds = append(cmds, cmd)
		}
		var failed error
		for i, cmd := range cmds {
			if err := cmd.Wait(); err != nil {
				failed = errors.Join(failed, fmt.Errorf("process %d: %w: %s", i, err, &said[i]))
			}
		}
		must(t, failed)
		s, err := openAt(t, path).Stat(t.Context())
		must(t, err)
		if s.Sources != 601 || s.Observations != 1200 {
			t.Errorf("%d sources and %d observations, want 601 and 1200", s.Sources, s.Observations)
		}
	}
}
