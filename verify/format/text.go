package format

import "loccit/verify"

// textReader reads plain text.
type textReader struct{}

func (textReader) Format() string { return "text" }

func (textReader) Match(verify.Input) verify.Fit { return verify.Fallback }

func (textReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	return &verify.Document{Text: text, Places: linePlaces(text)}, nil
}
