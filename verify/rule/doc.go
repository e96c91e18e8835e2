// Package rule is the catalogue of rules.
package rule
