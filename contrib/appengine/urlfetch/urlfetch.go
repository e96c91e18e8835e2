// Package urlfetch stands in for the package of that name of Google's App
// Engine, which colly imports for its method Appengine alone. loccit never calls
// that; the real package brings thirty others along, protocol buffers among them,
// whose set-up took a third of the time that loccit needs to start.
//
// go.mod puts this module in the place of google.golang.org/appengine. It may go
// as soon as colly no longer asks for that.
package urlfetch

import (
	"context"
	"net/http"
)

// Client panics: loccit does not run on App Engine.
func Client(context.Context) *http.Client {
	panic("urlfetch: loccit does not run on App Engine")
}
