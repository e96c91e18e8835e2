package verify

import (
	"fmt"

	"github.com/temoto/robotstxt"
)

// manners are what a site's robots.txt asks of us.
type manners struct {
	known   bool
	rules   *robotstxt.RobotsData
	failure *Answer // why it could not be read; then nothing of the site is asked (RFC 9309, 2.3.1.4)
	waiting []*asking
}

// minding queues a once robots.txt is read and allows it.
func (r *gathering) minding(a *asking) {
	key := root(a.request.URL)
	m := r.manners[key]
	if m != nil && m.known {
		r.obey(m, a)
		return
	}
	r.schedule.open-- // it is the asking for robots.txt that is open now
	if m != nil {
		m.waiting = append(m.waiting, a)
		return
	}
	m = &manners{waiting: []*asking{a}}
	r.manners[key] = m
	t := &trip{run: r, exempt: true, body: true, visit: &Visit{URL: key + "robots.txt"}}
	t.then = func(*Visit) { r.mind(m, t) }
	t.ask(t.visit.URL)
}

// mind reads the robots.txt that t brought, and lets go on who waited for it.
func (r *gathering) mind(m *manners, t *trip) {
	m.known = true
	v := t.visit
	switch v.Failure {
	case "":
		// A robots.txt that cannot be parsed forbids nothing.
		m.rules, _ = robotstxt.FromStatusAndBytes(v.Status, t.data)
	case "redirect-loop", "redirect-excess", "redirect-off-web", "excluded":
		// Unavailable, and so without rules (RFC 9309, 2.3.1.2 and 2.3.1.3).
	default:
		m.failure = &Answer{Failure: v.Failure, Detail: "robots.txt could not be read: " + v.Detail}
	}
	waiting := m.waiting
	m.waiting = nil
	for _, a := range waiting {
		r.schedule.open++
		r.obey(m, a)
	}
}

// obey queues a, or answers it as robots.txt wants.
func (r *gathering) obey(m *manners, a *asking) {
	_, _, path := SplitURL(a.request.URL)
	path = WithoutDots(path)
	if path == "" || path[0] != '/' {
		path = "/" + path
	}
	agent := r.Agent
	if agent == "" {
		agent = "loccit"
	}
	switch {
	case m.failure != nil:
		failed := *m.failure
		a.answer = &failed
		a.finish()
	case m.rules != nil && !m.rules.TestAgent(path, agent):
		a.answer = &Answer{Failure: "robots", Detail: fmt.Sprintf("%s asks in robots.txt that this page not be fetched", a.host.name)}
		a.finish()
	default:
		r.queue(a, rankFirst)
	}
}
