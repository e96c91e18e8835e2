package verify

import "time"

const day = 24 * time.Hour

// Lifetime is how long a visit stays fresh that means s. What is unreachable
// may be back in a minute, so it is never fresh.
func Lifetime(s State) time.Duration {
	switch s {
	case Live, Moved:
		return 7 * day
	case Blocked:
		return 3 * day
	case Suspect, Dead:
		return day
	}
	return 0
}

// LookupLifetime is how long an archive's answer stays fresh. An archive's
// error never is.
func LookupLifetime(l *Lookup) time.Duration {
	switch {
	case l.Failure != "":
		return 0
	case l.Excluded:
		return 30 * day
	case len(l.Snapshots) > 0 && !l.Snapshots[0].Doubt:
		return 90 * day
	}
	return 3 * day
}

// ProbeLifetime is how long a site's answer to nonsense is taken for what it
// would say now.
const ProbeLifetime = day

// Fresh reports whether v, a visit that ended at and means s, need not be
// renewed at now.
// maxAge shortens or lengthens the life that the state gives; 0 leaves it, and
// with a negative one nothing is fresh. What was not seen itself never is: a
// closed host's other URLs are asked next time.
func Fresh(v *Visit, at time.Time, s State, now time.Time, maxAge time.Duration) bool {
	life := Lifetime(s)
	if life == 0 || v == nil || v.Attempts == 0 {
		return false
	}
	return within(at, now, life, maxAge)
}

// within reports whether what was seen at at is still good.
func within(at, now time.Time, life, maxAge time.Duration) bool {
	if maxAge != 0 {
		life = maxAge
	}
	return life > 0 && now.Sub(at) <= life
}
