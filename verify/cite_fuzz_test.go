package verify_test

import (
	"reflect"
	"strings"
	"testing"

	"loccit/verify"
)

// oneNote is a document whose text is a call and one note of it.
func oneNote(note string) *verify.Document {
	const body = "The tide came in “as it always did.”"
	text := body + "1\n\n" + note
	from := len(body) + 3
	return &verify.Document{Text: text, Notes: []verify.Note{{Label: "1", Series: 1, Span: verify.Span{Start: from, End: len(text)}, Calls: []verify.Span{{Start: len(body), End: len(body) + 1}}}}}
}

// FuzzCite holds Cite to what it promises of any note: no panic, every span
// inside the text, every antecedent a citation, the same answer twice.
func FuzzCite(f *testing.F) {
	for _, seed := range []string{
		"Ada Vos, “Low Tide,” Daily, May 2, 2020, https://tides.example/a.",
		"See “A; ‘B,” C; D, 2020); (E [F. Ibid., 12–14. supra note 3, at 5",
		"ibid.; id. at 4; Vos, op. cit., p. xii; (n 12) 15",
		"https://web.archive.org/web/2020/https://tides.example/a [perma.cc/AB12-CD34]",
		"«A», „B“, »C«, ‘D’ 'E' \"F\" ’G” 2021-02-30 31.2.2021 2/30/21",
		"doi:10.1000/182. ISBN 978-3-16-148410-0; arXiv:2101.00001v2",
		"\xff\xfe“\xe2\x80",
		"A v. B, 12 F. 3d 45 (2d Cir. 1999); 18 U.S.C. § 1030(a)(1).",
		"Dam Board, a Low Report (June 1(June 1, 1958), 11, https://tides.example, 1958), 11, https://tides.example/b.",
		"王伟，《盐》，2012年5月4日。", // the text ends with the note, on a mark that needs no space behind it
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, note string) {
		d := oneNote(note)
		cited := verify.Cite(d)
		checkCited(t, d, cited)
		if again := verify.Cite(d); !reflect.DeepEqual(cited, again) {
			t.Errorf("two answers: %v and %v", cited, again)
		}
	})
}

func checkCited(t *testing.T, d *verify.Document, cited []verify.Citation) {
	t.Helper()
	for i, c := range cited {
		spans := append([]verify.Span{c.Span, c.URLSpan}, c.Quotes...)
		for _, s := range spans {
			if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
				t.Fatalf("citation %d: span %v outside the text", i, s)
			}
		}
		if n := d.Notes[c.Note].Span; !n.Holds(c.Span) {
			t.Fatalf("citation %d: span %v outside its note %v", i, c.Span, n)
		}
		for _, a := range c.Antecedents {
			if a < 0 || a >= len(cited) || a == i {
				t.Fatalf("citation %d: antecedent %d", i, a)
			}
		}
	}
}

// TestCiteHostile cites notes of a megabyte that are all quotes, brackets,
// semicolons or URLs. Were a step quadratic, this would not end.
func TestCiteHostile(t *testing.T) {
	for _, unit := range []string{
		"“", "”", "‘", "’ ", "\"", "' ", "'a ", "(", ")", "()", "[", "[]", "; ", ". ", "...", "A. ", "“A,” ", "(2020) ", "2020 ", "2020, ", "see ", "See “A", "A and ", "A, ", "http://", "http://a ", "<http://a ", "http://a/\n", "www.a.b/(", "ibid. ", "supra note 1 ", "10.1000/", "ISBN ", "accessed ", "p. 1, ", "12-", "in A: B, ", "é", "— ", "\n", "v. ", "« ", "A (ed.) ", "1/", "i",
	} {
		d := oneNote(strings.Repeat(unit, 1<<20/len(unit)))
		checkCited(t, d, verify.Cite(d))
	}
}

// TestCiteMany cites a hundred thousand notes that repeat one another.
func TestCiteMany(t *testing.T) {
	var text strings.Builder
	d := &verify.Document{}
	for n := range 100_000 {
		from := text.Len()
		text.WriteString([...]string{"Ada Vos, “Low Tide,” Daily, May 2, 2020, https://tides.example/a.", "Ibid., 12.", "Vos, “Low Tide,” 4.", "Vos, supra note 1, at 5."}[n%4])
		d.Notes = append(d.Notes, verify.Note{Label: "1", Series: 1, Span: verify.Span{Start: from, End: text.Len()}})
		text.WriteByte('\n')
	}
	d.Text = text.String()
	checkCited(t, d, verify.Cite(d))
}
