//! What a claim allows, as columns: bounds, days, members; and the bounds by which a table folds it.

use super::ClaimRow;
use crate::{
    claim::{Claim, ClaimKind, Form},
    entity::EntityId,
    value::{Days, Members, Number, Range, Value},
};
use jiff::civil::Date;

/// A row with the value of its claim; `name` says what an entity is called.
pub(super) fn filled(row: ClaimRow, claim: &Claim, name: &dyn Fn(EntityId) -> Option<String>) -> ClaimRow {
    let plain = claim.form == Form::Plain;
    let row = match &claim.value {
        Value::Number(range) => of_number(row, range, plain),
        Value::Days(days) => of_days(row, days, plain),
        Value::Members(members) => of_members(row, members, name),
        Value::Text(text) => ClaimRow { value: text.clone(), loose: true, ..row },
    };
    // They are gathered, and found by themselves.
    let alone = matches!(claim.kind, ClaimKind::CALENDAR | ClaimKind::SPELLING);
    if alone { ClaimRow { loose: false, fold_low: None, fold_high: None, ..row } } else { row }
}

fn of_number(row: ClaimRow, range: &Range, plain: bool) -> ClaimRow {
    let double = |n: Option<Number>| n.map(Number::to_f64_lossy);
    // Nobody means by "2 billion" what rounding could hide, 1.6 billion: plain figures differ where they are written differently.
    let point = double(range.middle().filter(|_| plain));
    ClaimRow {
        value: range.to_string(),
        low: range.min.map(|n| n.to_string()),
        low_open: range.min_open,
        high: range.max.map(|n| n.to_string()),
        high_open: range.max_open,
        low_double: double(range.min),
        high_double: double(range.max),
        fold_low: point.or(double(range.min)),
        fold_high: point.or(double(range.max)),
        loose: !plain,
        ..row
    }
}

fn of_days(row: ClaimRow, days: &Days, plain: bool) -> ClaimRow {
    let number = |date: Option<Date>| date.map(|date| f64::from(days_since_epoch(date)));
    let between = days.earliest().zip(days.latest()).map(|(first, last)| Days::between(first, last));
    ClaimRow {
        value: days.edtf(),
        first_day: days.earliest().map(|day| day.to_string()),
        last_day: days.latest().map(|day| day.to_string()),
        fold_low: number(days.earliest()),
        fold_high: number(days.latest()),
        loose: !plain || between != Some(*days),
        ..row
    }
}

fn of_members(row: ClaimRow, members: &Members<EntityId>, name: &dyn Fn(EntityId) -> Option<String>) -> ClaimRow {
    let names = |ids: &std::collections::BTreeSet<EntityId>| {
        let mut names: Vec<String> = ids.iter().map(|id| name(*id).unwrap_or_else(|| format!("{:016x}", id.0))).collect();
        names.sort();
        names
    };
    let (named, excluded) = (names(members.only.as_ref().unwrap_or(&members.must)), names(&members.never));
    let said = [named.join(", "), excluded.iter().map(|name| format!("not {name}")).collect::<Vec<_>>().join(", ")];
    let count = members.count().unwrap_or(members.size);
    let said: Vec<String> = std::iter::once(count.to_string()).chain(said).filter(|part| !part.is_empty()).collect();
    let value = said.join(": ");
    let complete = members.only.is_some();
    ClaimRow { members: named, excluded, complete, loose: true, ..ClaimRow { value, ..of_number(row, &count, false) } }
}

/// The days between 1970-01-01 and a date.
pub(super) fn days_since_epoch(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until((jiff::Unit::Day, date)).map_or(0, |span| span.get_days())
}
