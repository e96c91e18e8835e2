package content

import (
	"bytes"
	"regexp"
	"strings"
)

// All that some parked pages hold is a script that leads elsewhere. So many
// bytes of one are looked at.
const mostSending = 2 << 10

var sending = regexp.MustCompile(`location(?:\.href)?\s*=\s*["']([^"'\s]{1,500})["']\s*(?:[;}\n]|$)|location\.(?:replace|assign)\(\s*["']([^"'\s]{1,500})["']\s*\)`)

// sendsTo is the address that a script leads to, empty where it seems to lead
// nowhere, or puts the address together.
func sendsTo(script []byte) string {
	if !bytes.Contains(script, []byte("location")) { // a look is cheap, the expression is not
		return ""
	}
	found := sending.FindSubmatch(script)
	if found == nil {
		return ""
	}
	return strings.ReplaceAll(string(found[1])+string(found[2]), `\/`, "/")
}

// scriptMarks are words by which the scripts of bot walls and of parked pages
// are known: those of Alibaba, Sucuri, Cloudflare, Kasada, Amazon, Ruishu,
// Knownsec, StackPath and Bodis.
var scriptMarks = [...][]byte{
	[]byte("acw_sc__v2"), []byte("sucuri_cloudproxy_js"), []byte("_cf_chl_opt"), []byte("KPSDK"), []byte("gokuProps"),
	[]byte("$_ts=window"), []byte("__jsl_clearance"), []byte("sbtsckpath"), []byte("window.park="), []byte("window.park ="),
}

// So many bytes of a script are looked at for them.
const mostMarked = 16 << 10

// marks notes the marks that script bears.
func (r *pageReader) marks(script []byte) {
	script = script[:min(len(script), mostMarked)]
	for _, mark := range scriptMarks {
		if bytes.Contains(script, mark) && len(r.rare.Embeds) < mostEmbeds {
			r.rare.Embeds = append(r.rare.Embeds, "script:"+string(mark))
		}
	}
}
