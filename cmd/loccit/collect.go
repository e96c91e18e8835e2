package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much memory the collector lets the heap have: as much as a small run
// needs, and past that what is alive and two fifths of it, a quarter where that
// is more than some thousand sources take, a seventh where it is a lot. Go's own
// doubling would cost a large run a quarter more memory, and two fifths alone a
// small run a tenth of its CPU time. Measured in docs/peers.md.
const (
	smallHeap   = 16 << 20 // bytes
	growth      = 40       // per cent
	near        = 14 << 20 // bytes beyond what is alive, where that is not much yet
	nearGrowth  = 25       // per cent, at least, until what is alive is a lot
	room        = 28 << 20 // bytes beyond what is alive, which is enough for a while
	leastGrowth = 15       // per cent
)

// paceCollector holds the collector to smallHeap and growth, from its first
// collection on, unless GOGC says otherwise.
func paceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(100 * smallHeap / (4 << 20)) // Go's first collection is at 4 MB for 100 %
	afterCollection(func() { debug.SetGCPercent(percentFor(liveHeap())) })
}

// percentFor is the growth, in per cent of what is alive, that leads to the
// heap that is wanted.
func percentFor(live uint64) int {
	switch {
	case live == 0:
		return growth
	case live >= smallHeap:
		return max(leastGrowth, min(growth, max(nearGrowth, int(100*near/live)), int(100*room/live)))
	}
	return max(growth, int(100*(smallHeap-live)/live))
}

// afterCollection calls do after each collection. What is unreachable from the
// start is found by the next one.
func afterCollection(do func()) {
	runtime.AddCleanup(new(*int), func(struct{}) {
		do()
		afterCollection(do)
	}, struct{}{})
}

// liveHeap is how many bytes the last collection found alive.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
