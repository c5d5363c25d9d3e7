//! What stands around the texts of a page: its title, the pane, the keys.

use super::Page;
use super::cards;
use super::writer::Html;

impl Page<'_> {
    pub(super) fn pane(&self, html: &mut Html) {
        let strings = &self.strings;
        html.raw("<aside class=\"pane\"")
            .attr("aria-label", strings.get("pane"))
            .raw(" tabindex=\"-1\"><div class=\"nav\" data-js hidden>");
        html.raw("<span class=\"count\"></span><label class=\"tick\"><input type=\"checkbox\" id=\"tick\"> ");
        html.text(strings.get("sheet.box")).raw(" <kbd>x</kbd></label>");
        for (class, sign, name, key) in
            [("prev", "prev", "prev", "k"), ("next", "next", "next", "j"), ("close", "close", "close", "Esc")]
        {
            html.raw("<button type=\"button\" class=\"").raw(class).raw("\"");
            html.attr("aria-label", &format!("{} ({key})", strings.get(name))).raw(">").sign(sign).raw("</button>");
        }
        html.raw("</div><p class=\"none paneempty\" data-js hidden>").text(strings.get("pane.empty")).raw("</p>");
        self.entries.iter().for_each(|entry| cards::card(html, self, entry));
        self.reasons.iter().enumerate().for_each(|(nth, reasons)| reasons.write(html, self, nth));
        html.raw("</aside>");
    }

    pub(super) fn help(&self, html: &mut Html) {
        let strings = &self.strings;
        html.raw("<dialog id=\"help\" aria-labelledby=\"helph\"><h2 id=\"helph\">").text(strings.get("help")).raw("</h2><dl>");
        let next = if self.against { strings.get("help.jk") } else { strings.get("help.jk.f") };
        let keys: [(&[&'static str], &str); 8] = [
            (&["j", "k"], next),
            (&["n"], strings.get("help.n")),
            (&["Enter"], strings.get("help.enter")),
            (&["Esc"], strings.get("help.esc")),
            (&["x"], strings.get("help.x")),
            (&["/"], strings.get("help.slash")),
            (&["f"], strings.get("help.f")),
            (&["?"], strings.get("help.q")),
        ];
        for (keys, what) in keys {
            html.raw("<dt>");
            for key in keys {
                html.raw("<kbd>").raw(key).raw("</kbd> ");
            }
            html.raw("</dt><dd>").text(what).raw("</dd>");
        }
        html.raw("</dl><label><input type=\"checkbox\" id=\"keys\" checked> ").text(strings.get("help.toggle"));
        html.raw("</label><button type=\"button\" id=\"helpc\">").text(strings.get("close")).raw("</button></dialog>");
    }

    pub(super) fn none_here(&self, html: &mut Html) {
        html.raw("<p class=\"none nonehere\" hidden>").text(self.strings.get("empty.filter")).raw("</p>");
    }

    pub(super) fn title(&self, html: &mut Html) {
        let checked: Vec<u32> = self.checked().collect();
        match checked.as_slice() {
            [only] => html.own(self.name(*only)),
            all if self.against => html.text(&self.strings.count("drafts", all.len())),
            all => html.text(&self.strings.count("texts", all.len())),
        };
    }

    pub(super) fn plain_title(&self) -> String {
        let checked: Vec<u32> = self.checked().collect();
        let name = match checked.as_slice() {
            [only] => self.name(*only).to_owned(),
            all if self.against => self.strings.count("drafts", all.len()),
            all => self.strings.count("texts", all.len()),
        };
        let counts = self.counts().replace(" · ", ", ");
        let counts = if counts.is_empty() { self.strings.get("empty.title").to_lowercase() } else { counts };
        format!("{name}: {counts} – factlint")
    }

    /// "2 contradicted · 12 supported".
    pub(super) fn counts(&self) -> String {
        let said = self.tally().into_iter().filter(|(_, count)| *count > 0);
        let said = said.map(|(kind, count)| format!("{count} {}", self.standings(kind).to_lowercase()));
        said.collect::<Vec<_>>().join(" · ")
    }
}
