package verify_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"loccit/verify"
)

// A position is one citation of a test of the Citation Style Language: the
// items it names, the note it stands in, and what a style printed for it.
type position struct {
	items   []string
	note    int
	printed []string
}

// TestPositionConformance rebuilds the documents of the tests that say when a
// reference may be printed as ibid.: wherever the style printed ibid., the
// ibid. has to lead to the item that it stands for. Other items are printed as
// full citations of our own.
func TestPositionConformance(t *testing.T) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the tests of other projects are absent")
	}
	files, _ := filepath.Glob(root + "/corpus/conformance/csl-position/*.txt")
	if len(files) == 0 {
		t.Fatal("no tests in csl-position")
	}
	passed, applicable := 0, 0
	for _, file := range files {
		name := filepath.Base(file)
		positions, reason := readPositions(t, file)
		if reason != "" {
			fmt.Printf("%-50s left out: %s\n", name, reason)
			continue
		}
		applicable++
		if wrong := checkPositions(positions); wrong != "" {
			t.Logf("%s: %s", name, wrong)
		} else {
			passed++
		}
	}
	fmt.Printf("csl-position %d of %d\n", passed, applicable)
	if applicable == 0 || 100*passed < 98*applicable {
		t.Errorf("%d of %d pass, want 98 %%", passed, applicable)
	}
}

// checkPositions prints the positions as notes, cites them, and says what is
// wrong.
func checkPositions(positions []position) string {
	d := &verify.Document{}
	var text strings.Builder
	var items []string
	for i, p := range positions {
		from := text.Len()
		if i > 0 && positions[i-1].note == p.note {
			from = d.Notes[len(d.Notes)-1].Span.Start
			text.WriteString("; ")
			d.Notes = d.Notes[:len(d.Notes)-1]
		}
		for k, item := range p.items {
			if k > 0 {
				text.WriteString("; ")
			}
			if strings.Contains(strings.ToLower(p.printed[k]), "ibid") {
				text.WriteString("Ibid.")
			} else {
				fmt.Fprintf(&text, "Ada Vos, “The Tides of %s,” Daily, May 2, 2020", item)
			}
			items = append(items, item)
		}
		d.Notes = append(d.Notes, verify.Note{Label: fmt.Sprint(p.note), Series: 1, Span: verify.Span{Start: from, End: text.Len()}})
		if i+1 == len(positions) || positions[i+1].note != p.note {
			text.WriteString(".\n\n")
		}
	}
	d.Text = text.String()
	d.Citations = verify.Cite(d)
	if len(d.Citations) != len(items) {
		return fmt.Sprintf("%d citations, want %d in %q", len(d.Citations), len(items), d.Text)
	}
	for i, c := range d.Citations {
		if c.Form != verify.Ibid {
			continue
		}
		if full := d.Resolve(i); full == nil || !strings.HasSuffix(full.Title, items[i]) {
			return fmt.Sprintf("ibid. %d leads to %v, want %s, in %q", i, full, items[i], d.Text)
		}
	}
	return ""
}

// readPositions reads one test; reason says why it holds nothing to check.
func readPositions(t *testing.T, file string) (positions []position, reason string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part := func(name string) string {
		_, rest, ok := strings.Cut(string(data), ">>===== "+name+" =====>>")
		if !ok {
			return ""
		}
		rest, _, _ = strings.Cut(rest, "<<===== "+name)
		return strings.TrimSpace(rest)
	}
	result := part("RESULT")
	if !strings.Contains(strings.ToLower(result), "ibid") || strings.Contains(result, "Near+Ibid") {
		return nil, "the style prints no ibid."
	}
	positions = orderOf(t, part("CITATIONS"), part("CITATION-ITEMS"))
	lines := strings.Split(result, "\n")
	if len(lines) < len(positions) {
		return nil, "the style prints all in one line, without saying where a note ends"
	}
	inNotes := positions[:0]
	for i := range positions {
		line := regexp.MustCompile(`^(\.\.|>>)\[\d+\] `).ReplaceAllString(lines[i], "")
		printed := strings.Split(line, "; ")
		if len(printed) != len(positions[i].items) {
			return nil, "what is printed does not come apart by item"
		}
		positions[i].printed = printed
		if positions[i].note > 0 || strings.Contains(string(data), "CITATION-ITEMS") {
			inNotes = append(inNotes, positions[i]) // a citation in the running text is in no note
		}
	}
	return inNotes, ""
}

// orderOf reads the citations of a test in the order of the document that they
// end in.
func orderOf(t *testing.T, citations, items string) []position {
	var positions []position
	if citations == "" {
		var all [][]struct{ ID string }
		if err := json.Unmarshal([]byte(items), &all); err != nil {
			t.Fatal(err)
		}
		for n, one := range all {
			p := position{note: n + 1}
			for _, item := range one {
				p.items = append(p.items, item.ID)
			}
			positions = append(positions, p)
		}
		return positions
	}
	var steps [][3]json.RawMessage
	if err := json.Unmarshal([]byte(citations), &steps); err != nil {
		t.Fatal(err)
	}
	type cited struct {
		CitationID    string
		CitationItems []struct{ ID string }
		Properties    struct{ NoteIndex int }
	}
	byID := map[string]position{}
	for n, step := range steps {
		var c cited
		if err := json.Unmarshal(step[0], &c); err != nil {
			t.Fatal(err)
		}
		p := position{note: c.Properties.NoteIndex}
		for _, item := range c.CitationItems {
			p.items = append(p.items, item.ID)
		}
		byID[c.CitationID] = p
		if n < len(steps)-1 {
			continue
		}
		around := func(raw json.RawMessage) {
			var pairs [][2]any
			if err := json.Unmarshal(raw, &pairs); err != nil {
				t.Fatal(err)
			}
			for _, pair := range pairs {
				other := byID[pair[0].(string)]
				other.note = int(pair[1].(float64))
				positions = append(positions, other)
			}
		}
		around(step[1])
		positions = append(positions, p)
		around(step[2])
	}
	return positions
}
