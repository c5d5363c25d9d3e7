//! Laws that hold for any draft and any source: what follows from how they are made, whatever stands in them. The texts are made of plain
//! sentences with names and figures of all sizes, in both languages.

use factlint::internals::{
    check::Standing,
    pipeline::{Engine, Role},
    source::{Document, Metadata, Origin, blocks},
};
use proptest::prelude::*;
use std::sync::Arc;

/// Sentences; `{name}` and `{n}` are filled in.
const ENGLISH: [&str; 5] = [
    "{name} employs {n} people.",
    "{name} sold {n} tickets to the fair.",
    "{name} planted {n} oaks along the road.",
    "{name} paid {n} kronor for the old barn.",
    "{name} lent {n} books to the school.",
];
const SWEDISH: [&str; 5] = [
    "{name} har {n} anställda.",
    "{name} sålde {n} biljetter till mässan.",
    "{name} planterade {n} ekar längs vägen.",
    "{name} betalade {n} kronor för den gamla ladan.",
    "{name} lånade ut {n} böcker till skolan.",
];
const NAMES: [&str; 6] = ["Vindvik", "Havkraft", "Tessera", "Orrmark", "Norrdal", "Skallby"];
/// A sentence about something else, without a figure.
const UNRELATED: [&str; 2] = ["The weather in the mountains was mild all week.", "Vädret i fjällen var milt hela veckan."];
/// The first form, denied.
const DENIED: [[&str; 2]; 2] = [
    ["{name} does not employ {n} people.", "{name} har inte {n} anställda."],
    ["{name} never employs {n} people.", "{name} har aldrig {n} anställda."],
];
/// Numbers in words.
const WORDS: [[&str; 2]; 6] = [
    ["seven", "sju"],
    ["eleven", "elva"],
    ["twelve", "tolv"],
    ["nineteen", "nitton"],
    ["twenty-six", "tjugosex"],
    ["ninety", "nittio"],
];
const VALUES: [u32; 6] = [7, 11, 12, 19, 26, 90];

/// One sentence: which of the forms, whose, how many.
#[derive(Debug, Clone, Copy)]
struct Said {
    form: usize,
    name: usize,
    n: u32,
}

impl Said {
    fn text(self, swedish: bool) -> String {
        self.with(swedish, &self.n.to_string())
    }

    fn with(self, swedish: bool, n: &str) -> String {
        let form = if swedish { SWEDISH[self.form] } else { ENGLISH[self.form] };
        form.replace("{name}", NAMES[self.name]).replace("{n}", n)
    }
}

/// Several sentences, each of another name and another form.
fn several() -> impl Strategy<Value = Vec<Said>> {
    let order = |most: usize| Just((0..most).collect::<Vec<usize>>()).prop_shuffle();
    (order(ENGLISH.len()), order(NAMES.len()), prop::collection::vec(13..90_000_u32, 2..=ENGLISH.len())).prop_map(
        |(forms, names, figures)| {
            figures.into_iter().zip(forms).zip(names).map(|((n, form), name)| Said { form, name, n }).collect()
        },
    )
}

fn joined(all: &[Said], swedish: bool) -> String {
    all.iter().map(|said| said.text(swedish)).collect::<Vec<_>>().join(" ")
}

fn document(name: &str, text: &str, swedish: bool) -> Document {
    let text: Arc<str> = text.into();
    let meta = Metadata { lang: Some(if swedish { "sv" } else { "en" }.into()), ..Metadata::default() };
    let blocks = blocks(&text, 0);
    Document {
        name: name.into(),
        meta,
        blocks,
        lost: Vec::new(),
        origin: Origin::Identity { skipped: 0 },
        raw: text.clone(),
        text,
    }
}

/// How the claims of a draft stand with these sources: the words of each, in order.
fn standings(draft: &str, sources: &[String], swedish: bool) -> Vec<(String, Standing)> {
    let mut documents = vec![document("draft", draft, swedish)];
    documents.extend(sources.iter().enumerate().map(|(n, text)| document(&n.to_string(), text, swedish)));
    let roles: Vec<Role> = (0..documents.len()).map(|n| if n == 0 { Role::Draft } else { Role::Source }).collect();
    let support = Engine::built_in().hold(&documents, &roles).support;
    let words = |s: &factlint::internals::check::Support| s.claim.span.of(&documents[0].text).to_owned();
    support.iter().filter(|s| s.at.is_some()).map(|s| (words(s), s.standing)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_draft_that_is_its_source_is_supported(all in several(), swedish: bool) {
        let text = joined(&all, swedish);
        let standings = standings(&text, std::slice::from_ref(&text), swedish);
        prop_assert!(standings.len() >= all.len(), "{text}: {standings:?}");
        prop_assert!(standings.iter().all(|(_, standing)| *standing == Standing::Supported), "{text}: {standings:?}");
    }

    #[test]
    fn order_changes_no_verdict(all in several(), drafted in several(), swedish: bool) {
        let draft = joined(&drafted, swedish);
        let sentences: Vec<String> = all.iter().map(|said| said.text(swedish)).collect();
        let mut turned = sentences.clone();
        turned.reverse();
        let documents = standings(&draft, &sentences, swedish);
        prop_assert_eq!(&standings(&draft, &turned, swedish), &documents, "of documents");
        let (one, other) = (sentences.join(" "), turned.join(" "));
        prop_assert_eq!(standings(&draft, &[one], swedish), standings(&draft, &[other], swedish), "of sentences");
    }

    #[test]
    fn what_is_unrelated_changes_no_verdict(all in several(), drafted in several(), swedish: bool) {
        let (draft, source) = (joined(&drafted, swedish), joined(&all, swedish));
        let more = format!("{source} {}", UNRELATED[usize::from(swedish)]);
        prop_assert_eq!(standings(&draft, &[source], swedish), standings(&draft, &[more], swedish));
    }

    #[test]
    fn words_and_digits_say_the_same(form in 0..5_usize, number in 0..WORDS.len(), swedish: bool, in_draft: bool) {
        let said = Said { form, name: 3, n: VALUES[number] };
        let (words, digits) = (said.with(swedish, WORDS[number][usize::from(swedish)]), said.text(swedish));
        let (draft, source) = if in_draft { (words, digits) } else { (digits, words) };
        let standings = standings(&draft, std::slice::from_ref(&source), swedish);
        prop_assert!(!standings.is_empty(), "{draft}");
        prop_assert!(standings.iter().all(|(_, standing)| *standing == Standing::Supported), "{draft} / {source}: {standings:?}");
    }

    #[test]
    fn what_is_denied_bears_out_nothing(form in 0..DENIED.len(), n in 13..90_000_u32, swedish: bool, in_draft: bool) {
        let language = usize::from(swedish);
        let said = Said { form: 0, name: form % NAMES.len(), n };
        let affirmed = said.text(swedish);
        let denied = DENIED[form][language].replace("{name}", NAMES[said.name]).replace("{n}", &n.to_string());
        let (draft, source) = if in_draft { (denied, affirmed) } else { (affirmed, denied) };
        let standings = standings(&draft, std::slice::from_ref(&source), swedish);
        prop_assert!(standings.iter().all(|(_, standing)| *standing != Standing::Supported), "{draft} / {source}: {standings:?}");
    }

    #[test]
    fn reprints_bear_nothing_out_and_are_all_shown(all in several(), changed in 90_001..99_000_u32, copies in 1..40_usize, swedish: bool) {
        // Who employs how many is told of one time.
        let employs = |n| Said { form: 0, name: 0, n };
        let rest = || all.iter().copied().filter(|said| said.form != 0 && said.name != 0);
        let text = |n| std::iter::once(employs(n)).chain(rest()).collect::<Vec<_>>();
        let (all, other) = (text(all[0].n), text(changed));
        let (one, other) = (joined(&all, swedish), joined(&other, swedish));
        let found = |reprints: usize| {
            let mut documents = vec![document("one", &one, swedish), document("other", &other, swedish)];
            documents.extend((0..reprints).map(|n| document(&n.to_string(), &one, swedish)));
            let (findings, _) = Engine::built_in().check(&documents, &vec![Role::Peer; documents.len()]);
            findings.into_iter().map(|found| (found.rule.clone(), found.severity, found.evidence.len() + found.more)).collect::<Vec<_>>()
        };
        let (two, many) = (found(0), found(copies));
        // What a word is may depend on the digits beside it.
        prop_assume!(!two.is_empty());
        let expected: Vec<_> = two.into_iter().map(|(rule, severity, places)| (rule, severity, places + copies)).collect();
        prop_assert_eq!(many, expected, "{} / {}", one, other);
    }
}
