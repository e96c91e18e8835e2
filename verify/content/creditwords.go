package content

import "sync"

// What stands in the lines under headlines, in lower case. All of it is filled
// once and read only.

var labels = labelled(map[label]string{
	labelBy: `by|written by|geschrieben von|posted by|story by|report by|reported by|reporting by|text by|words by|text|words|story|author|authors|opinion by|analysis by|review by|reviewed by|essay by|column by|commentary by|interview by|as told to|compiled by|contributed by|submitted by|published by|from our correspondent|by our correspondent|by our reporter|reporter|byline|from|sender|interview mit|intervju|uploaded by|channel
			von|text von|ein beitrag von|ein kommentar von|eine analyse von|ein gastbeitrag von|kommentar von|interview von|geschrieben von|verfasst von|autor|autorin|autoren|verfasser|aus dem archiv von
			par|écrit par|rédigé par|publié par|texte par|propos recueillis par|auteur|auteure|texte|signé
			por|escrito por|redactado por|publicado por|texto|texto de|una crónica de|autora|firma
			di|da|scritto da|a cura di|pubblicato da|autore|autrice|testo di
			door|geschreven door|tekst|van onze verslaggever|van onze correspondent|onze verslaggever|onze correspondent|verslaggever
			av|af|skriven av|skrevet av|skrevet af|tekst av|text av|tekst af|skribent|journalist|kirjoittanut|kirjoittaja|teksti|toimittaja
			przez|autorzy|autorka|napisał|napisała|napsal|napsala|autoři|píše|piše|napisao|napisala|írta|szerző|szöveg|autori|scris de|de către|yazan|yazar|haber|tekstas|autorius|autors|tekst i zdjęcia
			автор|авторы|автор текста|автор статьи|текст|беседовал|беседовала|подготовил|подготовила|корреспондент|журналист|автори|журналістка|журналіст
			του|της|γράφει ο|γράφει η|συντάκτης|συντάκτρια|κείμενο
			بقلم|كتب|كتبت|كتبه|تقرير|تحرير|إعداد|نویسنده|نوشته|מאת|כתב|oleh|penulis|bởi|tác giả|theo|लेखक|द्वारा|imeandikwa na|na mwandishi
			ავტორი|خبرنگار|تحریر|লেখক|höfundur|avtor|avtorica|müəllif|հեղինակ|โดย|ผู้เขียน|penulis berita|deur|nga`,
	labelPublished: `artikel veröffentlicht am|beitrag vom|published|published on|published at|published in|first published|posted|posted on|posted in|date|dated|date published|publication date|issued|issued on|released|released on|release date|created|created on|added|online|available online|filed|submitted|decided|date of publication|originally published|originally published on|press release|uploaded|upload date|premiered|aired|broadcast|posted here
			veröffentlicht|veröffentlicht am|erschienen|erschienen am|erstellt|erstellt am|datum|publiziert am|publiziert|eingestellt am|vom
			publié|publié le|paru le|mis en ligne le|mis en ligne|posté le|date de publication|créé le
			publicado|publicado el|publicado em|publicada el|publicada em|fecha|fecha de publicación|data|data de publicação|postado em
			pubblicato|pubblicato il|pubblicata il|data di pubblicazione
			gepubliceerd|gepubliceerd op|geplaatst|geplaatst op|publicatiedatum|verschenen op
			publicerad|publicerat|publisert|publiceret|udgivet|lagt ut|julkaistu|offentliggjort|publicerades
			opublikowano|data publikacji|dodano|zveřejněno|vydáno|publikováno|megjelent|közzétéve|publicat|publicat la|objavljeno|objavljeno dana|publikuota|publicēts|avaldatud
			опубликовано|дата публикации|дата|опубліковано|публикувано|објављено
			δημοσίευση|δημοσιεύτηκε|δημοσιεύθηκε|نشر في|نشرت في|تاريخ النشر|نُشر في|تم النشر|تاریخ انتشار|פורסם|פורסם ב|תאריך|yayınlanma tarihi|yayın tarihi|yayınlanma|eklenme|giriş|giriş tarihi|haber tarihi|dipublikasikan|diterbitkan|ngày đăng|đăng lúc|प्रकाशित`,
	labelUpdated: `aangepast|aangepast op|updated|updated on|updated at|last updated|last updated on|last modified|modified|modified on|revised|last revised|last reviewed|reviewed|last edited|edited|last changed|page last updated|this page was last updated|amended|corrected
			aktualisiert|aktualisiert am|zuletzt aktualisiert|zuletzt aktualisiert am|zuletzt geändert|geändert|geändert am|stand|letzte aktualisierung|letzte änderung|bearbeitet|update
			mis à jour|mis à jour le|mise à jour|modifié|modifié le|modifié à|dernière mise à jour|actualisé
			actualizado|actualizado el|actualizada|actualización|última actualización|modificado|atualizado|atualizado em|atualizada em|última atualização
			aggiornato|aggiornato il|ultimo aggiornamento|modificato|bijgewerkt|bijgewerkt op|laatst bijgewerkt|laatste update|gewijzigd
			uppdaterad|uppdaterat|senast uppdaterad|oppdatert|sist oppdatert|opdateret|sidst opdateret|päivitetty|muokattu
			zaktualizowano|aktualizacja|aktualizováno|upraveno|frissítve|módosítva|actualizat|ažurirano|atnaujinta
			обновлено|изменено|оновлено|обновена|ενημέρωση|ενημερώθηκε|آخر تحديث|تحديث|تم التحديث|עודכן|güncelleme|güncelleme tarihi|güncellenme|son güncelleme|diperbarui|cập nhật`,
	labelSource: `photo credit|foto von|foto di|foto de|fotos|source|sources|quelle|fonte|bron|källa|kilde|źródło|источник|المصدر|kaynak|photo|photos|photograph|photographs|photo by|photos by|photography by|photograph by|image|images|picture|pictures|picture by|pictures by|foto|fotos|bild|crédit photo|photographie|illustration|illustration by|video by|edited by|translated by|translation|translation by|übersetzt von|traduit par|traducción|editing by|filed under|tags|tag|topics|topic|category|categories|section|read time|reading time|lesezeit|temps de lecture|tiempo de lectura|contact|media contact|share|share this|follow|via|credit|courtesy`,
	labelEmpty: `at|on|the|of|am|um|le|la|el|il|lo|op|om|em|en|a|à|às|as|las|alle|ore|kl|klo|den|der|de|in|o|v|w|z|to|uhr|hrs|hours|h|issue|edition|ausgabe|numéro|número|nummer|pm|gmt|bst|utc|cet|cest|eet|est|edt|et|pst|pdt|pt|cst|cdt|mst|ist|jst|kst|sgt|hkt|aest|aedt|nzst|msk|wib|мск|local time|year|г|г.|р|рік|года|year of|and last
			monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun
			montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so
			lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|segunda|terça|quarta|quinta|sexta
			maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mandag|tirsdag|lørdag|søndag|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina|lauantaina|sunnuntaina
			poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|pondělí|úterý|středa|čtvrtek|pátek|neděle|hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap|luni|marți|miercuri|joi|vineri|sâmbătă|duminică|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|senin|selasa|rabu|kamis|jumat|sabtu|minggu|thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|chủ nhật
			понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя|понедељак|уторак|четвртак|петак|недеља|у|ponedjeljak|ponedeljak|utorak|srijeda|sreda|četvrtak|petak|subota|nedjelja|nedelja|u|torek|понеделник|вторник|сряда|четвъртък|петък|събота|неделя|δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή
			الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|يوم|في|الساعة|صباحا|مساء|م|ص|יום|ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת|בשעה`,
})

// labelled turns lists of words into what each says, when it is first asked for.
// What is a label in one language and a small word in another says nothing.
func labelled(lists map[label]string) func() map[string]label {
	return sync.OnceValue(func() map[string]label { return labelsOf(lists) })
}

func labelsOf(lists map[label]string) map[string]label {
	found := map[string]label{}
	for kind := labelEmpty; kind > noLabel; kind-- {
		for word := range list(lists[kind]) {
			found[word] = kind
		}
	}
	for _, word := range [...]string{"da", "a", "na"} {
		delete(found, word)
	}
	found["de"] = labelEmpty
	return found
}

// denseLabels are those of scripts without spaces, the longer before the
// shorter.
var denseLabels = []struct {
	word string
	label
}{
	{"本报特约记者", labelBy}, {"本报记者", labelBy}, {"本報記者", labelBy}, {"本刊记者", labelBy}, {"本刊記者", labelBy}, {"实习记者", labelBy}, {"特约记者", labelBy}, {"特約記者", labelBy}, {"记者", labelBy}, {"記者", labelBy},
	{"作者", labelBy}, {"撰文", labelBy}, {"撰稿", labelBy}, {"执笔", labelBy}, {"執筆", labelBy}, {"筆者", labelBy}, {"著者", labelBy}, {"取材・文", labelBy}, {"文/", labelBy}, {"文／", labelBy}, {"文｜", labelBy}, {"文|", labelBy}, {"文：", labelBy}, {"文:", labelBy}, {"文 ", labelBy}, {"글 ", labelBy}, {"글=", labelBy}, {"작성자", labelBy},
	{"发布时间", labelPublished}, {"發布時間", labelPublished}, {"发表时间", labelPublished}, {"发布日期", labelPublished}, {"發布日期", labelPublished}, {"發佈日期", labelPublished}, {"发布于", labelPublished}, {"發表於", labelPublished}, {"发表于", labelPublished}, {"出版日期", labelPublished}, {"时间", labelPublished}, {"時間", labelPublished}, {"日期", labelPublished}, {"公開日", labelPublished}, {"掲載日", labelPublished}, {"投稿日", labelPublished}, {"配信", labelPublished}, {"公開", labelPublished}, {"掲載", labelPublished}, {"发布", labelPublished}, {"發布", labelPublished}, {"작성일", labelPublished}, {"입력", labelPublished}, {"등록", labelPublished}, {"게시", labelPublished}, {"기사입력", labelPublished},
	{"最后更新", labelUpdated}, {"最後更新", labelUpdated}, {"更新时间", labelUpdated}, {"更新時間", labelUpdated}, {"更新日", labelUpdated}, {"最終更新", labelUpdated}, {"更新", labelUpdated}, {"수정", labelUpdated}, {"최종수정", labelUpdated},
	{"责任编辑", labelSource}, {"責任編輯", labelSource}, {"责编", labelSource}, {"编辑", labelSource}, {"編輯", labelSource}, {"来源", labelSource}, {"來源", labelSource}, {"出典", labelSource}, {"출처", labelSource}, {"图", labelSource},
	{"星期一", labelEmpty}, {"星期二", labelEmpty}, {"星期三", labelEmpty}, {"星期四", labelEmpty}, {"星期五", labelEmpty}, {"星期六", labelEmpty}, {"星期日", labelEmpty}, {"星期天", labelEmpty}, {"周一", labelEmpty}, {"周二", labelEmpty}, {"周三", labelEmpty}, {"周四", labelEmpty}, {"周五", labelEmpty}, {"周六", labelEmpty}, {"周日", labelEmpty}, {"週一", labelEmpty}, {"週二", labelEmpty}, {"週三", labelEmpty}, {"週四", labelEmpty}, {"週五", labelEmpty}, {"週六", labelEmpty}, {"週日", labelEmpty},
	{"月曜日", labelEmpty}, {"火曜日", labelEmpty}, {"水曜日", labelEmpty}, {"木曜日", labelEmpty}, {"金曜日", labelEmpty}, {"土曜日", labelEmpty}, {"日曜日", labelEmpty}, {"월요일", labelEmpty}, {"화요일", labelEmpty}, {"수요일", labelEmpty}, {"목요일", labelEmpty}, {"금요일", labelEmpty}, {"토요일", labelEmpty}, {"일요일", labelEmpty},
	{"上午", labelEmpty}, {"下午", labelEmpty}, {"晚上", labelEmpty}, {"午前", labelEmpty}, {"午後", labelEmpty}, {"오전", labelEmpty}, {"오후", labelEmpty}, {"北京时间", labelEmpty}, {"月", labelEmpty}, {"火", labelEmpty}, {"水", labelEmpty}, {"木", labelEmpty}, {"金", labelEmpty}, {"土", labelEmpty}, {"日", labelEmpty},
}

// offices are what people of newspapers, and the houses that they write for, are
// called in bylines.
var offices = listed(`
	writer|reporter|reporters|correspondent|correspondents|editor|editors|columnist|contributor|contributors|journalist|journalists|staff|bureau|desk|agency|agencies|wires|producer|photographer|analyst|fellow|professor|lecturer|researcher|director|author|critic|blogger|presenter|intern|chief|freelance|freelancer|spokesperson|spokesman|officer|secretary|minister|chairman|chair|president|counsel|attorney|curator|librarian|manager|economist|scientist|historian
	reuters|afp|ap|dpa|bbc|cnn|efe|ansa|tass|xinhua|pa|upi|belga|ritzau|ntb|tt|apa|kyodo|yonhap|press|news|times|post|newsroom|redaktion|redaktor|redakteur|redakteurin|korrespondent|korrespondentin|volontär|autor|autorin|reporterin|journalistin
	journaliste|correspondant|correspondante|rédaction|rédacteur|rédactrice|envoyé|envoyée|agence|corresponsal|redacción|redactor|redactora|periodista|agencias|enviado|enviada|corrispondente|redazione|inviato|inviata|giornalista|redação|repórter|jornalista|correspondente
	redactie|verslaggever|verslaggeefster|redacteur|redactrice|redaktionen|redaksjonen|reportrar|toimittaja|dziennikarz|dziennikarka|redakcja|redaktorka|novinář|újságíró|szerkesztő|munkatárs|muhabir|editör|wartawan
	корреспондент|редактор|журналист|обозреватель|редакция|спецкор|мск|مراسل|محرر|وكالات|وكالة|כתב|כתבת|ועדה`)

// noNames are words that stand with large letters where names stand, and are
// none: of sections, buttons, places and houses.
var noNames = listed(`
	the|a|an|and|or|in|on|at|for|from|with|to|as|is|are|was|no|all|not|how|why|what|when|who|my|our|your|its|this|that|i|we|you|it
	new|san|los|santa|saint|north|south|east|west|northern|southern|eastern|western|central|upper|lower|great|greater|united|hong|kong|kuala|buenos|rio|cape|tel|addis|sri|puerto|costa|city|town|county|state|states|republic|kingdom|islands|island|lake|river|valley|bay|port|harbour|harbor|mount|fort|street|st|avenue|road|lane|square|house|hall|park|bridge|beach|coast|hill|hills|sea|ocean|district|province|region|village|castle|frankfurt|bad|den|haag|são|mexico|york|angeles|london|paris|berlin|washington|beijing|moscow|tokyo|brussels|dublin|geneva|vienna|rome|madrid|lisbon|oslo|stockholm|sydney|d.c|dc|usa|uk|eu|un
	news|world|business|politics|political|culture|cultural|sport|sports|opinion|opinions|science|sciences|technology|tech|health|arts|art|travel|education|environment|environmental|climate|analysis|review|reviews|feature|features|interview|interviews|podcast|podcasts|video|videos|photo|photos|picture|pictures|gallery|live|breaking|exclusive|latest|top|stories|story|read|share|print|email|e-mail|save|follow|subscribe|subscriber|sign|log|login|menu|home|page|comments|comment|press|release|releases|media|statement|speech|speeches|report|reports|policy|policies|research|paper|papers|working|study|studies|article|articles|blog|blogs|post|posts|local|regional|national|international|global|europe|european|asia|asian|africa|african|america|american|americas|middle|image|images|getty|credit|photograph|courtesy|advertisement|sponsored|open|access|full|text|download|view|show|more|next|previous|skip|go|get|about|contact|us|help|search|archive|archives|issue|volume|section|topics|topic|tags|related|free|listen|watch|play|pdf|html|editorial|column|columns|commentary|essay|essays|letters|letter|money|finance|economy|economics|markets|society|lifestyle|life|food|fashion|music|film|films|books|book|theatre|theater|tv|radio|weather|traffic|crime|court|courts|law|legal|justice|war|peace|history|nature|water|energy|transport|housing|planning|council|government|parliament|senate|congress|committee|commission|ministry|department|office|agency|authority|bureau|board|university|institute|college|school|academy|association|foundation|trust|fund|bank|company|corporation|inc|ltd|llc|gmbh|group|network|union|party|museum|library|church|hospital|center|centre|service|services|project|programme|program|team|staff|editor|editors|times|journal|magazine|gazette|herald|tribune|guardian|observer|courier|echo|chronicle|daily|weekly|monthly|sunday|morning|evening|key|points|summary|abstract|introduction|background|overview|contents|chapter|part|fact|facts|sheet|data|minutes|minute|public|private|annual|special|general|official|online|digital|social|facebook|twitter|whatsapp|linkedin|telegram|copy|link|updated|published|posted|written|last|first|second|third|one|two|three|years|year|days|day|ago|today|yesterday|week|month|monday|tuesday|wednesday|thursday|friday|saturday|january|february|march|june|july|august|september|october|november|december
	stellvertretender|stellvertretende|geschäftsführer|geschäftsführerin|koordinator|koordinatorin|leiter|leiterin|direktor|direktorin|präsident|präsidentin|vorsitzender|vorsitzende|beauftragte|beauftragter|sprecher|sprecherin|minister|ministerin|nachrichten|politik|wirtschaft|kultur|meinung|wissen|gesellschaft|panorama|startseite|zeitung|foto|bild|artikel|seite|stadt|land|der|die|das|und|für|aus|kreis|uhr|teilen|drucken|mehr|aktuell|lokales|ressort|zum|zur|im|am|neue|neuer|neues
	actualité|actualités|politique|économie|société|culturel|monde|ville|le|les|des|une|un|accueil|partager|lire|sur|dans|et|où|mairie|journal|région
	noticias|política|economía|sociedad|cultura|mundo|ciudad|el|las|una|uno|inicio|compartir|leer|opinión|deportes|provincia|última|hora
	notizie|cronaca|economia|società|mondo|città|il|gli|condividi|leggi|attualità|nieuws|binnenland|buitenland|economie|cultuur|sporten|delen|nyheter|kultur|ekonomi|samhälle|debatt|dela|nyheder|debat|wiadomości|gospodarka|kultura|kraj|świat
	новости|политика|экономика|общество|культура|мир|мнение|спорт|россия|москва|читать|город|область|главная|лента`)
