// Package notice sends what a night has to tell to those who look at no report:
// by mail, to a webhook, to a chat, into a file. A verify.NightNotice goes in; what
// comes out is an error where it was not taken, in words that hold no secret. The
// commands call it, and keep what was not taken.
package notice

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"loccit/report"
	"loccit/verify"
)

// A Sender is one way to send a notice. Send returns nil where it was taken, and
// may be called again with the same notice where it was not, or where nobody
// knows.
type Sender interface {
	Send(ctx context.Context, n verify.NightNotice) error
}

// identified is the JSON of a notice with its ID, last, so that a receiver knows
// one that comes twice.
func identified(n verify.NightNotice) string {
	id, err := json.Marshal(n.ID)
	if err != nil {
		panic("notice: a string has no JSON: " + err.Error())
	}
	return strings.TrimSuffix(n.JSON, "}") + `,"notice":` + string(id) + "}"
}

// shortest is how long a secret is at least that is looked for: the loss of a
// shorter one is no loss.
const shortest = 4

// redacted is err without secrets, as they are or as protocols write them. What
// err wraps is lost with intent, for it may hold them.
func redacted(err error, secrets ...string) error {
	said := err.Error()
	for _, s := range secrets {
		if len(s) < shortest {
			continue
		}
		for _, form := range []string{s, base64.StdEncoding.EncodeToString([]byte(s)), url.QueryEscape(s), url.PathEscape(s)} {
			said = strings.ReplaceAll(said, form, "[secret]")
		}
	}
	return errors.New(report.Plain(said))
}
