package repair

import "loccit/verify"

func Inspect(docs []*verify.Document, sources []verify.Source) {}
