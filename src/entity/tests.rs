//! What is found in texts of both languages, and what is not.

use super::{Entities, EntityEntry, EntityError, EntityFile, EntityId, EntityKind, Found, Gazetteer, How};
use crate::lexicon::Languages;
use crate::source::{Block, BlockKind};
use crate::text::{Span, Token, lex, sentences};
use proptest::prelude::*;
use std::sync::LazyLock;

static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::default);
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::built_in().expect("built-in files load"));

fn tokens(text: &str, lang: &str) -> Vec<Token<'static>> {
    let text: &'static str = Box::leak(text.into());
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        blocks.push(Block { span: Span::new(at, at + line.trim_end_matches('\n').len()), kind: BlockKind::Paragraph });
        at += line.len();
    }
    let mut tokens = lex(text, &blocks, LANGUAGES.get(lang).expect("a language"));
    sentences(&mut tokens);
    tokens
}

fn read(text: &str, lang: &str) -> Entities {
    GAZETTEER.read(&tokens(text, lang), LANGUAGES.get(lang).expect("a language"))
}

/// "id:How" of each found entity; a genitive has a `'`, a compound a `-`, a part of a longer name a `?` after it.
fn short(text: &str, f: &Found) -> String {
    let id = GAZETTEER.id(f.entity).map_or_else(|| format!("<{}>", f.span.of(text)), str::to_owned);
    let how = match f.how {
        How::Name => "",
        How::Adjective => " adj",
        How::Acronym => " acr",
        How::Defined => " def",
        How::NearSpelling => " near",
    };
    let sign = |on: bool, sign: &'static str| if on { sign } else { "" };
    format!("{id}{how}{}{}{}", sign(f.genitive, "'"), sign(f.compound, "-"), sign(f.in_longer_name, "?"))
}

fn all(text: &str, lang: &str) -> String {
    read(text, lang).found.iter().map(|f| short(text, f)).collect::<Vec<_>>().join(", ")
}

fn check(lang: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, want)| {
            let got = all(text, lang);
            (got != *want).then(|| format!("{text:?}\n  wanted {want:?}\n  found  {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_in_english() {
    check(
        "en",
        &[
            ("Talks between Armenia and the Czech Republic resumed.", "state/AM, state/CZ"),
            ("Czechia, Ivory Coast and Burma voted.", "state/CZ, state/CI, state/MM"),
            ("The envoy left Türkiye for Turkey.", "state/TR, state/TR"),
            ("Guinea-Bissau borders Guinea.", "state/GW, state/GN"),
            ("South Sudan and Sudan share the Nile.", "state/SS, state/SD"),
            ("He moved to New Mexico, not Mexico.", "region/new-mexico, state/MX"),
            ("The Democratic Republic of the Congo lies south.", "state/CD"),
            ("They flew from Yerevan to St. Petersburg.", "city/yerevan, city/saint-petersburg"),
            ("A conference in The Hague ended.", "city/the-hague"),
            ("the Nordic Council of Ministers and the Nordic Council", "org/nordic-council-of-ministers, org/nordic-council"),
            ("The World Bank and the Council of Europe agreed.", "org/world-bank, org/council-of-europe"),
            ("RUSSIA WARNS", "state/RU"),
        ],
    );
}

#[test]
fn acronyms_keep_their_case() {
    check(
        "en",
        &[
            ("The US said so.", "state/US acr"),
            ("It told us so.", ""),
            ("Us and them.", ""),
            ("The WHO advised caution.", "org/WHO acr"),
            ("People who advised caution.", ""),
            ("Who advised caution?", ""),
            ("NATO and Nato are one; nato is not.", "org/NATO acr, org/NATO acr"),
            ("The U.S. and the U.K. agreed.", "state/US acr, state/GB acr"),
            ("A G7 summit, then the G20.", "org/G7 acr, org/G20 acr"),
            ("The G 7 is a bus.", ""),
            ("GUESS WHO WON", ""),
            ("Opec+ met Opec in Vienna.", "org/OPEC-plus acr, org/OPEC acr, city/vienna"),
        ],
    );
}

#[test]
fn genitives() {
    check(
        "en",
        &[
            ("Russia's neighbours", "state/RU'"),
            ("Russia’s neighbours", "state/RU'"),
            ("the United States' role", "state/US'"),
            ("the Philippines’ coast", "state/PH'"),
            ("NATO's members", "org/NATO acr'"),
            ("the EU's 27 members", "org/EU acr'"),
        ],
    );
    check(
        "sv",
        &[
            ("EU:s medlemmar", "org/EU acr'"),
            ("CSTOs medlemmar", "org/CSTO acr'"),
            ("Unicefs rapport", "org/UNICEF acr'"),
            ("Ungerns regering", "state/HU'"),
            ("Förenta nationernas stadga", "org/UN'"),
            ("USA:s president", "state/US'"),
            ("Honduras huvudstad", "state/HN"),
            ("Nordiska ministerrådets möte", "org/nordic-council-of-ministers'"),
        ],
    );
    let found = read("I dag kom Ungerns svar", "sv").found;
    assert_eq!(found[0].span.of("I dag kom Ungerns svar"), "Ungern");
}

#[test]
fn names_in_swedish() {
    check(
        "sv",
        &[
            ("Kirgizistan, Tjeckien och Vitryssland", "state/KG, state/CZ, state/BY"),
            ("Island och Island igen", "state/IS, state/IS"),
            ("Den svenska regeringen och ryska trupper", "state/SE adj, state/RU adj"),
            ("Svenska kyrkan växer.", "state/SE adj"),
            ("Han läser Svenska Dagbladet.", ""),
            ("ryssar och svenskarna", "state/RU adj, state/SE adj"),
            ("FN, Nato och OSS", "org/UN acr, org/NATO acr, org/CIS acr"),
            ("EU-länderna möttes.", "org/EU acr-"),
            ("Mötet i Collective Security Treaty Organization", "org/CSTO"),
            ("FN:s säkerhetsråd röstade.", "org/UN-security-council"),
            ("en ö, inte en island", ""),
        ],
    );
}

#[test]
fn adjectives_in_english() {
    check(
        "en",
        &[
            ("Swedish and Armenian ministers", "state/SE adj, state/AM adj"),
            ("Swedes met Russians.", "state/SE adj, state/RU adj"),
            ("He began to polish the table.", ""),
            ("pro-Russian forces", ""),
            ("a US-led force", "state/US acr-"),
            ("the EU-Russia summit", "org/EU acr-, state/RU"),
            ("CSTO-members", "org/CSTO acr-"),
        ],
    );
}

#[test]
fn people_are_not_countries() {
    check(
        "en",
        &[
            ("Then Chad Miller spoke.", ""),
            ("It borders Chad and Niger.", "state/TD, state/NE"),
            ("It was Michael Jordan again.", ""),
            ("a deal with Jordan was signed", "state/JO"),
            ("She left Georgia.", "state/GE"),
            ("the author Jack London wrote", ""),
            ("see www.russia.com or Russia.com", ""),
            ("the Sweden Democrats won", "state/SE?"),
            ("the Bank of England said", "region/england?"),
            ("at the University of Cambridge's library", "city/cambridge'?"),
            ("at Cambridge's Fitzwilliam Museum", "city/cambridge'"),
        ],
    );
}

#[test]
fn near_spellings() {
    check(
        "en",
        &[
            ("leaders of Russia, Kyrgystan and Tajikistan", "state/RU, state/KG near, state/TJ"),
            ("in Afganistan's capital", "state/AF near'"),
            ("in Azerbajan today", "state/AZ near"),
            ("between Belgium, Finalnd and Sweden", "state/BE, state/FI near, state/SE"),
            ("his sister Angela and her friend Cameron left", ""),
            // Other languages' names, derived words, people, and whatever stands in a longer name.
            ("in Tadzjikistan today", ""),
            ("an Iranian and a Finlander", "state/IR adj"),
            ("the novelist Austen wrote", ""),
            ("Peter Kyrgystan spoke", ""),
            ("by J. Kyrgystan", ""),
            ("the Kyrgystan Airport", ""),
            ("a Francie and a Norwey", ""),
        ],
    );
    check("sv", &[("Kirgistan och Tadzjikstans regering", "state/TJ near'"), ("i Azerbadjzan i dag", "state/AZ near")]);
}

#[test]
fn acronyms_that_the_text_defines() {
    check(
        "en",
        &[
            ("The Gulf Cooperation Council (GCC) met. The GCC agreed.", "org/GCC, org/GCC acr, org/GCC acr"),
            (
                "The Wetland Restoration Fund (WRF) paid. WRF's report is out. So is the Wetland Restoration Fund's.",
                "<Wetland Restoration Fund> def, <WRF> def, <WRF> def', <Wetland Restoration Fund> def'",
            ),
            (
                "The International Cricket Council (ICC) ruled. The ICC",
                "<International Cricket Council> def, <ICC> def, <ICC> def",
            ),
            ("the firm Alder Pulp and Paper (APP) grew", "<Alder Pulp and Paper> def, <APP> def"),
            ("LPA (Lake Protection Agency) said", "<LPA> def, <Lake Protection Agency> def"),
            ("BEIRUT (AP) - It rained.", "city/beirut"),
            ("the union (EU) and (this)", "org/EU acr"),
            ("nothing (at all", ""),
        ],
    );
    check(
        "sv",
        &[
            ("CSTO (Kollektiva säkerhetsfördragets organisation) samlades.", "org/CSTO acr, org/CSTO def"),
            ("Kollektiva säkerhetsfördragets organisation (CSTO) samlades.", "org/CSTO def, org/CSTO acr"),
            ("Putin lämnade organisationen (CSTO) i går", "org/CSTO acr"),
            ("Förenta nationerna (FN) beslöt", "org/UN, org/UN acr"),
            ("Havsmiljöns räddningsråd (HRR) och HRR:s chef", "<Havsmiljöns räddningsråd> def, <HRR> def, <HRR> def'"),
        ],
    );
}

#[test]
fn two_texts_that_define_the_same_words_speak_of_the_same_thing() {
    let first = read("The Wetland Restoration Fund (WRF) paid.", "en").defined[0].entity;
    let second = read("It was set up as the Wetland Restoration Fund (WRF).", "en").defined[0].entity;
    let other = read("The Wetland Research Fund (WRF) paid.", "en").defined[0].entity;
    assert_eq!(first, second);
    assert_ne!(first, other);
    assert!(GAZETTEER.id(first).is_none());
}

#[test]
fn what_is_known_of_an_entity() {
    let minsk = EntityId::new("city/minsk");
    assert_eq!(GAZETTEER.located_in(minsk), Some(EntityId::new("state/BY")));
    assert_eq!(GAZETTEER.kind(minsk), Some(EntityKind::City));
    let armenia = EntityId::new("state/AM");
    assert_eq!((GAZETTEER.name(armenia, "en"), GAZETTEER.name(armenia, "sv")), (Some("Armenia"), Some("Armenien")));
    assert_eq!(GAZETTEER.short_name(EntityId::new("org/UN"), "sv"), Some("FN"));
    assert_eq!(GAZETTEER.name(EntityId::new("state/nowhere"), "en"), None);
}

#[test]
fn built_in_names_are_plain() {
    GAZETTEER.check(|_| String::new()).expect("no name for two things");
    let kind = |k: EntityKind| GAZETTEER.entities().filter(|e| e.kind == k).count();
    assert_eq!(kind(EntityKind::State), 197);
    let (organisations, cities) = (kind(EntityKind::Organisation), kind(EntityKind::City));
    assert!(organisations >= 60 && cities >= 300, "{organisations} {cities}");
    for entry in GAZETTEER.entities().filter(|e| e.kind == EntityKind::State) {
        let id = EntityId::new(&entry.id);
        assert!(GAZETTEER.name(id, "en").is_some() && GAZETTEER.name(id, "sv").is_some(), "{}", entry.id);
    }
}

/// Each name is found as itself, in the language that it is given for.
#[test]
fn every_name_is_found() {
    let lists = |e: &'static EntityEntry| [(&e.names, true), (&e.acronyms, true), (&e.adjectives, false)];
    let mut missed = Vec::new();
    for entry in GAZETTEER.entities() {
        for (list, _) in lists(entry) {
            for (lang, name) in list.iter().flat_map(|(l, names)| names.iter().map(move |n| (l, n))) {
                let lang = if lang == "any" { "en" } else { lang };
                let text = format!("{} {name} .", if lang == "sv" { "och" } else { "and" });
                let found = read(&text, lang).found;
                if found.first().and_then(|f| GAZETTEER.id(f.entity)) != Some(&*entry.id) || found.len() != 1 {
                    missed.push(format!("{lang} {name}: {:?}", all(&text, lang)));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

fn file(yaml: &str) -> EntityFile {
    serde_yaml::from_str(yaml).expect("a file of entities")
}

#[test]
fn packs_add_entities_and_names() {
    let added = file(
        "entities:\n  - {id: org/NATO, kind: organisation, names: {en: [Brussels Pact]}}\n  - {id: team/otters, kind: other, names: {any: [Otters]}}\n",
    );
    let gazetteer = Gazetteer::with(vec![("pack.yaml".into(), added)]).expect("a gazetteer");
    let found = gazetteer.find(&tokens("The Brussels Pact played the Otters.", "en"), LANGUAGES.get("en").expect("English"));
    let ids: Vec<_> = found.iter().map(|f| gazetteer.id(f.entity)).collect();
    assert_eq!(ids, [Some("org/NATO"), Some("team/otters")]);
}

#[test]
fn mistakes_in_packs_are_named() {
    let with = |yaml: &str| Gazetteer::with(vec![("pack.yaml".into(), file(yaml))]).map(|_| ()).expect_err("a mistake");
    let pack = || "pack.yaml".to_owned();
    assert_eq!(
        with("entities:\n  - {id: team/norway, kind: other, names: {en: [Norway]}}\n"),
        EntityError::DuplicateName {
            name: "Norway".into(),
            language: "en".into(),
            first: "state/NO".into(),
            second: "team/norway".into(),
            file: pack()
        }
    );
    assert_eq!(
        with("entities:\n  - {id: org/NATO, kind: other}\n"),
        EntityError::KindConflict {
            id: "org/NATO".into(),
            first: EntityKind::Organisation,
            second: EntityKind::Other,
            file: pack()
        }
    );
    assert_eq!(
        with("entities:\n  - {id: city/a, kind: city, in: state/XQ, names: {any: [Atown]}}\n"),
        EntityError::UnknownPlace { id: "city/a".into(), place: "state/XQ".into(), file: pack() }
    );
    assert_eq!(
        with("entities:\n  - {id: city/a, kind: city, names: {any: ['-']}}\n"),
        EntityError::EmptyName { id: "city/a".into(), file: pack() }
    );
    let unknown_key =
        serde_yaml::from_str::<EntityFile>("entities:\n  - {id: a, kind: city, nmaes: {}}\n").expect_err("a mistake");
    assert!(unknown_key.to_string().contains("nmaes"), "{unknown_key}");
}

#[test]
fn distance_counts_slips() {
    let d = |a: &str, b: &str| super::near::distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
    let cases = [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abc", "axc", 1),
        ("kyrgystan", "kyrgyzstan", 1),
        ("ca", "abc", 3),
    ];
    for (a, b, want) in cases {
        assert_eq!(d(a, b), want, "{a} {b}");
        assert_eq!(d(b, a), want, "{b} {a}");
    }
}

proptest! {
    #[test]
    fn found_names_are_in_order_and_on_boundaries(
        text in "(?s)([A-ZÅÄÖa-zåäö ]|\\PC|US|EU:s|Gulf Cooperation Council \\(GCC\\)|Russia's |Kyrgystan |the United States|[(). -]|\n){0,60}",
        swedish: bool,
    ) {
        let lang = if swedish { "sv" } else { "en" };
        let tokens = tokens(&text, lang);
        let entities = GAZETTEER.read(&tokens, LANGUAGES.get(lang).expect("a language"));
        let mut end = 0;
        for f in &entities.found {
            prop_assert!(f.tokens.start >= end && f.tokens.end > f.tokens.start && f.tokens.end as usize <= tokens.len());
            prop_assert!(text.get(f.span.start as usize..f.span.end as usize).is_some_and(|s| !s.is_empty()));
            prop_assert_eq!(f.span.start, tokens[f.tokens.start as usize].span.start);
            prop_assert!(f.span.end <= tokens[f.tokens.end as usize - 1].span.end);
            end = f.tokens.end;
        }
        for d in &entities.defined {
            prop_assert!(d.long.end <= tokens.len() as u32 && d.short.end <= tokens.len() as u32 && !d.long.is_empty());
        }
    }
}
