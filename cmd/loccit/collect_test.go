package main

import "testing"

func TestPercentFor(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		live, stacks, beside uint64
		want                 int
	}{
		{0, 0, 0, growth},
		{4 * mb, 0, 0, 500},           // up to 24 MB
		{8 * mb, 6 * mb, 2 * mb, 100}, // up to 18 MB, and the stacks
		{16 * mb, 4 * mb, 0, 39},      // 22 MB, for two fifths are more
		{8 * mb, 20 * mb, 0, 40},      // the stacks alone are more than a small run's
		{30 * mb, 0, 0, 33},           // 40 MB
		{40 * mb, 0, 0, 25},           // 50 MB
		{100 * mb, 0, 0, 20},          // 120 MB
		{160 * mb, 0, 0, 17},          // 188 MB
		{300 * mb, 0, 0, 15},          // 345 MB
	} {
		if got := percentFor(collection{c.live, c.stacks, c.beside}); got != c.want {
			t.Errorf("percentFor(%d MB, stacks %d MB) = %d, want %d", c.live/mb, c.stacks/mb, got, c.want)
		}
	}
}
