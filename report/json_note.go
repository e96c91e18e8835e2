package report

import "loccit/verify"

func (l *jsonLine) note(r reading, d *verify.Document, n int) {
	note := &d.Notes[n]
	at := d.Place(note.Span.Start)
	l.object()
	l.text("label", note.Label)
	l.number("series", series(note))
	l.number("line", at.Line)
	l.optionalNumber("page", at.Page)
	l.text("text", note.Span.Of(d.Text))
	l.array("calls")
	for _, call := range note.Calls {
		l.call(d, call)
	}
	l.endArray()
	l.array("citations")
	from, to := citationsOf(d, n)
	for i := from; i < to; i++ {
		l.citation(r, d, i)
	}
	l.endArray()
	l.endObject()
}

func (l *jsonLine) call(d *verify.Document, call verify.Span) {
	at := d.Place(call.Start)
	l.object()
	l.number("line", at.Line)
	l.optionalNumber("column", at.Column)
	l.optionalNumber("page", at.Page)
	l.optionalText("context", sentence(d, call))
	l.endObject()
}

func (l *jsonLine) citation(r reading, d *verify.Document, i int) {
	c := &d.Citations[i]
	l.object()
	l.text("form", c.Form.String())
	l.text("text", c.Span.Of(d.Text))
	l.texts("authors", c.Authors)
	l.optionalText("title", c.Title)
	l.optionalText("container", c.Container)
	l.optionalText("date", isoDate(c.Date))
	l.optionalText("accessed", isoDate(c.Accessed))
	l.optionalText("locator", c.Locator)
	l.optionalText("url", c.URL)
	l.optionalText("url_printed", c.URLPrinted)
	l.optionalText("archive_url", c.ArchiveURL)
	l.optionalText("doi", c.DOI)
	l.optionalText("isbn", c.ISBN)
	l.optionalText("arxiv", c.ArXiv)
	if c.BackReference() { // absent for a citation in full, empty for one that dangles
		l.array("refers_to")
		for _, a := range c.Antecedents {
			l.object()
			l.place(d, a)
			l.endObject()
		}
		l.endArray()
	}
	if s := r.standing(d, i); s != nil {
		l.optionalText("source", s.Key)
	}
	l.checks(r.checks(d, i))
	l.endObject()
}

func (l *jsonLine) checks(list []verify.Check) {
	if len(list) == 0 {
		return
	}
	l.array("checks")
	for i := range list {
		c := &list[i]
		l.object()
		l.text("what", string(c.What))
		l.text("answer", c.Answer.String())
		l.optionalText("cited", c.Cited)
		l.optionalText("found", c.Found)
		l.optionalText("where", c.Where)
		l.optionalText("why", c.Why)
		l.endObject()
	}
	l.endArray()
}

// place names citation i of d by its note and its place there.
func (l *jsonLine) place(d *verify.Document, i int) {
	note := &d.Notes[d.Citations[i].Note]
	l.text("note", note.Label)
	l.number("series", series(note))
	l.number("citation", within(d, i))
}

// isoDate is d where it can be written with four digits for the year, as the
// schema wants it; a citation may print any number.
func isoDate(d verify.Date) string {
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 99 || d.Day < 0 || d.Day > 99 {
		return ""
	}
	return d.String()
}
