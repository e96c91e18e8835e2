package content

import (
	"bytes"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html/atom"

	"loccit/verify"
)

// mostBeside is how many parts of a page are kept that stand beside its own
// matter.
const mostBeside = 64

// A margin is a part of a page that stands beside its own matter: a menu, a
// margin, a list of references, comments, what else the site offers. It is an
// element, or what follows a heading that says so.
type margin struct {
	from  int       // in the visible text
	tag   atom.Atom // of the element; 0 below a heading
	deep  int       // elements of the same name that are open within it
	level atom.Atom // of the heading
	depth int       // of the element that holds the heading
	talk  bool      // comments: whoever wrote one may be who is cited
}

// enter begins and ends regions at a start tag. A headline stands in none: an
// element that holds one was the whole page.
func (r *pageReader) enter(tag atom.Atom, a *attributes, closed bool) {
	if closed {
		return
	}
	if holdsBlocks(tag) {
		r.depth++
	}
	if tag == atom.Article {
		r.articles++
	}
	switch g := r.margin; {
	case g == nil:
	case g.tag != 0 && (tag == atom.H1 || tag == atom.Main):
		r.margin = nil
	case g.tag != 0 && tag == g.tag:
		g.deep++
	case g.tag == 0 && (tag == atom.Main || isHeading(tag) && !below(tag, g.level)):
		r.leaveMargin()
	}
	if isHeading(tag) {
		r.begun = len(r.visible.text)
	}
	if r.margin == nil {
		if beside, talk := r.standsBeside(tag, a); beside {
			r.margin = &margin{from: len(r.visible.text), tag: tag, talk: talk}
		}
	}
}

// leave ends regions at an end tag.
func (r *pageReader) leave(tag atom.Atom) {
	if holdsBlocks(tag) {
		r.depth--
	}
	if tag == atom.Article {
		r.articles = max(r.articles-1, 0)
	}
	if isHeading(tag) {
		r.headed(tag)
	}
	switch g := r.margin; {
	case g == nil:
	case g.tag == 0:
		if r.depth < g.depth {
			r.leaveMargin()
		}
	case tag != g.tag:
	case g.deep > 0:
		g.deep--
	default:
		r.leaveMargin()
	}
}

func (r *pageReader) leaveMargin() {
	from, to, talk := r.margin.from, len(r.visible.text), r.margin.talk
	r.margin = nil
	if from == to || talk {
		return
	}
	if n := len(r.beside); n > 0 && r.beside[n-1].End == from {
		r.beside[n-1].End = to
	} else if n < mostBeside {
		r.beside = append(r.beside, verify.Span{Start: from, End: to})
	}
}

// endMargins ends what the page left open, unless that is most of the page, and
// leaves out what is half of the page or more: that was misread.
func (r *pageReader) endMargins(text string) []verify.Span {
	if g := r.margin; g != nil {
		if g.tag == 0 || 2*g.from > len(text) {
			r.leaveMargin()
		}
	}
	size := 0
	kept := r.beside[:0]
	for _, s := range r.beside {
		size += s.Len()
		if 2*s.Len() < len(text) {
			kept = append(kept, s)
		}
	}
	if 10*size > 9*len(text) {
		return nil
	}
	return kept
}

// headed begins a margin where the heading that ended says what follows.
func (r *pageReader) headed(tag atom.Atom) {
	size := len(r.visible.text) - r.begun
	if r.margin != nil || size == 0 || size > 80 {
		return
	}
	if beside, talk := headsBeside(string(r.visible.text[r.begun:])); beside {
		r.margin = &margin{from: r.begun, level: tag, depth: r.depth, talk: talk}
	}
}

func isHeading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// below reports whether heading a is of a lower rank than b.
func below(a, b atom.Atom) bool { return a.String() > b.String() }

func holdsBlocks(tag atom.Atom) bool {
	switch tag {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Td:
		return true
	}
	return false
}

// standsBeside reports whether an element says of itself that it is a menu, a
// margin or the like, by its name, its role, its class or its id; and whether it
// holds comments.
func (r *pageReader) standsBeside(tag atom.Atom, a *attributes) (beside, talk bool) {
	switch tag {
	case atom.Nav, atom.Aside:
		return !ofByline(a), false
	case atom.Footer:
		return r.articles == 0 && !ofByline(a), false
	case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Table, atom.Td:
	default:
		return false, false
	}
	switch string(a.role) {
	case "navigation", "complementary", "contentinfo", "doc-bibliography", "doc-endnotes":
		return true, false
	}
	if beside, talk = anyBeside(a.class); beside || len(a.id) == 0 {
		return beside, talk
	}
	return anyBeside(a.id)
}

// anyBeside asks classBeside of each of several classes.
func anyBeside(classes []byte) (beside, talk bool) {
	for len(classes) > 0 {
		n := bytes.IndexByte(classes, ' ')
		if n < 0 {
			n = len(classes)
		}
		if beside, talk = classBeside(classes[:n]); beside {
			return beside, talk
		}
		classes = classes[min(n+1, len(classes)):]
	}
	return false, false
}

// ofByline reports whether the class of an element says that it holds the
// authors or the day of the page, or the way to it.
func ofByline(a *attributes) bool {
	for _, part := range [...]string{"author", "byline", "breadcrumb", "meta", "dateline", "publish"} {
		if bytes.Contains(a.class, []byte(part)) || bytes.Contains(a.id, []byte(part)) {
			return true
		}
	}
	return false
}

// classBeside knows what sites call their margins: sidebar, right-sidebar,
// related-articles, reflist; and what they call comments.
func classBeside(class []byte) (beside, talk bool) {
	if len(class) < 4 || len(class) > 40 {
		return false, false
	}
	first, last, parts := classParts(class)
	switch string(last) {
	case "comments", "commentlist", "disqus", "respond":
		return string(first) != "no" && string(first) != "has", true
	}
	return marginClass(string(first), string(last), parts), false
}

func marginClass(first, last string, parts int) bool {
	switch last {
	case "sidebar", "related", "references", "bibliography", "reflist", "footnotes", "teasers", "recommended", "recommendations", "recirculation", "popular", "trending", "newsletter", "menu", "navbar", "mostread", "promo", "promos", "breaking", "ticker":
		return first != "has" && first != "no" && first != "with" && first != "is"
	case "sponsored", "advertorial", "advertisement", "native", "taboola", "outbrain": // not node-sponsored, which a page may be
		return parts == 1
	case "footer":
		return parts == 1 || first == "site" || first == "page" || first == "global" || first == "main"
	case "read", "viewed", "commented":
		return first == "most"
	case "next", "also":
		return first == "read"
	case "articles", "stories", "posts", "news", "links", "list", "items", "content", "section", "box", "block", "area", "cards", "headlines":
		switch first {
		case "related", "recommended", "similar", "more", "other", "latest", "recent", "popular", "trending", "references", "reference", "ref", "sidebar", "promo", "teaser", "widget", "also", "top":
			return parts == 2
		}
	}
	return false
}

// classParts are the first and the last part of a class, and how many it has.
func classParts(class []byte) (first, last []byte, parts int) {
	from := 0
	for i := 0; i <= len(class); i++ {
		if i < len(class) && class[i] != '-' && class[i] != '_' {
			continue
		}
		if i > from {
			last = class[from:i]
			if parts == 0 {
				first = last
			}
			parts++
		}
		from = i + 1
	}
	return first, last, parts
}

// headsBeside reports whether a heading is one of lists of references and of
// what else a site offers, or of comments.
func headsBeside(heading string) (beside, talk bool) {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	})
	if len(words) == 0 || len(words) > 7 {
		return false, false
	}
	s := strings.ReplaceAll(strings.Join(words, " "), "’", "'")
	s = strings.TrimSuffix(s, " edit")
	if talkHeadings()[s] {
		return true, true
	}
	if besideHeadings()[s] {
		return true, false
	}
	for _, start := range [...]string{"related ", "sponsored ", "more from ", "more in ", "more on ", "more by ", "also in ", "also on ", "most read", "most popular", "recommended ", "mehr zu", "mehr aus ", "mehr von "} {
		if strings.HasPrefix(s, start) {
			return true, false
		}
	}
	return false, false
}

// talkHeadings are those of comments, as besideHeadings are.
var talkHeadings = listed(`
	comments|comment|leave a reply|leave a comment|reader comments|responses|discussion|kommentare|commentaires|comentarios|commenti|comentários|reacties|kommentarer|komentarze|komentáře|hozzászólások
	комментарии|коментарі|评论|网友评论|留言|コメント|댓글|التعليقات|תגובות|yorumlar`)

// besideHeadings are in lower case, without marks and numbers. Filled once, read
// only.
var besideHeadings = listed(`
	references|reference list|bibliography|select bibliography|works cited|literature|literature cited|further reading|see also|external links|citations|endnotes|footnotes
	related|read more|read next|read also|up next|you may also like|you might also like|you may like|you might like|also of interest|more stories|more news|other stories|other news|other articles|top stories|latest|latest news|latest stories|latest posts|recent posts|recent articles|recent news|trending|trending now|popular|popular posts|popular now|don't miss|editor's picks|editors' picks|what to read next|in other news|elsewhere|from the archive|from our archive|previous post|next post|archives|categories|blogroll|newsletter
	literatur|literaturverzeichnis|einzelnachweise|weblinks|siehe auch|mehr zum thema|das könnte sie auch interessieren|das könnte dich auch interessieren|meistgelesen|lesen sie auch|lesen sie mehr|auch interessant|weitere artikel|weitere meldungen|verwandte artikel|ähnliche artikel|aktuelle meldungen|neueste artikel|quellen
	références|bibliographie|à lire aussi|lire aussi|sur le même sujet|sur le même thème|voir aussi|les plus lus|articles similaires|articles liés|à la une|dans la même rubrique|notes et références|liens externes
	referencias|bibliografía|lea también|lee también|te puede interesar|más leídas|lo más leído|noticias relacionadas|artículos relacionados|más noticias|últimas noticias|véase también|enlaces externos
	bibliografia|leggi anche|articoli correlati|potrebbe interessarti|i più letti|note|riferimenti|ultime notizie|voci correlate|collegamenti esterni
	referências|leia também|leia mais|mais lidas|veja também|notícias relacionadas|artigos relacionados
	lees ook|meest gelezen|gerelateerd|meer nieuws|zie ook|bronnen|literatuur|läs också|läs mer|mest läst|relaterade artiklar|les også|mest lest|læs også|mest læste|referenser|kilder|källor|lue myös|luetuimmat
	czytaj też|czytaj także|zobacz też|zobacz także|przeczytaj także|najczęściej czytane|przypisy|literatura|čtěte také|související články|kapcsolódó cikkek|irodalom|citește și
	список литературы|литература|примечания|читайте также|по теме|похожие материалы|похожие статьи|ссылки|см также|другие новости|последние новости|читайте також|за темою
	参考文献|参考资料|相关阅读|相关新闻|相关链接|相关文章|推荐阅读|延伸阅读|热门|热点|热点新闻|最新消息|参考|參考文獻|參考資料|相關閱讀|相關新聞|相關文章|延伸閱讀|推薦閱讀|熱門新聞|最新新聞
	関連記事|関連リンク|人気記事|おすすめ記事|ランキング|最新記事|脚注|출처|참고문헌|관련기사|관련 기사|많이 본 뉴스|인기기사
	المراجع|المصادر|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|مقالات ذات صلة|קראו גם|כתבות נוספות|ilgili haberler|çok okunanlar|kaynakça|bài liên quan|tin liên quan|baca juga|berita terkait|διαβάστε επίσης|σχετικά άρθρα|βιβλιογραφία|संबंधित खबरें`)

// listed is the set of what stands between bars and at the ends of lines, made when
// it is first asked for.
func listed(s string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return list(s) })
}

func list(s string) map[string]bool {
	found := map[string]bool{}
	for one := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '|' || r == '\n' || r == '\t' }) {
		if one = strings.TrimSpace(one); one != "" {
			found[one] = true
		}
	}
	return found
}
