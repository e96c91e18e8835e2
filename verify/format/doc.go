// Package format holds one Reader for each format of manuscript.
package format
