package report

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestHTMLInABrowser opens the report in headless Chromium. With
// LOCCIT_BROWSER=1 in the environment it fails where there is none.
func TestHTMLInABrowser(t *testing.T) {
	b := openBrowser(t)
	b.open(writeTo(t, "html", sample(t), Options{}))
	for _, step := range []struct {
		name  string
		check func(*testing.T, *browser)
	}{
		{"filter by state", filtersByState},
		{"filter by severity", filtersBySeverity},
		{"filter by rule", filtersByRule},
		{"search", searches},
		{"a link shows what a filter hides", followsLinks},
		{"keys", takesKeys},
		{"keys can be switched off", leavesKeys},
		{"tab reaches every control", takesTabs},
		{"dark and light", turnsDark},
		{"a phone", fitsAPhone},
		{"paper", prints},
		{"no request but for the page, nothing in the console", staysQuiet},
	} {
		t.Run(step.name, func(t *testing.T) {
			b.reset(t)
			step.check(t, b)
		})
	}
}

// TestHTMLWithoutScripts shows everything where scripts are switched off.
func TestHTMLWithoutScripts(t *testing.T) {
	b := openBrowser(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(writeTo(t, "html", sample(t), Options{}))
	if got := b.shown(t); len(got) != 17 {
		t.Errorf("only %v are shown", got)
	}
	for _, control := range []string{"input[type=search]", "select", "button", ".top", ".keys"} {
		if value[bool](t, b, `document.querySelector("`+control+`").checkVisibility()`) {
			t.Errorf("%s is shown, and does nothing without scripts", control)
		}
	}
	if !value[bool](t, b, `document.querySelector(".bar").checkVisibility() && document.querySelector(".chip").checkVisibility()`) {
		t.Error("the summary is not shown")
	}
}

func filtersByState(t *testing.T, b *browser) {
	b.click(t, `input[value=dead]`)
	if got := b.shown(t); !slices.Equal(got, []string{"d1n3", "d1n6", "d2n2"}) {
		t.Errorf("dead: %v", got)
	}
	b.click(t, `input[value=moved]`)
	if got := b.shown(t); !slices.Equal(got, []string{"d1n3", "d1n4", "d1n6", "d2n2"}) {
		t.Errorf("dead or moved: %v", got)
	}
	if got := value[string](t, b, `document.getElementById("shown").textContent`); got != "4 of 17 shown" {
		t.Errorf("the page says %q", got)
	}
	b.click(t, `button[type=reset]`)
	if got := b.shown(t); len(got) != 17 {
		t.Errorf("after Show all: %v", got)
	}
}

func filtersBySeverity(t *testing.T, b *browser) {
	b.click(t, `input[value=advice]`)
	if got := b.shown(t); !slices.Equal(got, []string{"d1n4", "d1n8"}) {
		t.Errorf("advice: %v", got)
	}
	if n := value[int](t, b, `document.querySelectorAll("#d1n4 .finding:not([hidden])").length`); n != 1 {
		t.Errorf("%d findings are shown in note 15, one is advice", n)
	}
	b.reset(t)
	b.click(t, `input[value=waived]`)
	if got := b.shown(t); !slices.Equal(got, []string{"d1n10"}) {
		t.Errorf("waived: %v", got)
	}
}

func filtersByRule(t *testing.T, b *browser) {
	b.do(t, `(function () { var s = document.querySelector("select"); s.value = "note-missing"; s.dispatchEvent(new Event("input", {bubbles: true})); })()`)
	b.settle(t)
	if got := b.shown(t); !slices.Equal(got, []string{"d1text"}) {
		t.Errorf("note-missing: %v", got)
	}
	b.click(t, `input[value=dead]`)
	if got := b.shown(t); len(got) != 0 {
		t.Errorf("note-missing and dead: %v", got)
	}
	if !value[bool](t, b, `document.getElementById("none").checkVisibility()`) {
		t.Error("the page does not say that no note fits")
	}
}

func searches(t *testing.T, b *browser) {
	b.press(t, "/")
	b.keys(t, "LINDQVIST tides")
	b.settle(t)
	if got := b.shown(t); len(got) != 0 {
		t.Errorf("no note holds both words: %v", got)
	}
	b.reset(t)
	b.press(t, "/")
	b.keys(t, "eLEVen wEEks")
	b.settle(t)
	if got := b.shown(t); !slices.Equal(got, []string{"d1n9"}) {
		t.Errorf("eleven weeks: %v", got)
	}
}

func followsLinks(t *testing.T, b *browser) {
	b.click(t, `input[value=blocked]`)
	b.do(t, `location.hash = "d1n3"`)
	b.settle(t)
	if got := b.shown(t); !slices.Contains(got, "d1n3") {
		t.Errorf("note 14 is still hidden: %v", got)
	}
	if got := b.focus(t); got != "d1n3" {
		t.Errorf("the focus is on %q", got)
	}
	b.do(t, `history.replaceState(null, "", location.pathname)`)
}

func takesKeys(t *testing.T, b *browser) {
	b.do(t, `window.scrollTo(0, 0); document.activeElement.blur()`)
	for _, step := range []struct{ key, want string }{
		{"j", "d1text"}, {"j", "d1n3"}, {"j", "d1n4"}, {"k", "d1n3"}, {"k", "d1text"}, {"k", "d1text"},
	} {
		b.press(t, step.key)
		if got := b.focus(t); got != step.want {
			t.Fatalf("after %s the focus is on %q, want %q", step.key, got, step.want)
		}
	}
	if !value[bool](t, b, `(function () { var r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; })()`) {
		t.Error("what has the focus is not in view")
	}
}

func leavesKeys(t *testing.T, b *browser) {
	b.click(t, `input[name=keys]`)
	b.do(t, `document.activeElement.blur()`)
	b.press(t, "j")
	if got := b.focus(t); got != "" {
		t.Errorf("the focus moved to %q", got)
	}
}

func takesTabs(t *testing.T, b *browser) {
	b.open(b.page)
	reached := map[string]bool{}
	for range 24 {
		b.keys(t, "\t")
		at := value[string](t, b, `(function (e) { return e.className || e.value || e.name || e.type || e.tagName; })(document.activeElement)`)
		reached[at] = true
		if at == "skip" && value[float64](t, b, `document.activeElement.getBoundingClientRect().top`) < 0 {
			t.Error("the skip link is not seen when it has the focus")
		}
		if outline := value[string](t, b, `getComputedStyle(document.activeElement.matches(".chip input") ? document.activeElement.nextElementSibling : document.activeElement).outlineStyle`); outline == "none" {
			t.Errorf("nothing shows that %s has the focus", at)
		}
	}
	for _, want := range []string{"skip", "dead", "error", "words"} {
		if !reached[want] {
			t.Errorf("the tab key does not reach %q: %v", want, reached)
		}
	}
}

func turnsDark(t *testing.T, b *browser) {
	const background = `getComputedStyle(document.body).backgroundColor`
	b.media(t, "dark")
	dark := value[string](t, b, background)
	b.media(t, "light")
	if light := value[string](t, b, background); light == dark {
		t.Errorf("dark and light have the same background %s", light)
	}
}

func fitsAPhone(t *testing.T, b *browser) {
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(390, 844)); err != nil {
		t.Fatal(err)
	}
	b.do(t, `document.querySelectorAll("details").forEach(function (d) { d.open = true; })`)
	b.do(t, `document.querySelectorAll(".note").forEach(function (n) { n.style.contentVisibility = "visible"; })`)
	if width := value[int](t, b, `document.documentElement.scrollWidth`); width > 390 {
		wide := value[string](t, b, `[].filter.call(document.querySelectorAll("main *"), function (e) { return e.getBoundingClientRect().right > 391; }).map(function (e) { return e.tagName + "." + e.className; }).slice(0, 5).join(" ")`)
		t.Errorf("the page is %d pixels wide on a phone of 390: %s", width, wide)
	}
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(1100, 900)); err != nil {
		t.Fatal(err)
	}
}

func prints(t *testing.T, b *browser) {
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		t.Fatal(err)
	}
	if len(pdf) < 10_000 || !strings.HasPrefix(string(pdf[:5]), "%PDF-") {
		t.Errorf("%d bytes that begin with %q are no PDF of the report", len(pdf), pdf[:min(5, len(pdf))])
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if got := value[string](t, b, `getComputedStyle(document.querySelector("a.named"), "::after").content`); !strings.Contains(got, "https://web.archive.org/") {
		t.Errorf("on paper a snapshot has no address: %s", got)
	}
	if value[bool](t, b, `document.querySelector("input[type=search]").checkVisibility()`) {
		t.Error("the search field is printed")
	}
	b.media(t, "light")
}

func staysQuiet(t *testing.T, b *browser) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.console) > 0 {
		t.Errorf("the console says: %s", strings.Join(b.console, "; "))
	}
	for _, asked := range b.requests {
		if asked != b.url && !strings.HasPrefix(asked, "data:") {
			t.Errorf("the page asked for %s", asked)
		}
	}
	if len(b.requests) == 0 {
		t.Error("no request was seen, not even for the page")
	}
}

// A browser shows one page, and hears what it asks for and complains about.
type browser struct {
	t    *testing.T
	ctx  context.Context
	url  string
	page []byte

	mu       sync.Mutex
	requests []string
	console  []string
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	path := chromium(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1100, 900)); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.page)
	}))
	t.Cleanup(server.Close)
	b.url = server.URL + "/"
	return b
}

// chromium is the path of a browser.
func chromium(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("LOCCIT_BROWSER") == "1" {
		t.Fatal("LOCCIT_BROWSER=1 wants the report looked at, and there is no Chromium here")
	}
	t.Skip("no Chromium here to look at the report with (apt-get install chromium)")
	return ""
}

func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.console = append(b.console, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.console = append(b.console, string(e.Type))
	case *log.EventEntryAdded:
		b.console = append(b.console, e.Entry.Text)
	}
}

func (b *browser) open(page []byte) {
	b.t.Helper()
	b.page = page
	if err := chromedp.Do(b.ctx, chromedp.Navigate(b.url)); err != nil {
		b.t.Fatal(err)
	}
}

// reset brings the page back to how it opened.
func (b *browser) reset(t *testing.T) {
	t.Helper()
	b.do(t, `document.getElementById("filters").reset()`)
	b.settle(t)
	b.do(t, `document.activeElement.blur()`)
}

// settle waits until the page has done what a filter asks for: it does so a
// moment after the last key.
func (b *browser) settle(t *testing.T) {
	t.Helper()
	b.do(t, `document.getElementById("filters").dispatchEvent(new Event("submit", {cancelable: true}))`)
}

func (b *browser) click(t *testing.T, selector string) {
	t.Helper()
	b.do(t, `document.querySelector('`+selector+`').click()`)
	b.settle(t)
}

func (b *browser) keys(t *testing.T, keys string) {
	t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.KeyEvent(keys)); err != nil {
		t.Fatal(err)
	}
}

// press presses one key as a keyboard does, so that a page that takes the key
// keeps it out of a field.
func (b *browser) press(t *testing.T, key string) {
	t.Helper()
	for _, event := range []input.DispatchKeyEventParams{{Type: "keyDown", Key: key, Text: key}, {Type: "keyUp", Key: key}} {
		if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, event); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *browser) media(t *testing.T, scheme string) {
	t.Helper()
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); err != nil {
		t.Fatal(err)
	}
}

// shown are the ids of the notes that a filter leaves.
func (b *browser) shown(t *testing.T) []string {
	t.Helper()
	return value[[]string](t, b, `[].map.call(document.querySelectorAll("section:not([hidden]) > article.note:not([hidden])"), function (n) { return n.id; })`)
}

func (b *browser) focus(t *testing.T) string {
	t.Helper()
	return value[string](t, b, `document.activeElement.id`)
}

func (b *browser) do(t *testing.T, script string) {
	t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](script)); err != nil {
		t.Fatalf("%s: %v", script, err)
	}
}

func value[T any](t *testing.T, b *browser, script string) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}
