package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"loccit/report"
	"loccit/report/notice"
	"loccit/verify"
)

// notices are what a night has to tell each party: where something changed, or
// the party wants to hear of every night.
func (n *night) notices(r *verify.Report, places []string) ([]verify.NightNotice, error) {
	var list []verify.NightNotice
	var said verify.NightNotice
	for _, p := range n.parties {
		if len(r.Night.Changes) == 0 && !p.always {
			continue
		}
		if said.Text == "" {
			var err error
			if said, err = report.NoticeOf(r, places); err != nil {
				return nil, err
			}
		}
		said.To = p.name
		said.ID = fmt.Sprintf("%s.%x", r.Run.ID, sha256.Sum256([]byte(p.name)))[:len(r.Run.ID)+9]
		list = append(list, said)
	}
	return list, nil
}

// places are where the reports of this run lie.
func (c *cli) places() []string {
	var paths []string
	for _, f := range c.set.reports {
		paths = append(paths, absolute(f.path))
	}
	if !c.toStdout() {
		paths = append(paths, absolute(c.set.output))
	}
	return paths
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// noticesKept is how long a notice waits that nobody takes. The reports have
// told long since what it tells.
const noticesKept = 30 * 24 * time.Hour

// send sends what waits, of this night and of those before, oldest first. What a
// party does not take is kept for the next night, and so is what would come after
// it. The error is of the cache alone.
func (n *night) send(ctx context.Context) error {
	waiting, err := n.store.Notices(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	stuck := map[string]error{}
	for _, w := range waiting {
		if n.run.Started.Sub(w.At) > noticesKept {
			n.errorf("notice of %s to %s: nobody took it in %d days; it is forgotten", day(w.At), w.To, int(noticesKept.Hours()/24))
		} else {
			if stuck[w.To] == nil {
				stuck[w.To] = n.sendOne(ctx, w)
			}
			if err := stuck[w.To]; err != nil {
				n.errorf("notice of %s to %s: %v; it is kept for the next night", day(w.At), w.To, err)
				continue
			}
			n.notef("notice of %s sent to %s", day(w.At), w.To)
		}
		if err := n.store.Sent(context.WithoutCancel(ctx), w.ID); err != nil {
			return err
		}
	}
	return nil
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

func (c *cli) sendOne(ctx context.Context, w verify.NightNotice) error {
	i := slices.IndexFunc(c.parties, func(p party) bool { return p.name == w.To })
	switch {
	case ctx.Err() != nil:
		return errors.New("the night was interrupted")
	case i < 0:
		return errors.New("loccit.toml names it no more")
	case c.set.offline && c.parties[i].kind != "file":
		return errors.New("the run is offline")
	}
	sender, err := c.sender(&c.parties[i])
	if err != nil {
		return err
	}
	return sender.Send(ctx, w)
}

// sender is the way to a party, with the secrets of the environment.
func (c *cli) sender(p *party) (notice.Sender, error) {
	timeout := time.Duration(c.set.timeout)
	switch p.kind {
	case "file":
		return notice.File{Path: p.path}, nil
	case "mail":
		m := p.mail
		m.Timeout, m.Password = timeout, os.Getenv(p.passwordEnv)
		if m.User != "" && m.Password == "" {
			return nil, fmt.Errorf("%s is not set in the environment", p.passwordEnv)
		}
		return m, nil
	}
	w := notice.Webhook{URL: p.url, Chat: p.kind == "chat", Agent: c.agent(), Timeout: timeout}
	if p.urlEnv != "" {
		if w.URL = os.Getenv(p.urlEnv); w.URL == "" {
			return nil, fmt.Errorf("%s is not set in the environment", p.urlEnv)
		}
	}
	if p.tokenEnv != "" {
		if w.Token = os.Getenv(p.tokenEnv); w.Token == "" && p.ownToken {
			return nil, fmt.Errorf("%s is not set in the environment", p.tokenEnv)
		}
	}
	return w, nil
}

// sayUnready says early which notices cannot be sent because a secret is not set.
func (c *cli) sayUnready() {
	for i := range c.parties {
		if _, err := c.sender(&c.parties[i]); err != nil {
			c.notef("notices to %s: %v", c.parties[i].name, err)
		}
	}
}
