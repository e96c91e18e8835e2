package smallweb

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log"
	"net/http"
	"strings"
	"sync"
	"time"
)

// HTML is a page with this title and body.
func HTML(title, body string) http.Handler {
	return Raw("text/html; charset=utf-8", "<!doctype html><html lang=en><head><title>"+html.EscapeString(title)+"</title></head><body>"+body+"</body></html>")
}

// Article is an honest page: a title, a heading and some paragraphs of text.
func Article(title string) http.Handler {
	return HTML(title, "<h1>"+html.EscapeString(title)+"</h1>"+Prose(title, 120))
}

// Story is an Article that names its author and its day, as newspapers do.
func Story(title, author, day string, paragraphs ...string) http.Handler {
	said, err := json.Marshal(map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": day,
		"author": map[string]string{"@type": "Person", "name": author},
	})
	if err != nil {
		panic("smallweb: " + err.Error())
	}
	return HTML(title, "<script type='application/ld+json'>"+string(said)+"</script><h1>"+html.EscapeString(title)+"</h1><p class=byline>By "+
		html.EscapeString(author)+"</p>"+Prose(title, 120)+paragraphsOf(paragraphs))
}

func paragraphsOf(list []string) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>")
	}
	return b.String()
}

// Prose is about so many words on a subject, in paragraphs, always the same.
func Prose(subject string, words int) string {
	stock := strings.Fields("the report said on Monday that officials had met again to discuss what remains of the old agreement while several observers doubted whether anything would change before the end of the year and others pointed out how quickly such talks had ended in the past")
	var b strings.Builder
	fmt.Fprintf(&b, "<p>%s:", html.EscapeString(subject))
	for i := range words {
		if i > 0 && i%40 == 0 {
			b.WriteString(".</p><p>")
		}
		b.WriteByte(' ')
		b.WriteString(stock[(i*7+len(subject))%len(stock)])
	}
	b.WriteString(".</p>")
	return b.String()
}

// Raw is an answer 200 of some media type.
func Raw(contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		io.WriteString(w, body)
	})
}

// Status is an answer without a page.
func Status(code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) })
}

// With gives the page of h another status.
func With(code int, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(&recoded{ResponseWriter: w, code: code}, r)
	})
}

type recoded struct {
	http.ResponseWriter
	code int
	sent bool
}

func (w *recoded) WriteHeader(int) {
	if !w.sent {
		w.sent = true
		w.ResponseWriter.WriteHeader(w.code)
	}
}

func (w *recoded) Write(p []byte) (int, error) {
	w.WriteHeader(0)
	return w.ResponseWriter.Write(p)
}

// Headed puts header lines before the answer of h: name, value, name, value.
func Headed(h http.Handler, lines ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(lines); i += 2 {
			w.Header().Add(lines[i], lines[i+1])
		}
		h.ServeHTTP(w, r)
	})
}

// To redirects with this status. The target is sent as it stands.
func To(code int, target string) http.Handler {
	return Headed(Status(code), "Location", target)
}

// Steps answers the first request with the first handler, and so on; the last
// one answers all further requests.
func Steps(steps ...http.Handler) http.Handler {
	var lock sync.Mutex
	n := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		h := steps[min(n, len(steps)-1)]
		n++
		lock.Unlock()
		h.ServeHTTP(w, r)
	})
}

// Slow answers after a while.
func Slow(d time.Duration, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if pause(r, d) {
			h.ServeHTTP(w, r)
		}
	})
}

// Hang never answers.
func Hang() http.Handler { return Slow(time.Hour, Status(200)) }

// Drip sends a page byte by byte, with a pause before each.
func Drip(d time.Duration, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for i := 0; i < len(body); i++ {
			if !pause(r, d) {
				return
			}
			io.WriteString(w, body[i:i+1])
			w.(http.Flusher).Flush()
		}
	})
}

// Hangup closes the connection without a word.
func Hangup() http.Handler {
	return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
}

// pause waits, unless the request or the web ends first.
func pause(r *http.Request, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	done, _ := r.Context().Value(doneKey{}).(chan struct{})
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
	case <-done:
	}
	return false
}

// SoftNotFound is an error page that says 200.
func SoftNotFound() http.Handler {
	return HTML("Page not found", "<h1>Sorry</h1><p>We could not find the page that you asked for.</p>")
}

// Parked is the page of a domain that is for sale.
func Parked(domain string) http.Handler {
	return HTML(domain+" is for sale", "<h1>"+domain+" is for sale</h1><p>Related searches</p><script src='https://sedoparking.com/frmpark/js.js'></script>")
}

// Challenge is what Cloudflare shows instead of the site.
func Challenge() http.Handler {
	return Headed(With(403, HTML("Just a moment...", "<p>Checking your browser</p>")), "cf-mitigated", "challenge", "Server", "cloudflare")
}

// Login asks for a name and a password.
func Login() http.Handler {
	return HTML("Log in", "<h1>Log in</h1><form action=/session method=post><input name=user><input name=password type=password></form>")
}

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
