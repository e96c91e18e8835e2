package report

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"loccit/verify"
)

func compileSARIF(t testing.TB) *jsonschema.Schema {
	t.Helper()
	file, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	contract, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif", contract); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSARIFFulfilsTheStandard(t *testing.T) {
	s := compileSARIF(t)
	incomplete := sample(t)
	incomplete.Run.Why = "deadline"
	for name, r := range map[string]*verify.Report{"the sample": sample(t), "incomplete": incomplete, "empty": {}} {
		t.Run(name, func(t *testing.T) {
			checkSchema(t, s, writeTo(t, "sarif", r, Options{}))
		})
	}
}

func TestSARIFURI(t *testing.T) {
	for path, want := range map[string]string{
		"drafts/a b.txt":                   "drafts/a%20b.txt",
		"a:b.txt":                          "./a:b.txt",
		"/home/ada/a.txt":                  "file:///home/ada/a.txt",
		"../up.md":                         "../up.md",
		"50%.md":                           "50%25.md",
		"-":                                "stdin",
		"https://house.example/a?b=c#d":    "https://house.example/a?b=c#d",
		"drafts/Überfahrt.txt":             "drafts/%C3%9Cberfahrt.txt",
		"javascript:alert(1)/harmless.txt": "./javascript:alert%281%29/harmless.txt",
	} {
		if got := sarifURI(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
