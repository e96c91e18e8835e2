package report

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
)

// TestInBlocksKeepsTheOrder makes lists of all lengths, in blocks of all sizes.
func TestInBlocksKeepsTheOrder(t *testing.T) {
	for n := range 40 {
		for size := 1; size <= 10; size++ {
			var got, want bytes.Buffer
			for i := range n {
				fmt.Fprintln(&want, i)
			}
			if err := inBlocks(n, size, numbers, func(b []byte) error { got.Write(b); return nil }); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Errorf("%d items in blocks of %d: %q, want %q", n, size, got.String(), want.String())
			}
		}
	}
}

func numbers(b []byte, from, to int) ([]byte, error) {
	for i := from; i < to; i++ {
		b = fmt.Appendln(b, i)
	}
	return b, nil
}

// TestInBlocksEndsWithTheFirstError hands on what stands before an error, and
// nothing behind it.
func TestInBlocksEndsWithTheFirstError(t *testing.T) {
	bad := errors.New("item 12 cannot be made")
	var got bytes.Buffer
	err := inBlocks(30, 4, func(b []byte, from, to int) ([]byte, error) {
		if from >= 12 {
			return nil, fmt.Errorf("block at %d: %w", from, bad)
		}
		return numbers(b, from, to)
	}, func(b []byte) error { got.Write(b); return nil })
	if want, _ := numbers(nil, 0, 12); !errors.Is(err, bad) || err.Error() != "block at 12: "+bad.Error() || got.String() != string(want) {
		t.Errorf("error %v behind %q", err, got.String())
	}

	full := errors.New("disk full")
	handed := 0
	err = inBlocks(30, 4, numbers, func([]byte) error {
		if handed++; handed == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || handed != 3 {
		t.Errorf("error %v after %d blocks, want %v after 3", err, handed, full)
	}
}
