package content

import (
	"encoding/json"
	"slices"
	"strings"
)

// mostLinkedData is how many bytes of JSON-LD are read, of all scripts of a
// page together.
const mostLinkedData = 512 << 10

// linkedData takes in one script of JSON-LD (schema.org). What is no JSON, even
// after the usual mishaps were mended, is left out.
func (c *claims) linkedData(script string) {
	var said any
	if json.Unmarshal([]byte(script), &said) != nil && json.Unmarshal([]byte(mended(script)), &said) != nil {
		return
	}
	g := graph{byID: map[string]object{}}
	g.collect(said, 0)
	g.claim(c)
}

// mended drops what templates leave around and in JSON: comment marks, line
// feeds within strings, commas before a closing bracket.
func mended(script string) string {
	for _, mark := range [...]string{"<!--", "-->", "//<![CDATA[", "//]]>", "/*<![CDATA[*/", "/*]]>*/", "<![CDATA[", "]]>"} {
		script = strings.ReplaceAll(script, mark, "")
	}
	script = strings.TrimRight(strings.TrimSpace(script), ";")
	var b strings.Builder
	quoted, escaped := false, false
	for i := 0; i < len(script); i++ {
		ch := script[i]
		switch {
		case ch < ' ':
			b.WriteByte(' ')
			continue
		case quoted:
			quoted = ch != '"' || escaped
			escaped = ch == '\\' && !escaped
		case ch == '"':
			quoted, escaped = true, false
		case ch == ',':
			if rest := strings.TrimLeft(script[i+1:], " \t\r\n"); rest != "" && (rest[0] == '}' || rest[0] == ']') {
				continue
			}
		}
		b.WriteByte(ch)
	}
	return b.String()
}

type object = map[string]any

// A graph is the objects of one script that stand for the page or for what it
// shows. What is listed, mentioned or commented in them is not theirs.
type graph struct {
	byID          map[string]object
	works, frames []object // articles and the like; web pages around them
}

func (g *graph) collect(said any, depth int) {
	if depth > 4 {
		return
	}
	switch said := said.(type) {
	case []any:
		for _, one := range said {
			g.collect(one, depth+1)
		}
	case object:
		if id, ok := said["@id"].(string); ok && len(said) > 1 {
			g.byID[id] = said
		}
		switch {
		case isWork(said):
			g.works = append(g.works, said)
		case isFrame(said):
			g.frames = append(g.frames, said)
		}
		g.collect(said["@graph"], depth+1)
		g.collect(said["mainEntity"], depth+1)
	}
}

// isWork knows the types of schema.org that are cited, by the ends of their
// names: NewsArticle, BlogPosting.
func isWork(o object) bool {
	return ofType(o, "Article", "Posting", "Report", "Question", "Book", "Thesis", "Dataset", "VideoObject", "AudioObject", "Episode",
		"Legislation", "CreativeWork", "Review", "Chapter", "DigitalDocument", "Recipe", "Event", "Map", "Photograph")
}

// isFrame knows the pages around works.
func isFrame(o object) bool {
	return ofType(o, "WebPage", "ItemPage", "AboutPage", "FAQPage", "QAPage", "ProfilePage", "ContactPage")
}

func ofType(o object, ends ...string) bool {
	for _, t := range texts(o["@type"]) {
		if slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(t, end) }) {
			return true
		}
	}
	return false
}

// claim writes down what the work says that the page shows. Of several works
// it is the one that claims the page, else the first of two; more are a list.
func (g *graph) claim(c *claims) {
	if w := g.work(); w != nil {
		for _, key := range [...]string{"headline", "name", "alternativeHeadline", "alternateName"} {
			for _, t := range texts(w[key]) {
				c.title(byLinkedData, t)
			}
		}
		c.name, c.headline = first(texts(w["name"])), first(texts(w["headline"]))
		for _, key := range [...]string{"author", "creator"} {
			for _, name := range g.names(w[key], 0) {
				c.author(byLinkedData, name)
			}
		}
		for _, name := range append(g.names(w["publisher"], 0), g.names(w["isPartOf"], 0)...) {
			c.site(byDublinCore, name)
		}
		g.dates(c, w, byLinkedData)
		c.paid = c.paid || isPaid(w)
	}
	for _, f := range g.frames {
		for _, name := range g.names(f["isPartOf"], 0) {
			c.site(byDublinCore, name)
		}
		if len(g.works) == 0 {
			for _, t := range texts(f["name"]) {
				c.title(byMicrodata, t)
			}
			g.dates(c, f, byMicrodata)
		}
	}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// isPaid reports whether a work, or a part of it, is said to stand behind a
// paywall (isAccessibleForFree of schema.org, as search engines ask for it).
func isPaid(o object) bool {
	switch free := o["isAccessibleForFree"].(type) {
	case bool:
		return !free
	case string:
		return strings.EqualFold(free, "false") || strings.HasSuffix(strings.ToLower(free), "schema.org/false")
	}
	return false
}

func (g *graph) work() object {
	i := slices.IndexFunc(g.works, func(w object) bool { return w["mainEntityOfPage"] != nil && w["headline"] != nil })
	switch {
	case i >= 0:
		return g.works[i]
	case len(g.works) == 1 || len(g.works) == 2:
		return g.works[0]
	}
	return nil
}

func (g *graph) dates(c *claims, o object, rank int) {
	for _, key := range [...]string{"datePublished", "uploadDate", "dateCreated"} {
		for _, d := range texts(o[key]) {
			c.publishedOn(rank, d)
			rank = max(rank, byDublinCore) // created is not published
		}
	}
	for _, d := range texts(o["dateModified"]) {
		c.updatedOn(rank, d)
	}
	for _, l := range texts(o["inLanguage"]) {
		c.language(rank, l)
	}
}

// names are those of persons or houses: as text, as objects, as references.
func (g *graph) names(said any, depth int) []string {
	var found []string
	switch said := said.(type) {
	case string:
		found = append(found, said)
	case []any:
		for _, one := range said {
			if depth < 4 {
				found = append(found, g.names(one, depth+1)...)
			}
		}
	case object:
		if id, ok := said["@id"].(string); ok && said["name"] == nil && g.byID[id] != nil && depth < 4 {
			return g.names(g.byID[id], depth+1)
		}
		if said["name"] != nil {
			return texts(said["name"])
		}
		given, family := strings.Join(texts(said["givenName"]), " "), strings.Join(texts(said["familyName"]), " ")
		if family != "" {
			found = append(found, strings.TrimSpace(given+" "+family))
		}
	}
	return found
}

// texts are the strings in said: one, several, or of several languages.
func texts(said any) []string {
	switch said := said.(type) {
	case string:
		return []string{said}
	case object:
		if value, ok := said["@value"].(string); ok {
			return []string{value}
		}
		if value, ok := said["name"].(string); ok {
			return []string{value}
		}
	case []any:
		var found []string
		for _, one := range said {
			if s, ok := one.(string); ok {
				found = append(found, s)
			} else if o, ok := one.(object); ok && o["@value"] != nil {
				found = append(found, texts(o)...)
			}
		}
		return found
	}
	return nil
}
