//! The word classes that language packs give to words, and that the grammar and the claims are written in.

use serde::{Deserialize, de::IntoDeserializer};

/// A lexical class. In a language pack its name is written in kebab case (`hedge-about`).
///
/// A word may have several classes ("second" is an ordinal, a unit of time and a verb); the grammar picks by position.
/// Where a class carries a payload, the comment says what [`super::Sense::value`] or [`super::Sense::id`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    // ---- numbers ----
    /// A whole number below a hundred, or a fused one ("tjugoett"); value: the number. A word that is something else too has an
    /// id: `article` ("en"), `pronoun` ("one"), `homonym` (Swedish "sex"); the grammar then asks what stands beside it.
    Cardinal,
    /// "hundred", "thousand", "miljoner"; value: the factor.
    Multiplier,
    /// "dozen", "score", "tjog": counts as a noun; value: the factor.
    Collective,
    /// "dozens", "hundreds", "tiotals": an open range; value: the least number.
    IndefinitePlural,
    /// "couple", "few", "several": a vague number; value: what it usually is.
    VagueNumber,
    /// "K", "M", "bn", "mn", "tn" glued to or following digits; value: the factor.
    NumberSuffix,
    /// "first", "tredje"; value: its rank.
    Ordinal,
    /// "st", "th", ":e" after digits.
    OrdinalSuffix,
    /// "thirds", "tredjedelar"; value: the denominator.
    FractionPart,
    /// "half", "hälften", "halv"; value: the denominator.
    Half,
    /// "minus", "negative".
    Minus,
    /// "plus", "positive".
    Plus,
    /// "point", "komma": reads digits after it as decimals.
    DecimalWord,
    /// "over", "genom", "out of": numerator over denominator; value: 0 over, 1 out of, 2 a preposition that may stand in a share ("one in
    /// ten").
    DivisionWord,
    /// "oh": the zero of a year in words ("nineteen oh one").
    YearZero,
    /// The indefinite article: "a", "an", "en", "ett".
    Article,
    /// The definite article: "the", "den", "det", "de".
    DefiniteArticle,
    // ---- hedges; what range a number with them allows is said in `value` ----
    /// "about", "roughly", "omkring", "cirka".
    HedgeAbout,
    /// "more than", "over", "drygt": above, the number left out.
    HedgeMoreThan,
    /// "at least", "minst": the number and above.
    HedgeAtLeast,
    /// "less than", "under", "fewer than", "färre än".
    HedgeLessThan,
    /// "at most", "up to", "högst", "uppemot".
    HedgeAtMost,
    /// "nearly", "almost", "knappt", "närmare": a little below.
    HedgeNearly,
    /// "just over", "drygt", "strax över": a little above.
    HedgeJustOver,
    /// "exactly", "just", "precis".
    HedgeExact,
    /// "or more", "or above", "eller mer", "och uppåt": after the number.
    HedgeOrMore,
    /// "or less", "or fewer", "eller mindre": after the number.
    HedgeOrLess,
    /// "-ish", "or so", "-tal": after the number, about.
    HedgeOrSo,
    /// "between", "mellan".
    Between,
    /// "more", "larger", "dyrare": by how much something is so stands before it ("a third more").
    Comparative,
    /// "from", "från".
    RangeFrom,
    /// "compared with", "than", "jämfört med": what follows is what something else is compared with.
    Compared,
    /// "to", "till", "through".
    RangeTo,
    /// "by", "med" before how much something changed: "by 26 to 742" is no range.
    ChangeBy,
    /// "every", "var" before a rank: "every fifth pupil" is one in five.
    Every,
    /// "not", "inte", "never", "didn't".
    Negator,
    // ---- quantities; id: the unit's id in `rules/world/units.yaml` ----
    /// A unit's word or symbol.
    Unit,
    /// A currency's word or symbol.
    Currency,
    /// A currency's sign before a number ("$", "US$").
    CurrencySign,
    /// "percent", "%".
    Percent,
    /// "per mille", "promille".
    Permille,
    /// "percentage points".
    PercentagePoint,
    /// "basis points", "räntepunkter".
    BasisPoint,
    /// "degrees", "°", "grader".
    Degree,
    /// "old", "gammal", "of age", "års ålder": after a duration it makes an age.
    AgeMarker,
    /// "aged", "i åldern": before a number it makes an age.
    AgedMarker,
    /// "-årig", "-årige", "-åring": an age fused to a number; value: 0. Or an age by itself ("dagsgammal"): its number, and its unit as id.
    AgeSuffix,
    /// Nouns of what lasts so long where the same word would make anybody else so old: "tioårigt avtal".
    Lasting,
    /// "-årsdag", "-årsjubileum": a rank fused to a number.
    Anniversary,
    /// Nouns before which a word that is "second" and "other" too ("andra") is a rank: "på andra plats".
    Ranked,
    /// "-fold", "-faldig": a multiple fused to a number ("threefold"); id: as for `TimesFactor`.
    MultipleSuffix,
    /// "-barnsfar", "-rummare": a count fused to what is counted; value: unused.
    CountSuffix,
    /// "tall", "long", "djup": after a length.
    Extent,
    /// The form of a unit that begins a word ("kilometers-" in "40-kilometerslopp"); id: as for `Unit`.
    UnitStem,
    /// "per", "a", "om": a rate.
    Per,
    /// "square", "kvadrat": before a unit of length.
    Square,
    /// "cubic", "kubik".
    Cubic,
    // ---- dates and times ----
    /// value: 1 to 12.
    Month,
    /// value: 1 (Monday) to 7.
    Weekday,
    /// "Jan", "Sat": an abbreviated month or weekday that may be another word when it stands alone.
    ShortDate,
    /// value: spring 1, summer 2, autumn 3, winter 4, as EDTF's 21 to 24 less 20.
    Season,
    /// "day", "weeks", "år"; id: day, week, fortnight, month, quarter, half, year, decade, century, hour, minute, second, working-day;
    /// value: 1 singular, 2 plural, 3 singular with the article ("året").
    TimeUnit,
    /// A length of time in one word ("week-long", "halvtimme", "femtimmars"); id: as for `TimeUnit`; value: how many.
    TimeSpan,
    /// The form of a unit of time that begins a word ("års-", "dagars-" in "tvådagarsstrejk"); id: as for `TimeUnit`.
    TimeStem,
    /// "last", "previous", "förra"; value: 1 is the nearest one, 2 only the last of several ("sista").
    RelLast,
    /// "next", "coming", "nästa"; value: 1 is the nearest one.
    RelNext,
    /// "this", "current", "denna".
    RelThis,
    /// "same", "that", "samma" before a unit of time: the one with the last date named before.
    RelSame,
    /// "later", "därefter" after a length of time at the end of a range: so long after its beginning.
    Later,
    /// "ago", "sedan" (after), "tidigare".
    Ago,
    /// "for" in "för två dagar sedan": opens an ago-phrase.
    AgoOpener,
    /// "in" in "in two weeks", "om" in "om två veckor".
    InFuture,
    /// "from now", "hence", "later".
    Hence,
    /// value: days from today ("today" 0, "yesterday" -1, "i övermorgon" 2).
    DeicticDay,
    /// "i fjol" -1, "i år" 0: value: years from this one.
    DeicticYear,
    /// "i fredags": the weekday that is past; value: 1 to 7.
    PastWeekday,
    /// "early", "början av"; of a period; value: 2 halves, 3 thirds.
    PartEarly,
    /// "mid", "mitten av".
    PartMid,
    /// "late", "end of", "slutet av".
    PartLate,
    /// "since", "sedan", "after"; value: 1 leaves the day itself out.
    Since,
    /// "until", "before", "fram till"; value: 1 leaves the day itself out.
    Until,
    /// "past", "senaste": "over the past ten years".
    PastSpan,
    /// "coming", "kommande": "the next three years".
    NextSpan,
    /// "noon", "midnight": value: minutes after midnight.
    TimeWord,
    /// "am", "f.m.": value: hours to add.
    Meridiem,
    /// "morning", "kvällen" after an hour; value: hours to add.
    DayPart,
    /// "kl.", "klockan", "at": opens a time of day; value: 1 where only one with minutes ("at 7.30").
    ClockOpener,
    /// "-tiden": joined to an hour ("17-tiden", "femtiden").
    HourSuffix,
    /// "o'clock", "GMT".
    ClockCloser,
    /// "AD", "e.Kr.": value: 1; "BC": -1.
    Era,
    /// "-talet", "'s": after a year it makes a decade or century.
    DecadeSuffix,
    /// "weekend", "helg".
    Weekend,
    /// Named days: "Christmas Day", "midsommarafton"; value: month * 100 + day where fixed, else 0.
    Holiday,
    /// "på fredag": the weekday that is to come; value: 1 to 7.
    ComingWeekday,
    /// "on" before a day.
    DayOpener,
    /// "Q3", "H1", "third quarter" needs none of this: a whole word for a part of a year; id: quarter, half; value: which.
    YearPart,
    /// "week" and "year" before their number: "week 31", "år 1523"; id: as for `TimeUnit`.
    NumberedUnit,
    /// "i somras" -1, "i vår" +1 in value's sign; value's size: the season.
    DeicticSeason,
    /// "rest of", "resten av": what is left of a period.
    PartRest,
    /// "earlier", "tidigare" before a period: what has gone of it.
    PartGone,
    /// "within", "inom": up to so long from now.
    Within,
    /// "for", "i", "under" before a duration: for so long.
    SpanOpener,
    /// "starting", "med början": a stretch from that day on.
    StartingOn,
    /// "full", "all", "whole" before a unit of time: one of it.
    WholeUnit,
    /// "half past", "halv", "kvart över" before an hour; value: minutes to add to it.
    ClockFraction,
    /// "past", "to", "över", "i" between minutes and an hour ("ten minutes to six"); value: 1 after the hour, -1 before it.
    ClockJoin,
    /// Close to a time of day: 1 behind it ("shortly after"), -1 before it.
    ClockNear,
    /// "now", "nu": the moment of writing.
    Now,
    /// "after next": the one after the next.
    AfterNext,
    /// "seventies"; value: 70.
    DecadeWord,
    /// "the", "den", "of" inside dates ("the 27th of November", "den 28 maj").
    DateJoin,
    /// Words that stand beside a date in a dateline: "published", "uppdaterad".
    Dateline,
    // ---- structure ----
    /// "and", "och", "samt", "&".
    And,
    /// "or", "eller".
    Or,
    /// "as well as", "liksom": joins the last item of a list.
    AsWellAs,
    /// "including", "such as", "bland annat": what follows is not all.
    ListOpen,
    /// "among others", "med flera", "etc.": what went before is not all.
    ListMore,
    /// "other than", "besides", "förutom".
    Exclusion,
    /// "other", "another", "övriga", "ytterligare": the count leaves some out.
    OtherThan,
    /// "former", "ex-", "före detta": was, and is no longer.
    Former,
    /// "then", "dåvarande": was at that time.
    Then,
    /// "current", "nuvarande".
    Current,
    /// "all", "both", "samtliga": a count of the whole.
    Whole,
    /// "each", "every", "varje".
    Each,
    /// "of", "av": part and whole.
    Of,
    /// "only", "endast".
    Only,
    /// "in", "at", "on", "during", "i", "på": prepositions of place and time.
    Preposition,
    /// Words that carry no content for matching contexts.
    Stop,
    /// A pronoun.
    Pronoun,
    /// "which", "that", "som": opens a relative clause.
    Relative,
    /// "who", "if", "whether", "because", "medan": opens a clause.
    Subordinator,
    // ---- modality, speech ----
    /// "would", "could", "may", "skulle", "kan".
    Modal,
    /// "if", "unless", "om".
    Conditional,
    /// "plans to", "intends", "expected to", "ska", "planerar".
    Planned,
    /// "will", "kommer att".
    Future,
    /// "said", "says", "told", "sade".
    Speech,
    /// "according to", "enligt".
    AccordingTo,
    /// "alleged", "reportedly", "påstås".
    Reported,
    // ---- membership ----
    /// "consists of", "comprises", "består av": the whole before, all parts after.
    ConsistOf,
    /// "includes", "has", "omfattar": the whole before, parts after, perhaps not all.
    Include,
    /// "comprising", "making up", "som utgör": the parts before, the whole after.
    MakeUp,
    /// The verb of what is a member: "belongs to".
    Belong,
    /// "member", "members", "medlemmar", "medlemsländer".
    Member,
    /// "joined", "acceded to", "gick med i".
    Join,
    /// "left", "withdrew from", "lämnade".
    Leave,
    /// What one is in an organisation: "member", "full", "observer"; id: what patterns ask for; value: a place on a line that leads from outside to
    /// inside. A word that is listed with several allows all from the lowest to the highest.
    Status,
    /// "countries", "nations", "states": things that a group of states may be counted in; id: the concept.
    Statehood,
    /// "is", "are", "was", "är": the copula.
    Copula,
    /// "has", "have", "har".
    Have,
    /// "live", "finns", "bor": what is somewhere, and "stands at", "uppgår till": what something is.
    Exist,
    /// "there", "det": a subject that stands for nothing.
    Expletive,
    /// What happens once to its subject: "born", "founded", "signed"; id: what.
    Once,
    /// The noun of what happens once: "founding", "invigningen"; id: as for `Once`.
    OnceNoun,
    /// A possessive that takes up the subject: "its", "sin".
    Reflexive,
    // ---- content shared by languages; id: the concept ----
    /// A noun, verb or adjective with a concept that other languages name too.
    Concept,
    /// Like a concept, and an event that can be counted ("third conference", "13th meeting").
    Event,
    /// An office or role that one person holds at a time; id: the office.
    Office,
    /// What one is among others ("treasurer", "goalkeeper", "nurse"), where it is no [`Self::Office`]; id: the post.
    Post,
    /// "deputy", "acting", "incoming", "-elect", "shadow": beside an office, somebody who does not hold it; value: 1 for who stands in for
    /// its holder.
    OfficeQualifier,
    /// "in", "at", "i", "på": before the place where something is.
    Locative,
    /// "held", "took place", "hosted"; value: 1 where the place follows, -1 where it goes before ("Oslo hosted").
    TakesPlace,
    /// A pair of opposites; id: the pair; value: +1 or -1.
    Opposite,
    /// What one does to another; id: which deed; value: 1 if the first named does it, -1 if the second does, 2 and -2 if the second stands
    /// behind a word of the class `versus`: "beat", "besegrades", "won", "lost".
    Deed,
    /// A word for somebody of a party; id: the letters that stand in brackets behind a name.
    Party,
    /// A word before whom one meets: "against".
    Versus,
    /// A word before who does it: "by".
    Agent,
    /// "rose", "ökade": value: +1; "fell", "minskade": value: -1.
    Direction,
    /// A person's title before a name: "Mr", "Dr", "President".
    Title,
    /// A company's or body's closing word: "Inc", "AB", "Ltd".
    OrgSuffix,
    // ---- what is no number ----
    /// A word before a number that makes it a name: "Boeing", "Route", "Formula", "Catch", "section", "kapitel", "page", "No".
    NumberNamer,
    /// "default", "by default", "som standard": what follows holds where nobody sets it.
    Default,
    /// "version", "release": the noun of versions of a program.
    VersionWord,
    /// "latest", "newest", "stable", "senaste": beside such a noun, the version to take.
    Latest,
    /// "requires", "needs", "kräver", "at least": before a program, the oldest version that will do.
    Needs,
    /// "or later", "or newer", "eller senare": behind a version, it or any that came after.
    OrNewer,
    /// "figure", "table", "section": what a document numbers, before its number; id: what.
    Label,
    /// "page", "pp.", "sidorna": before the numbers of pages; value: 1 where there are several.
    Page,
    /// A word after a number that makes it a name: "Nations" in "Six Nations".
    NumberNamed,
    /// A word of a multi-word name that holds a number: the whole entry is a name ("Six Nations", "Catch-22").
    FixedName,
    /// Beside a date, says that there is no such day, or that it is an example: "invalid", "for example", "skottår"; value: 1 where only a
    /// negation makes it say so ("exist", "finns").
    Unreal,
    /// Says of what stands beside it that it is a mistake: "wrong", "incorrect", "does not add up"; value: 1 where it says so as a label only ("Bad:"), 2
    /// with a negation only ("add up").
    Wrong,
    /// An abbreviation that ends in a full stop and ends no sentence ("Nov.", "Mr.", "t.ex.").
    Abbreviation,
    /// Score words: "beat", "won", "defeated" near "3-1".
    Score,
    /// Words that open an enumeration: "firstly", "för det första"; value: its rank.
    Enumerator,
    /// "respectively", "respektive".
    Respectively,
    /// "double", "fördubblades"; value: the factor. A negative value divides: "halved" is -2. With the id "fold" it is a number too
    /// ("threefold": 3).
    TimesFactor,
    /// "increase", "drop" as a noun: value +1 or -1.
    ChangeNoun,
    /// "equals", "totalling", "sammanlagt", "in total".
    Total,
    /// A word beside a figure that may be calculated from others; id: `difference` ("$16 cheaper", "leaving"), `rest` ("another"), `interval` ("four days
    /// after"), `total` ("both"), `average` ("each"), `ratio` ("times"), `part` ("one in nine"); value: how many
    /// words on the figure may stand, negative where it stands before.
    Derivation,
}

impl Class {
    /// The classes of most words of a text: words that build its sentences or say what they are about, and begin no figure.
    const PLAIN: [Self; 33] = [
        Self::And,
        Self::Or,
        Self::Pronoun,
        Self::Relative,
        Self::Subordinator,
        Self::Modal,
        Self::Conditional,
        Self::Planned,
        Self::Future,
        Self::Speech,
        Self::AccordingTo,
        Self::Reported,
        Self::Copula,
        Self::Have,
        Self::Of,
        Self::Stop,
        Self::Concept,
        Self::Event,
        Self::Office,
        Self::Opposite,
        Self::Direction,
        Self::ChangeNoun,
        Self::Member,
        Self::Statehood,
        Self::Join,
        Self::Leave,
        Self::Include,
        Self::ConsistOf,
        Self::MakeUp,
        Self::Belong,
        Self::Score,
        Self::Unit,
        Self::Negator,
    ];

    /// The bits of these classes, each of which has one of its own.
    pub(crate) const PLAIN_BITS: u64 = (1 << Self::PLAIN.len()) - 1;

    /// The bit that stands for this class in a set of 64; all classes but the plain ones share theirs with others.
    #[inline]
    #[must_use]
    pub(crate) const fn bit(self) -> u64 {
        const BITS: [u64; 256] = {
            let own = Class::PLAIN.len();
            let (mut bits, mut class, mut plain) = ([0; 256], 0, 0);
            while class < bits.len() {
                bits[class] = 1 << (own + class % (64 - own));
                class += 1;
            }
            while plain < own {
                bits[Class::PLAIN[plain] as usize] = 1 << plain;
                plain += 1;
            }
            bits
        };
        BITS[self as usize]
    }

    /// The class of this name, as language packs write it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }
}
