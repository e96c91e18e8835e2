package verify

import (
	"runtime"
	"sync"
)

// Each calls do for ranges that cover 0 to n, on all processors, and returns
// when all calls have. It is for what is pure and long: do may write only what
// belongs to its range.
func Each(n int, do func(from, to int)) { eachOf(n, 256, do) }

// eachOf is Each with ranges of at least least: fewer are not worth a goroutine.
func eachOf(n, least int, do func(from, to int)) {
	parts := max(1, min(runtime.GOMAXPROCS(0)*4, n/least))
	var all sync.WaitGroup
	for p := range parts {
		all.Go(func() { do(n*p/parts, n*(p+1)/parts) })
	}
	all.Wait()
}
