package content

import (
	"bytes"
	"regexp"
)

// All that some parked pages hold is a script that leads elsewhere. So many
// bytes of one are looked at.
const mostSending = 2 << 10

var sending = regexp.MustCompile(`location(?:\.href)?\s*=\s*["']([^"'\s]{1,500})["']|location\.(?:replace|assign)\(\s*["']([^"'\s]{1,500})["']`)

// sendsTo is the address that a script leads to, empty where it seems to lead
// nowhere.
func sendsTo(script []byte) string {
	if !bytes.Contains(script, []byte("location")) { // a look is cheap, the expression is not
		return ""
	}
	found := sending.FindSubmatch(script)
	if found == nil {
		return ""
	}
	return string(found[1]) + string(found[2])
}
