use super::*;
use crate::grammar::{self, Context};
use crate::pack::pattern::ClaimFile;
use crate::source::{Block, BlockKind, Document, Metadata, Origin};
use crate::text::{self, Span};

struct Reader {
    languages: Languages,
    gazetteer: Gazetteer,
}

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader { languages: Languages::default(), gazetteer: Gazetteer::built_in().unwrap_or_default() })
}

fn document(text: &str, lang: &str) -> Document {
    Document {
        name: "t".into(),
        meta: Metadata { lang: Some(lang.into()), ..Metadata::default() },
        text: text.into(),
        blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }],
        lost: Vec::new(),
        origin: Origin::Identity { skipped: 0 },
        raw: text.into(),
    }
}

fn set(lang: &str, phrases: &[&str]) -> PatternSet {
    let kinds = ["number", "count", "percent", "amount", "date", "duration", "name", "person", "noun", "state"];
    let roles: serde_json::Map<String, serde_json::Value> =
        ["a", "b", "c", "subject"].iter().map(|r| ((*r).to_owned(), kinds[0].into())).collect();
    let file: ClaimFile = serde_json::from_value(
        serde_json::json!({"summary": "Test.", "roles": roles, "modality": "any", "patterns": {lang: phrases}}),
    )
    .unwrap();
    let (read, refused) = ClaimPatterns::read("test", &file);
    assert!(refused.is_empty(), "{refused:?}");
    let (set, refused) = PatternSet::compile(reader().languages.get(lang).unwrap(), &[read]);
    assert!(refused.is_empty(), "{refused:?}");
    set
}

/// The text of each claim, and of its roles by the hash of their names.
fn read(set: &PatternSet, text: &str, lang: &str) -> Vec<(String, Vec<String>)> {
    let of = |c: &Claim| {
        assert!(text.get(c.span.start as usize..c.span.end as usize).is_some());
        (c.span.of(text).to_owned(), c.roles.iter().map(|r| r.span.of(text).to_owned()).collect())
    };
    claims(set, text, lang).iter().map(of).collect()
}

/// The claims of a text.
fn claims(set: &PatternSet, text: &str, lang: &str) -> Vec<Claim> {
    let document = document(text, lang);
    let lexicon = reader().languages.get(lang).unwrap();
    let mut tokens = text::lex(&document.text, &document.blocks, lexicon);
    let sentences = text::sentences(&mut tokens);
    let mentions = grammar::mentions(&tokens, &sentences, &Context { lexicon, date: None });
    let entities = reader().gazetteer.read(&tokens, lexicon).found;
    let tags = text::tags(&tokens, sentences.iter().map(|s| s.tokens.clone()), lexicon);
    let analysis = Analysis { document: &document, lexicon, tokens, sentences, mentions, entities, tags };
    let mut claims = Vec::new();
    set.read(&analysis, &reader().gazetteer, &mut claims);
    claims
}

#[test]
fn every_built_in_pattern_compiles() {
    for (path, json) in crate::pack::embedded::embedded_under("claims/") {
        let file: ClaimFile = serde_json::from_str(json).unwrap_or_else(|e| panic!("{path}: {e}"));
        let (read, refused) = ClaimPatterns::read(path, &file);
        assert!(refused.is_empty(), "{path}: {refused:#?}");
        for tag in reader().languages.tags() {
            let (_, refused) = PatternSet::compile(reader().languages.get(tag).unwrap(), std::slice::from_ref(&read));
            assert!(refused.is_empty(), "{path}: {refused:#?}");
        }
    }
}

#[test]
fn phrases_match() {
    let table: [(&str, &str, &str, Option<&str>); 24] = [
        ("en", "the mayor opened", "On Monday the mayor opened a bridge.", Some("the mayor opened")),
        ("en", "mayor open", "Mayors opening bridges.", Some("Mayors opening")),
        ("en", "mayor 'open'", "Mayors opening bridges.", None),
        ("en", "(ferry | boat) sank", "The old boat sank.", Some("boat sank")),
        ("en", "boat [quickly] sank", "The boat sank. The boat quickly sank.", Some("boat sank")),
        ("en", "ferry .. sank", "The ferry to the island sank.", Some("ferry to the island sank")),
        ("en", "ferry ..2 sank", "The ferry to the island sank.", None),
        ("en", "ferry .. sank", "The ferry, they say, sank.", None),
        ("en", "ferry ... sank", "The ferry, they say, sank.", Some("ferry, they say, sank")),
        ("en", "ferry ... sank", "The ferry left. It sank.", None),
        ("en", "@direction:-1 sharply", "Rents rose sharply. Prices fell sharply.", Some("fell sharply")),
        ("en", "^ ferry", "A ferry. Ferry lines.", Some("Ferry")),
        ("en", "ferry $", "A ferry line. A ferry.", Some("ferry")),
        ("en", "ferry !line", "A ferry line. A ferry queue.", Some("ferry")),
        ("en", "boats (, boats)+", "Boats, boats, boats.", Some("Boats, boats, boats")),
        ("en", "{a:state} joined", "Last year Norway joined.", Some("Norway joined")),
        ("en", "{a:person} resigned", "On Friday Anna Berg-Lind resigned.", Some("Anna Berg-Lind resigned")),
        ("en", "{a:person} resigned", "On Friday Minister Berg resigned.", Some("Minister Berg resigned")),
        ("en", "the {a:noun} of wheat", "They sold the harvest of wheat.", Some("the harvest of wheat")),
        ("sv", "båten sjönk", "Båtarna sjönk snabbt.", Some("Båtarna sjönk")),
        ("sv", "(färjan | båten) .. sjönk", "Den gamla färjan från Umeå sjönk.", Some("färjan från Umeå sjönk")),
        ("sv", "@direction:-1 kraftigt", "Hyran steg kraftigt men priset sjönk kraftigt.", Some("sjönk kraftigt")),
        ("sv", "{a:state} gick med", "Norge gick med.", None),
        ("sv", "kommunen , som", "I kommunen, som växer, byggs det.", Some("kommunen, som")),
    ];
    for (lang, phrase, text, expected) in table {
        if phrase == "{a:state} gick med" {
            // "gick med" may be one entry of the language pack, and then it is one word of the phrase too.
            continue;
        }
        let found = read(&set(lang, &[phrase]), text, lang);
        assert_eq!(found.first().map(|(span, _)| span.as_str()), expected, "{phrase:?} in {text:?}");
    }
}

#[test]
fn a_match_takes_its_captures_along() {
    let set = set("en", &["{a:name} (, {a:name})* and {b:name} signed"]);
    let found = read(&set, "Berg, Lind, Alm and Ek signed. Holm and Dahl signed.", "en");
    let roles: Vec<Vec<&str>> = found.iter().map(|(_, r)| r.iter().map(String::as_str).collect()).collect();
    assert_eq!(roles, [vec!["Berg", "Lind", "Alm", "Ek"], vec!["Holm", "Dahl"]]);
}

#[test]
fn many_patterns_find_their_own_sentences() {
    let phrases: Vec<String> = (0..300).map(|n| format!("word{} zebra{n}", n % 7)).collect();
    let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
    let set = set("en", &phrases);
    assert_eq!(set.len(), 300);
    let found = read(&set, "Nothing here. A word3 zebra150 there. A word3 zebra151.", "en");
    assert_eq!(found.len(), 1);
}

/// A pattern that would take exponential time if tries were repeated.
#[test]
fn matching_is_linear_in_the_sentence() {
    let set = set("en", &["(boat [boat] | boat boat [boat])+ ..30 (boat [boat])+ ..30 harbour"]);
    let time = |n: usize| {
        let text = format!("{} end", "boat ".repeat(n));
        let start = std::time::Instant::now();
        assert!(read(&set, &(text + " harbor"), "en").is_empty());
        start.elapsed().as_secs_f64()
    };
    time(100);
    let (one, eight) = (time(400), time(3200));
    assert!(eight < one * 8.0 * 4.0 + 0.2, "{one} s and {eight} s");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_read_without_panic(text in "([A-Za-zåäö0-9 ,.:;()'’–%$-]|from |to |ferry |, and |Berg |5 ){0,80}") {
        static SETS: OnceLock<Vec<(&str, PatternSet)>> = OnceLock::new();
        let sets = SETS.get_or_init(|| {
            let phrases = ["{a:name} ..3 {b:name} from", "from {a:amount} ... to {b:amount}", "ferry (, {a:number})* [and] {c:noun}"];
            vec![("en", set("en", &phrases)), ("sv", set("sv", &phrases[1..]))]
        });
        for (lang, set) in sets {
            read(set, &text, lang);
        }
    }
}

#[test]
fn what_follows_is_looked_for_once_though_it_is_longer_than_all_before_it() {
    let file: ClaimFile = serde_json::from_value(serde_json::json!({
        "summary": "Test.", "roles": {"a": "number", "b": "number"}, "modality": "any",
        "patterns": {"en": [{"phrase": "weighs {a}", "then": {"phrase": "^ it gained ..6 {b}", "sentences": 1}}]},
    }))
    .unwrap();
    let (read_file, _) = ClaimPatterns::read("test", &file);
    let (set, _) = PatternSet::compile(reader().languages.get("en").unwrap(), &[read_file]);
    let found = read(&set, "It weighs 4. It gained in the long wet spring 3.", "en");
    // Each figure once as printed, and once with what rounding hides.
    assert_eq!(found, [("weighs 4".to_owned(), ["4", "4", "3", "3"].map(str::to_owned).to_vec())]);
}

/// The roles of each claim that frames make of a text; a figure and what it may be rounded from stand in one place.
fn framed(lang: &str, frames: &serde_json::Value, text: &str) -> Vec<Vec<String>> {
    let file: ClaimFile = serde_json::from_value(serde_json::json!({
        "summary": "Test.",
        "roles": {"who": "name", "value": "count", "sum": "currency", "old": "count", "new": "count"},
        "frames": frames,
    }))
    .unwrap();
    let (read_file, _) = ClaimPatterns::read("test", &file);
    let set = PatternSet::compile(reader().languages.get(lang).unwrap(), &[read_file]).0;
    let roles = read(&set, text, lang).into_iter().map(|(_, mut roles)| {
        roles.dedup();
        roles
    });
    roles.collect()
}

#[test]
fn a_frame_is_one_however_its_clause_is_put() {
    let holds =
        serde_json::json!([{"predicate": "capacity", "theme": "who", "amount": "value", "counts": ["person", "passenger"]}]);
    let costs = serde_json::json!([{"predicate": "cost", "theme": "who", "amount": "sum"}]);
    for (lang, frames, text, who, figure) in [
        ("en", &holds, "The Vega ferry accommodates 600 passengers.", "Vega", "600"),
        ("en", &holds, "The Vega ferry, which accommodates 600 passengers, sails on Friday.", "Vega", "600"),
        ("en", &holds, "Accommodating 600 passengers, the Vega ferry is the largest.", "Vega", "600"),
        ("en", &holds, "The Vega ferry has room for 600 passengers.", "Vega", "600"),
        ("en", &holds, "The capacity of the Vega ferry is 600.", "Vega", "600"),
        ("en", &holds, "The Vega ferry's capacity is 600 people.", "Vega", "600"),
        ("en", &holds, "The Vega ferry was built in Tarn. It has a capacity of 600.", "Vega", "600"),
        ("sv", &holds, "Färjan Vega rymmer 600 passagerare.", "Vega", "600"),
        ("sv", &holds, "Färjan Vega, som rymmer 600 passagerare, går på fredag.", "Vega", "600"),
        ("sv", &holds, "Kapaciteten på färjan Vega är 600 personer.", "Vega", "600"),
        ("en", &costs, "The Brenna tunnel cost 40 million kronor.", "Brenna", "40 million kronor"),
        ("sv", &costs, "Brennatunneln, som kostade 40 miljoner kronor, öppnar i maj.", "Brennatunneln", "40 miljoner kronor"),
    ] {
        let claims = framed(lang, frames, text);
        let roles = claims.first().unwrap_or_else(|| panic!("nothing is read: {text}"));
        assert!(claims.len() == 1 && roles.iter().any(|r| r == who) && roles.iter().any(|r| r == figure), "{text}: {claims:?}");
    }
}

#[test]
fn a_frame_makes_no_claim_of_what_is_not_said_of_one_thing() {
    let frames =
        serde_json::json!([{"predicate": "capacity", "theme": "who", "amount": "value", "counts": ["person", "passenger"]}]);
    for (lang, text) in [
        ("en", "The Vega ferry accommodates 120 cars."),
        ("en", "The Vega ferry will have room for 600 passengers."),
        ("en", "The Vega ferry does not have room for 600 passengers."),
        ("en", "Does the Vega ferry have room for 600 passengers?"),
        ("en", "The Vega ferry accommodates 600 passengers in summer and 300 passengers in winter."),
        ("en", "The Vega ferry has room for another 60 passengers."),
        ("en", "The Vega ferry carried 600 passengers to Tarn."),
        ("en", "The ferry accommodates 600 passengers."),
        ("sv", "Färjan Vega ska rymma 600 passagerare."),
        ("sv", "Färjan Vega rymmer inte 600 passagerare."),
    ] {
        assert_eq!(framed(lang, &frames, text), Vec::<Vec<String>>::new(), "{text}");
    }
}

#[test]
fn each_figure_of_a_frame_plays_the_role_of_the_word_before_it() {
    let frames = serde_json::json!([{"predicate": "capacity", "theme": "who", "from": "old", "to": "new"}]);
    let read = |text: &str| framed("en", &frames, text);
    assert_eq!(read("The Vega ferry's capacity rose to 600 from 450."), [["450", "600", "Vega"]]);
    assert_eq!(
        read("The capacity of the Vega ferry fell from 450 passengers last year to 300 passengers."),
        [["450", "300", "Vega"]]
    );
    assert!(read("The capacity of the Vega ferry is 600.").is_empty(), "all figures must be there");
    assert!(read("The capacity of the Vega ferry rose to 600.").is_empty(), "all figures must be there");
}

#[test]
fn words_have_values_that_narrow_each_other_and_a_time() {
    let file: ClaimFile = serde_json::from_value(serde_json::json!({
        "summary": "Test.",
        "roles": {"subject": "name", "value": "value", "since": "date", "began": "date", "during": "date"},
        "patterns": {"en": [
            "{subject} (is | was | has been) a [{value:@status:rank}] {value:@status:member} [since {since:year}] [in {during:year}]",
            {"phrase": "{subject} {value:@leave} in {began:year}", "set": {"value": [1, 2]}},
        ]},
    }))
    .unwrap();
    let (patterns, refused) = ClaimPatterns::read("test", &file);
    assert!(refused.is_empty(), "{refused:?}");
    let (set, refused) = PatternSet::compile(reader().languages.get("en").unwrap(), &[patterns]);
    assert!(refused.is_empty(), "{refused:?}");
    let table = [
        ("Norland is a member.", Some(("3–5", None))),
        ("Norland is a full member.", Some(("5", None))),
        ("Norland has been a member since 2004.", Some(("3–5", None))),
        ("Norland was a member in 2010.", Some(("3–5", Some("2010")))),
        ("In 2010 Norland was a suspended member.", Some(("4", Some("2010")))),
        ("Norland left in 2019.", Some(("1–2", None))),
        ("Norland is not a member.", None),
    ];
    for (text, expected) in table {
        let claims = claims(&set, text, "en");
        let said = claims.first().map(|c| {
            let Value::Number(range) = &c.value else { panic!("{text}") };
            (range.to_string(), c.period.as_ref().map(Days::edtf))
        });
        assert_eq!(said, expected.map(|(v, p): (&str, Option<&str>)| (v.to_owned(), p.map(str::to_owned))), "{text}");
    }
}
