//! The periods over which tables report, for those at the table.

use super::{Lens, cell::Row, lens::id_of};
use crate::reporting_period::ReportingPeriod;

pub(super) const COLUMNS: &[&str] =
    &["period_id", "partnership_id", "period", "period_start", "period_end", "state", "updated_at"];

pub(super) fn rows(lens: &Lens) -> Vec<Row> {
    let row = |period: std::sync::Arc<ReportingPeriod>| {
        vec![
            id_of(&*period).into(),
            lens.partnership_id().into(),
            period.name.as_str().into(),
            period.from_on.into(),
            period.until_on.into(),
            period.state.as_str().into(),
            period.changed_at.into(),
        ]
    };
    lens.all::<ReportingPeriod>().map(row).collect()
}
