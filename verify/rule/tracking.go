package rule

import (
	"net/url"
	"strings"
)

// trackingNames are query parameters that tell who sent a reader, and change
// nothing about the page. They are what the senders document: Google
// Analytics' campaign parameters, the click identifiers of advertising
// networks, the mailing identifiers of Mailchimp, HubSpot and Marketo.
var trackingNames = [...]string{
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh",
	"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_anon_id", "oly_enc_id", "_openstat", "wt_mc", "smid", "ocid", "cmpid", "ns_mchannel",
	"guccounter", "guce_referrer", "guce_referrer_sig", "__twitter_impression", "ref_src", "ref_url", "sharetoken", "share_token", "feature=share", "feature=youtu.be",
}

// isTracking reports whether a parameter of a query (name=value) only tells
// who sent the reader.
func isTracking(host, parameter string) bool {
	parameter = strings.ToLower(parameter)
	lower, _, _ := strings.Cut(parameter, "=")
	if strings.HasPrefix(lower, "utm_") || strings.HasPrefix(lower, "at_custom") || strings.HasPrefix(lower, "at_campaign") || strings.HasPrefix(lower, "at_medium") {
		return true
	}
	for _, t := range trackingNames {
		if lower == t || parameter == t {
			return true
		}
	}
	switch strings.TrimPrefix(strings.TrimPrefix(host, "www."), "mobile.") {
	case "twitter.com", "x.com": // the share sheet: s names the device, t the person
		return lower == "s" || lower == "t"
	case "youtube.com", "youtu.be", "open.spotify.com":
		return lower == "si"
	}
	return false
}

// withoutTracking is a raw query of host without the parameters that only track;
// the rest stays byte for byte and in its order.
func withoutTracking(host, query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for _, p := range strings.Split(query, "&") {
		if p != "" && !isTracking(host, p) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// untracked is raw without its tracking parameters, and those parameters.
func untracked(raw string) (clean string, gone []string) {
	if !strings.Contains(raw, "?") {
		return raw, nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.RawQuery == "" {
		return raw, nil
	}
	host := strings.ToLower(u.Hostname())
	for _, p := range strings.Split(u.RawQuery, "&") {
		if p != "" && isTracking(host, p) {
			gone = append(gone, p)
		}
	}
	if len(gone) == 0 {
		return raw, nil
	}
	before, rest, _ := strings.Cut(raw, "?")
	_, fragment, ok := strings.Cut(rest, "#")
	clean = before
	if q := withoutTracking(host, u.RawQuery); q != "" {
		clean += "?" + q
	}
	if ok {
		clean += "#" + fragment
	}
	return clean, gone
}
