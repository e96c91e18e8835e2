package content

import (
	"bytes"
	"strconv"
	"strings"
	"sync"

	"loccit/verify"
)

// All that some parked pages hold is a script that leads elsewhere. So many
// bytes of one are looked at.
const mostSending = 2 << 10

var (
	sending = lazily(`location(?:\.href)?\s*=\s*["']([^"'\s]{1,500})["']|location\.(?:replace|assign)\(\s*["']([^"'\s]{1,500})["']`)
	// Before the word stands nothing that may keep it from being done: no condition, no function that waits for a reader.
	atOnce = lazily(`^\s*(?:<!--\s*|//\s*<!\[CDATA\[\s*|["']use strict["'];?\s*|window\.opener\s*=\s*null;?\s*)*` +
		`(?:(?:(?:window\.|document\.)?onload\s*=\s*|setTimeout\(\s*|\(\s*)(?:function\s*\(\s*\)\s*\{|\(\s*\)\s*=>\s*\{?)\s*)?` +
		`(?:window\.|document\.|self\.|top\.|parent\.)*location(?:(?:\.href)?\s*=\s*["'][^"'\s]{1,500}["']\s*(?:[;}\n,]|$)|\.(?:replace|assign)\(\s*["'][^"'\s]{1,500}["']\s*\))`)
)

// sendsTo is the address that a script leads to, empty where it seems to lead
// nowhere; always tells whether it does so at once and whatever happens.
func sendsTo(script []byte) (to string, always bool) {
	if !bytes.Contains(script, []byte("location")) { // a look is cheap, the expression is not
		return "", false
	}
	found := sending().FindSubmatch(script)
	if found == nil {
		return "", false
	}
	return strings.ReplaceAll(string(found[1])+string(found[2]), `\/`, "/"), atOnce().Match(script)
}

// A Refresh is where a page sends on by itself.
type Refresh struct {
	Target string  // as written; empty for nowhere
	Delay  float64 // in seconds
}

// Refreshes is where "5; url=…" leads within ten seconds. A page that loads itself
// anew, or another one much later, is a page.
func Refreshes(content string) Refresh {
	content = strings.TrimSpace(content)
	end := strings.IndexAny(content, ";, \t")
	if end < 0 {
		return Refresh{}
	}
	delay, err := strconv.ParseFloat(content[:end], 64)
	if err != nil || delay > 10 {
		return Refresh{}
	}
	target := strings.TrimLeft(content[end:], ";, \t\r\n")
	if len(target) >= 3 && strings.EqualFold(target[:3], "url") {
		if rest := strings.TrimLeft(target[3:], " \t"); strings.HasPrefix(rest, "=") {
			target = strings.TrimSpace(rest[1:])
		}
	}
	if target != "" && (target[0] == '"' || target[0] == '\'') {
		target, _, _ = strings.Cut(target[1:], target[:1])
	}
	return Refresh{strings.TrimSpace(target), delay}
}

// scriptMarks are words by which the scripts of bot walls and of parked pages
// are known.
var scriptMarks = sync.OnceValue(func() [][]byte {
	var marks [][]byte
	for _, mark := range verify.ScriptMarks() {
		marks = append(marks, []byte(mark))
	}
	return marks
})

// So many bytes of a script are looked at for them.
const mostMarked = 16 << 10

// marks notes the marks that script bears.
func (r *pageReader) marks(script []byte) {
	script = script[:min(len(script), mostMarked)]
	for _, mark := range scriptMarks() {
		if bytes.Contains(script, mark) && len(r.rare.Embeds) < 2*mostEmbeds {
			r.rare.Embeds = append(r.rare.Embeds, verify.InScript+string(mark))
		}
	}
}
