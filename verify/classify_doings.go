package verify

import (
	"cmp"
	"slices"
	"strings"
)

// does reports whether the page does what of the things that it may do instead of
// showing anything, see BoxAndAway.
func (e *exam) does(what string) bool { return slices.Contains(e.page.Rare.Get().Embeds, what) }

// askedAgain: a page of hardly a word whose script sets a cookie and loads the same
// address again, for readers that run scripts.
func (e *exam) askedAgain() bool {
	if e.does(CookieAndAgain) {
		return true
	}
	if !e.does(CookieAndAway) {
		return false
	}
	path, _, _ := strings.Cut(pathOf(e.Final), "?")
	path = clip(path, 80)
	return slices.ContainsFunc(e.page.Rare.Get().Embeds, func(to string) bool { return to == hostName(e.Final)+path || to == path })
}

// boxAlone: all that the page shows is what its script says in a box, and then it
// goes back, closes, or sends to the home page or to log in; as sites of Korea, China
// and Turkey say that there is nothing at an address, or not for all. One that sends
// anywhere else may well have moved.
func boxAlone(e *exam) (Verdict, bool) {
	if !e.does(BoxAndBack) && !e.does(BoxAndAway) || e.named() {
		return no()
	}
	said := oneLine(e.page.brief())
	folded := foldWords(said)
	switch {
	case e.boxSends(isLogin), slices.ContainsFunc(membersWords, func(w string) bool { return strings.Contains(folded, w) }):
		return verdict(Blocked, "login-wall", "all that it shows is a box that asks for a log-in: “%s”", said)
	case e.does(BoxAndBack), e.boxSends(isHome) && !isHome(e.URL):
		return verdict(Suspect, "soft-404", "all that it shows is a box that says “%s”, and then it leaves", said)
	}
	return no()
}

// boxSends reports whether the script leads to such a place.
func (e *exam) boxSends(such func(url string) bool) bool {
	return slices.ContainsFunc(e.page.Rare.Get().Embeds, func(to string) bool {
		host, path, ok := strings.Cut(to, "/")
		return ok && such("http://"+cmp.Or(host, "site.invalid")+"/"+path)
	})
}

// membersWords stand in what boxes say that are for members, folded.
var membersWords = []string{"로그인", "회원", "권한", "登录", "登錄", "登入", "会员", "會員", "ログイン", "会員", "giriş yap", "üye girişi", "üyelik", "log in", "login", "sign in", "members only", "войдите", "авториз"}
