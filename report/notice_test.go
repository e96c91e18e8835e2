package report

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"loccit/verify"
)

// TestNoticeOfANight sets each form of a notice beside its golden file.
func TestNoticeOfANight(t *testing.T) {
	n, err := NoticeOf(nightly(t), []string{"/srv/loccit/night.html"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "loccit: 2 broke, 1 healed, 1 moved, 1 newly archived"; n.Subject != want {
		t.Errorf("the subject is %q, want %q", n.Subject, want)
	}
	if !n.At.Equal(nightly(t).Run.Started) {
		t.Errorf("it is of %v", n.At)
	}
	golden(t, "notice.txt", []byte(n.Text))
	golden(t, "notice.html", []byte(n.HTML))
	golden(t, "notice-chat.txt", []byte(n.Chat+"\n"))
	golden(t, "notice.json", []byte(n.JSON+"\n"))
	for _, line := range strings.Split(n.Text, "\n") {
		if len([]rune(line)) > 72 && !strings.Contains(line, "http") {
			t.Errorf("a line of %d columns: %s", len([]rune(line)), line)
		}
	}
}

// TestNoticeSaysWhatTheReportSays holds the changes of a notice for programs to
// those of the JSON report.
func TestNoticeSaysWhatTheReportSays(t *testing.T) {
	type night struct {
		Run     json.RawMessage
		Changes []map[string]any
	}
	var told, reported night
	n, err := NoticeOf(nightly(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(n.JSON, "\n") {
		t.Error("it does not stand on one line")
	}
	if err := json.Unmarshal([]byte(n.JSON), &told); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(writeTo(t, "json", nightly(t), Options{}), &reported); err != nil {
		t.Fatal(err)
	}
	if len(told.Changes) != 5 || fmt.Sprint(told.Changes) != fmt.Sprint(reported.Changes) || string(told.Run) != string(reported.Run) {
		t.Errorf("%v\nis not\n%v", told, reported)
	}
}

// TestNoticeIsBounded cuts what people get, says so, and cuts nothing for
// programs.
func TestNoticeIsBounded(t *testing.T) {
	r := nightly(t)
	for i := range 5000 {
		link := fmt.Sprintf("https://many.example/%d", i)
		r.Night.Changes = append(r.Night.Changes, verify.Change{Key: link, URL: link, Kind: "broke", From: "live", To: "dead"})
		r.Night.Broken = append(r.Night.Broken, verify.Broken{Key: link, URL: link, State: verify.Dead, Since: sampleNow})
	}
	n, err := NoticeOf(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(n.Subject, "5002 broke") || len(n.Chat) > 4000 || len(n.Text)+len(n.HTML) > 400_000 {
		t.Errorf("%q; the chat is %d bytes, text %d, HTML %d", n.Subject, len(n.Chat), len(n.Text), len(n.HTML))
	}
	for _, form := range []string{n.Text, n.HTML} {
		if said := strings.Join(strings.Fields(form), " "); !strings.Contains(said, "4805 changes more, and 4801 sources more") {
			t.Errorf("it does not say that it is cut: %.300s", said[max(0, len(said)-300):])
		}
	}
	if strings.Count(n.JSON, `"kind"`) != 5005 || !strings.Contains(n.Chat, "… and 4995 more") {
		t.Errorf("%d changes for programs; %s", strings.Count(n.JSON, `"kind"`), n.Chat)
	}
	if len(r.Night.Changes) != 5005 {
		t.Error("the report was changed")
	}
}

// TestNoticeOfHostileWords takes what a manuscript or a page may hold.
func TestNoticeOfHostileWords(t *testing.T) {
	r := nightly(t)
	r.Documents[0].Path = "<!channel> @all [win](https://evil.example) `x`.txt"
	hostile := "https://a.example/<!here>?@channel&x=*a*[b](c)|`d`\r\nBcc: you@evil.example"
	r.Night.Changes[0].URL = hostile
	r.Night.Changes[1].Detail = "<!channel> \x1b[31m <script>alert(1)</script>"
	n, err := NoticeOf(r, []string{"a\r\nb"})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<!", "@channel", "@all", "@here", "](", "`", "script", "\r", "\x1b", "\nBcc"} {
		if strings.Contains(n.Chat, bad) {
			t.Errorf("the chat holds %q:\n%s", bad, n.Chat)
		}
	}
	if strings.ContainsAny(n.Subject+n.Text, "\r\x1b") || strings.ContainsAny(n.Subject, "\n") || strings.Contains(n.HTML, "<script") || strings.Contains(n.HTML, "<!here") {
		t.Errorf("%s\n%s\n%s", n.Subject, n.Text, n.HTML)
	}
	address := chatURL("https://a.example/@ada?x=1&y=[2]")
	back, err := url.Parse(strings.ReplaceAll(address, "&amp;", "&"))
	if err != nil || back.Path != "/@ada" || back.Query().Get("y") != "[2]" {
		t.Errorf("%s leads to %v, %v", address, back, err)
	}
}

func TestNoticeOfAQuietNight(t *testing.T) {
	r := sample(t)
	r.Run.Why = "deadline"
	r.Night = &verify.Night{}
	n, err := NoticeOf(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n.Subject != "loccit: nothing changed" || !strings.HasPrefix(n.Text, "Nothing changed.\n") || !strings.Contains(n.JSON, `"changes":[]`) {
		t.Errorf("%q\n%s\n%s", n.Subject, n.Text, n.JSON)
	}
	for _, form := range []string{n.Text, n.HTML, n.Chat} {
		if !strings.Contains(form, "The night is not complete") {
			t.Errorf("it does not say that the night is not complete:\n%s", form)
		}
	}
}

// TestNoticeInABrowser looks at the HTML part of a mail as a mail program shows
// it: without scripts or style sheets of its own, on a phone too.
func TestNoticeInABrowser(t *testing.T) {
	b := openBrowser(t)
	n, err := NoticeOf(nightly(t), []string{"/srv/loccit/night.html"})
	if err != nil {
		t.Fatal(err)
	}
	b.open([]byte(n.HTML))
	if got := value[string](t, b, `document.querySelector("h1").innerText`); got != "Changed: 2 broke, 1 healed, 1 moved, 1 newly archived." {
		t.Errorf("it is headed %q", got)
	}
	if got := value[string](t, b, `[].map.call(document.querySelectorAll("strong"), function (e) { return e.innerText + " " + getComputedStyle(e).color; }).join("; ")`); got !=
		"broke rgb(156, 20, 32); broke rgb(156, 20, 32); healed rgb(23, 99, 63); moved rgb(23, 73, 125); newly archived rgb(23, 73, 125)" {
		t.Errorf("the changes are shown as %s", got)
	}
	if got := value[[]string](t, b, `[].map.call(document.links, function (a) { return a.href; })`); len(got) != 8 || got[0] != "https://coast.example/essays/harbour-that-closed" {
		t.Errorf("it links to %v", got)
	}
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(360, 740)); err != nil {
		t.Fatal(err)
	}
	if width := value[int](t, b, `document.documentElement.scrollWidth`); width > 360 {
		t.Errorf("it is %d pixels wide on a phone of 360", width)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, asked := range b.requests {
		if asked != b.url && !strings.HasSuffix(asked, "/favicon.ico") {
			t.Errorf("it asks for %s", asked)
		}
	}
}
