package report

import (
	"bytes"
	"runtime"
	"sync"
)

// inBlocks makes the n items of a list in blocks of size items: as many blocks
// side by side as there are processors, each into a buffer of its own, and then
// hands them on in their order. It ends with the first error of either.
func inBlocks(n, size int, fill func(b *bytes.Buffer, from, to int) error, hand func(block []byte) error) error {
	blocks := make([]bytes.Buffer, min(runtime.GOMAXPROCS(0), (n+size-1)/size))
	errs := make([]error, len(blocks))
	for start := 0; start < n; start += size * len(blocks) {
		var round sync.WaitGroup
		for i := range blocks {
			from, to := min(n, start+i*size), min(n, start+(i+1)*size)
			blocks[i].Reset()
			round.Go(func() { errs[i] = fill(&blocks[i], from, to) })
		}
		round.Wait()
		for i := range blocks {
			if errs[i] != nil {
				return errs[i]
			}
			if err := hand(blocks[i].Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}
