package verify

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// saysGone reports whether segment, folded, is a sentence that says of a page,
// an article or the like, with nothing to tell which, that it is not there:
// “The story you want is no longer available”. What is said of anything else
// (“Statue has been removed”) is a headline.
func saysGone(segment string) bool { return isGone(segment, false) }

// allGone is saysGone for a line of a page that is nothing but a message: there,
// what has gone may be a place of many pages as well, and a reason may follow.
func allGone(line string) bool { return isGone(line, true) }

// ofPart reports whether what line, folded, speaks of may be a part of a page, or
// what it is about.
func ofPart(line string) bool {
	for word := range strings.FieldsSeq(line) {
		if !determiners()[word] {
			return partNouns()[word] || placeNouns()[word]
		}
	}
	return false
}

// isGone is saysGone, or allGone where segment stands alone.
func isGone(segment string, alone bool) bool {
	if len(segment) > maxSentence {
		return false
	}
	first := 0 // word that no determiner is
	for word := range strings.FieldsSeq(segment) {
		if r, _ := utf8.DecodeRuneInString(word); first == 0 && unspaced(r) {
			return dense(segment)
		}
		if determiners()[word] {
			first++
			continue
		}
		if first > 6 || !pageNouns()[word] && (first == 0 || !partNouns()[word] && !(alone && placeNouns()[word])) { // as almost always
			return false
		}
		words := strings.Fields(segment)
		return len(words) >= 2 && (len(words) <= 16 || alone) && endsGone(words[first+1:], alone)
	}
	return false
}

// endsGone reports whether words, which follow the noun, say that it is not there,
// and before that no more than that the reader looked for it. A relative clause
// alone is no sentence: “The page that does not exist”.
func endsGone(words []string, alone bool) bool {
	rest := strings.Join(words, " ") + " "
	for i, word := range words {
		for _, predicate := range goneByVerb()[word] {
			after, says := strings.CutPrefix(rest, predicate)
			if says && (closing(after) || alone && reasoned(after) || alternative(after)) && (i == 0 || !relatives()[words[i-1]]) {
				return true
			}
		}
		if !idleWords()[word] {
			return false
		}
		rest = rest[len(word)+1:]
	}
	return false
}

// goneByVerb are the gonePredicates by their first word, a space behind each.
var goneByVerb = sync.OnceValue(func() map[string][]string {
	by := map[string][]string{}
	for _, predicate := range gonePredicates().sentences {
		word, _, _ := strings.Cut(predicate, " ")
		by[word] = append(by[word], predicate+" ")
	}
	return by
})

// closing reports whether s, which follows the verb, adds nothing to it.
func closing(s string) bool {
	s = strings.TrimSpace(s)
	return s == "" || closings().whole[s]
}

// alternative reports whether s, which follows the verb, is another way to be gone:
// “… or has been deleted”.
func alternative(s string) bool {
	word, rest, _ := strings.Cut(s, " ")
	return alternatives()[word] && endsGone(strings.Fields(rest), false)
}

// reasoned reports whether s, which follows the verb, says for what reason: “… from
// Small Archive at the request of its author”.
func reasoned(s string) bool {
	if words := strings.Fields(s); len(words) > 2 && words[0] == "from" {
		for n := 2; n <= min(4, len(words)-1); n++ {
			if reasons().begins(strings.Join(words[n:], " ")) {
				return true
			}
		}
	}
	return reasons().begins(s)
}

// reasons begin what is said of why something is gone.
var reasons = newPhrases(`
at the request of… · at the author s request… · at the owner s request… · at the publisher s request… · due to a copyright… · due to copyright… · due to a violation… · due to legal… · due to a legal… · for legal reasons… · for violating… · for a violation… · because it violate… · auf wunsch… · aus rechtlichen gründen… · à la demande… · pour des raisons juridiques… · pour des raisons légales… · a petición… · por motivos legales… · su richiesta… · per motivi legali… · op verzoek…
`)

var alternatives = wordSet(`or oder ou o of eller tai lub albo nebo alebo vagy sau или або ili veya ή או أو یا hoặc atau`)

// idleWords may stand between a page and what says that it is gone: they tell of the
// search for it.
var idleWords = wordSet(`
	you your re are were was is has have had been be may might either looking for requested request wanted want tried trying to reach view access open find seek sought that which with this id address name selected specified or and moved it by its author at
	sie suchen gesucht die der das den ist wurde wird konnte kann leider aufrufen aufgerufen wollten haben angefordert hier unter dieser adresse
	que vous cherchez recherchez demandez demandée demandé avez est a été n
	buscas busca buscaba buscabas está buscando solicitas solicitada solicitado intentas ver ha sido
	você procura procurou procurando está foi o
	che cerchi cerca stai cercando hai richiesto richiesta è stato stata
	die dat je u zoekt zocht opvraagt is wordt werd
	du söker letar sökte efter här har blivit som leter leder søger etter er blevet
	jota etsit hakemasi etsimäsi on
	której którego szukasz została został jest
	kterou který kterého hledáte hledali byla byl
	amit keresel keresett
	pe care o îl cauți căutați
	которую вы вами ищете искали запрашиваете запрашивали запросили была был больше
	яку ви шукаєте
	που ζητήσατε ζητάτε ψάχνετε αναζητάτε
	viết dung này bạn đang tìm kiếm yêu cầu
	yang anda cari minta
	التي الذي تبحث عنها عنه طلبتها
	שחיפשת המבוקש המבוקשת`)

// relatives begin a clause that tells which page is meant.
var relatives = wordSet(`that which who que qui che die der das den dat som która który kterou která který что которая который που yang التي الذي`)

// What may stand before the noun: it points, and does not name.
var determiners = wordSet(`
	we re i m afraid but apologies sorry unfortunately oops this the that your our requested selected web
	leider diese dieser dieses die der das den dem ihre ihr gewünschte gewünschter gesuchte gesuchter angeforderte aufgerufene
	désolé cette cet ce la le les l votre notre
	lo sentimos esta este el los las tu su
	o a os as esta este essa esse sua seu infelizmente desculpe
	questa questo il lo gli i spiacenti
	deze dit de het helaas
	den det denna detta denne dette här tyvärr beklager desværre
	tämä valitettavasti
	ta ten to niestety przepraszamy żądana szukana podana
	tato tento ta tá táto požadovaná hledaná bohužel
	az a ez
	această acest ne pare rău
	эта этот это данная данный данное запрашиваемая запрашиваемый запрошенная вами вам к сожалению извините
	ця цей
	bu aradığınız
	η το
	요청하신 찾으시는 해당 이 죄송합니다
	maaf xin lỗi هذا هذه عذرا`)

// Nouns that stand for any page.
var pageNouns = wordSet(`
	page webpage article story post posting content document entry topic thread publication blog weblog site website
	seite webseite artikel beitrag inhalt dokument datei meldung eintrag nachricht thema anzeige
	page article contenu document fichier lien annonce billet sujet publication ressource
	página pagina artículo contenido documento archivo noticia nota entrada publicación enlace tema
	página artigo conteúdo documento arquivo notícia matéria publicação link reportagem
	pagina articolo contenuto documento file notizia annuncio risorsa
	pagina artikel bericht inhoud document bestand
	sidan sida artikeln artikel inlägget innehållet dokumentet siden side artiklen artikkelen saken indholdet innholdet
	sivu sivua artikkeli artikkelia sisältö uutinen
	strona artykuł treść dokument plik wpis ogłoszenie
	stránka stránku článek článok obsah dokument príspevok příspěvek
	oldal cikk tartalom
	pagina articolul conținutul
	сторінку статтю новину публікацію матеріал чланак вест članak vijest članek novica خبر صفحه مقاله مطلب הכתבה
	страница статья материал документ публикация запись новость файл тема контент сообщение объявление
	сторінка стаття матеріал сторінку
	страницата статията
	sayfa haber içerik
	σελίδα άρθρο
	페이지를 페이지가 페이지는 기사를 기사가 기사는 게시물을 게시물이 콘텐츠를 콘텐츠가 문서를 글을 글이
	bài trang nội artikel halaman berita konten
	الصفحة المقال المقالة الخبر المحتوى الموضوع
	הדף העמוד המאמר הכתבה התוכן`)

// Nouns that stand for a page where it is pointed to: without “this” or “the”,
// they may stand for a part that is missing on a page that is there.
var partNouns = wordSet(`item record resource url video photo image picture listing job advert ad material text news report bild foto vidéo imagen vídeo immagine bilden bildet фото видео`)

// Nouns that stand for a place of many pages, or for another thing that sites hold:
// on a page that is nothing but a message.
var placeNouns = wordSet(`community forum board wiki group channel profile account user collection playlist album episode podcast presentation preprint paper dataset project question gruppe konto profil benutzer sammlung groupe compte profil utilisateur grupo cuenta perfil usuario conta gruppo profilo utente`)

// gonePredicates say that it is not there.
var gonePredicates = newPhrases(`
not found · cannot be found · can t be found · could not be found · couldn t be found · was not found · wasn t found · not exist · does not exist · doesn t exist · no longer exists · doesn t exist anymore · is no longer available · no longer available · is not available · isn t available · not available · unavailable · is currently unavailable · has been removed · was removed · has been deleted · was deleted · been deleted · been removed · removed · deleted · has been withdrawn · was withdrawn · has been unpublished · has been taken down · has been archived · is no longer online · is no longer here · is no longer active · no longer active · no longer online · has expired · is missing · is gone · has gone · is invalid · is not valid · has been moved or deleted · has moved or been deleted · may have been moved or deleted · has been moved or removed · is no longer accessible · is inaccessible · has been retired · been retired
nicht gefunden · nicht gefunden werden · nicht vorhanden · existiert nicht · existiert nicht mehr · nicht verfügbar · nicht mehr verfügbar · ist nicht mehr online · nicht mehr abrufbar · nicht mehr vorhanden · nicht mehr erreichbar · wurde gelöscht · wurde entfernt · gelöscht · entfernt · depubliziert · abgelaufen · gibt es nicht · gibt es nicht mehr · gibt es leider nicht · ist verschwunden · wurde archiviert
introuvable · n existe pas · n existe plus · n est plus disponible · n est pas disponible · n est plus en ligne · plus disponible · a été supprimé · a été supprimée · a été retiré · a été retirée · supprimé · supprimée · a expiré · est expirée · n a pas été trouvée · n a pas été trouvé · n a pu être trouvée
no existe · ya no existe · no encontrada · no encontrado · no ha sido encontrada · no fue encontrada · no se encuentra · no se encuentra disponible · no disponible · no está disponible · ya no está disponible · ha sido eliminado · ha sido eliminada · fue eliminado · fue eliminada · eliminado · eliminada · ha caducado
não existe · não existe mais · não encontrada · não encontrado · não foi encontrada · não foi encontrado · não está disponível · não está mais disponível · indisponível · foi removido · foi removida · removido · removida · foi excluído · expirou
non esiste · non esiste più · non trovata · non trovato · non è stata trovata · non è stato trovato · non è disponibile · non è più disponibile · non disponibile · non più disponibile · è stato rimosso · è stata rimossa · rimosso · rimossa · è stato eliminato · è scaduto
niet gevonden · bestaat niet · bestaat niet meer · niet beschikbaar · niet meer beschikbaar · is verwijderd · verwijderd · is verlopen
hittades inte · finns inte · finns inte längre · finns inte kvar · har tagits bort · är borttagen · kunde inte hittas · kan inte hittas · är inte tillgänglig · ble ikke funnet · finnes ikke · finnes ikke lenger · er fjernet · er slettet · er ikke tilgjengelig · blev ikke fundet · findes ikke · findes ikke længere · er blevet slettet · er blevet fjernet · kunne ikke findes · ikke fundet · ikke funnet
ei löydy · ei löytynyt · ei ole olemassa · ei ole saatavilla · on poistettu · ei ole enää saatavilla
nie istnieje · nie została znaleziona · nie została odnaleziona · nie znaleziono · nie znaleziona · jest niedostępna · jest niedostępny · niedostępna · niedostępny · został usunięty · została usunięta · usunięty · usunięta · wygasło
nenalezena · nenalezen · nebyla nalezena · nebyl nalezen · neexistuje · není dostupná · není dostupný · byl odstraněn · byla odstraněna · byl smazán · byla smazána · nie je dostupná · nebola nájdená · sa nenašla · sa nenašiel · bol odstránený · bola odstránená
nem található · nem létezik · nem elérhető · törölve · nu există · nu a fost găsit · nu a fost găsită · nu mai există · nu este disponibil · nu este disponibilă · a fost șters · a fost ștearsă
не найдена · не найден · не найдено · не существует · больше не существует · недоступна · недоступен · недоступно · больше недоступна · больше недоступен · удалена · удалён · удален · удалено · была удалена · был удалён · был удален · отсутствует · не знайдено · не знайдена · не існує · видалено · не е намерена · не съществува
bulunamadı · bulunmuyor · bulunamamıştır · mevcut değil · mevcut değildir · kaldırılmış · kaldırılmıştır · kaldırıldı · silinmiş · silinmiştir · yayından kaldırıldı · yayından kaldırılmıştır
찾을 수 없습니다 · 존재하지 않습니다 · 삭제되었습니다 · không tồn tại · không còn tồn tại · không tìm thấy · đã bị xóa · tidak ditemukan · tidak tersedia · telah dihapus · tidak ada
غير موجود · غير موجودة · غير متاح · غير متاحة · غير متوفر · غير متوفرة · تم حذفه · تم حذفها · محذوف · محذوفة · לא נמצא · לא נמצאה · לא קיים · לא קיימת · הוסר · הוסרה · אינו זמין · אינה זמינה
existiert noch nicht · n existe pas encore · no existe todavía · todavía no existe · aún no existe · ainda não existe · não existe ainda · non esiste ancora · bestaat nog niet · finns inte ännu · finnes ikke ennå · findes ikke endnu · ei ole vielä olemassa · jeszcze nie istnieje · ještě neexistuje · ещё не существует · еще не существует · ще не існує · nije pronađen · nije pronađena · ne postoji · није пронађен · није пронађена · не постоји · אינו קיים · אינה קיימת · یافت نشد · پیدا نشد · وجود ندارد
δεν βρέθηκε · δεν υπάρχει · δεν είναι διαθέσιμη · δεν είναι διαθέσιμο
`)

// closings may follow the verb.
var closings = newPhrases(`
yet · anymore · any more · any longer · here · on this site · on this server · on this website · on our site · on our website · on the server · at this time · at the moment · at present · right now · currently · online · sorry · by its author · by the author · by the owner · by the user · by its owner · from the repository · from this repository · from the archive · from our website · from our site · from this site · from the site · from the server · 404
mehr · werden · leider nicht mehr · hier · plus · ici · aquí · aqui · qui · hier niet · längre · lenger · længere
`)

// dense is saysGone for scripts without spaces: a noun, and then a verb, in few
// characters.
func dense(segment string) bool {
	runes := []rune(segment)
	if len(runes) > 30 {
		return false
	}
	for _, noun := range denseNouns {
		at := strings.Index(segment, noun)
		if at < 0 || len([]rune(segment[:at])) > 9 || at > 0 && !slices.ContainsFunc(densePointers, func(p string) bool { return strings.Contains(segment[:at], p) }) {
			continue
		}
		for _, verb := range denseVerbs {
			if strings.Contains(segment[at+len(noun):], verb) {
				return true
			}
		}
	}
	return false
}

var (
	densePointers = []string{"该", "此", "这", "這", "本", "您", "你", "抱歉", "对不起", "對不起", "访问", "查看", "この", "その", "お探し", "指定", "要求"}
	denseNouns    = []string{"页面", "頁面", "网页", "網頁", "文章", "内容", "內容", "帖子", "主题", "视频", "影片", "链接", "新闻", "新聞", "信息", "動画", "ページ", "記事", "コンテンツ", "ファイル"}
	denseVerbs    = []string{"不存在", "已被", "已删除", "已刪除", "被删除", "被刪除", "已失效", "已过期", "已過期", "已下线", "已下架", "找不到", "未找到", "无法访问", "無法訪問", "無法找到", "見つかりません", "存在しません", "削除", "終了しました", "公開されていません", "ありません"}
)
