package repair

import (
	"strings"
	"sync"
)

// The commonest words of some languages, without accents, as slugs write them:
// articles, prepositions, conjunctions, pronouns, auxiliary verbs, numbers and
// the words that news sites use daily. They were written down for this
// purpose; grammars list most of them.
var languages = [...]string{
	// German
	`der die das den dem des ein eine einen einem einer eines und oder aber auch auf aus bei bis durch fuer fur gegen ich ihr ihre im in ist ja kein keine kann kommt man mehr mit muss nach neu neue neuen neuer neues nicht noch nur ohne ob sein seine sich sie sind so soll sollen um uns unter ueber uber vom von vor war was weil wenn wer wie wieder will wir wird wurde werden zu zum zur zwischen als am an dass doch du er es hat haben hatte hier jetzt nun sehr seit statt trotz waehrend wegen zwei drei jahr jahre jahren tag tage welt leben menschen kinder land leute frau frauen mann geld krieg recht macht setzt geht gibt sagt warum deutschland deutsche deutschen europa regierung polizei gesetz presse klon bericht kritik kommentar ende anfang stadt zeit woche januar februar maerz mai juni juli oktober dezember schule arbeit wirtschaft politik wissenschaft kultur geschichte warnt unsicheren meldung bundestag bundesregierung berlin artikel gegen schutz schmutzige kopierschutz videos klima energie`,
	// French
	`le la les un une des du de et ou mais avec sans pour par sur sous dans entre vers chez est sont etait sera etre avoir ont fait faire peut plus moins tres pas ne que qui quoi dont ou comment pourquoi quand cette ces ses son sa leur leurs nous vous ils elle elles il je tu on au aux en se si comme apres avant contre depuis pendant selon toujours encore aussi tout tous toute toutes autre autres meme deux trois premier premiere nouveau nouvelle nouveaux annee ans jour jours monde vie homme femme femmes enfants pays france francais francaise europe guerre paix loi droit droits etat gouvernement police politique histoire culture article livre projet travail outil mesure donnees numerique avenir fin debut ville temps eteindre president ministre va veut`,
	// Spanish
	`el la los las un una unos unas y o pero con sin para por sobre bajo en entre hacia desde hasta es son era fue ser estar ha han hay mas menos muy no que quien como cuando donde por porque este esta estos estas ese esa su sus nos se si lo le les al del de tras contra durante segun tambien todo todos toda todas otro otros otra dos tres primer primera nuevo nueva nuevos ano anos dia dias mundo vida hombre mujer mujeres ninos pais paises espana espanol europa guerra paz ley derecho derechos estado gobierno policia politica historia cultura articulo libro proyecto trabajo datos fin ciudad tiempo presidente ministro federacion libertaria mexicana tesis movimiento obrero anarquista revolucion`,
	// Portuguese
	`o a os as um uma e ou mas com sem para por sobre sob em entre ate desde e sao era foi ser estar ha mais menos muito nao que quem como quando onde porque este esta esse essa seu sua seus suas nos se ao aos do da dos das no na nos nas de apos contra durante segundo tambem todo todos toda todas outro outros outra dois duas tres primeiro novo nova ano anos dia dias mundo vida homem mulher mulheres criancas pais brasil portugal europa guerra paz lei direito direitos estado governo policia politica historia cultura artigo livro projeto trabalho dados fim cidade tempo presidente ministro`,
	// Italian
	`il lo la i gli le un uno una e o ma con senza per su sopra sotto in tra fra verso da di a ad al allo alla ai agli alle del dello della dei degli delle nel nella nei nelle sul sulla sono era stato essere avere ha hanno piu meno molto non che chi come quando dove perche questo questa questi queste suo sua suoi loro noi voi si ci vi se dopo prima contro durante secondo anche tutto tutti tutta tutte altro altri altra due tre primo nuovo nuova nuovi anno anni giorno giorni mondo vita uomo donna donne bambini paese italia italiano europa guerra pace legge diritto diritti stato governo polizia politica storia cultura articolo libro progetto lavoro dati fine citta tempo presidente ministro`,
	// Dutch
	`de het een en of maar met zonder voor door op onder in tussen naar bij van uit aan tot is zijn was waren wordt worden heeft hebben kan moet meer minder zeer niet geen dat die wie wat hoe wanneer waar waarom dit deze zijn haar hun ons wij jullie zij ik je er als na tegen tijdens volgens ook alle alles ander andere twee drie eerste nieuw nieuwe jaar jaren dag dagen wereld leven man vrouw vrouwen kinderen land nederland nederlandse europa oorlog vrede wet recht rechten staat regering politie politiek geschiedenis cultuur artikel boek project werk einde stad tijd president minister`,
	// Turkish
	`bir ve ile icin gibi kadar daha cok en ne mi bu su o da de ki ama veya ya hem her hic nasil neden niye kim nerede olan oldu olarak olacak var yok sonra once karsi gore dair turkiye turk abd ab yeni son ilk iki uc yil gun dunya hayat kadin erkek cocuk ulke savas baris yasa hak devlet hukumet polis siyaset tarih kultur haber yazi kitap proje is cumhurbaskani bakan iddia iddialari`,
	// Serbian, Croatian and Slovene
	`i u na za sa od do iz po pri pred med nad pod je su bi se ne da li ili ali kako sto koji koja koje ko gde kad kada zasto ovo ova taj ta to njegov njen nas vas mi vi oni on ona ja ti kao posle pre protiv tokom prema takode svi sve drugi druga dva dve tri prvi novi nova novo godina godine dan dana svet zivot covek zena zene deca zemlja srbija hrvatska slovenija evropa rat mir zakon pravo prava drzava vlada policija politika istorija kultura clanak knjiga projekat rad kraj grad vreme predsednik ministar v z s k ki pa ker kot kar bo brez vodi`,
	// Afrikaans, Swedish, Norwegian, Danish
	`die en of maar met sonder vir deur op onder in tussen na by van uit aan tot is was word het kan moet meer nie dat wie wat hoe wanneer waar hierdie sy haar hulle ons ek jy as teen ook alle ander twee drie eerste nuwe jaar`,
	`och eller men med utan for genom pa under i mellan till vid av ur an ar var blir har kan maste mer inte att som vem vad hur nar dar varfor denna detta hans hennes deras vi ni de jag du efter mot ocksa alla andra tva tre forsta ny nya ar dag varlden sverige svenska`,
	`og eller men med uten uden for gjennom gennem pa under i mellom mellem til ved av af er var blir bliver har kan ma mer mere ikke at som hvem hva hvad hvordan nar hvor hvorfor denne dette hans hennes hendes deres vi de jeg du etter efter mot mod ogsa alle andre to tre forste ny nye ar dag verden norge danmark norsk dansk`,
}

// lists are the languages as sets.
var lists = sync.OnceValue(func() []map[string]bool {
	sets := make([]map[string]bool, len(languages))
	for i, l := range languages {
		sets[i] = map[string]bool{}
		for _, w := range strings.Fields(l) {
			sets[i][w] = true
		}
	}
	return sets
})

// languageOf is the language that words are written in, if it is one of ours
// other than English: most of those that are no English words, and two at
// least, are in its list. It is nil where none is.
func languageOf(words []string) map[string]bool {
	var best map[string]bool
	most := 1
	for _, set := range lists() {
		in := 0
		for _, w := range words {
			if set[w] && (levelOf(w) == 0 || len(w) < 4) && !english(w) {
				in++
			}
		}
		if in > most {
			best, most = set, in
		}
	}
	return best
}

// english reports whether a word of some language is one of the commonest
// English words, too: it tells nothing.
func english(w string) bool { return function(w) || len(w) > 2 && levelOf(w) > 0 && levelOf(w) <= 20 }
