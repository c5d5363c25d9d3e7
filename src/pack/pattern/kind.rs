//! What a capture can take.

use serde::Deserialize;

/// The kinds of things that `{role:kind}` captures; their names are in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaptureKind {
    /// A number with no unit.
    Number,
    /// A whole number with no unit.
    Count,
    /// A share in per cent; no percentage points.
    Percent,
    /// A difference in percentage points.
    Points,
    /// Money.
    Currency,
    /// A length, an area, a mass, a speed …
    Dimension,
    /// An age.
    Age,
    /// A temperature.
    Temperature,
    /// Any number, with its unit or without: money, per cent, lengths, ages, lengths of time.
    Amount,
    /// A rank.
    Ordinal,
    /// A day, a month, a year: any date.
    Date,
    /// A year and nothing narrower.
    Year,
    /// A stretch of days.
    DateRange,
    /// A length of time.
    Duration,
    /// A length of time that says how long before or after its publication a text means: "20 years ago".
    Ago,
    /// A time of day.
    Time,
    /// Names in a row.
    List,
    /// A name: words with a capital, or a known entity.
    Name,
    /// A state.
    State,
    /// An organisation.
    Organisation,
    /// A person's name: two words with a capital at least, or one after a title.
    Person,
    /// One word that says something: no number, no article, no preposition.
    Noun,
    /// Words between quotation marks.
    Quote,
    /// A result, or how it stands: "3–1". A role of this kind has two more, the `first` figure and the `second`.
    Score,
}

impl CaptureKind {
    /// All kinds, in the order in which they are documented.
    pub const ALL: [Self; 24] = [
        Self::Number,
        Self::Count,
        Self::Percent,
        Self::Points,
        Self::Currency,
        Self::Dimension,
        Self::Age,
        Self::Temperature,
        Self::Amount,
        Self::Ordinal,
        Self::Date,
        Self::Year,
        Self::DateRange,
        Self::Duration,
        Self::Ago,
        Self::Time,
        Self::List,
        Self::Name,
        Self::State,
        Self::Organisation,
        Self::Person,
        Self::Noun,
        Self::Quote,
        Self::Score,
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// The name that packs write.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Currency => "currency",
            Self::Dimension => "dimension",
            Self::Age => "age",
            Self::Temperature => "temperature",
            Self::Amount => "amount",
            Self::Ordinal => "ordinal",
            Self::Date => "date",
            Self::Year => "year",
            Self::DateRange => "date-range",
            Self::Duration => "duration",
            Self::Ago => "ago",
            Self::Time => "time",
            Self::List => "list",
            Self::Name => "name",
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Noun => "noun",
            Self::Quote => "quote",
            Self::Score => "score",
        }
    }

    /// Whether claims of this kind are compared with each other in one unit.
    #[must_use]
    pub fn is_quantity(self) -> bool {
        matches!(self, Self::Number | Self::Count | Self::Amount | Self::Currency | Self::Dimension | Self::Temperature)
    }

    /// Whether a sentence without any mention of the grammar can have it.
    #[must_use]
    pub fn without_mentions(self) -> bool {
        matches!(
            self,
            Self::Name | Self::State | Self::Organisation | Self::Person | Self::Noun | Self::List | Self::Quote | Self::Score
        )
    }
}
