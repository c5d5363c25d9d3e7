//! The only way to write a page: markup is the program's own, and all other text is escaped on its way in.

use crate::report::clean::visible;
use std::fmt::Write as _;

/// A page as far as it is written.
#[derive(Debug, Default)]
pub(crate) struct Html(String);

impl Html {
    /// Markup that stands in this program: a text from elsewhere lives no longer than the run, and does not fit here.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text as what it is. What turns the direction of a line, acts or has no shape is shown by its number.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            if is_hidden(c) {
                let _ = write!(self.0, "<span class=\"ctl\">U+{:04X}</span>", u32::from(c));
            } else {
                self.escaped(c);
            }
        }
        self
    }

    /// A text that has a direction of its own: a name of a file, words of a document.
    pub(crate) fn own(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// A text where no element may stand.
    pub(crate) fn plain(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            if is_hidden(c) {
                let _ = write!(self.0, "\\u{{{:x}}}", u32::from(c));
            } else {
                self.escaped(c);
            }
        }
        self
    }

    /// An attribute.
    pub(crate) fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").plain(value).raw("\"")
    }

    /// A number.
    pub(crate) fn number(&mut self, number: usize) -> &mut Self {
        let _ = write!(self.0, "{number}");
        self
    }

    /// A text of the program with places to be filled: `{name}` is what `fill` writes for this name.
    pub(crate) fn filled(&mut self, template: &str, mut fill: impl FnMut(&mut Self, &str)) -> &mut Self {
        let mut rest = template;
        while let Some((before, name, behind)) = hole(rest) {
            self.text(before);
            fill(self, name);
            rest = behind;
        }
        self.text(rest)
    }

    /// A sign of this page by its id.
    pub(crate) fn sign(&mut self, id: &'static str) -> &mut Self {
        self.raw("<svg class=\"g\" aria-hidden=\"true\"><use href=\"#g-").raw(id).raw("\"/></svg>")
    }

    /// What is said to those who do not see the page.
    pub(crate) fn unseen(&mut self, text: &str) -> &mut Self {
        self.raw("<span class=\"vh\">").text(text).raw("</span>")
    }

    fn escaped(&mut self, c: char) {
        match c {
            '&' => self.0.push_str("&amp;"),
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '"' => self.0.push_str("&quot;"),
            '\'' => self.0.push_str("&#39;"),
            c => self.0.push(c),
        }
    }

    /// The page.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// Whether a character is shown by its number. Those that join or part letters without a shape of their own are part of words.
fn is_hidden(c: char) -> bool {
    const IN_WORDS: [char; 5] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}'];
    visible(c) == char::REPLACEMENT_CHARACTER && c != char::REPLACEMENT_CHARACTER && !IN_WORDS.contains(&c)
}

/// What stands before the first placeholder of a template, its name, and what stands behind it.
fn hole(template: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = template.split_once('{')?;
    let (name, behind) = after.split_once('}')?;
    Some((before, name, behind))
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn no_text_becomes_markup() {
        for (text, element, attribute) in [
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;", "a &lt; b &amp; &quot;c&quot;"),
            (
                "</script><img onerror='x'>",
                "&lt;/script&gt;&lt;img onerror=&#39;x&#39;&gt;",
                "&lt;/script&gt;&lt;img onerror=&#39;x&#39;&gt;",
            ),
            ("a\u{202e}b", "a<span class=\"ctl\">U+202E</span>b", "a\\u{202e}b"),
            ("\u{1b}[1m\0", "<span class=\"ctl\">U+001B</span>[1m<span class=\"ctl\">U+0000</span>", "\\u{1b}[1m\\u{0}"),
            ("få\u{ad}ra 👩\u{200d}💻", "få\u{ad}ra 👩\u{200d}💻", "få\u{ad}ra 👩\u{200d}💻"),
        ] {
            let (mut one, mut other) = (Html::default(), Html::default());
            one.text(text);
            other.attr("title", text);
            assert_eq!(one.into_string(), element);
            assert_eq!(other.into_string(), format!(" title=\"{attribute}\""));
        }
        let mut html = Html::default();
        html.filled("{a}: {b} <{", |html, name| {
            html.text(if name == "a" { "<1>" } else { "{a}" });
        });
        assert_eq!(html.into_string(), "&lt;1&gt;: {a} &lt;{");
    }
}
