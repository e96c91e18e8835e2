package verify

import "time"

// A NightNotice is what a night tells people and programs that look at no report.
// It holds no secret: it is stored until it is sent.
type NightNotice struct {
	ID      string    // the same however often it is sent
	To      string    // the name of the party that gets it, as the settings have it
	At      time.Time // when the night began
	Subject string    // one line
	Text    string    // for people; lines end with a line feed
	HTML    string    // the same, as a page that loads nothing
	Chat    string    // the same, short, as chat services take it
	JSON    string    // for programs, on one line
}
