package archive

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"loccit/verify"
	"loccit/verify/budget"
)

// A Saver offers URLs to Save Page Now of the Wayback Machine
// (https://archive.org/details/spn-2-public-api-page-docs-2023-01-22). What it
// submitted it remembers until it knows the outcome, so that a run that was
// stopped goes on where it was: a job in flight is asked about and not
// submitted again.
type Saver struct {
	*service
	base           string
	access, secret string // never in an error, and sent over https alone, or to this machine
	budget         *budget.Budget
	pause          time.Duration // between two looks at what is in flight
	wait           func(context.Context, time.Duration) error
}

// saveRate is how many requests a minute Save Page Now gets from us: a third of
// what the index of the Wayback Machine bears.
const saveRate = 12

// Within is how old a capture may be to make a new one needless.
const Within = 30 * 24 * time.Hour

// Saved is what became of one URL.
type Saved struct {
	URL     string
	At      time.Time // of the capture; zero where there is none
	Status  int       // HTTP, of what was captured; 0 unknown
	Failure string    // why there is none: a status_ext of Save Page Now
	Again   bool      // the failure may pass: worth another run
	Why     string    // in words
}

// Snapshot is the capture as an archive's answer has it.
func (s *Saved) Snapshot() verify.Snapshot {
	return verify.Snapshot{
		URL: "https://web.archive.org/web/" + s.At.UTC().Format("20060102150405") + "/" + s.URL, Original: s.URL,
		Captured: s.At, Status: s.Status, Why: "captured by Save Page Now, asked by loccit",
	}
}

// A Quota is what the account may capture.
type Quota struct {
	Daily, Limit int // captures today, and how many there may be
	Available    int // captures at once
}

// ErrKeys says that Save Page Now does not take the keys, or that there are
// none.
var ErrKeys = errors.New("no valid keys: Save Page Now wants those of an account at archive.org, from https://archive.org/account/s3.php")

// ErrQuota says that no more may be captured today.
var ErrQuota = errors.New("the captures of today are used up; what is left is offered by the next run")

// NewSaver asks with the keys of an account; o.Endpoint is the archive's root,
// empty for https://web.archive.org.
func NewSaver(access, secret string, o Options) (*Saver, error) {
	s := &Saver{service: newService("Save Page Now", o), access: access, secret: secret, pause: 5 * time.Second, wait: sleep}
	s.base = strings.TrimSuffix(cmp.Or(o.Endpoint, "https://web.archive.org"), "/")
	u, err := url.Parse(s.base)
	if err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && thisMachine(u.Hostname())) {
		return nil, errors.New("the address of Save Page Now must begin with https://: the keys are sent there")
	}
	s.budget = &budget.Budget{Key: "wayback/save", Name: "Save Page Now", Rate: saveRate, Memory: o.Memory}
	if thisMachine(u.Hostname()) { // an archive of one's own
		s.budget.Rate, s.pause = 6000, 50*time.Millisecond
	}
	return s, nil
}

func thisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// A job is what is remembered of a URL that was offered.
type job struct {
	ID    string    `json:",omitempty"` // in flight; empty when it has failed
	At    time.Time // when it was submitted, or failed
	Tries int       `json:",omitempty"`
	Said  *Saved    `json:",omitempty"` // a failure for good
}

// How long a job stays one in flight, a failure one for good, and how often a
// URL is tried in one run.
const (
	jobLife     = 24 * time.Hour
	failureLife = 7 * 24 * time.Hour
	saveTries   = 3
)

// Save offers urls, and calls said with each outcome as it comes; what said
// accepts is forgotten. It returns when nothing is in flight any more, or with
// the reason why it stopped: ErrKeys, ErrQuota, a *verify.Pause, the end of
// ctx.
func (s *Saver) Save(ctx context.Context, urls []string, said func(Saved) error) error {
	r := &saving{Saver: s, said: said, jobs: map[string]*job{}, quota: Quota{Limit: 1, Available: 1}}
	for _, u := range urls {
		j, err := s.recall(ctx, u)
		if err != nil {
			return err
		}
		r.jobs[u] = j
		switch {
		case j.ID != "":
			r.flying = append(r.flying, u)
		case j.Said != nil:
			if err := said(*j.Said); err != nil {
				return err
			}
		default:
			r.waiting = append(r.waiting, u)
		}
	}
	if len(r.flying)+len(r.waiting) == 0 {
		return nil
	}
	var err error
	if r.quota, err = s.Quota(ctx); err != nil {
		return err
	}
	return r.run(ctx)
}

// A saving is one call of Save.
type saving struct {
	*Saver
	said    func(Saved) error
	jobs    map[string]*job
	waiting []string // to be submitted
	flying  []string
	quota   Quota
	full    error // why nothing more is submitted
}

func (r *saving) run(ctx context.Context) error {
	for len(r.flying) > 0 || len(r.waiting) > 0 && r.full == nil {
		for len(r.waiting) > 0 && len(r.flying) < max(1, r.quota.Available) && r.full == nil {
			if err := r.submit(ctx); err != nil {
				return err
			}
		}
		if len(r.flying) == 0 {
			continue
		}
		if err := r.wait(ctx, r.pause); err != nil {
			return err
		}
		for _, u := range slices.Clone(r.flying) {
			if err := r.look(ctx, u); err != nil {
				return err
			}
		}
	}
	return r.full
}

// submit offers the first URL that waits.
func (r *saving) submit(ctx context.Context) error {
	if r.quota.Daily >= r.quota.Limit {
		r.full = ErrQuota
		return nil
	}
	u := r.waiting[0]
	r.waiting = r.waiting[1:]
	form := url.Values{"url": {u}, "if_not_archived_within": {strconv.Itoa(int(Within.Hours()/24)) + "d"}}
	var a struct {
		saveAnswer
		ID string `json:"job_id"`
	}
	if err := r.ask(ctx, http.MethodPost, "/save", form, &a); err != nil {
		if short(err) {
			r.waiting = append([]string{u}, r.waiting...)
			return nil
		}
		if r.patient(err) == nil {
			return r.failed(ctx, u, Saved{URL: u, Failure: "no-answer", Again: true, Why: err.Error()})
		}
		return err
	}
	if a.ID == "" || a.Status == "error" {
		return r.failed(ctx, u, a.saved(u))
	}
	r.quota.Daily++
	j := r.jobs[u]
	j.ID, j.At, j.Tries = a.ID, r.now(), j.Tries+1
	r.flying = append(r.flying, u)
	if err := r.count(ctx, 1); err != nil {
		return err
	}
	return r.remember(ctx, u, j)
}

// look asks what became of a job.
func (r *saving) look(ctx context.Context, u string) error {
	j := r.jobs[u]
	var a saveAnswer
	if err := r.ask(ctx, http.MethodGet, "/save/status/"+url.PathEscape(j.ID), nil, &a); err != nil {
		if r.patient(err) != nil && !short(err) {
			return err
		}
		if r.now().Sub(j.At) < jobLife {
			return nil // next time
		}
		return r.failed(ctx, u, Saved{URL: u, Failure: "no-answer", Again: true, Why: "nothing was heard of it for a day"})
	}
	switch a.Status {
	case "pending":
		return nil
	case "success":
		saved := Saved{URL: u, Status: a.HTTP}
		at, err := time.Parse("20060102150405", a.Timestamp)
		if err != nil {
			return r.failed(ctx, u, Saved{URL: u, Failure: "invalid-answer", Again: true, Why: "it names no time of the capture"})
		}
		saved.At = at
		r.land(u)
		if err := r.said(saved); err != nil {
			return err
		}
		return r.remember(ctx, u, nil)
	}
	return r.failed(ctx, u, a.saved(u))
}

// failed puts a URL back, or tells that it cannot be saved: for good, or in
// this run.
func (r *saving) failed(ctx context.Context, u string, s Saved) error {
	j := r.jobs[u]
	tried := j.Tries
	if j.ID == "" {
		tried++ // it was not taken
	}
	r.land(u)
	*j = job{At: r.now(), Tries: tried}
	if s.Again && tried < saveTries {
		r.waiting = append(r.waiting, u)
		return r.remember(ctx, u, nil)
	}
	if err := r.said(s); err != nil || s.Again {
		return errors.Join(err, r.remember(ctx, u, nil))
	}
	j.Said = &s
	return r.remember(ctx, u, j)
}

func (r *saving) land(u string) {
	r.flying = slices.DeleteFunc(r.flying, func(f string) bool { return f == u })
}

// patient is nil for an error that may pass while the run goes on.
func (r *saving) patient(err error) error {
	var p *verify.Pause
	if errors.Is(err, ErrKeys) || errors.As(err, &p) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// short reports whether err is a pause that ends while the run goes on.
func short(err error) bool {
	var p *verify.Pause
	return errors.As(err, &p) && !p.Until.IsZero()
}

// A saveAnswer is what Save Page Now says of a URL or of a job. Errors come
// with the status 200.
type saveAnswer struct {
	Status    string `json:"status"`
	Ext       string `json:"status_ext"`
	Message   string `json:"message"`
	Timestamp string `json:"timestamp"`
	HTTP      int    `json:"http_status"`
}

// saved is the failure that the answer tells of.
func (a *saveAnswer) saved(u string) Saved {
	code := cmp.Or(strings.TrimPrefix(a.Ext, "error:"), "no-reason")
	return Saved{URL: u, Failure: code, Again: a.Ext == "" || passes(code), Why: cmp.Or(a.Message, "Save Page Now gives no reason")}
}

// passes reports whether a failure may be none the next time.
func passes(code string) bool {
	switch code {
	case "bad-gateway", "browsing-timeout", "cannot-fetch", "capture-location-error", "gateway-timeout",
		"internal-server-error", "invalid-server-response", "job-failed", "no-browsers-available", "protocol-error",
		"proxy-error", "read-timeout", "service-unavailable", "soft-time-limit-exceeded", "too-many-requests",
		"user-session-limit":
		return true
	}
	return false
}

// Quota asks what the account may do. Where Save Page Now does not say, it is
// what was counted here, and the limit that was heard last.
func (s *Saver) Quota(ctx context.Context) (Quota, error) {
	var said struct {
		Available int `json:"available"`
		Daily     int `json:"daily_captures"`
		Limit     int `json:"daily_captures_limit"`
	}
	err := s.ask(ctx, http.MethodGet, "/save/status/user", nil, &said)
	for short(err) {
		err = s.ask(ctx, http.MethodGet, "/save/status/user", nil, &said)
	}
	var p *verify.Pause
	if errors.Is(err, ErrKeys) || errors.As(err, &p) || ctx.Err() != nil {
		return Quota{}, err
	}
	q := Quota{said.Daily, said.Limit, said.Available}
	day, failed := s.today(ctx, func(d *savedDay) {
		if err == nil && said.Limit > 0 {
			d.Limit, d.Count = said.Limit, max(d.Count, said.Daily)
		}
	})
	q.Daily, q.Limit = day.Count, cmp.Or(q.Limit, day.Limit, 100)
	return q, failed
}

// A savedDay counts the captures of one day, which ends at midnight UTC.
type savedDay struct {
	Day          string
	Count, Limit int
}

func (s *Saver) count(ctx context.Context, n int) error {
	_, err := s.today(ctx, func(d *savedDay) { d.Count += n })
	return err
}

// today changes the count of this day.
func (s *Saver) today(ctx context.Context, change func(*savedDay)) (savedDay, error) {
	d := savedDay{}
	now := s.now().UTC().Format(time.DateOnly)
	err := s.change(ctx, "save/day", func(was []byte) ([]byte, error) {
		d = savedDay{}
		if was != nil && json.Unmarshal(was, &d) != nil {
			d = savedDay{} // of a version that wrote it otherwise
		}
		if d.Day != now {
			d.Day, d.Count = now, 0
		}
		change(&d)
		return json.Marshal(d)
	})
	return d, err
}

// recall is what is remembered of a URL; a fresh job where nothing is, or
// nothing that still holds.
func (s *Saver) recall(ctx context.Context, u string) (*job, error) {
	j := &job{}
	err := s.change(ctx, "save/job/"+verify.Key(u), func(was []byte) ([]byte, error) {
		*j = job{}
		if was == nil || json.Unmarshal(was, j) != nil {
			*j = job{}
			return nil, nil
		}
		if age := s.now().Sub(j.At); j.ID != "" && age < jobLife || j.Said != nil && age < failureLife {
			return was, nil
		}
		*j = job{}
		return nil, nil
	})
	return j, err
}

// remember keeps what is known of a URL; nil forgets it.
func (s *Saver) remember(ctx context.Context, u string, j *job) error {
	return s.change(context.WithoutCancel(ctx), "save/job/"+verify.Key(u), func([]byte) ([]byte, error) {
		if j == nil {
			return nil, nil
		}
		return json.Marshal(j)
	})
}

func (s *Saver) change(ctx context.Context, name string, do func([]byte) ([]byte, error)) error {
	if s.memory == nil {
		_, err := do(nil)
		return err
	}
	if err := s.memory.Change(ctx, name, do); err != nil {
		return fmt.Errorf("remembering what Save Page Now was asked: %w", err)
	}
	return nil
}

// maxSaveAnswer bounds an answer: a status lists what a page was made of.
const maxSaveAnswer = 4 << 20

// ask makes one request with the keys, and reads the answer into into. It waits
// as long as the budget asks; a longer wait is a *verify.Pause.
func (s *Saver) ask(ctx context.Context, method, path string, form url.Values, into any) error {
	if err := s.turn(ctx); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(limited, method, s.base+path, body)
	if err != nil {
		return errors.New("its address is none that can be asked")
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", s.agent)
	r.Header.Set("Authorization", "LOW "+s.access+":"+s.secret)
	resp, err := s.transport.RoundTrip(r)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("asking Save Page Now: %w", err)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden:
		return ErrKeys
	case resp.StatusCode == http.StatusTooManyRequests:
		return s.budget.Refused(ctx, s.now())
	case resp.StatusCode != http.StatusOK:
		return fmt.Errorf("it answers %s", resp.Status)
	}
	data, err := read(resp, maxSaveAnswer)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return errors.New("the answer of Save Page Now cannot be read")
	}
	return nil
}

// turn waits until the budget allows a request.
func (s *Saver) turn(ctx context.Context) error {
	for {
		_, err := s.budget.Take(ctx, s.now())
		var p *verify.Pause
		if err == nil || !errors.As(err, &p) || p.Until.IsZero() || p.Until.Sub(s.now()) > budget.Patience {
			return err
		}
		if err := s.wait(ctx, max(p.Until.Sub(s.now()), time.Millisecond)); err != nil {
			return err
		}
	}
}
