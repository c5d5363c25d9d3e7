//! What the elements of HTML are to a reader: which of them break a text, and which hold none of it.

use html5gum::{HtmlString, Spanned};
use std::collections::BTreeMap;

/// The attributes of an element.
pub(super) type Attributes = BTreeMap<HtmlString, Spanned<HtmlString, usize>>;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A part of a line: `b`, `a`, `span`, and all that is not named below.
    Inline,
    /// `code` and what is like it: what it says is no prose.
    Code,
    /// `sup`: figures in it are no part of the number before it.
    Superscript,
    /// `q`: a quotation whose marks the browser sets.
    Quotation,
    /// Part of a line that is not shown as text: controls, images, struck text.
    Unread,
    /// `br`.
    Break,
    /// An element without content.
    Void,
    /// `hr`.
    Rule,
    /// Anything that stands on lines of its own.
    Block,
    /// `h1` to `h6`, and the page's `title`.
    Heading,
    /// `ol`, `ul`.
    List,
    /// `li`.
    Item,
    /// `td`, `th`.
    Cell,
    /// `pre`: white space counts.
    Preformatted,
    /// `article`, `section`: what a header or footer in it belongs to.
    Section,
    /// `main`: what the page is for.
    Main,
    /// `header`, `footer`: the page's, or a section's.
    Banner,
    /// What belongs to no text: `nav`.
    Furniture,
    /// `aside`: what stands beside the text.
    Aside,
    /// `form`.
    Form,
}

impl Class {
    /// What the element of this name is.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"code" | b"kbd" | b"samp" | b"tt" | b"var" | b"math" => Self::Code,
            b"sup" => Self::Superscript,
            b"q" => Self::Quotation,
            b"br" => Self::Break,
            b"hr" => Self::Rule,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame" | b"img" | b"input" | b"keygen"
            | b"link" | b"meta" | b"param" | b"source" | b"track" | b"wbr" => Self::Void,
            b"audio" | b"button" | b"canvas" | b"datalist" | b"del" | b"iframe" | b"label" | b"meter" | b"noembed"
            | b"noframes" | b"noscript" | b"object" | b"output" | b"progress" | b"rp" | b"rt" | b"s" | b"script" | b"select"
            | b"strike" | b"style" | b"svg" | b"template" | b"textarea" | b"video" => Self::Unread,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"title" => Self::Heading,
            b"ol" | b"ul" => Self::List,
            b"li" => Self::Item,
            b"td" | b"th" => Self::Cell,
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Self::Preformatted,
            b"article" | b"section" => Self::Section,
            b"main" => Self::Main,
            b"header" | b"footer" => Self::Banner,
            b"nav" | b"dialog" | b"menu" => Self::Furniture,
            b"aside" => Self::Aside,
            b"form" => Self::Form,
            b"address" | b"blockquote" | b"body" | b"caption" | b"center" | b"colgroup" | b"dd" | b"details" | b"dir"
            | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption" | b"figure" | b"frameset" | b"head" | b"hgroup" | b"html"
            | b"legend" | b"optgroup" | b"option" | b"p" | b"search" | b"summary" | b"table" | b"tbody" | b"tfoot" | b"thead"
            | b"tr" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether it stands on lines of its own.
    pub(super) fn breaks(self) -> bool {
        !matches!(self, Self::Inline | Self::Code | Self::Superscript | Self::Quotation | Self::Unread | Self::Break | Self::Void)
    }
}

/// Whether the start of `name` ends an open `top`, whose end tag may be left out.
pub(super) fn ends(top: &[u8], name: &[u8]) -> bool {
    match top {
        b"p" => Class::of(name).breaks(),
        b"li" => name == b"li",
        b"dt" | b"dd" => matches!(name, b"dt" | b"dd"),
        b"td" | b"th" => matches!(name, b"td" | b"th" | b"tr" | b"tbody" | b"tfoot"),
        b"tr" => matches!(name, b"tr" | b"tbody" | b"tfoot"),
        b"thead" | b"tbody" => matches!(name, b"tbody" | b"tfoot"),
        b"head" => name == b"body",
        _ => false,
    }
}

/// The value of an attribute.
pub(super) fn value<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.get(name.as_bytes()).and_then(|v| std::str::from_utf8(&v.value).ok())
}

/// Whether an element of any name is left out for what its attributes say: it is hidden, it is the page's and not the text's, or it is
/// a reader's comment. `within` says whether an article or a section is around it.
pub(super) fn left_out(attributes: &Attributes, within: bool) -> bool {
    let is = |name, test: &dyn Fn(&str) -> bool| value(attributes, name).is_some_and(|v| test(&v.trim().to_ascii_lowercase()));
    let furniture = |role: &str| {
        matches!(role, "alertdialog" | "complementary" | "dialog" | "menu" | "menubar" | "navigation" | "search" | "toolbar")
            || !within && matches!(role, "banner" | "contentinfo")
    };
    is("hidden", &|v| v != "until-found")
        || is("style", &|v| v.replace(char::is_whitespace, "").contains("display:none"))
        || is("role", &furniture)
        || is("itemtype", &|v| v.ends_with("/comment") || v.ends_with("/usercomments"))
        || is("id", &|v| v == "comments" || is_beside(v))
        || is("class", &|v| v.split_ascii_whitespace().any(is_beside))
}

/// Whether a class or an id is one of those that pages give to what stands beside a text: advertisements, other texts, the question about
/// cookies. Only whole names count: "ad-free" and "related-work" are an article's own.
fn is_beside(name: &str) -> bool {
    const NAMES: [&str; 32] = [
        "ad",
        "ad-banner",
        "ad-container",
        "ad-slot",
        "ad-unit",
        "ad-wrapper",
        "ads",
        "advert",
        "advertisement",
        "annons",
        "cookie-banner",
        "cookie-bar",
        "cookie-consent",
        "cookie-notice",
        "cookiebanner",
        "cookieconsent",
        "consent-banner",
        "gdpr-banner",
        "most-popular",
        "most-read",
        "mostpopular",
        "mostread",
        "newsletter-signup",
        "read-also",
        "related",
        "related-articles",
        "related-content",
        "related-links",
        "related-posts",
        "related-stories",
        "sponsored",
        "sponsored-content",
    ];
    NAMES.contains(&name.replace('_', "-").as_str())
}
