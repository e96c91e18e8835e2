package content

import (
	"bytes"
	"cmp"
	"crypto/sha1"
	"encoding/base32"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"loccit/verify"
)

// Bounds of what is kept of a page.
const (
	mostTitle    = 400 // bytes
	mostHeadings = 8
	mostEmbeds   = 16
	fewWords     = 400     // a page of more is its own, whatever it embeds
	ownWords     = 150     // a page of more is read before a refresh that takes its time
	hopWords     = 15      // a page of more shows something, wherever its script leads
	wishWords    = 40      // a page of fewer that speaks of JavaScript is waiting for it
	bareWords    = 5       // a page of fewer shows nothing
	mostBlank    = 4 << 10 // bytes: in more, there may be what is not understood here
	beforeWords  = 50      // a script that makes a wall stands before any more
)

// MostText is how many bytes of a page's visible text are kept; what is longer
// counts as cut off.
const MostText = 1 << 20

// Hints are what the reader of a page is told besides its bytes.
type Hints struct {
	ContentType string            // as the server declares it, charset included
	MediaType   string            // without parameters; text/html, application/xhtml+xml and text/plain are read
	Truncated   bool              // more bytes came than these
	Anchors     map[string]string // what an id or name may be, and the cited fragment that it answers
	Passages    []string          // cited fragments with a text directive, to be looked for in the visible text
}

// Read tells what the bytes of an answer say of themselves, and where a meta
// refresh sends on.
func Read(body []byte, hints Hints) (page *verify.Page, refresh Refresh) {
	return new(Reader).Read(body, hints)
}

// A Reader reads pages, one after the other, in memory that it keeps. The zero
// Reader is ready.
type Reader struct {
	words   []byte   // room for the visible text
	matter  []byte   // and for that outside links
	credits []credit // and for those under a headline
}

// Read is the function Read. It goes once through the tokens: a tree would cost
// three times as much, and nothing here asks what is inside what but for
// scripts, headings and bylines.
func (own *Reader) Read(body []byte, hints Hints) (page *verify.Page, refresh Refresh) {
	page = &verify.Page{MediaType: hints.MediaType, Truncated: hints.Truncated}
	if !hints.Truncated {
		sum := sha1.Sum(body)
		page.Digest = base32.StdEncoding.EncodeToString(sum[:])
	}
	switch {
	case isHTML(page.MediaType):
		r := &pageReader{page: page, hints: hints, visible: visible{text: own.words[:0]}, credits: own.credits, matter: matter{text: own.matter[:0]}}
		r.read(decodeText(body, hints.ContentType))
		page.Blank = page.Blank && len(body) <= mostBlank
		own.words, own.credits, own.matter = r.visible.text, r.credits, r.matter.text
		clear(own.credits) // what a page says is not kept
		return page, r.refresh
	case verify.IsXML(page.MediaType) && len(body) <= verify.BriefText:
		SetText(page, errorOf(body))
		page.Words, _ = countWords([]byte(page.Text))
	case page.MediaType == "text/plain", isJSON(page.MediaType) && len(body) <= verify.BriefText: // what long data say is nothing to read
		text := decodeText(body, hints.ContentType)
		page.Words, _ = countWords(text)
		SetText(page, string(text))
	}
	page.Blank = !page.Truncated && (len(body) == 0 || page.MediaType == "text/plain" && page.Words == 0)
	return page, Refresh{}
}

// errorOf are the texts of an XML document of which the root says that it tells of
// an error, a line each; empty for any other. Stores of files answer so (Amazon's
// S3 and what is like it), behind a cache that makes a 200 of it too.
func errorOf(body []byte) string {
	var told struct {
		XMLName xml.Name
		Texts   []struct {
			Text string `xml:",chardata"`
		} `xml:",any"`
	}
	if xml.Unmarshal(body, &told) != nil || !strings.EqualFold(told.XMLName.Local, "error") {
		return ""
	}
	var lines []string
	for _, t := range told.Texts {
		if s := squeeze(t.Text); s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

func isJSON(mediaType string) bool {
	return mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")
}

// A pageReader goes through the tokens of one page.
type pageReader struct {
	page    *verify.Page
	rare    verify.RarePage
	hints   Hints
	refresh Refresh
	sends   string // where a script leads to at once
	framed  bool
	shows   bool // something to see besides words

	hidden  atom.Atom // the element whose text nobody sees, while inside it
	svg     int
	title   *strings.Builder
	titled  bool
	heading *strings.Builder
	level   atom.Atom
	visible visible
	begun   int   // where the heading that is open begins in the visible text
	heads   []int // where the headings end in the visible text, those of page.Headings
	firstH1 int
	moments []moment
	large   largeLine // that looks like a headline, though it is no heading
	matter  matter
	doings  doings
	veil    veil
	veiled  []string // headings that nobody sees

	margin   *margin // that stands beside the page's own matter, while inside it
	beside   []verify.Span
	depth    int // of elements that hold blocks
	articles int // that are open

	credits []credit // memory for them
	claims  claims
	catch   *catch          // the element whose text says something of the page, while inside it
	bylines int             // caught so far
	timed   bool            // a <time> was seen
	data    strings.Builder // JSON-LD, while inside it
	linked  bool

	scripts    int
	appRoot    bool // an element that script frameworks fill
	wantScript bool // the page says that it needs JavaScript
	noscript   bool
}

func (r *pageReader) read(text []byte) {
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(1 << 20) // an attribute without end
	for {
		switch z.Next() {
		case html.ErrorToken:
			r.finish()
			return
		case html.StartTagToken:
			r.start(z, false)
		case html.SelfClosingTagToken:
			r.start(z, true)
		case html.EndTagToken:
			r.end(atom.Lookup(tagName(z)))
		case html.TextToken:
			r.text(z)
		}
	}
}

func (r *pageReader) start(z *html.Tokenizer, closed bool) {
	name := tagName(z)
	tag := atom.Lookup(name)
	custom := tag == 0 && isAppElement(name)
	var a attributes
	for more := true; more; {
		var key, value []byte
		if key, value, more = z.TagAttr(); key != nil {
			a.take(key, value)
		}
	}
	r.anchor(a.id)
	if tag == atom.A || tag == atom.Map {
		r.anchor(a.name)
	}
	if len(a.line) > 0 && len(r.hints.Anchors) > 0 {
		r.anchor(append([]byte{'L'}, a.line...))
	}
	if custom || a.isAppRoot() {
		r.appRoot = true
	}
	block := isBlock(tag)
	r.meet(tag, &a, block && !closed)
	r.element(tag, &a, closed)
	if block {
		r.part()
		r.enter(tag, &a, closed)
	}
	r.watch(tag, &a, closed)
}

// tagName is the name of the tag that z has read, in lower case; TagName would
// copy it, and most are in lower case as they stand.
func tagName(z *html.Tokenizer) []byte {
	name := bytes.TrimPrefix(z.Raw()[1:], []byte("/"))
	capitals := false
	for i, c := range name {
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '/' || c == '>' { // what ends it for z
			name = name[:i]
			break
		}
		capitals = capitals || isCapital(c)
	}
	if capitals {
		name = bytes.ToLower(name)
	}
	return name
}

// textOf is what a text says; Text would look twice at each byte of it, and
// most have nothing that is read otherwise than it is written.
func textOf(z *html.Tokenizer) []byte {
	if text := z.Raw(); bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 && bytes.IndexByte(text, 0) < 0 {
		return text
	}
	return z.Text()
}

// element takes in what a tag means by itself.
func (r *pageReader) element(tag atom.Atom, a *attributes, closed bool) {
	switch tag {
	case atom.Html:
		if r.page.Language == "" {
			r.page.Language = clip(strings.TrimSpace(string(a.language)))
		}
	case atom.Title:
		switch {
		case r.svg > 0:
			r.hidden = tag
		case !r.titled:
			r.title = &strings.Builder{}
		}
	case atom.Svg:
		r.shows = true
		if !closed {
			r.svg++
		}
	case atom.Img, atom.Image, atom.Picture, atom.Video, atom.Audio, atom.Object, atom.Embed, atom.Applet, atom.Canvas, atom.Math, atom.Frameset, atom.Link, atom.Button:
		r.shows = true
	case atom.Meta:
		r.meta(a)
	case atom.H1, atom.H2:
		r.svg = 0 // headings end a drawing that was left open
		if len(r.page.Headings) < mostHeadings && (r.margin == nil || tag == atom.H1) {
			r.heading, r.level = &strings.Builder{}, tag
		}
	case atom.Font:
		if a.isLarge() && !closed && r.margin == nil {
			r.large.from = len(r.visible.text)
		}
	case atom.Input:
		r.shows = true
		if bytes.EqualFold(a.kind, []byte("password")) {
			r.page.Password = true
		}
	case atom.Script:
		r.scripts++
		r.hidden = tag
		r.embed(string(a.source))
		if len(a.id) > 0 && r.page.Words < beforeWords {
			r.marks(a.id)
		}
		r.linked = strings.Contains(strings.ToLower(string(a.kind)), "ld+json")
	case atom.Iframe, atom.Frame, atom.Form:
		r.framed = true
		r.embed(string(a.source))
		if tag == atom.Iframe {
			r.hidden = tag
		}
	case atom.Noscript:
		r.noscript, r.shows = true, true
	case atom.Style, atom.Template, atom.Textarea, atom.Noembed, atom.Noframes:
		r.hidden, r.shows = tag, true // a style may paint
	}
}

func (r *pageReader) end(tag atom.Atom) {
	r.unwatch(tag)
	if isBlock(tag) {
		r.part()
		r.leave(tag)
	}
	switch tag {
	case 0:
	case atom.A:
		r.matter.inLink = false
	case r.hidden:
		r.hidden = 0
		r.endData()
	case atom.Noscript:
		r.noscript = false
	case atom.Svg:
		r.svg = max(r.svg-1, 0)
	case atom.Title:
		if r.title != nil {
			r.page.Title, r.titled = squeeze(r.title.String()), true
			r.title = nil
		}
	case r.level:
		r.endHeading()
	case atom.Font:
		r.endLarge()
	}
	if tag == r.veil.tag {
		r.veil.leave()
	}
}

func (r *pageReader) endHeading() {
	if r.heading == nil {
		return
	}
	switch h := squeeze(r.heading.String()); {
	case h == "":
	case r.veil.tag != 0 && len(r.veiled) == mostHeadings:
	case r.veil.tag != 0:
		r.veiled = append(r.veiled, h)
	default:
		r.page.Headings = append(r.page.Headings, h)
		r.heads = append(r.heads, len(r.visible.text))
		if r.firstH1 == 0 && r.level == atom.H1 {
			r.firstH1 = len(r.visible.text)
		}
	}
	r.heading, r.level = nil, 0
}

// endData reads the JSON-LD that ended.
func (r *pageReader) endData() {
	if r.linked {
		r.claims.linkedData(r.data.String())
		r.data.Reset()
		r.linked = false
	}
}

func (r *pageReader) text(z *html.Tokenizer) {
	switch {
	case r.title != nil:
		if r.title.Len() < mostTitle {
			r.title.Write(textOf(z))
		}
		return
	case r.noscript:
		r.wantScript = r.wantScript || bytes.Contains(bytes.ToLower(textOf(z)), []byte("javascript"))
		return
	case r.hidden == atom.Script && r.page.Words < beforeWords || r.linked && r.hidden != 0:
		r.script(textOf(z))
		return
	case r.hidden != 0:
		return
	}
	text := textOf(z)
	if r.catch != nil && r.catch.Len() < mostTitle {
		r.catch.Write(text)
	}
	words, tidy := countWords(text)
	r.page.Words += words
	r.matter.write(text, words)
	r.visible.write(text, tidy)
	if r.heading != nil && r.heading.Len() < mostTitle {
		r.heading.Write(text)
	}
}

// script looks where a script leads to that stands before hardly anything else,
// looks for marks in one that stands before little else, and collects JSON-LD.
func (r *pageReader) script(text []byte) {
	if r.hidden == atom.Script && r.page.Words < hopWords && len(text) <= mostSending {
		to, always := sendsTo(text)
		r.embed(to)
		if always {
			r.sends = cmp.Or(r.sends, to)
		}
	}
	if r.hidden == atom.Script && r.page.Words < hopWords {
		r.doings.script(text)
	}
	if r.hidden == atom.Script && r.page.Words < beforeWords {
		r.marks(text)
	}
	if r.linked && r.data.Len() < mostLinkedData {
		r.data.Write(text)
	}
}

// part parts what stands in two blocks.
func (r *pageReader) part() {
	if r.heading != nil {
		r.heading.WriteByte(' ')
	}
	if r.catch != nil {
		r.catch.WriteByte(' ')
	}
	r.visible.part()
}

// embed notes where a script, frame or form comes from, as host and path.
func (r *pageReader) embed(src string) {
	if src == "" || len(r.rare.Embeds) == mostEmbeds || len(src) > 2048 {
		return
	}
	u, err := url.Parse(strings.TrimSpace(src))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	path := u.Path
	if len(path) > 80 {
		path = strings.ToValidUTF8(path[:80], "")
	}
	if e := strings.ToLower(u.Host) + path; e != "" && !slices.Contains(r.rare.Embeds, e) {
		r.rare.Embeds = append(r.rare.Embeds, e)
	}
}

// anchor notes id if a citation points to it. GitHub and others put a prefix
// before the ids of what their users write.
func (r *pageReader) anchor(id []byte) {
	if len(id) == 0 || len(r.hints.Anchors) == 0 {
		return
	}
	cited, ok := r.hints.Anchors[string(id)]
	if !ok {
		cited, ok = r.hints.Anchors[strings.TrimPrefix(string(id), "user-content-")]
	}
	if ok && !slices.Contains(r.rare.Anchors, cited) {
		r.rare.Anchors = append(r.rare.Anchors, cited)
	}
}

func (r *pageReader) finish() {
	p := r.page
	if r.title != nil { // cut off within it
		p.Title = squeeze(r.title.String())
	}
	r.endHeading()
	p.Headings = append(p.Headings, r.veiled[:min(len(r.veiled), mostHeadings-len(p.Headings))]...)
	r.speak()
	text := string(r.visible.text)
	r.beside = r.endMargins(text)
	r.titledBy(text)
	r.looked(text)
	r.titleDay()
	r.claims.settle(p)
	p.Scripted = r.scripted(text) && !r.rendered(text)
	p.Blank = r.blank() && !p.Truncated
	if r.refresh.Delay > 1 && p.Words >= ownWords {
		r.refresh = Refresh{}
	}
	if r.refresh.Target == "" && p.Words < hopWords && !r.framed && !r.appRoot && !r.wantScript { // all that it does is lead there
		r.refresh = Refresh{Target: r.sends}
	}
	r.rare.Embeds = r.doings.settle(p.Words < bareWords && r.matter.shown == 0 && !r.framed && !r.appRoot, r.rare.Embeds)
	if p.Words > fewWords {
		r.rare.Embeds = nil
	}
	p.Truncated = p.Truncated || r.visible.cut
	SetText(p, text)
	r.matter.settle(p, &r.rare)
	if len(p.Text) == len(text) {
		p.Beside = r.beside
	}
	if len(r.hints.Passages) > 0 {
		r.passages(text)
	}
	if len(r.rare.Anchors)+len(r.rare.Embeds)+len(r.rare.Matter) > 0 {
		p.Rare = new(r.rare)
	}
}

// passages notes those that citations point to and that stand in text.
func (r *pageReader) passages(text string) {
	text = strings.Join(strings.Fields(foldText(text)), " ")
	for _, passage := range r.hints.Passages {
		if holdsPassage(text, passage) {
			r.rare.Anchors = append(r.rare.Anchors, passage)
		}
	}
}
