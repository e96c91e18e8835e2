package verify

// WhyInWords says why a run did not see all that it was to see, for a person.
func WhyInWords(why string) string {
	switch why {
	case "interrupted":
		return "it was interrupted"
	case "deadline":
		return "its time ran out"
	case "no-network":
		return "there was no network"
	case "unjudged":
		return "too many sources could not be judged"
	}
	return why
}

// WhyIncomplete says what kept a run from seeing all that it was to see:
// interrupted, deadline or no-network; empty where nothing did.
func WhyIncomplete(evidence []Evidence) string {
	for i := range evidence {
		for _, why := range [...]string{evidence[i].Skipped, evidence[i].Unasked} {
			if why == "interrupted" || why == "deadline" {
				return why
			}
		}
	}
	if NoNetwork(evidence) {
		return "no-network"
	}
	return ""
}
