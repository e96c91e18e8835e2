package verify

import (
	"context"
	"fmt"
)

// GatherCounting is Gather, and tells what is wrong with the counters of the
// run, after each of its steps and at its end. Where whole is set, nothing may
// be left undone.
func (g Gatherer) GatherCounting(ctx context.Context, sources []Source, whole bool) (evidence []Evidence, wrong []string, err error) {
	r := newGathering(&g, nil, sources)
	g.Progress = func(Progress) { wrong = append(wrong, r.miscounted()...) }
	evidence, err = r.gather(ctx)
	wrong = append(wrong, r.miscounted()...)
	s := r.schedule
	if s.busy != 0 {
		wrong = append(wrong, fmt.Sprintf("workers hold %d errands at the end", s.busy))
	}
	if whole && (s.open != 0 || s.archive != 0 || s.shelved != 0) {
		wrong = append(wrong, fmt.Sprintf("at the end %d errands are open, %d of archives, %d shelved", s.open, s.archive, s.shelved))
	}
	for name, p := range r.hosts {
		if p.active != 0 {
			wrong = append(wrong, fmt.Sprintf("%s: %d active at the end", name, p.active))
		}
		if queued := len(p.doors[0].queue) + len(p.doors[1].queue); whole && (queued != 0 || p.due != 0 || len(p.probings) != 0) {
			wrong = append(wrong, fmt.Sprintf("%s: at the end %d queued, %d visits due, %d probes to be asked", name, queued, p.due, len(p.probings)))
		}
	}
	return evidence, wrong, err
}

// miscounted says which counters contradict what they count.
func (r *gathering) miscounted() (wrong []string) {
	s, shelved := r.schedule, 0
	for name, p := range r.hosts {
		for i := range p.doors {
			if h := &p.doors[i]; h.putOff && !h.trial {
				shelved += len(h.queue)
			}
		}
		if p.active < 0 || p.active > p.limit || p.due < 0 {
			wrong = append(wrong, fmt.Sprintf("%s: %d active, %d visits due", name, p.active, p.due))
		}
	}
	if s.shelved != shelved || s.open < shelved || s.archive < 0 || s.busy < 0 {
		wrong = append(wrong, fmt.Sprintf("%d shelved, and there are %d; %d open, %d of archives, %d busy", s.shelved, shelved, s.open, s.archive, s.busy))
	}
	return wrong
}
