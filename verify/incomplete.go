package verify

// WhyIncomplete says what kept a run from seeing all that it was to see:
// interrupted, deadline or no-network; empty where nothing did.
func WhyIncomplete(evidence []Evidence) string {
	for i := range evidence {
		if why := evidence[i].Skipped; why == "interrupted" || why == "deadline" {
			return why
		}
	}
	if NoNetwork(evidence) {
		return "no-network"
	}
	return ""
}
