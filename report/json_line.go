package report

import (
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// A jsonLine is JSON in the making: objects and arrays are begun and ended, and
// their fields and items appended, each with the comma before it that it needs. A
// report of a hundred thousand sources is some millions of fields, and reflection
// would take most of the time that it takes. The zero jsonLine is empty.
type jsonLine struct {
	bytes []byte
	err   error // of a moment that RFC 3339 cannot say
}

// raw appends what is JSON already, or white space.
func (l *jsonLine) raw(pieces ...string) {
	for _, p := range pieces {
		l.bytes = append(l.bytes, p...)
	}
}

// object begins an object that is an item.
func (l *jsonLine) object() {
	l.comma()
	l.bytes = append(l.bytes, '{')
}

// objectIn begins an object that is the field of that name.
func (l *jsonLine) objectIn(name string) {
	l.name(name)
	l.bytes = append(l.bytes, '{')
}

func (l *jsonLine) endObject() { l.bytes = append(l.bytes, '}') }

// array begins an array that is the field of that name.
func (l *jsonLine) array(name string) {
	l.name(name)
	l.bytes = append(l.bytes, '[')
}

func (l *jsonLine) endArray() { l.bytes = append(l.bytes, ']') }

func (l *jsonLine) text(name, s string) {
	l.name(name)
	l.quote(s)
}

func (l *jsonLine) texts(name string, list []string) {
	l.array(name)
	for _, s := range list {
		l.comma()
		l.quote(s)
	}
	l.endArray()
}

func (l *jsonLine) number(name string, n int) {
	l.name(name)
	l.bytes = strconv.AppendInt(l.bytes, int64(n), 10)
}

// decimal appends a number between 1e-6 and 1e21, or 0.
func (l *jsonLine) decimal(name string, n float64) {
	l.name(name)
	l.bytes = strconv.AppendFloat(l.bytes, n, 'f', -1, 64)
}

func (l *jsonLine) truth(name string, is bool) {
	l.name(name)
	l.bytes = strconv.AppendBool(l.bytes, is)
}

func (l *jsonLine) moment(name string, t time.Time) {
	l.name(name)
	l.bytes = append(l.bytes, '"')
	written, err := t.UTC().AppendText(l.bytes)
	if err != nil {
		l.err = err
		written = l.bytes
	}
	l.bytes = append(written, '"')
}

// What follows leaves a field out that has nothing to say.

func (l *jsonLine) optionalText(name, s string) {
	if s != "" {
		l.text(name, s)
	}
}

func (l *jsonLine) optionalNumber(name string, n int) {
	if n != 0 {
		l.number(name, n)
	}
}

func (l *jsonLine) optionalTruth(name string, is bool) {
	if is {
		l.truth(name, is)
	}
}

func (l *jsonLine) optionalMoment(name string, t time.Time) {
	if !t.IsZero() {
		l.moment(name, t)
	}
}

// name begins a field; it is one of ours and needs no escaping.
func (l *jsonLine) name(name string) {
	l.comma()
	l.bytes = append(l.bytes, '"')
	l.bytes = append(l.bytes, name...)
	l.bytes = append(l.bytes, '"', ':')
}

// comma separates what follows from the value before it, where there is one.
func (l *jsonLine) comma() {
	if n := len(l.bytes); n > 0 {
		switch l.bytes[n-1] {
		case '{', '[', ' ': // it is the first of its object, its array, its line
		default:
			l.bytes = append(l.bytes, ',')
		}
	}
}

// quote appends s as a string of JSON; bytes that are no UTF-8 come out as U+FFFD.
func (l *jsonLine) quote(s string) {
	l.bytes, _ = jsontext.AppendQuote(l.bytes, s) // the error tells of such bytes
}
