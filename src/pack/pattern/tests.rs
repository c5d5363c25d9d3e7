use super::*;
use crate::lexicon::{Languages, Lexicon};
use program::{Key, Known, Program, Step};

fn read(text: &str) -> Result<Node, PatternError> {
    let declared = |role: &str| (role == "whole").then_some(CaptureKind::Count);
    parse(text, &declared)
}

/// A pattern as an expression, so that its structure shows.
fn show(node: &Node) -> String {
    let all = |nodes: &[Node]| nodes.iter().map(show).collect::<Vec<_>>().join(" ");
    match &node.item {
        Item::Words(text) => format!("<{text}>"),
        Item::Exact(text) => format!("'{text}'"),
        Item::Mark(c) => c.to_string(),
        Item::Class(class, role) => {
            let only = class.only.as_ref().map(|f| format!("{f:?}")).unwrap_or_default();
            format!("{:?}{only}{}", class.class, role.as_ref().map(|r| format!("={r}")).unwrap_or_default())
        }
        Item::Capture(Capture { kind, only, role }) => {
            let only = only.as_ref().map(|o| format!(":{o}")).unwrap_or_default();
            format!("{}{only}={}", kind.name(), role.as_deref().unwrap_or("-"))
        }
        Item::Sequence(nodes) => format!("({})", all(nodes)),
        Item::Either(nodes) => format!("either({})", nodes.iter().map(show).collect::<Vec<_>>().join(" | ")),
        Item::Optional(inner) => format!("[{}]", show(inner)),
        Item::Repeated(inner, least) => format!("{least}+{}", show(inner)),
        Item::Gap { most, wide, without } => {
            let without = without.iter().map(|n| ["!", &show(n)].concat()).collect::<Vec<_>>().concat();
            format!("{}{most}{without}", if *wide { "..." } else { ".." })
        }
        Item::Not(inner) => format!("!{}", show(inner)),
        Item::NotBefore(inner) => format!("!<{}", show(inner)),
        Item::Start => "^".into(),
        Item::End => "$".into(),
    }
}

#[test]
fn patterns_are_read() {
    let table = [
        ("rose from", "<rose from>"),
        ("rose 'from'", "(<rose> 'from')"),
        ("@direction from {from:amount} to {to:amount}", "(Direction <from> amount=from <to> amount=to)"),
        ("@direction:-1 ..", "(DirectionValue(-1) ..6)"),
        ("@direction:+1 ...12 x", "(DirectionValue(1) ...12 <x>)"),
        ("@concept:profit", "ConceptId(\"profit\")"),
        ("{whole}: {part:count}", "(count=whole : count=part)"),
        ("{number}", "number=-"),
        ("{way:@direction:1}", "DirectionValue(1)=way"),
        ("a | b c | [d] e", "either(<a> | <b c> | ([<d>] <e>))"),
        ("(a | b) c", "(either(<a> | <b>) <c>)"),
        ("(, {part:number})+ $", "(1+(, number=part) $)"),
        ("( a )* b", "(0+<a> <b>)"),
        ("^ in {number} !@percent !'of'", "(^ <in> number=- !Percent !'of')"),
        ("don't twenty-one 'p.m.'", "(<don't twenty-one> 'p.m.')"),
        ("!<gap between {from:dimension:length}", "(!<<gap> <between> dimension:length=from)"),
        ("!<'gap' between", "(!<'gap' <between>)"),
        ("..4!@and!@or x", "(..4!And!Or <x>)"),
        ("fell ...9!than from", "(<fell> ...9!<than> <from>)"),
        ("  spaced   out  ", "<spaced   out>"),
        ("från {n:number} år", "(<från> number=n <år>)"),
    ];
    for (text, shown) in table {
        assert_eq!(read(text).map(|n| show(&n)).as_deref(), Ok(shown), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    let table: [(&str, usize, &str); 22] = [
        ("", 0, "expected a word, 'exact words', `@class`, `{role:kind}`, `(…)`, `[…]` or a gap `..`"),
        ("a {b:number", 11, "expected `}`, or `:` and a kind"),
        ("a {b:nmber}", 5, "nothing of the kind `nmber` can be captured; the nearest is `number`"),
        ("a {b}", 3, "nothing of the kind `b` can be captured"),
        ("a {:number}", 3, "expected the name of a role or of a kind"),
        ("a {b:}", 5, "expected a kind such as `number` or `date`, or a class such as `@direction`"),
        ("@directon x", 1, "no word class is called `directon`; the nearest is `direction`"),
        ("@", 1, "expected the name of a word class"),
        ("@direction:", 11, "expected the value or the id that the word has in its class"),
        ("(a | b", 6, "expected a further item, `|` or `)`"),
        ("[a b", 4, "expected a further item, `|` or `]`"),
        ("a ] b", 2, "expected a further item or the end"),
        ("a ) b", 2, "expected a further item or the end"),
        ("(a | )", 5, "expected a word, 'exact words', `@class`, `{role:kind}`, `(…)`, `[…]` or a gap `..`"),
        ("'at least", 9, "expected the quotation mark `'` that ends the exact words"),
        ("a ..0 b", 4, "expected a gap of 1 to 30 words"),
        ("a ..99 b", 4, "expected a gap of 1 to 30 words"),
        ("a !(b c)", 3, "expected a word, a class, a kind or a mark: one thing that must not follow"),
        ("a ; = b", 4, "expected a further item or the end"),
        ("år {n:nummer}", 7, "nothing of the kind `nummer` can be captured; the nearest is `number`"),
        ("((((((((((((((((( a", 16, "expected at most 16 brackets within each other"),
        ("| a", 0, "expected a word, 'exact words', `@class`, `{role:kind}`, `(…)`, `[…]` or a gap `..`"),
    ];
    for (text, offset, message) in table {
        let error = read(text).unwrap_err();
        assert_eq!((error.offset, error.to_string().as_str()), (offset, message), "{text}");
    }
    assert_eq!(read(&"a ".repeat(600)).unwrap_err().problem, PatternProblem::Expected(Expected::Shorter));
}

fn english() -> &'static Lexicon {
    static LANGUAGES: std::sync::OnceLock<Languages> = std::sync::OnceLock::new();
    LANGUAGES.get_or_init(Languages::default).get("en").unwrap()
}

fn compiled(text: &str) -> Result<Program, PatternError> {
    let lexicon = english();
    compile(&read(text)?, text.len(), lexicon, &Known::of(lexicon))
}

#[test]
fn patterns_that_can_never_match_are_refused() {
    let table = [
        ("rose ^ from", 5, "this can never match: nothing can stand before the start of the sentence here"),
        ("rose $ from", 7, "this can never match: nothing can stand after the end of the sentence here"),
        ("''", 0, "this can never match: there is no word in it"),
        ("@age-suffix:77 old", 0, "this can never match: the language `en` has no word of this class with the value 77"),
        (
            "x @concept:nothing-of-the-kind",
            2,
            "this can never match: the language `en` has no word of this class with the id `nothing-of-the-kind`",
        ),
        (
            "[a] .. [b | c]",
            0,
            "nothing anchors this pattern: it needs a word, a class or a capture that must be there, outside `[…]` and `(…)*`",
        ),
        (
            "[the] {noun}",
            0,
            "nothing anchors this pattern: it needs a word, a class or a capture that must be there, outside `[…]` and `(…)*`",
        ),
        ("a ([b])+", 2, "this part can match nothing at all, and would be repeated"),
    ];
    for (text, offset, message) in table {
        let error = compiled(text).unwrap_err();
        assert_eq!((error.offset, error.to_string().as_str()), (offset, message), "{text}");
    }
    let error = compiled("a (..30 {number} ..30)* b").unwrap_err();
    assert!(matches!(error.problem, PatternProblem::TooLarge { .. }));
}

#[test]
fn the_rarest_need_comes_first() {
    let needs = |text: &str| compiled(text).unwrap().needs;
    assert!(matches!(*needs("the {number} zebras")[0], [Key::Stem(..)]));
    assert!(matches!(*needs("{percent} of {number}")[0], [Key::Kind(CaptureKind::Percent)]));
    assert_eq!(needs("(zebras | lions) of").iter().map(|c| c.len()).max(), Some(2));
    // An alternative without a need leaves the whole without one.
    assert!(compiled("(zebras | [lions] {noun})").is_err());
}

#[test]
fn repetitions_are_written_out() {
    let steps = compiled("a (, b)* c").unwrap().steps;
    let takes = steps.iter().filter(|s| matches!(s, Step::Take(_))).count();
    assert_eq!(takes, 2 + 2 * usize::from(MOST_REPEATS));
}

#[test]
fn roles_must_be_declared() {
    let file: ClaimFile = serde_json::from_value(serde_json::json!({
        "summary": "A test.",
        "roles": {"from": "number", "way": "value"},
        "patterns": {"en": ["{from} {form:number}", {"phrase": "{from}", "set": {"way": 1}}, "{from"]},
    }))
    .unwrap();
    let (read, refused) = ClaimPatterns::read("test", &file);
    assert_eq!(read.patterns.len(), 1);
    let said: Vec<_> = refused.iter().map(|r| (r.index, r.error.offset, r.error.to_string())).collect();
    assert_eq!(
        said,
        [
            (0, 8, "the role `form` is not declared under `roles`; the nearest is `from`".to_owned()),
            (2, 5, "expected `}`, or `:` and a kind".to_owned()),
        ]
    );
}

#[test]
fn classes_have_the_names_that_language_packs_write() {
    for (class, name) in [(Class::Cardinal, "cardinal"), (Class::TimeUnit, "time-unit"), (Class::Total, "total")] {
        assert_eq!(class_name(class), name);
    }
}
