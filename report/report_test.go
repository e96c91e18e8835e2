package report

import (
	"errors"
	"strings"
	"testing"
)

func TestByName(t *testing.T) {
	for _, w := range Writers() {
		got, err := ByName(w.Name)
		if err != nil || got.Ending != w.Ending {
			t.Errorf("%s: %v, %v", w.Name, got.Ending, err)
		}
		if w.Ending == "" || w.MediaType == "" {
			t.Errorf("%s says nothing of its files", w.Name)
		}
	}
	for name, want := range map[string]string{
		"jsn":      "did you mean json?",
		"HTML":     "did you mean html?",
		"makdown":  "did you mean markdown?",
		"postcard": "there are text, json, html,",
		"":         "there are text, json, html,",
	} {
		if _, err := ByName(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}

// A full disk is the error of every format, however large its buffers are.
func TestWriteTellsThatTheDiskIsFull(t *testing.T) {
	for _, w := range Writers() {
		err := w.Write(fullDisk{}, sample(t), Options{})
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", w.Name, err)
		}
		if err != nil && strings.Contains(err.Error(), "template") {
			t.Errorf("%s: %q speaks of how it is made", w.Name, err)
		}
	}
	if err := JobSummary(fullDisk{}, sample(t)); !errors.Is(err, errFull) {
		t.Errorf("job summary: %v", err)
	}
}

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }
