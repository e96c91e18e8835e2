package format

import (
	"golang.org/x/text/unicode/norm"
)

// texSymbol is the character that a macro prints.
func texSymbol(name string) (string, bool) {
	if len(name) == 1 {
		switch name[0] {
		case '%', '#', '&', '$', '_', '{', '}':
			return name, true
		}
	}
	if s := texLetter(name); s != "" {
		return s, true
	}
	if s := texQuote(name); s != "" {
		return s, true
	}
	s := texSign(name)
	return s, s != ""
}

// texLetter is a letter that ASCII lacks.
func texLetter(name string) string {
	switch name {
	case "ss":
		return "ß"
	case "ae":
		return "æ"
	case "AE":
		return "Æ"
	case "oe":
		return "œ"
	case "OE":
		return "Œ"
	case "o":
		return "ø"
	case "O":
		return "Ø"
	case "aa":
		return "å"
	case "AA":
		return "Å"
	case "l":
		return "ł"
	case "L":
		return "Ł"
	case "i":
		return "ı"
	case "j":
		return "ȷ"
	case "dh":
		return "ð"
	case "th":
		return "þ"
	}
	return ""
}

// texSign is a sign or a logo.
func texSign(name string) string {
	switch name {
	case "S", "textsection":
		return "§"
	case "P", "textparagraph":
		return "¶"
	case "dag", "textdagger":
		return "†"
	case "ddag", "textdaggerdbl":
		return "‡"
	case "copyright", "textcopyright":
		return "©"
	case "textregistered":
		return "®"
	case "texttrademark":
		return "™"
	case "pounds", "textsterling":
		return "£"
	case "euro", "texteuro", "EUR":
		return "€"
	case "ldots", "dots", "textellipsis", "cdots":
		return "…"
	case "textbackslash":
		return "\\"
	case "textasciitilde", "sim":
		return "~"
	case "textasciicircum":
		return "^"
	case "textunderscore":
		return "_"
	case "textbar":
		return "|"
	case "textless":
		return "<"
	case "textgreater":
		return ">"
	case "textdollar":
		return "$"
	case "textbraceleft", "lbrace":
		return "{"
	case "textbraceright", "rbrace":
		return "}"
	case "slash":
		return "/"
	case "textbullet":
		return "•"
	case "textperiodcentered":
		return "·"
	case "degree", "textdegree":
		return "°"
	case "times", "texttimes":
		return "×"
	case "LaTeX":
		return "LaTeX"
	case "TeX":
		return "TeX"
	}
	return ""
}

// texQuote is a dash or a quotation mark.
func texQuote(name string) string {
	switch name {
	case "textendash":
		return "–"
	case "textemdash":
		return "—"
	case "textquoteleft", "lq", "glq":
		return "‘"
	case "textquoteright", "rq", "grq":
		return "’"
	case "textquotedblleft", "grqq":
		return "“"
	case "textquotedblright":
		return "”"
	case "quotedblbase", "glqq":
		return "„"
	case "quotesinglbase":
		return "‚"
	case "guillemotleft", "guillemetleft", "og", "flqq":
		return "«"
	case "guillemotright", "guillemetright", "fg", "frqq":
		return "»"
	case "textquotedbl":
		return "\""
	}
	return ""
}

func isAccent(name string) bool { return accentMark(name) != "" }

// accentMark is the combining character of an accent.
func accentMark(name string) string {
	switch name {
	case "'":
		return "\u0301"
	case "`":
		return "\u0300"
	case "^":
		return "\u0302"
	case "\"":
		return "\u0308"
	case "~":
		return "\u0303"
	case "=":
		return "\u0304"
	case ".":
		return "\u0307"
	case "u":
		return "\u0306"
	case "v":
		return "\u030c"
	case "H":
		return "\u030b"
	case "c":
		return "\u0327"
	case "k":
		return "\u0328"
	case "r":
		return "\u030a"
	case "d":
		return "\u0323"
	case "b":
		return "\u0331"
	}
	return ""
}

// accent prints a letter with its accent: \'e, \'{e}, \v{c}, \"{\i}.
func (x *texWalk) accent(name string, at int) {
	letter := x.arg().text
	if len(letter) > 1 && letter[0] == '\\' {
		switch letter[1:] {
		case "i":
			letter = "i"
		case "j":
			letter = "j"
		default:
			letter, _ = texSymbol(letter[1:])
		}
	}
	if letter == "" {
		return
	}
	size := runeLen(letter)
	x.say(norm.NFC.String(letter[:size]+accentMark(name)), at)
	if len(letter) > size {
		x.say(letter[size:], at)
	}
}

// droppedArgs are how many arguments of a macro are no words: names, lengths,
// keys, colours.
func droppedArgs(name string) (int, bool) {
	switch name {
	case "pageref", "nameref", "eqref", "vref", "index", "vspace", "hspace", "includegraphics",
		"bibliographystyle", "bibliography", "addbibresource", "usepackage", "RequirePackage", "pagestyle", "thispagestyle", "pagenumbering",
		"color", "vskip", "nocite", "cline", "cmidrule", "hyphenation", "graphicspath", "printbibliography", "selectlanguage",
		"newcounter", "newlength", "usetikzlibrary", "hypersetup", "geometry", "PassOptionsToPackage", "bibitem", "linespread", "phantom", "hphantom", "vphantom",
		"newif", "theoremstyle", "captionsetup", "lstset", "markright", "arabic", "roman", "Roman", "alph", "Alph", "fnsymbol":
		return 1, true
	case "textcolor", "colorbox", "parbox", "raisebox", "scalebox", "foreignlanguage", "rotatebox", "href@", "fbox@", "hypertarget", "hyperlink":
		return 1, true
	case "setlength", "addtolength", "rule", "fontsize", "definecolor@", "resizebox", "multicolumn", "multirow", "fcolorbox", "markboth", "newtheorem", "settowidth", "titleformat@", "addtocontents", "providecolor@":
		return 2, true
	case "definecolor", "addcontentsline", "providecolor":
		return 3, true
	}
	return 0, false
}
