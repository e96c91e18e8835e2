package verify_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loccit/verify"
	"loccit/verify/format"
)

// TestQuotes shows what counts as a quotation of the source of a note.
func TestQuotes(t *testing.T) {
	for _, tt := range []struct {
		name, file, body, notes string
		want                    []string // LABEL own or shared: words
	}{
		{"in the sentence", "a.md", "He wrote of “a bridge that nobody needs”.[^1] They left.", "A. Moor, “Bridges,” <https://a.example/>.", []string{"1 own: a bridge that nobody needs"}},
		{"of two sentences, opened before", "a.md", "He wrote: “It is cold. Nobody came to the quay.”[^1]", "A. Moor, “Bridges,” <https://a.example/>.", []string{"1 own: It is cold. Nobody came to the quay"}},
		{"German, French, Japanese", "a.md", "Er sprach von „einer Brücke, die keiner braucht“, « d’un pont que personne ne veut », »einem Schiff ohne Hafen«, 「誰も望まない橋の話」.[^1]", "A. Moor, “Bridges,” <https://a.example/>.",
			[]string{"1 own: einer Brücke, die keiner braucht", "1 own: d’un pont que personne ne veut", "1 own: einem Schiff ohne Hafen", "1 own: 誰も望まない橋の話"}},
		{"words, phrases, titles", "a.md", "The “bridge” and the “old bridge”, the “Bridge Over the Sound”, the so-called “bridge of all sighs”, his book “a bridge that nobody needs”.[^1]", "A. Moor, “A Bridge That Nobody Needs,” <https://a.example/>.", nil},
		{"words that are nobody's", "a.md", "What one might call “the tragedy of the old bridge” began. He coined the phrase “a bridge of one’s own for ever”; under the slogan “keep the bridge dry for ever and ever” they marched; the ‘so-called friends of the bridge’ slept; it was “a bridge too long by half”, as the saying goes.[^1]", "A. Moor, “Bridges,” <https://a.example/>.", nil},
		{"words that somebody called so", "a.md", "It was what he called “the tragedy of the old bridge”.[^1]", "A. Moor, “Bridges,” <https://a.example/>.", []string{"1 own: the tragedy of the old bridge"}},
		{"figures, names and small words", "a.md", "It rose “from 3s. 6d. to 5s. between Lady Day and Michaelmas”, as in “From Quay to Sea and Home Again in May”.[^1]", "A. Moor, “Bridges,” <https://a.example/>.", []string{"1 own: from 3s. 6d. to 5s. between Lady Day and Michaelmas"}},
		{"another call before", "a.md", "He wrote of “a bridge that nobody needs”[^2] and “a quay that somebody wants”.[^1]", "A. Moor, “Bridges,” <https://a.example/>.\n[^2]: B. Vale, “Quays,” <https://b.example/>.",
			[]string{"1 own: a quay that somebody wants", "2 own: a bridge that nobody needs"}},
		{"two calls side by side", "a.md", "He wrote of “a bridge that nobody needs”.[^1] [^2]", "A. Moor, “Bridges,” <https://a.example/>.\n[^2]: B. Vale, “Quays,” <https://b.example/>.",
			[]string{"1 shared: a bridge that nobody needs", "2 shared: a bridge that nobody needs"}},
		{"two sources", "a.md", "He wrote of “a bridge that nobody needs”.[^1]", "A. Moor, “Bridges,” <https://a.example/>; B. Vale, “Quays,” <https://b.example/>.",
			[]string{"1 shared: a bridge that nobody needs", "1 shared: a bridge that nobody needs"}},
		{"in the note", "a.md", "He wrote so.[^1]", "A. Moor, “Bridges,” <https://a.example/>. He calls it “a bridge that nobody needs”.", []string{"1 own: a bridge that nobody needs"}},
		{"behind the URL, in the citation's own clause", "a.md", "He wrote so.[^1]", "A. Moor, “Bridges,” *Daily*, 2 May 2016, <https://a.example/>: “The bridge cost 900 crowns and fell within the year.”", []string{"1 own: The bridge cost 900 crowns and fell within the year"}},
		{"behind the URL, without brackets", "a.md", "He wrote so.[^1]", "A. Moor, “Bridges,” *Daily*, 2 May 2016, https://a.example/: “The bridge cost 900 crowns and fell within the year.”", []string{"1 own: The bridge cost 900 crowns and fell within the year"}},
		{"behind the URL, a sentence of its own", "a.md", "He wrote so.[^1]", "A. Moor, “Bridges,” *Daily*, 2 May 2016, https://a.example/. “The bridge cost 900 crowns and fell within the year.”", []string{"1 own: The bridge cost 900 crowns and fell within the year"}},
		{"behind the URL, in parentheses", "a.md", "He wrote so.[^1]", "A. Moor, “Bridges,” *Daily*, 2 May 2016, https://a.example/ (“the bridge cost 900 crowns and fell within the year”).", []string{"1 own: the bridge cost 900 crowns and fell within the year"}},
		{"before the URL", "a.md", "He wrote so.[^1]", "A. Moor, “Bridges,” *Daily*, 2 May 2016: “The bridge cost 900 crowns and fell within the year.” https://a.example/", []string{"1 own: The bridge cost 900 crowns and fell within the year"}},
		{"before the authors", "a.md", "He wrote so.[^1]", "“The bridge cost 900 crowns and fell within the year.” Ada Moor, “Bridges,” *Daily*, 2 May 2016, https://a.example/.", []string{"1 own: The bridge cost 900 crowns and fell within the year"}},
		{"behind the page of a book", "a.md", "He wrote so.[^1]", "Ada Moor, *Bridges of the Sound* (Hull: Vale, 1999), 34: “the bridge cost 900 crowns and fell within the year.”", []string{"1 own: the bridge cost 900 crowns and fell within the year"}},
		{"behind a reference back", "a.md", "He wrote so.[^1] And so.[^2] And so.[^3]", "A. Moor, “Bridges,” *Daily*, 2 May 2016, https://a.example/.\n[^2]: Ibid.: “the bridge fell within the year.”\n[^3]: Moor, “Bridges”: “the bridge cost 900 crowns in all.”",
			[]string{"2 own: the bridge fell within the year", "3 own: the bridge cost 900 crowns in all"}},
		{"behind a judgment", "a.md", "He wrote so.[^1]", "Vale v. Moor, 5 U.S. 3, 12 (1990) (“the court has no power over bridges that fell”).", []string{"1 own: the court has no power over bridges that fell"}},
		{"titles in the citation's own clause", "a.md", "He wrote so.[^1] And so.[^2] And so.[^3] And so.[^4]", "Karl Vale, “Die Brücke und das Meer” (“The bridge and the cold sea”), *Daily*, 2 May 2016, https://a.example/.\n[^2]: Ada Moor, *Bridges of the Sound*, ch. 3: “how the bridge came and went” (Hull: Vale, 1999).\n[^3]: *Daily*, 4 May 2016: “The bridge falls and nobody cares.”\n[^4]: *Daily*, 4 May 2016, p. 12: “The bridge falls and nobody minds.”", nil},
		{"a block", "a.md", "He wrote:\n\n> It is cold. Nobody came\n> to the quay.\n>\n> The lamps are out.[^1]\n\nThey left.", "A. Moor, “Bridges,” <https://a.example/>.", []string{"1 own: It is cold. Nobody came to the quay. The lamps are out"}},
		{"a block that names who is quoted", "a.md", "> It is cold. Nobody came to the quay.\n>\n> — A. Moor[^1]\n\n> Another block that is not closed by a call.", "A. Moor, “Bridges,” <https://a.example/>.", []string{"1 own: It is cold. Nobody came to the quay"}},
		{"a block of HTML", "a.html", `<p>He wrote:</p><blockquote><p>It is cold. Nobody came to the quay.<a href="#n1" id="c1"><sup>1</sup></a></p></blockquote><p>They left.</p>`,
			`<p id="n1"><a href="#c1">1</a> A. Moor, “Bridges,” <a href="https://a.example/">https://a.example/</a>.</p>`, []string{"1 own: It is cold. Nobody came to the quay"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "<html><body>" + tt.body + tt.notes + "</body></html>"
			if strings.HasSuffix(tt.file, ".md") {
				text = tt.body + "\n\n[^1]: " + tt.notes + "\n"
			}
			d, err := verify.Read(verify.Input{Path: tt.file, Data: []byte(text)}, format.Readers())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range verify.Cite(d) {
				for _, q := range c.Quotes {
					got = append(got, d.Notes[c.Note].Label+" own: "+oneLine(d.Quoted(q)))
				}
				for _, q := range c.Shared {
					got = append(got, d.Notes[c.Note].Label+" shared: "+oneLine(d.Quoted(q)))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s\n%s", diff, d.Text)
			}
		})
	}
}

// TestOtherSpeaker: of two quotations before a call, the first may be said to be
// another's.
func TestOtherSpeaker(t *testing.T) {
	for _, tt := range []struct{ body, quotation, want string }{
		{"As Vale said, “no bridge is ever finished,” but the keeper told us “it was shut in May.”[1]", "no bridge is ever finished", "Vale"},
		{"As Edna St. Vale once wrote, “no bridge is ever finished,” and it “was shut in May.”[1]", "no bridge is ever finished", "Edna St. Vale"},
		{"As Vale said, “no bridge is ever finished.”[1] The keeper told us “it was shut.”[2]", "no bridge is ever finished", ""},
		{"But he said “no bridge is ever finished,” and the keeper “it was shut in May.”[1]", "no bridge is ever finished", ""},
		{"He wrote “no bridge is ever finished,” and the keeper “it was shut in May.”[1]", "no bridge is ever finished", ""},
		{"The keeper said “no bridge is ever finished” and “it was shut.”[1]", "no bridge is ever finished", ""},
		{"As Vale said, “no bridge is ever finished,” but the keeper told us “it was shut in May.”[1]", "it was shut in May", ""},
	} {
		d := &verify.Document{Text: tt.body}
		for _, mark := range []string{"[1]", "[2]"} {
			if at := strings.Index(tt.body, mark); at > 0 {
				d.Notes = append(d.Notes, verify.Note{Calls: []verify.Span{{Start: at, End: at + 3}}})
			}
		}
		at := strings.Index(tt.body, tt.quotation)
		if got := d.OtherSpeaker(verify.Span{Start: at, End: at + len(tt.quotation)}); got != tt.want {
			t.Errorf("%q of %q: %q, wanted %q", tt.quotation, tt.body, got, tt.want)
		}
	}
}

// TestSpokenToWriter: a sentence may say that its writer was told what it quotes.
func TestSpokenToWriter(t *testing.T) {
	for body, want := range map[string]bool{
		"“No bridge is ever finished,” a keeper said to me in May.[1]":        true,
		"The keeper told me that “no bridge is ever finished.”[1]":            true,
		"The keeper told Moor that “no bridge is ever finished.”[1] Told me.": false,
		"“No bridge is ever finished,” he said.[1] She told me otherwise.":    false,
		"It seemed to me that “no bridge is ever finished.”[1]":               false,
	} {
		mark := strings.Index(body, "[1]")
		d := &verify.Document{Text: body, Notes: []verify.Note{{Calls: []verify.Span{{Start: mark, End: mark + 3}}}}}
		at := strings.Index(strings.ToLower(body), "no bridge")
		if got := d.SpokenToWriter(verify.Span{Start: at, End: at + len("no bridge is ever finished")}); got != want {
			t.Errorf("%q: %v", body, got)
		}
	}
}
