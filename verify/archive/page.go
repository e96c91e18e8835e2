package archive

import (
	"mime"
	"net/http"
	"strings"

	"loccit/verify"
	"loccit/verify/content"
)

// readPage is what an archived page says of itself, read as a live one is.
func readPage(a *answer) *verify.Page {
	declared := a.contentType()
	hints := content.Hints{ContentType: declared, MediaType: mediaType(declared), Truncated: a.truncated}
	if hints.MediaType == "" {
		hints.MediaType = mediaType(http.DetectContentType(a.body))
	}
	page, _ := content.Read(a.body, hints)
	if page.Words == 0 && !strings.Contains(page.MediaType, "html") {
		page.Words = len(a.body) // nobody counts the words of a picture
	}
	return page
}

func mediaType(contentType string) string {
	m, _, _ := mime.ParseMediaType(contentType)
	return m
}
