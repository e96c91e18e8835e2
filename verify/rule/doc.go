// Package rule is the catalogue of rules: what an editor should look at, with
// the reason for it and what to do next.
//
// In goes a verify.Case, the documents with their citations and what is known
// of each source; out come findings. verify.Judge runs the rules, the command
// line explains them, and every report names them. Rules are pure: what is not
// in the case does not exist for them, so a rule that lacks the evidence stays
// silent.
//
// One file holds one rule: its name, severity, documentation and check. Its
// cases lie in testdata/NAME: files fires*.txtar, which it must answer with
// findings, and silent*.txtar, on which it must say nothing.
package rule
