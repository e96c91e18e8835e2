package rule

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"loccit/verify"
)

func urlMachine() verify.Rule {
	return verify.Rule{
		ID:       "url-machine",
		Group:    urlAsPrinted,
		Title:    "The note bears traces of a chat assistant",
		Severity: verify.Warning,
		Doc: `
Chat assistants mark the links that they give, and leave marks of their own in text that is copied out of them. The source
may be real and well chosen; but assistants also invent sources, and put true ones to claims that they do not support.

**What to do.** Open the source and read the place that is cited; then delete the mark.

**Example.** *https://valley.example/dam?utm_source=chatgpt.com*; *:contentReference[oaicite:3]{index=3}*; *turn0search0*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachNote(c, func(d int, doc *verify.Document, n int, note *verify.Note) {
				for _, i := range doc.CitationsOf(n) {
					cite := &doc.Citations[i]
					if from, clean := machineURL(cite.URL); from != "" {
						report(verify.Finding{
							Where:      c.AtCitation(d, i),
							Message:    fmt.Sprintf("The URL says that it was given by %s.", from),
							Next:       "Open the source and read the place that is cited; then cut the mark off.",
							Evidence:   []string{"The URL: " + cite.URL},
							Suggestion: &verify.Suggestion{Kind: "replace-url", Text: clean},
						})
					}
				}
				text := note.Span.Of(doc.Text)
				if !mayHoldMark(text) { // as nearly all
					return
				}
				if m := machineMark.FindStringIndex(text); m != nil {
					report(verify.Finding{
						Where:    holder(c, d, n, note.Span.Start+m[0]),
						Message:  fmt.Sprintf("“%s” is a mark that chat assistants leave in their text.", short(text[m[0]:m[1]], 60)),
						Next:     "Open the source and read the place that is cited; then delete the mark.",
						Evidence: []string{"The note: " + short(text, 160)},
					})
				}
			})
		},
	}
}

// The marks are those that Wikipedia's editors collect (Wikipedia:Signs of AI
// writing): ChatGPT's oaicite, contentReference, citeturn0search0, its brackets
// 【12†source】, Gemini's [cite: 1], Grok's cards.
var machineMark = regexp.MustCompile(`:?contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\boai_?cite\w*|(?:cite|navlist)?\x{e200}?\bturn\d+(?:search|view|news|image|file|fetch|academia|reddit|youtube|product|maps|finance|sports|forecast)\d+|citeturn\d+\w+|【\d+[:†][^】]*】|\[cite(?:_start|_end|: ?\d+(?:, ?\d+)*)\]|\battributableIndex\b|grok_(?:card|render)\w*|<grok:|\battached_file:\d+`)

// mayHoldMark reports whether text holds a piece of a mark, as all of them do:
// one of the stems, or “turn” with a number behind it.
func mayHoldMark(text string) bool {
	if slices.ContainsFunc(markStems[:], func(stem string) bool { return strings.Contains(text, stem) }) {
		return true
	}
	for {
		i := strings.Index(text, "turn")
		if i < 0 {
			return false
		}
		if text = text[i+len("turn"):]; text != "" && '0' <= text[0] && text[0] <= '9' {
			return true
		}
	}
}

var markStems = [...]string{"oaicite", "oai_cite", "contentReference", "【", "[cite", "attributableIndex", "grok", "attached_file"}

// machineURL names the assistant that a URL says it comes from, and gives the
// URL without that.
func machineURL(raw string) (from, clean string) {
	if !strings.Contains(raw, "?") {
		return "", ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.RawQuery == "" {
		return "", ""
	}
	for _, p := range strings.Split(u.RawQuery, "&") {
		if who := assistant(p); who != "" {
			from = who
		}
	}
	if from == "" {
		return "", ""
	}
	clean, _ = untracked(raw)
	before, query, ok := strings.Cut(clean, "?")
	if !ok {
		return from, clean
	}
	query, fragment, hasFragment := strings.Cut(query, "#")
	var kept []string
	for _, p := range strings.Split(query, "&") {
		if assistant(p) == "" {
			kept = append(kept, p)
		}
	}
	clean = before
	if len(kept) > 0 {
		clean += "?" + strings.Join(kept, "&")
	}
	if hasFragment {
		clean += "#" + fragment
	}
	return from, clean
}

// assistant names the chat assistant that a parameter of a query names as the
// sender.
func assistant(parameter string) string {
	name, value, _ := strings.Cut(strings.ToLower(parameter), "=")
	switch name {
	case "utm_source", "utm_medium", "utm_campaign", "referrer", "ref", "source", "src", "via":
	default:
		return ""
	}
	value = strings.TrimPrefix(value, "www.")
	switch value {
	case "chatgpt.com", "chatgpt", "chat.openai.com", "openai", "openai.com":
		return "ChatGPT"
	case "perplexity", "perplexity.ai":
		return "Perplexity"
	case "copilot.com", "copilot", "copilot.microsoft.com":
		return "Copilot"
	case "claude.ai", "claude":
		return "Claude"
	case "gemini", "gemini.google.com", "bard.google.com":
		return "Gemini"
	case "grok.com", "grok", "x.ai":
		return "Grok"
	case "deepseek", "chat.deepseek.com":
		return "DeepSeek"
	case "mistral.ai", "chat.mistral.ai", "meta.ai", "you.com", "poe.com", "phind.com", "kimi.com":
		return value
	}
	return ""
}
