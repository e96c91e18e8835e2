package verify

import (
	"context"
	"sync"
	"time"
)

// What was seen is stored at the latest so long after.
const keepWithin = 100 * time.Millisecond

// A keeper stores observations as they arrive, in batches, beside the run: a
// slow disk holds up no host. A nil keeper keeps nothing.
type keeper struct {
	store   Store
	unsaved []Observation
	due     time.Time
	batches chan []Observation
	wait    sync.WaitGroup
	err     error // owned by the goroutine until wait is over
}

// keep starts a keeper. Its broken is called once, from another goroutine,
// when the store fails.
func keep(ctx context.Context, store Store, broken func()) *keeper {
	if store == nil {
		return nil
	}
	k := &keeper{store: store, batches: make(chan []Observation, 1)}
	ctx = context.WithoutCancel(ctx) // what was seen is stored, however the run ends
	k.wait.Go(func() {
		for batch := range k.batches {
			if k.err != nil {
				continue
			}
			if k.err = store.Add(ctx, batch...); k.err != nil {
				broken()
			}
		}
	})
	return k
}

func (k *keeper) add(o Observation) {
	if k == nil {
		return
	}
	if len(k.unsaved) == 0 {
		k.due = time.Now().Add(keepWithin)
	}
	k.unsaved = append(k.unsaved, o)
}

// flush hands on what is due, and tells when it should be called again, if
// something is left.
func (k *keeper) flush() (time.Duration, bool) {
	if k == nil || len(k.unsaved) == 0 {
		return 0, false
	}
	if left := time.Until(k.due); left > 0 && len(k.unsaved) < 1000 {
		return left, true
	}
	select {
	case k.batches <- k.unsaved:
		k.unsaved = nil
		return 0, false
	default: // the batch before is still being written
		return 20 * time.Millisecond, true
	}
}

// end stores the rest, and returns the store's error if it had one.
func (k *keeper) end() error {
	if k == nil {
		return nil
	}
	if len(k.unsaved) > 0 {
		k.batches <- k.unsaved
	}
	close(k.batches)
	k.wait.Wait()
	return k.err
}
