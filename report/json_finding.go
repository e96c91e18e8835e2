package report

import "loccit/verify"

func (l *jsonLine) finding(r reading, f *verify.Finding) {
	at := r.placeOf(f)
	l.object()
	l.text("rule", f.Rule)
	l.text("severity", f.Severity.String())
	if note := r.noteOf(f); note != nil {
		l.optionalText("note", note.Label)
		l.number("series", series(note))
	}
	if i, ok := f.Where.Citation(); ok {
		l.number("citation", within(r.Documents[f.Where.Document], i))
	}
	l.optionalNumber("line", at.Line)
	l.optionalNumber("column", at.Column)
	l.optionalNumber("page", at.Page)
	l.text("message", f.Message)
	l.optionalText("next", f.Next)
	l.texts("evidence", f.Evidence)
	l.suggestion(f.Suggestion)
	l.optionalTruth("baseline", f.Baseline)
	l.waived(f.Waived)
	l.optionalTruth("stops", f.Stops)
	l.endObject()
}

func (l *jsonLine) suggestion(s *verify.Suggestion) {
	if s == nil {
		return
	}
	l.objectIn("suggestion")
	l.text("kind", s.Kind)
	l.text("text", s.Text)
	l.endObject()
}

// waived tells that an editor has answered; nothing where none has.
func (l *jsonLine) waived(w *verify.Waiver) {
	if w == nil {
		return
	}
	l.objectIn("waived")
	l.waiver(w)
	l.endObject()
}

func (l *jsonLine) waiver(w *verify.Waiver) {
	l.text("reason", w.Reason)
	l.optionalText("until", isoDate(w.Until))
	l.optionalText("by", w.By)
}
