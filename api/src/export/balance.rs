//! What each party gives and gets: a row per party, side, kind and unit, and last what the whole table gets, without an
//! organisation. What several owe or get together stands with each of them: joint rows are not added up.

use super::{
    Lens,
    cell::{Row, number},
    lens::id_of,
};

pub(super) const COLUMNS: &[&str] =
    &["partnership_id", "organisation_id", "organisation", "side", "kind", "unit", "promised", "delivered", "is_joint"];

pub(super) fn rows(lens: &Lens) -> Vec<Row> {
    let desk = &lens.view.desk;
    let lines = lens.view.balance_lines();
    let row = lines.into_iter().map(|line| {
        let party = line.party.and_then(|party| desk.organisation(party));
        vec![
            lens.partnership_id().into(),
            party.map(|party| id_of(&**party)).into(),
            party.map(|party| party.name.as_str()).into(),
            line.side.as_str().into(),
            line.kind.map(entity::ResourceKind::as_str).into(),
            line.unit.into(),
            line.promised.map(number).into(),
            line.delivered.map(number).into(),
            line.is_joint.into(),
        ]
    });
    row.collect()
}
