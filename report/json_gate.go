package report

import "loccit/verify"

func (l *jsonLine) gate(g *verify.Ruling) {
	l.object()
	l.truth("passed", g.Passed())
	l.text("verdict", plain(g.String()))
	l.optionalText("next", plain(g.Next))
	l.number("stops", g.Stops)
	l.number("baseline", g.Known)
	l.number("waived", g.Waived)
	l.number("unsure", g.Unsure)
	l.number("healed", len(g.Healed))
	l.number("sources", g.Sources)
	l.number("unjudged", g.Unjudged)
	l.endObject()
}

func (l *jsonLine) remark(m *verify.Remark) {
	l.object()
	l.text("kind", string(m.Kind))
	l.text("message", m.Message)
	l.optionalText("next", m.Next)
	l.optionalText("file", m.File)
	l.optionalNumber("line", m.Line)
	l.endObject()
}
