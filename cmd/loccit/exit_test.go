package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// Whatever a command does when a signal ends it, the run is incomplete, and has
// not failed; what failed all the same has.
func TestAnInterruptedRunIsIncomplete(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	reading := fmt.Errorf("reading the runs: %w", context.Canceled)
	cases := map[string]struct {
		ctx  context.Context
		err  error
		code int
	}{
		"cut while it read":       {stopped, reading, exitIncomplete},
		"done all the same":       {stopped, nil, exitPassed},
		"failed for itself":       {stopped, errors.New("no space left on device"), exitFailed},
		"a code of its own":       {stopped, &exitError{exitFindings, reading}, exitFindings},
		"cancelled by no signal":  {t.Context(), reading, exitFailed},
		"failed without a signal": {t.Context(), errors.New("no space left on device"), exitFailed},
	}
	for name, tc := range cases {
		code := exitPassed
		if err := interrupted(tc.ctx, tc.err); err != nil {
			code = exitFailed
			var told *exitError
			if errors.As(err, &told) {
				code = told.code
			}
		}
		if code != tc.code {
			t.Errorf("%s: %d, want %d", name, code, tc.code)
		}
	}
}

// A slowReader has nothing to read until it is closed, and tells when somebody
// waits for that.
type slowReader struct {
	io.Reader
	waited func()
}

func (s slowReader) Read(p []byte) (int, error) {
	s.waited()
	return s.Reader.Read(p)
}

// A run that waits for standard input ends with its first signal.
func TestWaitingForStandardInputEnds(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close() // and with it the read
	ctx, stop := context.WithCancel(t.Context())
	var stderr strings.Builder
	c := &cli{stdin: slowReader{in, stop}, stdout: io.Discard, stderr: &stderr}
	docs, failed, err := c.readPaths(ctx, []string{"-"})
	if !errors.Is(err, context.Canceled) || len(docs)+failed > 0 || stderr.Len() > 0 {
		t.Errorf("%v, %d documents, %d failed, %q", err, len(docs), failed, stderr.String())
	}
}
