package main

import (
	"testing"

	"loccit/verify/archive"
)

// With --private no archive is there to be asked, whatever --archive names.
func TestPrivate(t *testing.T) {
	for private, want := range map[bool]int{false: 3, true: 0} {
		c := &cli{set: newSettings(), mementos: []archive.Endpoints{{Name: "house", TimeGate: "https://archive.house.example/"}}}
		c.set.archives.values, c.set.private = []string{"wayback", "house", "arquivo"}, private
		if asked, err := c.archives(archive.Options{}); err != nil || len(asked) != want {
			t.Errorf("private %v: %d archives, %v", private, len(asked), err)
		}
	}
}
