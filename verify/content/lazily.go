package content

import (
	"regexp"
	"sync"
)

// lazily is a pattern that is compiled when it is first asked for: a run that
// compares no page does not pay for it.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// A lazy value is made when it is first asked for.
type lazy[T any] struct {
	made  bool
	value T
}

func (l *lazy[T]) get(make func() T) T {
	if !l.made {
		l.made, l.value = true, make()
	}
	return l.value
}
