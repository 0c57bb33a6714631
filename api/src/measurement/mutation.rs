//! What can be done with measurements.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, OneofObject};

use super::{Measurement, rules};
use crate::{
    access::aggregates,
    graphql::{Date, Decimal, EvidenceInput, Qualifier, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
    indicator::{Indicator, mutation::RatioInput},
    organisation::Organisation,
};

/// What may be absent, null or given.
pub(crate) type Given<T> = MaybeUndefined<T>;

/// A value in the form that its indicator asks for. *Waarde.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum MeasurementValueInput {
    /// For COUNT, MONEY (in EUR) and HOURS: the number. *Getal.*
    Number(Decimal),
    /// For PERCENT: so many of so many. *Verhouding.*
    Ratio(RatioInput),
    /// For SCALE: the index. *Schaalwaarde.*
    Scale(Decimal),
    /// For YES_NO. *Ja of nee.*
    YesNo(bool),
    /// For NARRATIVE: the words, at most 10 000 characters. *Verhaal.*
    Text(String),
}

/// The part of a value that falls in one category of a dimension. *Deel van een uitsplitsing.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BreakdownCellInput {
    /// One of the dimensions of the definition, such as "opleidingsniveau". *Uitsplitsing.*
    pub(crate) dimension: String,
    /// The category, such as "mbo 4"; at most 200 characters. *Onbekend* or "unknown" is the part that is in none, which may
    /// as well be left out: it is shown as what the others leave of the value. *Categorie.*
    pub(crate) category: String,
    /// The part, in the unit of the indicator. *Waarde.*
    pub(crate) value: Decimal,
}

/// What was measured. Of what exists already, absent leaves it and null clears it. *Waarneming.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementReading {
    /// The day it was observed; the last day of a period. Not in the future.
    pub(crate) observed_on: Option<Date>,
    /// The value, in the form that the indicator asks for.
    pub(crate) value: Option<MeasurementValueInput>,
    /// How exact the value or numerator is; EXACT where nothing is said.
    pub(crate) qualifier: Option<Qualifier>,
    /// How exact the denominator of a share is; EXACT where nothing is said.
    pub(crate) denominator_qualifier: Option<Qualifier>,
    /// How the value divides over categories, for COUNT, MONEY and HOURS: all cells. Those of one dimension add up to the
    /// value at most. *Uitsplitsing.*
    pub(crate) breakdown: Given<Vec<BreakdownCellInput>>,
    /// What shows that it is right, all of it. *Bewijs.*
    pub(crate) evidence: Given<Vec<EvidenceInput>>,
    /// Who says so: where the facts were found; at most 2 000 characters.
    pub(crate) source: Given<String>,
    /// How it was measured; at most 2 000 characters.
    pub(crate) method: Given<String>,
    /// What else to know; at most 10 000 characters.
    pub(crate) note: Given<String>,
    /// The first day of the period, where it is about one.
    pub(crate) period_from: Given<Date>,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Given<String>,
}

/// A measurement as it is entered: new, for an indicator, or a draft or returned one with its version. *Meting.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementEntry {
    /// The indicator, for a new measurement.
    pub(crate) indicator: Option<Ref<Indicator>>,
    /// Instead of the indicator: a draft or a returned measurement of your own organisation.
    pub(crate) draft: Option<Ref<Measurement>>,
    /// The version of the draft that you saw.
    pub(crate) expected_version: Option<i32>,
    /// The organisation whose figure it is, where it is not your own: by the secretariat or the chair. Also says which of
    /// your organisations reports, where you act for several.
    pub(crate) on_behalf_of: Option<Ref<Organisation>>,
    /// What was measured.
    #[graphql(flatten)]
    pub(crate) reading: MeasurementReading,
}

/// A measurement to be written down, and submitted later. *Concept van een meting.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementDraftInput {
    #[graphql(flatten)]
    pub(crate) entry: MeasurementEntry,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A measurement to be submitted: new content, or a draft with what is still to be changed in it. *Meting indienen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementSubmitInput {
    #[graphql(flatten)]
    pub(crate) entry: MeasurementEntry,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A submitted measurement that is right. *Meting goedkeuren.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementApproveInput {
    /// The measurement.
    pub(crate) measurement: Ref<Measurement>,
    /// Its version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

impl MeasurementApproveInput {
    /// A measurement and its version that was seen.
    pub(super) fn of(measurement: Ref<Measurement>, expected_version: i32) -> Self {
        Self { measurement, expected_version, idempotency_key: None }
    }
}

/// A submitted measurement that is not right yet. *Meting terugsturen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementReturnInput {
    /// The measurement.
    pub(crate) measurement: Ref<Measurement>,
    /// Its version that you saw.
    pub(crate) expected_version: i32,
    /// What is to be changed; at most 2 000 characters.
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// An approved measurement that was wrong, and what it should have been. *Meting corrigeren.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementCorrectInput {
    /// The measurement.
    pub(crate) measurement: Ref<Measurement>,
    /// Its version that you saw.
    pub(crate) expected_version: i32,
    /// Why it is corrected; at most 2 000 characters.
    pub(crate) reason: String,
    /// What is different; the rest stays as it was.
    #[graphql(flatten)]
    pub(crate) reading: MeasurementReading,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

removal! {
    /// A draft or returned measurement that will not be submitted. *Meting verwijderen.*
    MeasurementRemoveInput => MeasurementRemovePayload { measurement: Measurement }
}

payload!(MeasurementDraftPayload { measurement: Shown<Measurement> });
payload!(MeasurementSubmitPayload { measurement: Shown<Measurement> });
payload!(MeasurementApprovePayload { measurement: Shown<Measurement> });
payload!(MeasurementReturnPayload { measurement: Shown<Measurement> });
payload!(MeasurementCorrectPayload { measurement: Shown<Measurement> });

impl MeasurementEntry {
    fn partnerships(&self) -> [Option<entity::PartnershipId>; 2] {
        [self.indicator.as_ref().and_then(Ref::partnership), self.draft.as_ref().and_then(Ref::partnership)]
    }
}

/// Mutations of measurements.
#[derive(Default)]
pub(crate) struct MeasurementMutation;

#[Object]
impl MeasurementMutation {
    /// Writes a measurement down without submitting it, or changes a draft or returned one. By the secretariat, the chair
    /// or the organisation that reports. *Meting in concept.*
    async fn measurement_draft(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementDraftInput,
    ) -> Resolved<MeasurementDraftPayload> {
        let scope = aggregates(input.entry.partnerships());
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::draft(world, &input.entry)).await?.into())
    }

    /// Submits a measurement for approval by somebody else. By the secretariat, the chair or the organisation that
    /// reports. *Meting indienen.*
    async fn measurement_submit(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementSubmitInput,
    ) -> Resolved<MeasurementSubmitPayload> {
        let scope = aggregates(input.entry.partnerships());
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::submit(world, &input.entry)).await?.into())
    }

    /// Approves a submitted measurement, so that it counts; a correction then replaces what it corrects. By the
    /// secretariat, the chair, or the organisation on whose behalf it was entered; never by whoever submitted it. *Meting
    /// goedkeuren.*
    async fn measurement_approve(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementApproveInput,
    ) -> Resolved<MeasurementApprovePayload> {
        let scope = aggregates([input.measurement.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::approve(world, &input)).await?.into())
    }

    /// Sends a submitted measurement back, with a reason. By whoever may approve it. *Meting terugsturen.*
    async fn measurement_return(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementReturnInput,
    ) -> Resolved<MeasurementReturnPayload> {
        let scope = aggregates([input.measurement.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::send_back(world, &input)).await?.into())
    }

    /// Submits a correction of an approved measurement, which counts until the correction is approved by somebody else.
    /// By the secretariat, the chair, or the organisation whose figure it is. *Meting corrigeren.*
    async fn measurement_correct(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementCorrectInput,
    ) -> Resolved<MeasurementCorrectPayload> {
        let scope = aggregates([input.measurement.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::correct(world, &input)).await?.into())
    }

    /// Removes a draft, or a measurement that was returned. By whoever wrote it or the organisation that reports it. *Meting
    /// verwijderen.*
    async fn measurement_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: MeasurementRemoveInput,
    ) -> Resolved<MeasurementRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
