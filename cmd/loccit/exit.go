package main

import (
	"context"
	"errors"
	"fmt"
)

// Exit codes, as README tells them. Where several hold, 2 wins over 3, and 3
// over 1.
const (
	exitPassed     = 0
	exitFindings   = 1
	exitFailed     = 2
	exitIncomplete = 3
)

// An exitError ends a command with a code; its text, where it has one, is for
// standard error.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// exit says what is wrong on standard error, and tells the exit code. An error
// that names no code could not run: 2.
func (c *cli) exit(err error) int {
	if err == nil {
		return exitPassed
	}
	code := exitFailed
	var e *exitError
	if errors.As(err, &e) {
		code, err = e.code, e.err
	}
	if err != nil {
		c.errorf("%v", err)
	}
	return code
}

// interrupted is err, or where a signal ended ctx and nothing else is wrong, that
// the run is incomplete.
func interrupted(ctx context.Context, err error) error {
	var told *exitError
	if ctx.Err() == nil || !errors.Is(err, context.Canceled) || errors.As(err, &told) {
		return err
	}
	return &exitError{exitIncomplete, fmt.Errorf("interrupted: %w", err)}
}
