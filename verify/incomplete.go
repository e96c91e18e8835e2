package verify

// WhyIncomplete says what kept a run from seeing all that it was to see:
// interrupted, deadline or no-network; empty where nothing did. Without a
// network is a run in which nothing answered at all, and every visit of this
// run failed before it reached a host.
func WhyIncomplete(evidence []Evidence) string {
	asked, lost := 0, 0
	for i := range evidence {
		e := &evidence[i]
		if e.Skipped == "interrupted" || e.Skipped == "deadline" {
			return e.Skipped
		}
		if e.Visit == nil || e.Cached {
			continue
		}
		asked++
		switch e.Visit.Visit.Failure {
		case "dns-failure", "dns-timeout", "network-unreachable":
			lost++
		}
	}
	if asked > 0 && asked == lost {
		return "no-network"
	}
	return ""
}
