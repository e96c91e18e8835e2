package content

import (
	"slices"
	"strings"
	"testing"

	"loccit/verify"
)

// An openingCase is what stands under a headline, and what it says.
type openingCase struct {
	language, under string // lines under the headline, parted by bars
	authors         string // parted by semicolons
	published       string
}

// TestOpening reads who and when from what stands under headlines, as sites of
// many languages set it, where no mark-up says what it is.
func TestOpening(t *testing.T) {
	for _, tc := range append(bylineCases(), dayCases()...) {
		var b strings.Builder
		b.WriteString(`<html lang="` + tc.language + `"><title>The Sluice Gate Closes - A Paper</title><nav>Menu</nav><h1>The sluice gate closes</h1>`)
		for line := range strings.SplitSeq(tc.under, "|") {
			b.WriteString("<div>" + line + "</div>")
		}
		b.WriteString("<p>" + strings.Repeat("Nobody in the village had asked for it, and nobody was asked. ", 8) + "</p>")
		page, _ := Read([]byte(b.String()), Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"})
		if got := strings.Join(page.Authors, "; "); got != tc.authors || page.Published != tc.published {
			t.Errorf("%s %q:\n got %q, %q\nwant %q, %q", tc.language, tc.under, got, page.Published, tc.authors, tc.published)
		}
	}
}

func bylineCases() []openingCase {
	return []openingCase{
		// bare names
		{"en", "Per Lindahl, Maja Ek and agencies|Updated 6 February 2021 19:40 GMT", "Per Lindahl; Maja Ek", ""},
		{"en", "Jane Roe|3 March 2019", "Jane Roe", "2019-03-03"},
		{"en", "Jane Roe, Staff Writer|March 3, 2019", "Jane Roe", "2019-03-03"},
		{"en", "JANE ROE|MARCH 3, 2019", "JANE ROE", "2019-03-03"},
		{"en", "Jane Roe in Berlin|Tue 3 Mar 2019 10.22 GMT", "Jane Roe", "2019-03-03"},
		{"en", "Juan de la Cruz|Posted on 3rd March 2019 at 7pm|12 comments", "Juan de la Cruz", "2019-03-03"},
		{"en", "Ana van der Meer and Jean-Luc Moreau|5 min read", "Ana van der Meer; Jean-Luc Moreau", ""},
		{"en", "J. R. Hartley · Mar 3, 2019 · 7 min read", "J. R. Hartley", "2019-03-03"},
		{"en", "By the Associated Press|March 3, 2019", "", "2019-03-03"},
		{"de", "Von Max Mustermann, Berlin|Stand: 03.03.2019, 10:22 Uhr", "Max Mustermann", ""},
		{"de", "Max Mustermann|03.03.2019, 10:22 Uhr|Lesezeit: 3 Min.", "Max Mustermann", "2019-03-03"},
		{"fr", "Par Claire Dubois|Publié le 3 mars 2019 à 10h22, mis à jour le 4 mars 2019 à 9h00", "Claire Dubois", "2019-03-03"},
		{"es", "María José García López|Madrid - 3 de marzo de 2019", "María José García López", "2019-03-03"},
		{"hi", "लेखक: Asha Rao|3 मार्च 2019", "Asha Rao", "2019-03-03"},
		{"it", "di Paolo Rossi|3 marzo 2019", "Paolo Rossi", "2019-03-03"},
		{"pt", "Por João da Silva|03/03/2019 10h22 Atualizado 04/03/2019", "João da Silva", "2019-03-03"},
		{"nl", "Door Jan de Vries|3 maart 2019", "Jan de Vries", "2019-03-03"},
		{"sv", "Av Maja Ek|Publicerad 3 mars 2019", "Maja Ek", "2019-03-03"},
		{"da", "Af Mette Holm|3. marts 2019", "Mette Holm", "2019-03-03"},
		{"pl", "Jan Kowalski|3 marca 2019, 10:22", "Jan Kowalski", "2019-03-03"},
		{"hu", "Írta: Nagy János|2019. március 3.", "Nagy János", "2019-03-03"},
		{"hu", "Nagy János|2019. március 3. 10:22", "Nagy János", "2019-03-03"},
		{"ru", "Автор: Иван Петров|3 марта 2019, 10:22", "Иван Петров", "2019-03-03"},
		{"ru", "Иван Петров, корреспондент|3 марта 2019 г.", "Иван Петров", "2019-03-03"},
		{"tr", "Yazan: Ayşe Yılmaz|3 Mart 2019", "Ayşe Yılmaz", "2019-03-03"},
		{"el", "Του Γιάννη Παππά|3 Μαρτίου 2019", "Γιάννη Παππά", "2019-03-03"},
		{"ar", "بقلم: سعاد المصري|السبت ١٢ أيار ٢٠١٨", "سعاد المصري", "2018-05-12"},
		{"he", "מאת: דנה כהן|3 במרץ 2019", "דנה כהן", "2019-03-03"},
		{"zh", "2019年3月3日 10:22 来源：新华网|作者：张三", "张三", "2019-03-03"},
		{"zh", "文/张三|发布时间：2019-03-03 10:22", "张三", "2019-03-03"},
		{"zh", "本报记者 张三 李四|2019年03月03日", "张三; 李四", "2019-03-03"},
		{"zh-TW", "2019年5月6日 上午10:22|〔記者陳大文／海口報導〕海口漁港的水門建於民國四十二年，漏水已久。", "陳大文", "2019-05-06"},
		{"zh-TW", "民國108年5月6日", "", "2019-05-06"},
		{"zh", "新华社北京3月3日电（记者张三、李四）河口的老水门昨天关闭。|2019-03-03", "张三; 李四", "2019-03-03"},
		{"ja", "2019年3月3日 10時22分|山田太郎記者", "", "2019-03-03"},
		{"ja", "令和元年5月6日|文：山田太郎", "山田太郎", "2019-05-06"},
		{"ko", "홍길동 기자|2019년 3월 3일", "홍길동", "2019-03-03"},
		{"ko", "홍길동 기자|입력 2019.03.03 10:22", "홍길동", "2019-03-03"},
		{"vi", "Bởi Nguyễn Văn An|ngày 3 tháng 3 năm 2019", "Nguyễn Văn An", "2019-03-03"},
		{"id", "Oleh: Siti Rahayu|Minggu, 3 Maret 2019", "Siti Rahayu", "2019-03-03"},
		{"cs", "Jana Nováková|3. března 2019", "Jana Nováková", "2019-03-03"},
		{"uk", "Олена Коваль|3 березня 2019", "Олена Коваль", "2019-03-03"},
		{"fi", "Matti Virtanen|3.3.2019 klo 10.22", "Matti Virtanen", "2019-03-03"},
	}
}

func dayCases() []openingCase {
	return []openingCase{
		// the day first, or the month
		{"en-US", "03/04/2019", "", "2019-03-04"},
		{"en-GB", "03/04/2019", "", "2019-04-03"},
		{"fr", "03/04/2019", "", "2019-04-03"},
		{"en", "03/04/2019", "", "2019-04-03"},
		{"en", "3-Apr-2019", "", "2019-04-03"},
		{"nl", "03-04-2019", "", "2019-04-03"},
		// datelines
		{"en", "BEIJING, March 3, 2019 (Xinhua) — The old sluice at the river mouth was shut on Sunday after a hundred years of work, and nobody came to see it, said a fisherman who had been asked to.", "", "2019-03-03"},
		// nothing of the kind
		{"en", "South China Sea|Breaking News|Read More", "", ""},
		{"en", "Photographs by Jane Roe|Share This", "", ""},
		{"en", "New York|3 March 2019", "", "2019-03-03"},
		{"en", "World News|3 March 2019", "", "2019-03-03"},
		{"en", "Since 3 March 2019 the gate has been shut.", "", ""},
		{"en", "By popular demand, the gate stays open.", "", ""},
		{"en", "Last updated: 3 March 2019", "", ""},
		{"fr", "Vue du port|Photo : Claire Dubois", "", ""},
	}
}

// TestBeside finds what stands beside a page's own matter.
func TestBeside(t *testing.T) {
	const story = `<h1>The sluice gate closes</h1><p>` + "Nobody had asked for it, and nobody was asked." + `</p>`
	for _, tc := range []struct{ name, page, beside string }{
		{"menu and margin", `<nav>Home News</nav><main>` + story + `</main><aside>Other Story</aside>`, "Home News|Other Story"},
		{"by class", `<div class="left-sidebar"><div>Other Story</div></div>` + story + `<div class="related-articles">Third</div>`, "Other Story|Third"},
		{"a heading says so", story + `<h2>References</h2><p>Roe, J. (1998). A Note.</p><h2>Contact</h2><p>Ask us.</p>`, "References\nRoe, J. (1998). A Note."},
		{"until its element ends", story + `<div><h4>You may also like</h4><p>Other Story</p></div><p>The gate was old.</p>`, "You may also like\nOther Story"},
		{"a class of the whole page is none", `<div class="content sidebar">` + story + `</div>`, ""},
		{"an open menu is cut at the headline", `<nav>Home` + story, ""},
		{"the foot of an article is its own", `<article>` + story + `<footer>Jane Roe</footer></article><footer>Imprint</footer>`, "Imprint"},
		{"comments are no margin", story + `<div id="comments"><p>You want to look further east.</p></div>`, ""},
		{"a page of menus", `<nav>` + strings.Repeat("<p>Other story of today</p>", 20) + `</nav><p>x</p>`, ""},
	} {
		page, _ := Read([]byte(tc.page), Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"})
		var got []string
		for _, s := range page.Beside {
			got = append(got, strings.TrimSpace(s.Of(page.Text)))
		}
		if !slices.Equal(got, strings.FieldsFunc(tc.beside, func(r rune) bool { return r == '|' })) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.beside)
		}
	}
	if got := without("one two three", []verify.Span{{Start: 3, End: 7}, {Start: 7, End: 99}}); got != "one three" {
		t.Errorf("without: %q", got)
	}
}
