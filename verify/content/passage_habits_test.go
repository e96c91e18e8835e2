package content

import (
	"testing"

	"loccit/verify"
)

// TestFindHabits goes through what printers and editors do to the same words,
// and through small changes that turn them around.
func TestFindHabits(t *testing.T) {
	for _, c := range []struct {
		page, quotation string
		want            verify.Outcome
	}{
		{"In the 1990s, the T.V.A. closed it for U.S. ships of 3,000 tons.", "the TVA closed it for US ships of 3000 tons", verify.Matches},
		{"The book by J. R. R. Marsh was set aside by the F.B.I. in the end.", "by J.R.R. Marsh was set aside by the FBI in the end", verify.Matches},
		{"The lock was naïvely built by the façade company.", "The lock was naively built by the facade company", verify.Matches},
		{"Он закрыл ворота и ушёл домой без слов.", "Он закрыл ворота и ушел домой без слов", verify.Matches},
		{"وقال: «لم يسألنا أحدٌ عن رأينا، ولم نعـرف إلا من الجريدة».", "لم يسألنا أحد عن رأينا، ولم نعرف إلا من الجريدة", verify.Matches},
		{"שָׁלוֹם לכל הסירות שבנמל הישן", "שלום לכל הסירות שבנמל הישן", verify.Matches},
		{"“I never,” the keeper said slowly, “saw such a flood before.”", "I never saw such a flood before", verify.Matches},
		{"“I never saw such a flood,” the keeper said. “Not in forty years.”", "I never saw such a flood. Not in forty years.", verify.Matches},
		{"‘I never saw such a flood,’ the keeper said. ‘Not in forty years.’", "I never saw such a flood. Not in forty years.", verify.Matches},
		{"The mill was closed in winter.\nAdvertisement\nNobody came to see it go.", "The mill was closed in winter. Nobody came to see it go.", verify.Matches},
		{"قال الصياد: «لم يســألنا أحدٌ عن رأينا في البوّابة».", "لم يسألنا احد عن راينا", verify.Matches},
		{"她說：「這座水門比我爸爸還老，颱風一來大家都睡不著。」", "这座水门比我爸爸还老，台风一来大家都睡不着", verify.Matches},
		{"她说：“这座水门比我爸爸还老，台风一来大家都睡不着。”", "這座水門比我爸爸還老，颱風一來大家都睡不著", verify.Matches},
		{"The mayor said that forty per cent of the boats would be gone.", "40 percent of the boats would be gone", verify.Matches},
		{"The mayor said that 21 of the boats would be gone by May.", "twenty-one of the boats would be gone by May", verify.Matches},
		{"The boat carried 312 passengers on the night of the storm.", "The boat carried three hundred and twelve passengers", verify.Matches},
		{"The boat carried three hundred and twelve passengers on the night of the storm.", "The boat carried 312 passengers", verify.Matches},
		{"The boat carried three hundred twelve passengers on the night of the storm.", "The boat carried 312 passengers", verify.Matches},
		{"The works cost 2,350 crowns and two winters of rain.", "cost two thousand three hundred and fifty crowns and two winters", verify.Matches},
		{"The works cost 100 crowns and two winters of rain.", "The works cost a hundred crowns and two winters", verify.Matches},
		{"As the Romans (opens in new tab) laid five layers of it, so did we.", "the Romans laid five layers of it, so did we", verify.Matches},
		{"A cup that has no name on it MUST be\nMoor & Voss   Informational   [Page 1]\nNote 12   Cups of Offices   May 2003\ntreated as the finder's own.", "A cup that has no name on it MUST be treated as the finder's own", verify.Matches},
		{"Counting Boats\nThe loops were laid for cars, and a difference of this\nCounting Boats\n17\nsize cannot be explained by rain.", "a difference of this size cannot be explained by rain", verify.Matches},
		{"Boats that had a second keel3,7 stayed upright12 in nine winters of ten.", "Boats that had a second keel stayed upright in nine winters of ten", verify.Matches},
		{"Şi ţara a aflat că podul nu se mai întoarce.", "Și țara a aflat că podul nu se mai întoarce", verify.Matches},

		{"她說：「這座水門比我爸爸還老，颱風一來大家都睡不著。」", "这座水门比我爷爷还老，台风一来大家都睡不着", verify.Altered},
		{"The boat carried 312 passengers on the night of the storm.", "The boat carried three hundred and twenty passengers on the night of the storm", verify.Altered},
		{"The works cost 2,350 crowns and two winters of rain.", "The works cost two thousand and fifty crowns and two winters of rain", verify.Altered},
		{"The mayor said that forty of the boats would be gone by May.", "14 of the boats would be gone by May", verify.Altered},
		{"The mayor said that 21 of the boats would be gone by May.", "twenty-two of the boats would be gone by May", verify.Altered},
		{"The loops were laid for cars, and a difference of this\nnever happened in 17 years\nsize cannot be explained by rain.", "a difference of this size cannot be explained by rain", verify.Altered},
		{"“I never saw such a flood,” said Ann. Her brother laughed: “Not in forty years.”", "I never saw such a flood. Not in forty years.", verify.Altered},
		{"“I never saw such a flood,” she said, and she had seen most of them, on that river and on two others besides. “Not in forty years.”", "I never saw such a flood. Not in forty years.", verify.Altered},
		{"The lock, the keeper said, was never closed before the flood came.", "The lock was never closed before the flood came", verify.Altered},
		{"The lock was closed by the board. It was shut in spring. Nobody knew why.", "The lock was closed by the board. Nobody knew why", verify.Altered},
		{"Losses rose by 3.5 million in the second year.", "Losses rose by 35 million in the second year", verify.Altered},
		{"Losses rose by $3 million in the second year.", "Losses rose by £3 million in the second year", verify.Altered},
		{"It was a non-binding vote of the whole board.", "It was a binding vote of the whole board", verify.Altered},
		{"Er wurde am Montag in das Amt zurückgerufen, hieß es.", "Er würde am Montag in das Amt zurückgerufen", verify.Altered},
	} {
		if p := fold(c.page).find(c.quotation); p.answer != c.want {
			t.Errorf("%q in %q: %s (%s), wanted %s", c.quotation, c.page, p.answer, p.why(), c.want)
		}
	}
}

// TestPaidPages: a page that says of itself that its text is not free is never
// blamed for words that it does not show.
func TestPaidPages(t *testing.T) {
	for said, want := range map[string]bool{`false`: true, `"False"`: true, `"http://schema.org/False"`: true, `true`: false, `"True"`: false, `null`: false} {
		page, _ := Read([]byte(`<title>A</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"A","isAccessibleForFree":`+said+`}</script><p>Words.`), Hints{MediaType: "text/html"})
		if page.Paid != want {
			t.Errorf("isAccessibleForFree %s: paid is %v, wanted %v", said, page.Paid, want)
		}
	}
}

// TestFindEnds: where the words at an end of a quotation stand nowhere near, the
// passage ends with the sentence, and is not paired with words of another.
func TestFindEnds(t *testing.T) {
	page := fold("It was the work of many years. A bridge is a road that has lost its nerve, wrote Moor. The mill at Ashby burnt down in May. “It was not the keeper who was at fault,” he said. He waited, and added that he would say the same again. She called it “a modest, a rather mean way to build”. The lower lock was dry. See the first, (b) the second and the third clause. The board paid 210 crowns.")
	for _, c := range []struct{ quotation, found, why string }{
		{"Is a bridge a road that has lost its nerve?", "A bridge is a road that has lost its nerve", "it does not have “Is”; “is” is left out without an ellipsis"},
		{"a road that has lost its nerve, wrote Moor to his aunt", "a road that has lost its nerve, wrote Moor", "it does not have “to his aunt”"},
		{"a modest, a rather mean way to build ships and barns", "a modest, a rather mean way to build", "it does not have “ships and barns”"},
		{"the keeper who was at fault … and the mayor", "the keeper who was at fault", "it does not have “and the mayor”"},
		{"the first, the second and the third clause", "the first, (b) the second and the third clause", "“(b)” is left out without an ellipsis"},
		{"the board paid two hundred and twenty crowns", "The board paid 210 crowns", "it has “210” where the quotation has “two hundred and twenty”"},
		{"The mill at Ashby burnt down in June", "The mill at Ashby burnt down in May", "it has “May” where the quotation has “June”"},
		{"A bridge is a road that has lost its nerve, wrote Moor. The mill at Ashby burnt up in June", "A bridge is a road that has lost its nerve, wrote Moor. The mill at Ashby burnt down in May", "it has “down” where the quotation has “up”; it has “May” where the quotation has “June”"},
	} {
		if p := page.find(c.quotation); p.answer != verify.Altered || p.found != c.found || p.why() != c.why {
			t.Errorf("%q: %s, %q, %s", c.quotation, p.answer, p.found, p.why())
		}
	}
}

// TestBeginsOnly: an invitation to read on says that a short page is only the
// beginning of a text; one to a newsletter says nothing of it.
func TestBeginsOnly(t *testing.T) {
	for page, want := range map[string]string{
		"The lock is shut. Subscribe to our newsletter. Copyright.":               "",
		"The lock is shut. Subscribe to the free weekly bulletin of the canal.":   "",
		"The lock is shut. Sign in to leave a comment.":                           "",
		"The lock is shut. Subscribe to read the rest of it.":                     "subscribe to",
		"Subscribe to our newsletter. The lock is shut. Sign in to see the rest.": "sign in to",
		"The lock is shut. Continue reading":                                      "continue reading",
	} {
		if got := beginsOnly(fold(page)); got != want {
			t.Errorf("%q: %q, wanted %q", page, got, want)
		}
	}
}

// TestTranslated: a note may say that its author translated what it quotes.
func TestTranslated(t *testing.T) {
	for note, want := range map[string]string{
		"A. Moor, “Brücken,” 3; my translation.": "my translation",
		"Ebd. (eigene\nÜbersetzung).":            "eigene übersetzung",
		"A. Moor, On the Army Translation Unit.": "",
	} {
		if got := translated(note); got != want {
			t.Errorf("%q: %q, wanted %q", note, got, want)
		}
	}
}
