package mend

import "loccit/verify"

func newOffice(in verify.Input, d *verify.Document) (scribe, error) { return nil, nil }
