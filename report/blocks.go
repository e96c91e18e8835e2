package report

import (
	"runtime"
	"sync"
)

// inBlocks makes the n items of a list in blocks of size items, on all
// processors, and hands them on in their order, one after the other. What fill
// appends its items to is empty, and its own until the block is handed on. inBlocks
// ends with the first error of either, in the order of the list.
func inBlocks(n, size int, fill func(b []byte, from, to int) ([]byte, error), hand func(block []byte) error) error {
	turns := make([]chan struct{}, min(runtime.GOMAXPROCS(0), (n+size-1)/size))
	for w := range turns {
		turns[w] = make(chan struct{}, 1)
	}
	var failed error // belongs to whose turn it is
	var workers sync.WaitGroup
	for w := range turns {
		workers.Go(func() {
			var b []byte
			for from := w * size; from < n; from += size * len(turns) {
				var err error
				b, err = fill(b[:0], from, min(n, from+size))
				<-turns[w]
				if failed == nil {
					failed = err
				}
				if failed == nil {
					failed = hand(b)
				}
				ended := failed != nil
				turns[(w+1)%len(turns)] <- struct{}{}
				if ended {
					return
				}
			}
		})
	}
	if n > 0 {
		turns[0] <- struct{}{}
	}
	workers.Wait()
	return failed
}
