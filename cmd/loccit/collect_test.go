package main

import "testing"

func TestPercentFor(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		live uint64
		want int
	}{
		{0, growth},
		{4 * mb, 300},   // up to 16 MB
		{10 * mb, 60},   // up to 16 MB
		{16 * mb, 40},   // 22 MB, for two fifths are more
		{30 * mb, 40},   // 42 MB
		{40 * mb, 35},   // 54 MB
		{100 * mb, 25},  // 125 MB
		{160 * mb, 17},  // 188 MB
		{300 * mb, 15},  // 345 MB
		{smallHeap, 40}, // and the heap of a large run at its beginning
	} {
		if got := percentFor(c.live); got != c.want {
			t.Errorf("percentFor(%d MB) = %d, want %d", c.live/mb, got, c.want)
		}
	}
}
