package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much memory the collector lets the heap have: as much as a small run
// needs, stacks included, and past that what is alive and two fifths of it, a
// fifth where that is more than some thousand sources take, a seventh where it
// is a lot. Go's own doubling would cost a large run a quarter more memory, and
// two fifths alone a small run a tenth of its CPU time. Measured in docs/peers.md.
const (
	smallRun    = 24 << 20 // bytes of heap and stacks
	growth      = 40       // per cent
	near        = 10 << 20 // bytes beyond what is alive, where that is not much yet
	nearGrowth  = 20       // per cent, at least, until what is alive is a lot
	room        = 28 << 20 // bytes beyond what is alive, which is enough for a while
	leastGrowth = 15       // per cent
)

// paceCollector holds the collector to smallRun and growth, from its first
// collection on, unless GOGC says otherwise.
func paceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(100 * smallRun / (4 << 20)) // Go's first collection is at 4 MB for 100 %
	afterCollection(func() { debug.SetGCPercent(percentFor(lastCollection())) })
}

// A collection is what the collector found last, in bytes.
type collection struct {
	live   uint64 // of the heap
	stacks uint64 // memory that stacks have
	beside uint64 // what Go's growth counts beside what is alive: stacks in use, and global variables
}

// percentFor is the growth, in per cent of what Go counts, that leads to the heap
// that is wanted.
func percentFor(c collection) int {
	counted := c.live + c.beside
	switch {
	case counted == 0:
		return growth
	case c.live+c.stacks >= smallRun:
		return max(leastGrowth, min(growth, max(nearGrowth, perCent(near, c.live)), perCent(room, c.live)))
	}
	return perCent(max(c.live*growth/100, smallRun-c.live-c.stacks), counted)
}

// collectMeanwhile lets go of what reading the documents took, while the first
// answers are awaited and nothing else is to be done.
func (c *cli) collectMeanwhile() {
	if os.Getenv("GOGC") == "" {
		c.rest.Go(func() error { runtime.GC(); return nil })
	}
}

func perCent(part, whole uint64) int { return int(100 * part / max(whole, 1)) }

// afterCollection calls do after each collection. What is unreachable from the
// start is found by the next one.
func afterCollection(do func()) {
	runtime.AddCleanup(new(*int), func(struct{}) {
		do()
		afterCollection(do)
	}, struct{}{})
}

func lastCollection() collection {
	s := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"},
		{Name: "/gc/scan/stack:bytes"}, {Name: "/gc/scan/globals:bytes"},
	}
	metrics.Read(s)
	return collection{s[0].Value.Uint64(), s[1].Value.Uint64(), s[2].Value.Uint64() + s[3].Value.Uint64()}
}
