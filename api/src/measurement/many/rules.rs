//! The acts on many measurements: the act on one, for every row.

use super::{
    MOST,
    mutation::{MeasurementsApproveInput, MeasurementsSubmitInput, RowsInput},
};
use crate::{
    access::{Act, Manner, RowsRefused, World, act, allow, in_turn},
    ids::Ref,
    ledger::{Changes, Record},
    measurement::rules,
    partnership::Partnership,
    problem::{Code, Problem},
};

/// Submits measurements for approval.
pub(crate) fn submit(world: &World<'_>, input: &MeasurementsSubmitInput) -> Result<Changes, RowsRefused> {
    let act = &act::measurementsSubmit;
    let partnership = &input.partnership;
    may_do_any(world, partnership, act)?;
    in_turn(world, act.name, &input.rows, manner(&input.how), |world, row| {
        within(partnership, row.indicator.as_ref(), "indicator")?;
        within(partnership, row.draft.as_ref(), "draft")?;
        rules::submit(world, row)
    })
}

/// Approves submitted measurements.
pub(crate) fn approve(world: &World<'_>, input: &MeasurementsApproveInput) -> Result<Changes, RowsRefused> {
    let act = &act::measurementsApprove;
    let partnership = &input.partnership;
    may_do_any(world, partnership, act)?;
    in_turn(world, act.name, &input.rows, manner(&input.how), |world, row| {
        within(partnership, Some(&row.measurement), "measurement")?;
        rules::approve(world, &row.clone().into())
    })
}

/// Whoever may do no row at all is told just that, and not row by row.
fn may_do_any(world: &World<'_>, partnership: &Ref<Partnership>, act: &Act) -> Result<(), Problem> {
    let view = world.view(partnership.partnership(), &["partnership"])?;
    allow(&view, act, !view.seat.acts_for.is_empty(), &[])
}

/// What another partnership has is not found in this one.
fn within<R: Record>(partnership: &Ref<Partnership>, record: Option<&Ref<R>>, field: &str) -> Result<(), Problem> {
    let is_within = record.is_none_or(|record| record.partnership() == partnership.partnership());
    if is_within { Ok(()) } else { Err(Problem::new(Code::NotFound, &[field])) }
}

fn manner(how: &RowsInput) -> Manner {
    let given = |choice: Option<bool>| choice.unwrap_or_default();
    Manner { accept_good_rows: given(how.accept_good_rows), dry_run: given(how.dry_run), most: MOST }
}
