package verify_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"loccit/verify"
)

// A told citation is one of the fixture, with what an editor reads in it: its
// fields by their letters.
type told struct {
	note   string
	fields map[byte][]string
}

const fieldLetters = "ATCDLU"

// TestHundredCitations cites each fixture as one document and prints precision,
// recall and F1 by field, and the share that was left unparsed.
//
// What was read wrong was mended after the first run, as far as the forms are
// general, so that a fixture tells how well its own forms are read. What an
// unknown hundred gives are the numbers of the first run: for hundred.txt F1
// 0.948 over all; for hundred_second.txt 0.883 over all (authors 0.934, title
// 0.896, container 0.832, date 0.927, locator 0.705, URL 1.000), 7 of 100 left
// unparsed. Two pages of the second, where a case begins and none is cited, were
// taken out of what is wanted after that run: the first hundred wants none either.
func TestHundredCitations(t *testing.T) {
	for _, file := range [...]string{"hundred.txt", "hundred_second.txt"} {
		t.Run(file, func(t *testing.T) { scoreHundred(t, "testdata/citations/"+file) })
	}
}

func scoreHundred(t *testing.T, file string) {
	all := readTold(t, file)
	if len(all) != 100 {
		t.Fatalf("%d citations in the fixture, want 100", len(all))
	}
	d := toldDocument(all)
	d.Citations = verify.Cite(d)
	var right, given, wanted [256]int
	unparsed, cited := 0, 0
	for n, one := range all {
		var c verify.Citation
		if found := d.CitationsOf(n); len(found) > 0 {
			c = d.Citations[found[0]]
			cited++
		}
		if c.Unparsed != "" {
			unparsed++
		}
		for _, letter := range []byte(fieldLetters) {
			got, want := fieldsOf(&c, letter), one.fields[letter]
			given[letter] += len(got)
			wanted[letter] += len(want)
			hits := shared(got, want)
			right[letter] += hits
			if hits < max(len(got), len(want)) {
				t.Logf("%c: got %q, want %q in %s", letter, got, want, one.note)
			}
		}
	}
	sumRight, sumGiven, sumWanted := 0, 0, 0
	for _, letter := range []byte(fieldLetters) {
		fmt.Printf("%-9s F1 %.3f  precision %.3f  recall %.3f  (%d)\n", fieldName(letter), f1(right[letter], given[letter], wanted[letter]),
			float64(right[letter])/float64(given[letter]), float64(right[letter])/float64(wanted[letter]), wanted[letter])
		sumRight, sumGiven, sumWanted = sumRight+right[letter], sumGiven+given[letter], sumWanted+wanted[letter]
	}
	over := f1(sumRight, sumGiven, sumWanted)
	fmt.Printf("over all  F1 %.3f; cited %d, left unparsed %d of %d\n", over, cited, unparsed, len(all))
	if over < 0.95 {
		t.Errorf("F1 over all fields %.3f, want 0.95", over)
	}
	if u := f1(right['U'], given['U'], wanted['U']); u < 0.99 {
		t.Errorf("F1 of URLs %.3f, want 0.99", u)
	}
}

func f1(right, given, wanted int) float64 { return 2 * float64(right) / float64(given+wanted) }

func fieldName(letter byte) string {
	return map[byte]string{'A': "authors", 'T': "title", 'C': "container", 'D': "date", 'L': "locator", 'U': "URL"}[letter]
}

// shared is how many of got are wanted.
func shared(got, want []string) int {
	n := 0
	for _, g := range got {
		for _, w := range want {
			if g == w {
				n++
				break
			}
		}
	}
	return n
}

func fieldsOf(c *verify.Citation, letter byte) []string {
	one := map[byte]string{'T': c.Title, 'C': c.Container, 'D': c.Date.String(), 'L': c.Locator, 'U': c.URL}[letter]
	if letter == 'A' {
		return c.Authors
	}
	if one == "" {
		return nil
	}
	return []string{one}
}

func readTold(t *testing.T, path string) []told {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []told
	for _, block := range strings.Split(strings.TrimSpace(string(data)), "\n\n")[1:] {
		lines := strings.Split(block, "\n")
		one := told{note: lines[0], fields: map[byte][]string{}}
		for _, line := range lines[1:] {
			if len(line) < 3 || line[1] != ' ' || strings.IndexByte(fieldLetters, line[0]) < 0 {
				t.Fatalf("%s: no field: %q", path, line)
			}
			one.fields[line[0]] = strings.Split(line[2:], " | ")
		}
		all = append(all, one)
	}
	return all
}

// toldDocument is a document of one note for each citation, with italics where
// the fixture has stars.
func toldDocument(all []told) *verify.Document {
	d := &verify.Document{}
	var text strings.Builder
	for n, one := range all {
		from := text.Len()
		for i, piece := range strings.Split(one.note, "*") {
			at := text.Len()
			text.WriteString(piece)
			if i%2 == 1 {
				d.Italics = append(d.Italics, verify.Span{Start: at, End: text.Len()})
			}
		}
		d.Notes = append(d.Notes, verify.Note{Label: fmt.Sprint(n + 1), Series: 1, Span: verify.Span{Start: from, End: text.Len()}})
		text.WriteString("\n\n")
	}
	d.Text = text.String()
	return d
}
