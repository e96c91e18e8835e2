package report

import "testing"

func TestHTMLOfTheSample(t *testing.T) {
	golden(t, "sample.html", writeTo(t, "html", sample(t), Options{}))
}
