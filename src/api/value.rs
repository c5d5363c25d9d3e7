//! What a claim allows, as a type.

use crate::{
    check::Read,
    claim::{Claim, ClaimKind},
    entity::EntityId,
    lexicon::Units,
    pipeline::Engine,
    source::Document,
    text::Span,
    value::{self, Members, Number},
};
use std::sync::Arc;

/// The worlds that a claim allows, which is what factlint compares: two values meet where some world is left by both.
///
/// ```
/// use factlint::{Checker, Config, Document, Value};
///
/// let report = Checker::new(Config::new())?.check(&[
///     Document::text("draft", "The Brenna tunnel is more than 5 km long.").draft(),
///     Document::text("source", "The Brenna tunnel is 4.2 km long.").source(),
/// ])?;
/// let value = report.findings[0].first().and_then(|evidence| evidence.value.as_ref());
/// let Some(Value::Number { least, most, unit, .. }) = value else { panic!("{value:?}") };
/// assert_eq!((*least, *most, unit.as_deref()), (Some(5000.0), None, Some("metre")));
/// # Ok::<(), factlint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A number: what is written, with what rounding and hedging leave open.
    #[non_exhaustive]
    Number {
        /// The lower end, as near as a float comes; none where it is open.
        least: Option<f64>,
        /// The upper end.
        most: Option<f64>,
        /// What it is measured in: a currency (`EUR`), or the unit that claims of one dimension share (`metre` for kilometres and miles too). None
        /// for a number of things.
        unit: Option<String>,
        /// The number exactly, in words: `6`, `180–220`, `≥ 107`.
        exact: String,
    },
    /// Days.
    #[non_exhaustive]
    Days {
        /// The first day that is possible, `YYYY-MM-DD`; none where no year says which.
        first: Option<String>,
        /// The last one.
        last: Option<String>,
        /// All of them, in the Extended Date/Time Format (ISO 8601-2): `2024-05`, `XXXX-05-28`.
        edtf: String,
    },
    /// Who belongs to a group.
    #[non_exhaustive]
    Members {
        /// Those that do, in alphabetical order.
        include: Vec<String>,
        /// Those that do not.
        exclude: Vec<String>,
        /// Whether nobody else does.
        complete: bool,
        /// How many there are at least.
        least: Option<f64>,
        /// How many there are at most.
        most: Option<f64>,
    },
    /// Words that either are the same or are not: a name, a place, a quote.
    Text(String),
}

/// Where claims stand whose values are asked for.
pub(super) struct Claims<'a> {
    pub(super) engine: &'a Engine,
    pub(super) documents: &'a [Document],
    pub(super) read: &'a [Arc<Read>],
}

impl Claims<'_> {
    /// The value of the claim at a place: one of this kind if there is one. Where only a part of a claim stands there, the part's.
    pub(super) fn value(&self, document: u32, span: Span, kind: Option<ClaimKind>) -> Option<Value> {
        let claims = &self.read.get(document as usize)?.claims;
        let here = || claims.iter().filter(|claim| claim.span == span);
        if let Some(claim) = here().find(|claim| Some(claim.kind) == kind).or_else(|| here().next()) {
            return Some(self.typed(document, &claim.value, Some(claim)));
        }
        let roles = claims.iter().filter(|claim| Some(claim.kind) == kind).flat_map(|claim| &claim.roles);
        roles.into_iter().find(|role| role.span == span).map(|role| self.typed(document, &role.value, None))
    }

    fn typed(&self, document: u32, value: &value::Value<EntityId>, claim: Option<&Claim>) -> Value {
        let end = |n: Option<Number>| n.map(Number::to_f64_lossy);
        match value {
            value::Value::Number(range) => Value::Number {
                least: end(range.min),
                most: end(range.max),
                unit: claim.filter(|claim| claim.kind == ClaimKind::FIGURE).and_then(unit),
                exact: range.to_string(),
            },
            value::Value::Days(days) => Value::Days {
                first: days.earliest().map(|day| day.to_string()),
                last: days.latest().map(|day| day.to_string()),
                edtf: days.edtf(),
            },
            value::Value::Members(members) => self.members(document, members),
            value::Value::Text(text) => Value::Text(text.clone()),
        }
    }

    fn members(&self, document: u32, members: &Members<EntityId>) -> Value {
        let names = |ids: &mut dyn Iterator<Item = &EntityId>| {
            let mut names: Vec<String> = ids.filter_map(|id| self.name(document, *id)).collect();
            names.sort();
            names
        };
        let size = members.size;
        Value::Members {
            include: match &members.only {
                Some(only) => names(&mut only.iter()),
                None => names(&mut members.must.iter()),
            },
            exclude: names(&mut members.never.iter()),
            complete: members.only.is_some(),
            least: size.min.map(Number::to_f64_lossy),
            most: size.max.map(Number::to_f64_lossy),
        }
    }

    /// What an entity is called by the packs, else by the document.
    fn name(&self, document: u32, id: EntityId) -> Option<String> {
        let in_text = || {
            let (_, span) = self.read.get(document as usize)?.names.iter().find(|(named, _)| *named == id)?;
            Some(span.of(&self.documents.get(document as usize)?.text).to_owned())
        };
        self.engine.name(id).map(str::to_owned).or_else(in_text)
    }
}

/// The unit that a figure is kept in.
fn unit(claim: &Claim) -> Option<String> {
    Units::built_in().kept(claim.attribute).map(|unit| unit.id.clone())
}
