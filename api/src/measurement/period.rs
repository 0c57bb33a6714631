//! Whether the days that a measurement is about still take measurements: none does in a closed reporting period.

use entity::measurement::Model;

use crate::{
    ledger::Snapshot,
    problem::{Code, Problem, Problems},
};

/// Notes that a measurement, or the one that it corrects, is about a day of a closed period.
pub(super) fn takes(row: &Model, snapshot: &Snapshot, path: &str, problems: &mut Problems) {
    let corrected = row.supersedes_id.and_then(|id| snapshot.measurements.get(id));
    let mut changed = [Some(row), corrected.map(|corrected| &corrected.row)].into_iter().flatten();
    if let Some(period) = changed.find_map(|row| snapshot.closed_to(row)) {
        problems.add(Problem::new(Code::PeriodClosed, &[path]).saying(
            format!("De ronde {} is gesloten; de voorzitter kan die heropenen.", period.name),
            format!("The reporting period {} is closed; the chair can open it again.", period.name),
        ));
    }
}
