package archive

import (
	"fmt"
	"sync"
	"time"

	"loccit/verify"
)

// A budget is what one service of an archive lets us ask. All goroutines share
// it. Nobody waits in it: who comes too early is told when to come again.
type budget struct {
	name string // of the service, for a person
	rate int    // questions in any minute

	lock    sync.Mutex
	asked   []time.Time // the questions of the last minute, oldest first
	strikes int         // how often we were told that we ask too much
	struck  time.Time   // when that was last
	quiet   time.Time   // nothing is asked before
	closed  bool        // nothing is asked any more in this run
}

// After the first refusal an archive is left alone for a minute. After the
// second in a row it is for the run: the Wayback Machine answers those who go
// on with an hour's block, and then with twice that.
const (
	minute = time.Minute
	block  = time.Hour
)

// take spends one question, or says when there will be one.
func (b *budget) take(now time.Time) error {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed {
		return &verify.Pause{Why: b.name + " said twice that it is asked too much"}
	}
	if now.Before(b.quiet) {
		return &verify.Pause{Until: b.quiet, Why: b.name + " said that it is asked too much"}
	}
	for len(b.asked) > 0 && now.Sub(b.asked[0]) >= minute {
		b.asked = b.asked[1:]
	}
	if len(b.asked) >= b.rate {
		return &verify.Pause{
			Until: b.asked[0].Add(minute),
			Why:   fmt.Sprintf("%s is asked at most %d times a minute", b.name, b.rate),
		}
	}
	b.asked = append(b.asked, now)
	return nil
}

// refused says that the archive answered that it is asked too much, and
// returns what that means for the question. Answers that come while it is
// being left alone were under way before; they are no second refusal.
func (b *budget) refused(now time.Time) error {
	b.lock.Lock()
	if !now.Before(b.quiet) {
		b.strikes++
		b.struck = now
		b.quiet = now.Add(minute)
		b.closed = b.strikes > 1
	}
	b.lock.Unlock()
	return b.state(now)
}

// state is the pause that the archive has asked for.
func (b *budget) state(now time.Time) error {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed {
		return &verify.Pause{Why: b.name + " said twice that it is asked too much"}
	}
	return &verify.Pause{Until: b.quiet, Why: b.name + " said that it is asked too much"}
}

func newBudget(name string, rate, otherwise int) *budget {
	if rate <= 0 {
		rate = otherwise
	}
	return &budget{name: name, rate: rate}
}
