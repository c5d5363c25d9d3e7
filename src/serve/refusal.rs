//! Why a request is refused, and the page that says so.

use super::{frame, http::Answer};
use crate::report::html::Strings;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no HTTP, or ends too early.
    Broken,
    /// It asks for another host.
    Host,
    /// The page of another site asks.
    Origin,
    /// It lacks the token.
    Token,
    /// There is no such page.
    Nowhere,
    /// A page is not asked for so.
    Method,
    /// It takes too long to come.
    Slow,
    /// It does not say how long it is.
    NoLength,
    /// Its body is too long.
    TooLong,
    /// Its head is too long.
    LongHead,
    /// It is no form of this program.
    Form,
    /// It has more parts than a form may.
    ManyParts,
    /// Too much is being done.
    Busy,
    /// It has no draft.
    NoDraft,
    /// The draft could not be read: what was said of it.
    Draft(Vec<String>),
    /// None of the sources could be read: what was said of them.
    Sources(Vec<String>),
    /// The draft is too long.
    LongDraft,
    /// All texts together are too long.
    LongTexts,
    /// The day is none.
    Date,
    /// The check came to no end.
    Failed,
}

impl Refusal {
    /// The status, and what the page's texts are called.
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Broken => ("400 Bad Request", "broken"),
            Self::Host => ("403 Forbidden", "host"),
            Self::Origin => ("403 Forbidden", "origin"),
            Self::Token => ("404 Not Found", "token"),
            Self::Nowhere => ("404 Not Found", "nowhere"),
            Self::Method => ("405 Method Not Allowed", "method"),
            Self::Slow => ("408 Request Timeout", "slow"),
            Self::NoLength => ("411 Length Required", "length"),
            Self::TooLong => ("413 Content Too Large", "long"),
            Self::LongHead => ("431 Request Header Fields Too Large", "head"),
            Self::Form => ("400 Bad Request", "form"),
            Self::ManyParts => ("413 Content Too Large", "parts"),
            Self::Busy => ("503 Service Unavailable", "busy"),
            Self::NoDraft => ("422 Unprocessable Content", "nodraft"),
            Self::Draft(_) => ("422 Unprocessable Content", "draft"),
            Self::Sources(_) => ("422 Unprocessable Content", "sources"),
            Self::LongDraft => ("413 Content Too Large", "longdraft"),
            Self::LongTexts => ("413 Content Too Large", "longtexts"),
            Self::Date => ("422 Unprocessable Content", "date"),
            Self::Failed => ("500 Internal Server Error", "failed"),
        }
    }

    /// The page that says it.
    pub(super) fn answer(&self, strings: &Strings) -> Answer {
        let (status, id) = self.told();
        let said: &[String] = match self {
            Self::Draft(said) | Self::Sources(said) => said,
            _ => &[],
        };
        let mut fields = vec![("Content-Security-Policy", frame::policy("frame-ancestors 'self'"))];
        match self {
            Self::Method => fields.push(("Allow", "GET, HEAD, POST".to_owned())),
            Self::Busy => fields.push(("Retry-After", "10".to_owned())),
            _ => {}
        }
        Answer { status, content: frame::HTML, body: page(id, said, strings), fields }
    }
}

fn page(id: &str, said: &[String], strings: &Strings) -> Vec<u8> {
    let title = strings.get(&format!("no.{id}"));
    let mut html = frame::begin(strings, title);
    html.raw("<body class=\"refusal\"><main><p class=\"made\">factlint</p><h1>").text(title).raw("</h1>");
    for one in said {
        html.raw("<p class=\"said\">").own(one).raw("</p>");
    }
    html.raw("<p>").text(&frame::filled(strings.get(&format!("no.{id}.so")))).raw("</p></main></body></html>\n");
    html.into_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use crate::serve::frame;

    #[test]
    fn every_refusal_has_a_page_in_every_language() {
        use Refusal::{
            Broken, Busy, Date, Draft, Failed, Form, Host, LongDraft, LongHead, LongTexts, ManyParts, Method, NoDraft, NoLength,
            Nowhere, Origin, Slow, Sources, Token, TooLong,
        };
        let bad = vec!["<b>\u{202e}".to_owned()];
        let all = [
            Broken,
            Host,
            Origin,
            Token,
            Nowhere,
            Method,
            Slow,
            NoLength,
            TooLong,
            LongHead,
            Form,
            ManyParts,
            Busy,
            NoDraft,
            Draft(bad.clone()),
            Sources(bad),
            LongDraft,
            LongTexts,
            Date,
            Failed,
        ];
        for lang in crate::report::html::LANGUAGES {
            let strings = frame::strings(Some(lang));
            for refusal in &all {
                let (_, id) = refusal.told();
                let (title, so) = (strings.get(&format!("no.{id}")), strings.get(&format!("no.{id}.so")));
                assert!(!title.is_empty() && !so.is_empty(), "{lang}: {id}");
                let page = String::from_utf8(refusal.answer(&strings).body).unwrap();
                let body = page.split("</style>").nth(1).unwrap();
                assert!(!body.contains("<b>") && !body.contains(['{', '\u{202e}'].as_slice()), "{body}");
            }
        }
    }
}
