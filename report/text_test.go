package report

import (
	"testing"
)

func TestTextOfTheSample(t *testing.T) {
	golden(t, "sample.txt", writeTo(t, "text", sample(t), Options{}))
}
