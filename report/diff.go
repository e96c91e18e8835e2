package report

import (
	"slices"

	"github.com/aymanbagabas/go-udiff"
)

// A piece is a part of a text that is set beside another.
type piece struct {
	Text    string
	Changed bool // the other text does not have it
}

// difference cuts two texts where they differ, by characters.
func difference(old, new string) (was, is []piece) {
	edits := udiff.Strings(old, new)
	slices.SortFunc(edits, func(a, b udiff.Edit) int { return a.Start - b.Start })
	at := 0
	for _, e := range edits {
		same := old[at:e.Start]
		was = appendPieces(was, same, old[e.Start:e.End])
		is = appendPieces(is, same, e.New)
		at = e.End
	}
	return appendPieces(was, old[at:], ""), appendPieces(is, old[at:], "")
}

func appendPieces(list []piece, same, changed string) []piece {
	if same != "" {
		list = append(list, piece{same, false})
	}
	if changed != "" {
		list = append(list, piece{changed, true})
	}
	return list
}

// legible reports whether so little of a text has changed that marks in it
// help: two addresses with nothing in common are better read side by side.
func legible(list []piece) bool {
	changed, all := 0, 0
	for _, p := range list {
		all += len(p.Text)
		if p.Changed {
			changed += len(p.Text)
		}
	}
	return 3*changed <= all
}
