package format

import (
	"bytes"
	"path"
	"strings"

	"loccit/verify"
)

// markdownReader reads Markdown with the notes of pandoc and GitHub: [^id]
// with [^id]: …, and inline ^[…]. Definitions that repeat a label or that
// nothing calls, and calls of nothing, are kept: they are what an editor wants
// to hear about, and what renderers throw away.
//
// Document.Text is what a reader of the rendered page sees: no emphasis signs,
// no escapes, no link targets, no front matter and no comments; white space
// folded; paragraphs a blank line apart. Places tie it to line and column of
// the file. Links hold the targets, Italics the emphasis. A call stands as it
// is written, [^id]; an inline note leaves such a call with its number, and
// its words follow the paragraph.
type markdownReader struct{}

func (markdownReader) Format() string { return "markdown" }

func (markdownReader) Match(in verify.Input) verify.Fit {
	if hasDefinition(in.Data) || bytes.Contains(in.Data, []byte("^[")) && looksMarked(in.Data) {
		return verify.ByContent
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd":
		if binaryKind(in.Data) == "" {
			return verify.ByName
		}
	}
	return verify.NoFit
}

// hasDefinition tells whether a line of data begins with [^label]:, which no
// other format has.
func hasDefinition(data []byte) bool {
	for at := 0; ; at++ {
		n := bytes.Index(data[at:], []byte("[^"))
		if n < 0 {
			return false
		}
		at += n
		line := data[bytes.LastIndexByte(data[:at], '\n')+1 : at]
		if len(line) > 20 || len(bytes.Trim(line, " >\ufeff")) > 0 {
			continue
		}
		if _, width := definition(string(data[at:min(len(data), at+maxID+4)])); width > 0 {
			return true
		}
	}
}

// looksMarked tells whether data has headings or links as Markdown writes them.
func looksMarked(data []byte) bool {
	return bytes.HasPrefix(data, []byte("# ")) || bytes.Contains(data, []byte("\n# ")) || bytes.Contains(data, []byte("\n## ")) || bytes.Contains(data, []byte("](http"))
}

func (markdownReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	m := readMarkdown(text)
	d := m.document()
	if len(d.Notes)+len(d.Missing) == 0 {
		if plain, err := (textReader{}).Read(in); err == nil && len(plain.Notes) > 0 {
			plain.Title = d.Title
			return plain, nil // plain notes under a Markdown name
		}
	}
	return d, nil
}

// A markdown is one text on its way to be a document.
type markdown struct {
	source *source
	blocks []mdBlock
	defs   []mdDef // in the order printed
	refs   map[string]string
	title  string

	prose   prose
	links   []verify.Link
	italics []verify.Span
	calls   []mdCall
	inline  int // inline notes so far
	seen    map[string]bool
}

// An mdDef is one note: a definition, or an inline note.
type mdDef struct {
	label  string
	span   verify.Span
	open   bool // its words have begun
	call   verify.Span
	inline bool
}

// An mdCall is one [^label] in the text.
type mdCall struct {
	label string
	span  verify.Span
	note  int // the note that it stands in, -1 for the body
}

func readMarkdown(text string) *markdown {
	m := &markdown{source: newSource(text), refs: map[string]string{}, seen: map[string]bool{}}
	m.prose.source = m.source
	b := mdBlocks{markdown: m, text: text}
	b.scan(m.frontMatter(text))
	for i := range m.blocks {
		m.write(&m.blocks[i])
	}
	return m
}

// frontMatter takes the title out of the metadata at the head of text, and
// returns where they end.
func (m *markdown) frontMatter(text string) int {
	first, _, _ := strings.Cut(text, "\n")
	first = strings.TrimRight(first, " \t")
	if strings.HasPrefix(first, "% ") {
		m.title = strings.TrimSpace(first[2:])
		return len(text) - len(strings.TrimLeft(text[strings.IndexByte(text+"\n", '\n'):], "\n"))
	}
	if first != "---" && first != "+++" {
		return 0
	}
	for at := len(first); at < len(text); {
		at = lineEnd(text, at) + 1
		if at >= len(text) {
			break
		}
		line := strings.TrimRight(text[at:lineEnd(text, at)], " \t")
		if line == first || first == "---" && line == "..." {
			return min(lineEnd(text, at)+1, len(text))
		}
		if m.title == "" {
			m.title = titleField(line)
		}
	}
	m.title = ""
	return 0 // never closed: a rule, and no metadata
}

// titleField reads the title out of one line of YAML or TOML.
func titleField(line string) string {
	for _, sep := range []string{":", "="} {
		key, value, ok := strings.Cut(line, sep)
		key = strings.ToLower(strings.Trim(key, " \t\""))
		if ok && key == "title" {
			return strings.Trim(strings.TrimSpace(value), "\"'|>")
		}
	}
	return ""
}
