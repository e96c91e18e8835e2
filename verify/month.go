package verify

import "strings"

// monthOf is the number of the month that word names, whole or abbreviated,
// without a full stop, in any case; 0 for any other word. The languages are
// those of the notes and pages that editors of Latin, Cyrillic and Arabic scripts see: English,
// German, French, Dutch, Afrikaans, Italian, Spanish, Portuguese, Catalan,
// Turkish, Norwegian, Danish, Swedish, Finnish, Polish, Czech, Romanian,
// Indonesian, Hungarian, Russian, Ukrainian and Arabic.
func monthOf(word string) int {
	if len(word) < 3 || len(word) > 20 {
		return 0
	}
	switch strings.ToLower(word) {
	case "january", "jan", "januar", "jänner", "janvier", "janv", "januari", "januarie", "gennaio", "gen", "enero", "ene", "janeiro", "gener", "ocak", "tammikuu", "tammikuuta", "stycznia", "styczeń", "ledna", "leden", "ianuarie", "января", "январь", "січня", "január", "يناير":
		return 1
	case "february", "feb", "febr", "februar", "feber", "février", "févr", "fév", "fevrier", "februari", "februarie", "febbraio", "febrero", "fevereiro", "fev", "febrer", "şubat", "subat", "helmikuu", "helmikuuta", "lutego", "luty", "února", "únor", "февраля", "февраль", "лютого", "február", "فبراير", "شباط":
		return 2
	case "march", "mar", "märz", "mrz", "mars", "maart", "mrt", "marzo", "março", "marco", "març", "mart", "maaliskuu", "maaliskuuta", "marca", "marzec", "března", "březen", "martie", "maret", "марта", "март", "березня", "március", "مارس", "آذار":
		return 3
	case "april", "apr", "avril", "avr", "aprile", "abril", "abr", "nisan", "huhtikuu", "huhtikuuta", "kwietnia", "kwiecień", "dubna", "duben", "aprilie", "апреля", "апрель", "квітня", "április", "أبريل", "إبريل", "نيسان":
		return 4
	case "may", "mai", "mei", "maggio", "mag", "mayo", "maio", "maig", "mayıs", "mayis", "maj", "toukokuu", "toukokuuta", "maja", "května", "květen", "мая", "май", "травня", "május", "مايو", "أيار":
		return 5
	case "june", "jun", "juni", "juin", "junie", "giugno", "giu", "junio", "junho", "juny", "haziran", "kesäkuu", "kesäkuuta", "czerwca", "czerwiec", "června", "červen", "iunie", "июня", "июнь", "червня", "június", "يونيو", "حزيران":
		return 6
	case "july", "jul", "juli", "juillet", "juil", "julie", "luglio", "lug", "julio", "julho", "juliol", "temmuz", "heinäkuu", "heinäkuuta", "lipca", "lipiec", "července", "červenec", "iulie", "июля", "июль", "липня", "július", "يوليو", "تموز":
		return 7
	case "august", "aug", "août", "aout", "augustus", "agosto", "ago", "agost", "ağustos", "agustos", "augusti", "elokuu", "elokuuta", "sierpnia", "sierpień", "srpna", "srpen", "agustus", "августа", "август", "серпня", "augusztus", "أغسطس", "آب":
		return 8
	case "september", "sep", "sept", "septembre", "settembre", "set", "septiembre", "setiembre", "setembro", "setembre", "eylül", "eylul", "syyskuu", "syyskuuta", "września", "wrzesień", "září", "septembrie", "сентября", "сентябрь", "вересня", "szeptember", "سبتمبر", "أيلول":
		return 9
	case "october", "oct", "oktober", "okt", "octobre", "ottobre", "ott", "octubre", "outubro", "out", "ekim", "lokakuu", "lokakuuta", "października", "październik", "října", "říjen", "octombrie", "октября", "октябрь", "жовтня", "október", "أكتوبر":
		return 10
	case "november", "nov", "novembre", "noviembre", "novembro", "kasım", "kasim", "marraskuu", "marraskuuta", "listopada", "listopad", "noiembrie", "ноября", "ноябрь", "листопада", "نوفمبر":
		return 11
	case "december", "dec", "dezember", "dez", "décembre", "déc", "decembre", "desember", "des", "dicembre", "dic", "diciembre", "dezembro", "desembre", "aralık", "aralik", "joulukuu", "joulukuuta", "grudnia", "grudzień", "prosince", "prosinec", "decembrie", "декабря", "декабрь", "грудня", "ديسمبر":
		return 12
	}
	return 0
}
