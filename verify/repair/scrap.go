package repair

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"loccit/verify"
)

// scrap finds what stuck to the end of a URL, or got into it, when it was
// copied: there the true URL is what is left without it.
func scrap(raw string) *verify.Damage {
	address, fragment, _ := strings.Cut(raw, "#")
	for _, find := range []func(string) (string, string){unseen, encodedEnd, gluedEnd, escaped} {
		if better, why := find(address); better != "" && better != address {
			if fragment != "" {
				better += "#" + fragment
			}
			return &verify.Damage{Why: why, Candidates: []verify.Candidate{{URL: better, Evidence: []string{"the URL without what does not belong to it"}}}}
		}
	}
	if i := strings.Index(address, "..."); i > 0 || strings.Contains(address, "…") {
		return &verify.Damage{Why: "a part of it was left out, and dots stand in its place"}
	}
	return nil
}

// unseen finds signs without a shape. In the name of a host they change nothing.
func unseen(raw string) (string, string) {
	_, _, rest := verify.SplitURL(raw)
	if verify.WithoutUnseen(rest) == rest {
		return "", ""
	}
	return verify.WithoutUnseen(raw), "it holds a sign that nobody sees"
}

// Quotation marks, brackets, spaces and commas, percent-encoded, at the end of
// a URL: a program took them for a part of it.
var encodedMarks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:%E2%80%9[CDE8]|%E2%80%99|%E2%80%8[B-F]|%EF%BB%BF|%C2%A0|%C2%AB|%C2%BB|%22|%20|%0A|%0D|%09|%3E|%5D|%7D|%2C|%3B)+[.,;]*$`)
})

func encodedEnd(raw string) (string, string) {
	if !strings.Contains(raw[max(0, len(raw)-12):], "%") {
		return "", ""
	}
	at := encodedMarks().FindStringIndex(raw)
	if at == nil || strings.Contains(raw, "?") { // a query may well end in one
		return "", ""
	}
	return strings.TrimRight(raw[:at[0]], ".,;"), "a mark of the sentence stuck to its end, percent-encoded"
}

// ending is that of the file of a web page, at the end of a word.
var ending = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[\w-]\.(?:s?html?|xhtml|php|pdf|aspx?|jsp|cfm|ece|stm)$`)
})

// The ending of a web page's file with something glued to it: a note's number,
// or the next word.
var glued = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(\.(?:s?html?|xhtml|pdf|aspx?|jsp|cfm))(\d{1,4}|[.,;]?(?:Accessed|accessed|Retrieved|retrieved|Archived|archived|Last|last|See|see|Ibid|ibid|Abgerufen|abgerufen|Zugriff|Consult\S+|and|And|for|For|in|In|on|On|The|the)\b.*)$`)
})

func gluedEnd(raw string) (string, string) {
	dot := strings.LastIndexByte(raw, '.')
	if dot < 0 || len(raw)-dot <= 5 && !unicode.IsDigit(rune(raw[len(raw)-1])) || !namesFile(raw) {
		return "", ""
	}
	at := glued().FindStringSubmatchIndex(raw)
	if at == nil || strings.HasSuffix(raw[at[2]:at[3]], "html") && raw[at[4]:at[5]] == "5" {
		return "", ""
	}
	return raw[:at[4]], "“" + raw[at[4]:at[5]] + "” stuck to its end"
}

// namesFile reports whether raw holds the ending of a web page's file, as most
// addresses do not.
func namesFile(raw string) bool {
	for {
		_, after, ok := strings.Cut(raw, ".")
		if !ok {
			return false
		}
		for _, end := range [...]string{"htm", "shtm", "xhtml", "pdf", "asp", "jsp", "cfm"} {
			if strings.HasPrefix(after, end) {
				return true
			}
		}
		raw = after
	}
}

// escaped finds the backslashes that Markdown puts before underscores, taken
// for a part of the URL.
func escaped(raw string) (string, string) {
	if !strings.Contains(raw, "%5C") && !strings.Contains(raw, "%5c") {
		return "", ""
	}
	better := raw
	for _, mark := range []string{"_", "-", "*", "~", "&", "#", "%20"} {
		better = strings.ReplaceAll(better, "%5C"+mark, mark)
		better = strings.ReplaceAll(better, "%5c"+mark, mark)
	}
	return better, "it holds the backslash of a markup, percent-encoded"
}
