//! The organisations that rows of the other tables name. Names of organisations are public, and of today.

use std::collections::BTreeSet;

use entity::OrganisationId;

use super::{Asked, cell::Row, lens::id_of};
use crate::commitment::Commitment;

pub(super) const COLUMNS: &[&str] = &["organisation_id", "organisation", "kind", "sector", "kvk_number", "updated_at"];

pub(super) fn rows(asked: &Asked) -> Vec<Row> {
    let desk = asked.desk();
    let mut named: BTreeSet<OrganisationId> = BTreeSet::new();
    for lens in asked.lenses() {
        named.extend(lens.all::<Commitment>().filter_map(|commitment| commitment.lead()));
        named.extend(lens.view.balance_lines().into_iter().filter_map(|line| line.party));
    }
    if asked.is_about_everything() {
        named.extend(desk.directory.organisations.iter().map(|organisation| organisation.id));
    }
    let row = named.into_iter().filter_map(|id| desk.organisation(id)).map(|organisation| {
        vec![
            id_of(&**organisation).into(),
            organisation.name.as_str().into(),
            organisation.kind.as_str().into(),
            organisation.sector.as_str().into(),
            organisation.kvk_number.as_deref().into(),
            organisation.changed_at.into(),
        ]
    });
    row.collect()
}
