// Package budget holds what a service on the web lets us ask: so many questions
// a minute, or questions so far apart, and none at all for a while after it said
// that it is asked too much. What was asked and refused is remembered from run
// to run. Whoever asks services (archive, registry) spends from it first.
package budget

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"loccit/verify"
)

// A Memory keeps what a service was asked, and what it said to that, from one
// run to the next, and between runs at one time.
type Memory interface {
	// Change replaces what is kept under name by what change makes of it,
	// while nobody else does. What was never kept is nil.
	Change(ctx context.Context, name string, change func(was []byte) ([]byte, error)) error
}

// A Budget is what one service lets us ask. All goroutines share it. Nobody
// waits long in it: who comes too early is told when to come again.
type Budget struct {
	Key    string        // in memory: wayback/index
	Name   string        // for a person
	Rate   int           // questions in any minute; 0 leaves that to Spaced
	Spaced time.Duration // between two questions, the first few apart; they are waited for
	Memory Memory        // nil for none

	lock   sync.Mutex
	ledger ledger
	next   time.Time // with Spaced: when the next question may be asked
	loaded bool
	closed bool // in this run, nothing more is asked
}

// A ledger is what is remembered of a budget.
type ledger struct {
	Asked   []time.Time `json:",omitempty"` // the questions of the last minute, oldest first
	Strikes int         `json:",omitempty"` // how often in a row we were told that we ask too much
	Quiet   time.Time   `json:",omitzero"`  // nothing is asked before
}

// After the first refusal a service is left alone for a minute, after the
// second for the rest of the run and an hour at least: the Wayback Machine
// answers those who go on with an hour's block, and then with twice that. A day
// without a refusal wipes the slate.
const (
	minute    = time.Minute
	block     = time.Hour
	blockMost = 24 * time.Hour
	forgiven  = 24 * time.Hour
	burst     = 10 // questions that need not be spaced
)

// Patience is how long a pause may be for a run to wait for its end.
const Patience = 2 * time.Minute

// Take spends one question. It returns how long to wait before it is asked, or
// a *verify.Pause that says when to come again.
func (b *Budget) Take(ctx context.Context, now time.Time) (time.Duration, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed {
		return 0, b.pause()
	}
	// Others only ever add to the ledger: what it forbade, it forbids.
	if err := b.ledger.forbids(b, now); err != nil {
		return 0, err
	}
	var wait time.Duration
	err := b.change(ctx, func(l *ledger) error {
		if err := l.forbids(b, now); err != nil {
			return err
		}
		if b.Rate > 0 {
			l.Asked = append(l.Asked, now)
			return nil
		}
		if idle := now.Add(-burst * b.Spaced); b.next.Before(idle) {
			b.next = idle
		}
		wait = max(0, b.next.Sub(now))
		b.next = b.next.Add(b.Spaced)
		return nil
	})
	return wait, err
}

// Span is how long the budget takes for n questions, after a rest.
func (b *Budget) Span(n int) time.Duration {
	if b.Rate > 0 {
		return time.Duration(n/b.Rate) * minute
	}
	return time.Duration(max(0, n-burst)) * b.Spaced
}

// forbids says why no question may be asked now, nil where one may.
func (l *ledger) forbids(b *Budget, now time.Time) error {
	if now.Before(l.Quiet) {
		b.closed = l.Quiet.Sub(now) > Patience
		return b.pause()
	}
	for len(l.Asked) > 0 && now.Sub(l.Asked[0]).Abs() >= minute {
		l.Asked = l.Asked[1:]
	}
	if b.Rate == 0 || len(l.Asked) < b.Rate {
		return nil
	}
	return &verify.Pause{
		Until: l.Asked[len(l.Asked)-b.Rate].Add(minute),
		Why:   fmt.Sprintf("%s is asked at most %d times a minute", b.Name, b.Rate),
	}
}

// Refused says that the service answered that it is asked too much, and
// returns what that means for the question. Answers that come while it is
// being left alone were under way before; they are no second refusal.
func (b *Budget) Refused(ctx context.Context, now time.Time) error {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.loaded = false // spaced budgets read their ledger at refusals alone
	err := b.change(ctx, func(l *ledger) error {
		if now.Before(l.Quiet) {
			return nil
		}
		if now.Sub(l.Quiet) > forgiven {
			l.Strikes = 0
		}
		l.Strikes++
		b.closed = l.Strikes > 1
		l.Quiet = now.Add(minute)
		if b.closed {
			l.Quiet = now.Add(min(blockMost, block<<min(l.Strikes-2, 10)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.pause()
}

// pause is what the service has asked for.
func (b *Budget) pause() error {
	why := b.Name + " said that it is asked too much"
	if b.closed {
		return &verify.Pause{Why: why + ", again and again; it is left alone until " + b.ledger.Quiet.UTC().Format("2006-01-02 15:04") + " UTC"}
	}
	return &verify.Pause{Until: b.ledger.Quiet, Why: why}
}

// change lets do look at the ledger and write in it. With a memory, the ledger
// is the one that other runs share; a spaced budget, which may be asked ten
// times a second, reads that only once and after a refusal.
func (b *Budget) change(ctx context.Context, do func(*ledger) error) error {
	if b.Memory == nil || b.Rate == 0 && b.loaded {
		return do(&b.ledger)
	}
	var said error
	err := b.Memory.Change(ctx, b.Key, func(was []byte) ([]byte, error) {
		b.ledger = ledger{}
		if was != nil {
			if err := json.Unmarshal(was, &b.ledger); err != nil {
				b.ledger = ledger{} // of a version that wrote it otherwise
			}
		}
		said = do(&b.ledger)
		return json.Marshal(b.ledger)
	})
	if err != nil {
		return fmt.Errorf("remembering what %s was asked: %w", b.Name, err)
	}
	b.loaded = true
	return said
}
