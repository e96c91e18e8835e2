package verify

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// errorData: data that a program reads, and that says nothing but that there is
// nothing: every field is one by which programs tell of errors (RFC 9457, and what
// was used before it), and one of them says so. Longer data are not read.
func errorData(e *exam) (Verdict, bool) {
	text := e.page.brief()
	if text == "" || e.isHTML || e.page.MediaType == "text/plain" {
		return no()
	}
	var said []string
	switch {
	case IsXML(e.page.MediaType):
		said = strings.Split(text, "\n") // of an error: no other is read
	case !onlyErrors(text, &said):
		return no()
	}
	for _, s := range said {
		if phrase := saysNothing(s); phrase != "" && !e.aboutErrors(phrase) {
			return verdict(Suspect, "soft-404", "answers %d, but all that its data say is “%s”", e.Status, oneLine(s))
		}
	}
	return no()
}

// saysNothing is the phrase by which s, which tells of an error, says that there is
// nothing here; empty where it may be another error.
func saysNothing(s string) string {
	for _, phrase := range segments(s) {
		one := []string{phrase}
		if errorCodes().whole[phrase] || errorPhrases().in(one) != "" || saysGone(phrase) ||
			vaguePhrases().in(one) != "" && workPhrases().in(one) == "" {
			return phrase
		}
	}
	return ""
}

// IsXML reports whether mediaType is that of XML which is no page.
func IsXML(mediaType string) bool {
	return mediaType == "application/xml" || mediaType == "text/xml"
}

// onlyErrors reports whether text is a JSON object of fields that tell of errors
// and of nothing else, and collects what they say. Fields that are empty say
// nothing.
func onlyErrors(text string, said *[]string) bool {
	var object map[string]any
	if json.Unmarshal([]byte(text), &object) != nil {
		return false
	}
	return errorFields(object, said)
}

func errorFields(object map[string]any, said *[]string) bool {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if !errorField(strings.ReplaceAll(foldWords(name), " ", ""), object[name], said) {
			return false
		}
	}
	return true
}

// errorField takes in what one field says, and reports whether it is one that
// tells of errors.
func errorField(name string, value any, said *[]string) bool {
	switch v := value.(type) {
	case nil:
		return true
	case bool:
		return errorNotes()[name] || !v && successNames()[name]
	case float64:
		if statusNames()[name] {
			*said = append(*said, strconv.FormatFloat(v, 'f', -1, 64))
		}
		return statusNames()[name] || errorNotes()[name]
	case string:
		if errorTexts()[name] || statusNames()[name] {
			*said = append(*said, v)
			return true
		}
		return v == "" || errorNotes()[name]
	case []any:
		for _, item := range v {
			switch item := item.(type) {
			case map[string]any:
				if !errorTexts()[name] || !errorFields(item, said) {
					return false
				}
			default:
				if !errorField(name, item, said) {
					return false
				}
			}
		}
		return true
	case map[string]any:
		return len(v) == 0 || errorTexts()[name] && errorFields(v, said)
	}
	return false
}

var (
	// Fields that say what is wrong, ...
	errorTexts = wordSet(`error errors detail details message messages msg reason info description errormessage errormsg errordescription usermessage statusmessage statustext title fault exception problem`)
	// ... by a number or a name, ...
	statusNames = wordSet(`status code statuscode errorcode httpstatus httpcode httpstatuscode`)
	// ... that it did not succeed, ...
	successNames = wordSet(`success ok succeeded found exists`)
	// ... and what belongs to that.
	errorNotes = wordSet(`path timestamp type instance url uri method requestid traceid servedby docref documentation documentationurl docs moreinfo help host`)
	// What programs say of what is not there, and pages do not.
	errorCodes = newPhrases(`
nosuchkey · nosuchbucket · notfound · resourcenotfound · blobnotfound · containernotfound · missingtitle · nosuchpage · nosuchrevid · gone · itemnotfound · objectnotfound · pagenotfound · documentnotfound · the specified key does not exist · the specified blob does not exist · no such object · no such key · no record found · no such resource
`)
)
