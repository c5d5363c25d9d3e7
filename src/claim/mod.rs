//! Claims: mentions bound to a subject and an attribute, with what qualifies them.
//!
//! Takes one document's tokens, mentions and entities ([`Analysis`]) and gives its [`Claim`]s. It compares nothing.

mod affiliations;
mod attributes;
mod context;
mod deeds;
mod defaults;
mod enumeration;
mod events;
mod facts;
mod figures;
mod labels;
mod lifetimes;
mod listing;
mod listings;
mod malformed;
mod membership;
mod mistakes;
mod names;
mod offices;
mod pages;
mod parts;
mod paths;
pub mod patterns;
mod places;
mod quotes;
mod restated;
mod set_below;
mod spans;
mod speakers;
mod spelled;
mod tables;
mod versions;
mod voices;
mod whereabouts;
mod words;

pub use crate::clause::{About, Analysis, Modality};
pub(crate) use affiliations::{NATION, PARTY};
pub use attributes::{Beside as PostBeside, may_say_what_one_is};
pub(crate) use attributes::{DEPUTY, OF, PERSON};
pub use context::ENTITY;
pub(crate) use deeds::{DOER, OTHER};
pub use facts::facts;
pub(crate) use facts::{ABOUT, FACT_UNIT, KEY, OF_KEY, OF_SUBJECT};
pub(crate) use figures::{HALF_DAY, as_written};
pub(crate) use listings::{ANNOUNCED, ITEM};
pub(crate) use membership::GROUP;
pub(crate) use offices::{HELD, OFFICE, OWNER};
pub use parts::{Gathered, taken};
pub use quotes::Quote;
pub use voices::{Called, Voice};
pub use words::{Beside, Calculation, Cue, Marks, Turn, Word, Wording};

use crate::entity::EntityId;
use crate::lexicon::id_hash;
use crate::text::Span;
use crate::value::{Days, Meet, Value};
use serde::{Deserialize, Serialize};

/// What kind of thing a claim says; rules name kinds by these ids, and packs add kinds of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimKind(pub u64);

impl ClaimKind {
    /// How many there are of something, or who belongs to a group: the value is a set ([`Value::Members`]).
    pub const MEMBERS: Self = Self(id_hash("members"));
    /// How many there are of something, in a context.
    pub const COUNT: Self = Self(id_hash("count"));
    /// Which of a series an event is.
    pub const ORDINAL: Self = Self(id_hash("ordinal"));
    /// When something happened.
    pub const DATE: Self = Self(id_hash("date"));
    /// Any other figure in a context: money, percent, lengths, ages, times.
    pub const FIGURE: Self = Self(id_hash("figure"));
    /// A name with a figure in it ("Boeing 747"), a score, a version: compared as text where a sentence is copied.
    pub const TEXT: Self = Self(id_hash("text"));
    /// How many things a text announces, and how many it lists.
    pub const ENUMERATION: Self = Self(id_hash("enumeration"));
    /// A date as written, with its weekday.
    pub const CALENDAR: Self = Self(id_hash("calendar"));
    /// A name that is spelled nearly as a known one.
    pub const SPELLING: Self = Self(id_hash("spelling"));
    /// Who holds an office of an organisation or a state: the value is the holder's name, the role `held` what is held.
    pub const OFFICE: Self = Self(id_hash("office"));
    /// What one does to another: the attribute is the deed, the roles `doer` and `other` their names.
    pub const DEED: Self = Self(id_hash("deed"));
    /// What a named person is: the value is the word for it, the role `person` the name.
    pub const ATTRIBUTE: Self = Self(id_hash("attribute"));
    /// What a text lists: each item is a role with its place, and its words are the context, numbered by item.
    pub const LISTING: Self = Self(id_hash("listing"));
    /// Where an event of a series took place: the value is a set of one place.
    pub const PLACE: Self = Self(id_hash("place"));

    /// A number that is said twice, in words and in figures.
    pub const RESTATED: Self = Self(id_hash("restated"));
    /// A number that is written as none is.
    pub const MALFORMED: Self = Self(id_hash("malformed"));
    /// A name that a text writes in two ways.
    pub const SPELLED: Self = Self(id_hash("spelled"));
    /// A stretch of days that ends before it begins.
    pub const SPAN: Self = Self(id_hash("date-span"));

    /// Pages that a text refers to.
    pub const PAGES: Self = Self(id_hash("pages"));
    /// A number of an item, a heading or a caption, after the one before it.
    pub const LABEL: Self = Self(id_hash("label"));
    /// What a text refers to, and does not have.
    pub const REFERENCE: Self = Self(id_hash("reference"));
    /// A file or a folder that a text names, and its repository does not have.
    pub const PATH: Self = Self(id_hash("path"));
    /// Which version of a program is the latest, or the oldest that will do.
    pub const VERSION: Self = Self(id_hash("version"));
    /// What a setting is where nobody sets it.
    pub const DEFAULT: Self = Self(id_hash("default"));
    /// A value of a facts file or a cell of a table, with the words that say what it is of.
    pub const FACT: Self = Self(id_hash("fact"));
    /// A total of a table, with its parts.
    pub const TOTAL: Self = Self(id_hash("table-total"));
    /// A figure of a table that follows from two others of its row.
    pub const DERIVED: Self = Self(id_hash("derived"));
    /// What running text says of a cell of a table, and the cell.
    pub const TOLD: Self = Self(id_hash("table-told"));
    /// The shares of a column, and the whole.
    pub const SHARES: Self = Self(id_hash("table-shares"));

    /// What rules call the kinds of claims that are made without patterns, and the roles that they may have.
    pub const NAMED: [(&str, &[&str]); 33] = [
        ("attribute", &[]),
        ("calendar", &["day", "days", "month_days", "weekday_of_date", "weekday_said"]),
        ("count", &[]),
        ("date", &[]),
        ("date-span", &["from", "to"]),
        ("deed", &[]),
        ("default", &[]),
        ("derived", &["after", "before", "change", "difference", "from", "less", "part", "share", "whole"]),
        ("direction", &[]),
        ("enumeration", &["announced", "listed"]),
        ("fact", &[]),
        ("figure", &[]),
        ("label", &["before", "here"]),
        ("listing", &[]),
        ("malformed", &["faults"]),
        ("members", &[]),
        ("name", &[]),
        ("office", &["held"]),
        ("ordinal", &[]),
        ("pages", &["from", "to"]),
        ("path", &["found", "path"]),
        ("place", &[]),
        ("quote", &[]),
        ("reference", &["found", "last", "number"]),
        ("restated", &["figure", "words"]),
        ("speaker", &[]),
        ("spelled", &["faults", "usual"]),
        ("spelling", &[]),
        ("table-shares", &["part", "whole"]),
        ("table-told", &["cell", "told"]),
        ("table-total", &["part", "total"]),
        ("text", &[]),
        ("version", &[]),
    ];

    /// Whether a claim of this kind is compared within one folder only.
    #[must_use]
    pub const fn is_of_folder(self) -> bool {
        self.0 == Self::VERSION.0 || self.0 == Self::DEFAULT.0
    }
}

/// A place in the text where one side of a claim stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// The role's id by its hash ("from", "to", "percent").
    pub role: u64,
    /// What is said.
    pub value: Value<EntityId>,
    /// Where.
    pub span: Span,
}

/// How a figure is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Form {
    /// As it is, rounding apart: "200", "1.3 million", "28 May".
    #[default]
    Plain,
    /// With a hedge: "about 200".
    Hedged,
    /// With one end: "more than 200", "before 2004".
    Open,
    /// With two ends: "200 to 250".
    Ends,
    /// A time that another is compared with: "than in 2019", "up 4% from March".
    Compared,
    /// An hour of either half of the day: "at five", "halv tre".
    Twelve,
}

/// A claim.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claim {
    /// What kind of claim it is.
    pub kind: ClaimKind,
    /// Whom or what it is about: an entity, a name of the text, or 0 where only the context tells.
    pub subject: u64,
    /// What of it: the concept that is counted, the verb that is dated; 0 where nothing is named.
    pub attribute: u64,
    /// The worlds that it allows.
    pub value: Value<EntityId>,
    /// Further roles, for claims with several.
    pub roles: Box<[Role]>,
    /// The evidence.
    pub span: Span,
    /// The index of its sentence.
    pub sentence: u32,
    /// The time it speaks of, where the text says so.
    pub period: Option<Days>,
    /// Who says so, where the text names somebody.
    pub speaker: Option<Span>,
    /// Whether it is asserted.
    pub modality: Modality,
    /// How the figure is put.
    pub form: Form,
    /// A hash of the figure as it is written, whatever its unit; 0 where there is none.
    pub written: u32,
    /// A hash of the unit that it is written with; 0 where there is none.
    pub unit: u16,
    /// The context: sorted hashes of concepts, stems, names and entities around it, with their weights in tenths.
    pub context: Box<[Feature]>,
    /// What a claim that no figure makes is about, where its clause tells; of figures it stands beside them ([`Claims::abouts`]).
    pub about: Option<Box<About>>,
}

impl Claim {
    /// Whether two claims speak of one time: neither says of which, or those meet.
    #[must_use]
    pub fn is_of_time_of(&self, other: &Self) -> bool {
        match (&self.period, &other.period) {
            (Some(a), Some(b)) => a.meet(b).is_some(),
            (None, None) => true,
            _ => false,
        }
    }

    /// What a text asserts plainly in the sentence of this index, of nothing that is named.
    pub(crate) fn new(kind: ClaimKind, value: Value<EntityId>, span: Span, sentence: u32) -> Self {
        Self {
            kind,
            subject: 0,
            attribute: 0,
            value,
            roles: Box::default(),
            span,
            sentence,
            period: None,
            speaker: None,
            modality: Modality::Asserted,
            form: Form::Plain,
            written: 0,
            unit: 0,
            context: Box::default(),
            about: None,
        }
    }
}

/// A word of a claim's context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Feature {
    /// A hash of the concept, the entity, the name, or the stem with its language.
    pub hash: u32,
    /// How much it says, in tenths: a stem 10, a concept 15, a name or entity 25.
    pub weight: u8,
    /// Where it stands from the figure, in words: negative before it.
    pub offset: i8,
}

/// A sentence as drafts and sources are matched by: what it is about, and its figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// Hash and weight of what it is about, sorted by hash, each once.
    pub features: Box<[(u32, u8)]>,
    /// Indices of its figures among the document's claims; as long as parts of it are read, among its figures ([`Gathered::finish`]).
    pub figures: std::ops::Range<u32>,
    /// Indices of its words among the document's.
    pub words: std::ops::Range<u32>,
}

/// What a part of a document claims.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Claims about something that is named.
    pub named: Vec<Claim>,
    /// Figures in a context.
    pub figures: Vec<Claim>,
    /// What each figure is about, in order; `None` where the words do not tell.
    pub abouts: Vec<Option<Box<About>>>,
    /// Claims that the patterns of packs make.
    pub matched: Vec<Claim>,
    /// Its sentences, where they were asked for.
    pub passages: Vec<Passage>,
    /// Its words and quotes, where they were asked for.
    pub wording: Wording,
    /// The posts that stand beside names in its sentences.
    pub posts: Vec<PostBeside>,
    /// Who says its sentences, where they were asked for.
    pub voices: Vec<Voice>,
}

/// What is known of entities.
pub struct Knows<'a> {
    /// Whether it has members.
    pub group: &'a dyn Fn(EntityId) -> bool,
    /// Whether it is a place.
    pub place: &'a dyn Fn(EntityId) -> bool,
}

/// The claims of a part of a document but for those of patterns, in the order of the text within each kind;
/// with `whole`, sentences without a figure are read too, and quotes.
#[must_use]
pub fn claims(analysis: &Analysis, knows: &Knows, whole: bool) -> Claims {
    let mut claims = Vec::new();
    analysis.membership(knows.group, &mut claims);
    analysis.serial_events(&mut claims);
    analysis.dated_events(&mut claims);
    analysis.calendar(&mut claims);
    analysis.spellings(&mut claims);
    analysis.offices(&mut claims);
    let mut posts = Vec::new();
    analysis.attributes(&mut claims, &mut posts);
    if whole {
        analysis.deeds(&mut claims);
    }
    analysis.places(&mut claims);
    analysis.whereabouts(knows.place, &mut claims);
    analysis.enumerations(&mut claims);
    analysis.listings(&mut claims);
    analysis.lifetimes(&mut claims);
    analysis.restated(&mut claims);
    analysis.malformed(&mut claims);
    analysis.spelled(&mut claims);
    analysis.spans(&mut claims);
    analysis.pages(&mut claims);
    analysis.tables(&mut claims);
    analysis.labels(&mut claims);
    analysis.paths(&mut claims);
    analysis.versions(&mut claims);
    analysis.defaults(&mut claims);
    analysis.mistakes(&mut claims);
    let mut wording = Wording::default();
    let (mut figures, mut abouts) = (Vec::new(), Vec::new());
    let passages = analysis.figures(&mut figures, &mut abouts, &mut wording, whole);
    let voices = if whole { analysis.voices(&wording.quotes) } else { Vec::new() };
    Claims { named: claims, figures, abouts, matched: Vec::new(), passages, wording, posts, voices }
}
