package verify

import "strings"

// monthOf is the number of the month that word names, whole or abbreviated,
// without a full stop, in any case; 0 for any other word. The languages are
// those of the notes and pages that editors of Latin, Cyrillic and Arabic scripts see: English,
// German, French, Dutch, Afrikaans, Italian, Spanish, Portuguese, Catalan,
// Turkish, Norwegian, Danish, Swedish, Finnish, Polish, Czech, Romanian,
// Indonesian, Hungarian, Slovak, Slovene, Croatian, Baltic, Greek, Russian,
// Ukrainian, Bulgarian, Serbian, Hebrew, Arabic and Hindi.
func monthOf(word string) int {
	if len(word) < 3 || len(word) > 32 {
		return 0
	}
	switch strings.ToLower(word) {
	case "january", "jan", "januar", "jänner", "janvier", "janv", "januari", "januarie", "gennaio", "gen", "enero", "ene", "janeiro", "gener", "ocak", "tammikuu", "tammikuuta", "stycznia", "styczeń", "ledna", "leden", "ianuarie", "января", "январь", "січня", "január", "يناير", "ιανουαρίου", "ιανουάριος", "ιαν", "ינואר", "בינואר", "януари", "јануар", "јануара", "januára", "januarja", "siječnja", "sausio", "janvāris", "janvārī", "jaanuar", "जनवरी", "იანვარი", "janúar", "ژانویه", "جنوری":
		return 1
	case "february", "feb", "febr", "februar", "feber", "février", "févr", "fév", "fevrier", "februari", "februarie", "febbraio", "febrero", "fevereiro", "fev", "febrer", "şubat", "subat", "helmikuu", "helmikuuta", "lutego", "luty", "února", "únor", "февраля", "февраль", "лютого", "február", "فبراير", "شباط", "φεβρουαρίου", "φεβρουάριος", "פברואר", "בפברואר", "февруари", "фебруар", "фебруара", "februára", "februarja", "veljače", "vasario", "februārī", "veebruar", "फरवरी", "თებერვალი", "febrúar", "فوریه", "فروری":
		return 2
	case "march", "mar", "märz", "mrz", "mars", "maart", "mrt", "marzo", "março", "marco", "març", "mart", "maaliskuu", "maaliskuuta", "marca", "marzec", "března", "březen", "martie", "maret", "марта", "март", "березня", "március", "مارس", "آذار", "marts", "μαρτίου", "μάρτιος", "מרץ", "במרץ", "מרס", "במרס", "ožujka", "kovo", "martā", "märts", "मार्च", "მარტი", "machi", "مارچ":
		return 3
	case "april", "apr", "avril", "avr", "aprile", "abril", "abr", "nisan", "huhtikuu", "huhtikuuta", "kwietnia", "kwiecień", "dubna", "duben", "aprilie", "апреля", "апрель", "квітня", "április", "أبريل", "إبريل", "نيسان", "απριλίου", "απρίλιος", "אפריל", "באפריל", "април", "априла", "apríla", "aprila", "travnja", "balandžio", "aprīlī", "aprill", "अप्रैल", "აპრილი", "apríl", "aprili", "آوریل", "اپریل":
		return 4
	case "may", "mai", "mei", "maggio", "mag", "mayo", "maio", "maig", "mayıs", "mayis", "maj", "toukokuu", "toukokuuta", "maja", "května", "květen", "мая", "май", "травня", "május", "مايو", "أيار", "μαΐου", "μαίου", "μάιος", "מאי", "במאי", "мај", "маја", "mája", "svibnja", "gegužės", "maijā", "मई", "მაისი", "maí", "مه", "مئی":
		return 5
	case "june", "jun", "juni", "juin", "junie", "giugno", "giu", "junio", "junho", "juny", "haziran", "kesäkuu", "kesäkuuta", "czerwca", "czerwiec", "června", "červen", "iunie", "июня", "июнь", "червня", "június", "يونيو", "حزيران", "ιουνίου", "ιούνιος", "יוני", "ביוני", "юни", "јун", "јуна", "júna", "junija", "lipnja", "birželio", "jūnijā", "juuni", "जून", "ივნისი", "júní", "ژوئن", "جون":
		return 6
	case "july", "jul", "juli", "juillet", "juil", "julie", "luglio", "lug", "julio", "julho", "juliol", "temmuz", "heinäkuu", "heinäkuuta", "lipca", "lipiec", "července", "červenec", "iulie", "июля", "июль", "липня", "július", "يوليو", "تموز", "ιουλίου", "ιούλιος", "יולי", "ביולי", "юли", "јул", "јула", "júla", "julija", "srpnja", "liepos", "jūlijā", "juuli", "जुलाई", "ივლისი", "júlí", "julai", "ژوئیه", "جولائی":
		return 7
	case "august", "aug", "août", "aout", "augustus", "agosto", "ago", "agost", "ağustos", "agustos", "augusti", "elokuu", "elokuuta", "sierpnia", "sierpień", "srpna", "srpen", "agustus", "августа", "август", "серпня", "augusztus", "أغسطس", "آب", "αυγούστου", "αύγουστος", "אוגוסט", "באוגוסט", "augusta", "avgusta", "avgust", "kolovoza", "rugpjūčio", "augustā", "अगस्त", "აგვისტო", "ágúst", "agosti", "اوت", "اگست":
		return 8
	case "september", "sep", "sept", "septembre", "settembre", "set", "septiembre", "setiembre", "setembro", "setembre", "eylül", "eylul", "syyskuu", "syyskuuta", "września", "wrzesień", "září", "septembrie", "сентября", "сентябрь", "вересня", "szeptember", "سبتمبر", "أيلول", "σεπτεμβρίου", "σεπτέμβριος", "ספטמבר", "בספטמבר", "септември", "септембар", "септембра", "septembra", "rujna", "rugsėjo", "septembrī", "सितंबर", "სექტემბერი", "septemba", "سپتامبر", "ستمبر":
		return 9
	case "october", "oct", "oktober", "okt", "octobre", "ottobre", "ott", "octubre", "outubro", "out", "ekim", "lokakuu", "lokakuuta", "października", "październik", "října", "říjen", "octombrie", "октября", "октябрь", "жовтня", "október", "أكتوبر", "οκτωβρίου", "οκτώβριος", "אוקטובר", "באוקטובר", "октомври", "октобар", "октобра", "októbra", "oktobra", "spalio", "oktobrī", "oktoober", "अक्टूबर", "ოქტომბერი", "oktoba", "اکتبر", "اکتوبر":
		return 10
	case "november", "nov", "novembre", "noviembre", "novembro", "kasım", "kasim", "marraskuu", "marraskuuta", "listopada", "listopad", "noiembrie", "ноября", "ноябрь", "листопада", "نوفمبر", "νοεμβρίου", "νοέμβριος", "נובמבר", "בנובמבר", "ноември", "новембар", "новембра", "novembra", "studenoga", "studenog", "lapkričio", "novembrī", "नवंबर", "ნოემბერი", "nóvember", "novemba", "نوامبر", "نومبر":
		return 11
	case "december", "dec", "dezember", "dez", "décembre", "déc", "decembre", "desember", "des", "dicembre", "dic", "diciembre", "dezembro", "desembre", "aralık", "aralik", "joulukuu", "joulukuuta", "grudnia", "grudzień", "prosince", "prosinec", "decembrie", "декабря", "декабрь", "грудня", "ديسمبر", "δεκεμβρίου", "δεκέμβριος", "דצמבר", "בדצמבר", "декември", "децембар", "децембра", "decembra", "prosinca", "gruodžio", "decembrī", "detsember", "दिसंबर", "დეკემბერი", "desemba", "دسامبر", "دسمبر":
		return 12
	}
	return 0
}
