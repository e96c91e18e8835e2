package content

// attributes are those of a tag that are looked at, nil where it has them not.
// They are good until the next token.
type attributes struct {
	id, name, property, itemprop, content, httpEquiv, kind []byte
	rel, datetime, title, role, href, size, pubdate        []byte

	class       []byte // in lower case
	src, action []byte
	source      []byte // the later of these
	lang, xml   []byte
	language    []byte // the later of these
	app         []byte // one that frameworks for scripts have

	hidden, ariaHidden, style []byte
	line                      []byte // the number of a line of code
	open                      bool
}

// take takes in an attribute, if it is looked at and is the first of its name.
func (a *attributes) take(key, value []byte) {
	field := a.field(key)
	if field == nil || *field != nil {
		return
	}
	*field = value
	if value == nil { // <time pubdate>
		*field = []byte{}
	}
	switch field {
	case &a.class:
		a.class = lowered(a.class)
	case &a.src, &a.action:
		a.source = *field
	case &a.lang, &a.xml:
		a.language = *field
	}
}

// field is where an attribute is kept; nil for one that is not looked at.
func (a *attributes) field(key []byte) *[]byte {
	switch string(key) {
	case "id":
		return &a.id
	case "name":
		return &a.name
	case "property":
		return &a.property
	case "itemprop":
		return &a.itemprop
	case "content":
		return &a.content
	case "http-equiv":
		return &a.httpEquiv
	case "type":
		return &a.kind
	case "src":
		return &a.src
	case "action":
		return &a.action
	case "class":
		return &a.class
	case "rel":
		return &a.rel
	case "datetime":
		return &a.datetime
	case "title":
		return &a.title
	case "role":
		return &a.role
	case "href":
		return &a.href
	case "size":
		return &a.size
	case "pubdate":
		return &a.pubdate
	case "lang":
		return &a.lang
	case "xml:lang":
		return &a.xml
	case "data-line-number":
		return &a.line
	case "hidden":
		return &a.hidden
	case "aria-hidden":
		return &a.ariaHidden
	case "style":
		return &a.style
	case "open":
		a.open = true
	case "ng-app", "data-reactroot", "ng-version", "data-server-rendered", "data-n-head",
		"ng-view", "data-ng-view", "ui-view", "data-ui-view", "ng-bind", "ng-bind-html", "data-ng-bind", "data-ng-bind-html", "ng-include", "ng-repeat",
		"data-bind", "v-html", "v-text", "v-for", "x-html", "x-text":
		return &a.app
	}
	return nil
}

// moment is when an abbreviation says that something was: hAtom's <abbr
// class="published" title="2013-03-05T21:14">.
func (a *attributes) moment() []byte {
	if t := a.title; len(t) >= 10 && t[4] == '-' && t[7] == '-' {
		return t
	}
	return nil
}

// isLarge reports whether the letters of a font are larger than those of text,
// which are of size 3.
func (a *attributes) isLarge() bool {
	return len(a.size) == 1 && a.size[0] > '3' || len(a.size) == 2 && a.size[0] == '+'
}

// lowered is ASCII in lower case, in place.
func lowered(s []byte) []byte {
	for i, c := range s {
		if 'A' <= c && c <= 'Z' {
			s[i] = c + 'a' - 'A'
		}
	}
	return s
}

// isAppRoot knows the elements that the common frameworks fill.
func (a *attributes) isAppRoot() bool {
	switch string(a.id) {
	case "root", "app", "__next", "__nuxt", "___gatsby", "app-root", "react-root", "svelte", "q-app", "main-app", "ember-app", "application":
		return true
	}
	return a.app != nil
}
