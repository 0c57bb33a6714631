//! What a partnership shows of its reporting: the periods over which it reports, and who has to report what.

use async_graphql::Object;

use super::Partnership;
use crate::{
    graphql::{Connection, Date, PageArgs, Resolved, Shown, page},
    indicator::obligation::{ReportingObligation, ReportingObligationFilter, obligations},
    reporting_period::{
        ReportingPeriod,
        query::{ReportingPeriodFilter, ReportingPeriodOrder},
    },
};

/// A partnership's reporting, as a part of what it shows.
pub(super) struct PartnershipReporting<'a>(pub(super) &'a Shown<Partnership>);

/// What a partnership shows of its reporting.
#[Object]
impl PartnershipReporting<'_> {
    /// The periods over which it reports; seen at the table. *Rondes.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn reporting_periods(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<ReportingPeriodFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<ReportingPeriodOrder>,
        >,
    ) -> Resolved<Connection<Shown<ReportingPeriod>>> {
        let view = &self.0.view;
        page(view, view.all::<ReportingPeriod>(), filter, order_by, PageArgs { first, after, last, before })
    }

    /// Who has to report what on a day: a line per indicator and organisation, by the day on which the next report is due;
    /// empty for those not at the table. *Rapportageplichten.*
    fn reporting_obligations(
        &self,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<ReportingObligationFilter>,
        #[graphql(desc = "The day, by what was reported until then; today where none is named.")] at: Option<Date>,
    ) -> Resolved<Vec<ReportingObligation>> {
        obligations(&self.0.view, filter, at)
    }
}
