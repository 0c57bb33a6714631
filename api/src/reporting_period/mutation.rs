//! What can be done with reporting periods.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{ReportingPeriod, rules};
use crate::{
    access::aggregates,
    graphql::{Date, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
    meeting::Decision,
    partnership::Partnership,
};

/// A period over which a table reports. *Nieuwe ronde.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReportingPeriodCreateInput {
    /// The partnership that reports.
    pub(crate) partnership: Ref<Partnership>,
    /// Its name, such as "2026-Q1", that no other period of the table has; at most 200 characters. *Naam.*
    pub(crate) name: String,
    /// The first day. *Van.*
    pub(crate) from: Date,
    /// The last day. *Tot en met.*
    pub(crate) until: Date,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a reporting period; what is absent is left as it is. *Ronde wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReportingPeriodChangeInput {
    /// The period.
    pub(crate) reporting_period: Ref<ReportingPeriod>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its name; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// The first day, of an open period. *Van.*
    pub(crate) from: Option<Date>,
    /// The last day, of an open period. *Tot en met.*
    pub(crate) until: Option<Date>,
    /// Where the facts were found; an inferred value says so. Null clears it. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A reporting period that is done. *Ronde sluiten.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReportingPeriodCloseInput {
    /// The period, which is open.
    pub(crate) reporting_period: Ref<ReportingPeriod>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A reporting period that takes measurements again. *Ronde heropenen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReportingPeriodReopenInput {
    /// The period, which is closed.
    pub(crate) reporting_period: Ref<ReportingPeriod>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// The decision of the table that it rests on; the chair needs none. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// An open period that is none. *Ronde verwijderen.*
    ReportingPeriodRemoveInput => ReportingPeriodRemovePayload { reporting_period: ReportingPeriod }
}

payload!(ReportingPeriodCreatePayload { reporting_period as "reporting period": Shown<ReportingPeriod> });
payload!(ReportingPeriodChangePayload { reporting_period as "reporting period": Shown<ReportingPeriod> });
payload!(ReportingPeriodClosePayload { reporting_period as "reporting period": Shown<ReportingPeriod> });
payload!(ReportingPeriodReopenPayload { reporting_period as "reporting period": Shown<ReportingPeriod> });

/// Mutations of reporting periods.
#[derive(Default)]
pub(crate) struct ReportingPeriodMutation;

#[Object]
impl ReportingPeriodMutation {
    /// Adds a period over which the table reports. By the secretariat or the chair. *Ronde toevoegen.*
    async fn reporting_period_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: ReportingPeriodCreateInput,
    ) -> Resolved<ReportingPeriodCreatePayload> {
        let (scope, key) = (aggregates([input.partnership.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes a period; its days only while it is open. By the secretariat or the chair. *Ronde wijzigen.*
    async fn reporting_period_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: ReportingPeriodChangeInput,
    ) -> Resolved<ReportingPeriodChangePayload> {
        let (scope, key) = (aggregates([input.reporting_period.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Closes a period in which no measurement waits for approval: from then on none of its days is submitted, corrected
    /// or approved. By the secretariat or the chair. *Ronde sluiten.*
    async fn reporting_period_close(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: ReportingPeriodCloseInput,
    ) -> Resolved<ReportingPeriodClosePayload> {
        let (scope, key) = (aggregates([input.reporting_period.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::close(world, &input)).await?.into())
    }

    /// Opens a closed period again. By the chair, or by the secretariat with a decision of the table. *Ronde heropenen.*
    async fn reporting_period_reopen(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: ReportingPeriodReopenInput,
    ) -> Resolved<ReportingPeriodReopenPayload> {
        let (scope, key) = (aggregates([input.reporting_period.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::reopen(world, &input)).await?.into())
    }

    /// Removes an open period; its measurements stay. By the secretariat or the chair. *Ronde verwijderen.*
    async fn reporting_period_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: ReportingPeriodRemoveInput,
    ) -> Resolved<ReportingPeriodRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
