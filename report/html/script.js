"use strict";
(function () {
	var root = document.documentElement, form = document.getElementById("filters");
	var notes = [].slice.call(document.querySelectorAll("article.note"));
	var rules = [].slice.call(document.querySelectorAll("li.rule"));
	var sections = [].slice.call(document.querySelectorAll("section.document"));
	var shown = document.getElementById("shown"), none = document.getElementById("none");
	var words = new Map();
	root.classList.add("js");

	function checked(name) {
		return [].map.call(form.querySelectorAll('input[name="' + name + '"]:checked'), function (box) { return box.value; });
	}
	function any(wanted, have) {
		have = have.split(" ");
		return !wanted.length || wanted.some(function (w) { return have.indexOf(w) >= 0; });
	}
	function text(note) {
		if (!words.has(note)) { words.set(note, note.textContent.toLowerCase()); }
		return words.get(note);
	}
	function filter() {
		var states = checked("state"), severities = checked("severity");
		var rule = form.elements.rule ? form.elements.rule.value : "";
		var wanted = rule ? [rule] : [];
		var search = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
		function fits(f) { return any(severities, f.dataset.severity) && any(wanted, f.dataset.rule); }
		var count = 0;
		notes.forEach(function (note) {
			var found = [].slice.call(note.querySelectorAll(".finding"));
			var fit = found.filter(fits).length > 0 || !severities.length && !rule;
			var show = fit && any(states, note.dataset.states) && search.every(function (w) { return text(note).indexOf(w) >= 0; });
			note.hidden = !show;
			if (show) {
				count++;
				found.forEach(function (f) { f.hidden = !fits(f); });
			}
		});
		rules.forEach(function (r) { r.hidden = !fits(r); });
		var all = !states.length && !severities.length && !rule && !search.length;
		sections.forEach(function (s) { s.hidden = !all && !s.querySelector("article.note:not([hidden])"); });
		none.hidden = count > 0 || all;
		root.classList.toggle("filtered", !all);
		shown.textContent = all ? "" : count + " of " + notes.length + " shown";
	}
	var waiting;
	form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
	form.addEventListener("reset", function () { setTimeout(filter, 0); });
	form.addEventListener("submit", function (e) { e.preventDefault(); clearTimeout(waiting); filter(); });

	// A link to a note that a filter hides shows it.
	window.addEventListener("hashchange", function () {
		var note = document.getElementById(location.hash.slice(1));
		if (!note) { return; }
		if (note.hidden || note.closest("[hidden]")) { form.reset(); filter(); note.scrollIntoView(); }
		note.focus({ preventScroll: true });
	});

	function step(by) {
		var list = notes.filter(function (n) { return !n.hidden && n.dataset.severities; });
		if (!list.length) { return; }
		var here = document.activeElement && document.activeElement.closest("article.note");
		var at = list.indexOf(here);
		if (at < 0) {
			// From a place between notes go to the nearest one in the way of reading.
			var after = list.findIndex(function (n) { return here ? here.compareDocumentPosition(n) & 4 : n.getBoundingClientRect().bottom > 0; });
			at = after < 0 ? list.length : after;
			if (by > 0) { at--; }
		}
		var to = list[Math.max(0, Math.min(list.length - 1, at + by))];
		to.scrollIntoView({ block: "start" });
		to.focus({ preventScroll: true });
	}
	document.addEventListener("keydown", function (e) {
		if (!form.elements.keys.checked || e.ctrlKey || e.metaKey || e.altKey) { return; }
		if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox") {
			if (e.key === "Escape") { e.target.blur(); }
			return;
		}
		if (e.key === "j") { step(1); }
		else if (e.key === "k") { step(-1); }
		else if (e.key === "/") { form.elements.words.focus(); }
		else { return; }
		e.preventDefault();
	});

	// On paper everything that was folded is open.
	var folded = [];
	window.addEventListener("beforeprint", function () {
		folded = [].slice.call(document.querySelectorAll("details:not([open])"));
		folded.forEach(function (d) { d.open = true; });
	});
	window.addEventListener("afterprint", function () { folded.forEach(function (d) { d.open = false; }); });
})();
