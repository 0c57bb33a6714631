//! What can be done with many measurements at once.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::rules;
use crate::{
    access::aggregates,
    graphql::{Many, Resolved, RowShown, Shown, UserError, perform_many},
    ids::Ref,
    measurement::{
        Measurement,
        mutation::{MeasurementApproveInput, MeasurementEntry},
    },
    partnership::Partnership,
};

/// How the rows of one act are taken. *Wijze van verwerken.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RowsInput {
    /// Whether good rows are done where others are bad; otherwise all are done or none. *Goede rijen aannemen.*
    pub(crate) accept_good_rows: Option<bool>,
    /// Whether nothing is done, and only told what would be. *Proef.*
    pub(crate) dry_run: Option<bool>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// Measurements of one partnership to be submitted together. *Metingen indienen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementsSubmitInput {
    /// The partnership to which all of them belong.
    pub(crate) partnership: Ref<Partnership>,
    /// The measurements, new or drafts; at most 10 000. Each row is judged as if those before it were submitted already.
    pub(crate) rows: Vec<MeasurementEntry>,
    #[graphql(flatten)]
    pub(crate) how: RowsInput,
}

/// A submitted measurement that is right. *Goed te keuren meting.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementApprovalInput {
    /// The measurement.
    pub(crate) measurement: Ref<Measurement>,
    /// Its version that you saw.
    expected_version: i32,
}

impl From<MeasurementApprovalInput> for MeasurementApproveInput {
    fn from(row: MeasurementApprovalInput) -> Self {
        Self::of(row.measurement, row.expected_version)
    }
}

/// Submitted measurements of one partnership to be approved together. *Metingen goedkeuren.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementsApproveInput {
    /// The partnership to which all of them belong.
    pub(crate) partnership: Ref<Partnership>,
    /// The measurements; at most 10 000. Each row is judged as if those before it were approved already.
    pub(crate) rows: Vec<MeasurementApprovalInput>,
    #[graphql(flatten)]
    pub(crate) how: RowsInput,
}

/// What became of one row. *Uitkomst van een rij.*
#[derive(SimpleObject)]
pub(crate) struct MeasurementRowResult {
    /// The place of the row in the input, from 0. *Rij.*
    row: usize,
    /// The measurement as it is now; none where nothing was done with it. *Meting.*
    measurement: Option<Shown<Measurement>>,
    /// What is wrong with the row; empty where nothing is. *Meldingen.*
    user_errors: Vec<UserError>,
}

impl From<RowShown<Measurement>> for MeasurementRowResult {
    fn from(RowShown { row, record, user_errors }: RowShown<Measurement>) -> Self {
        Self { row, measurement: record, user_errors }
    }
}

/// What was submitted of many measurements, or why nothing was.
#[derive(SimpleObject)]
pub(crate) struct MeasurementsSubmitPayload {
    /// A result for every row, in the order of the input; none where the input was refused as a whole. *Uitkomsten.*
    results: Vec<MeasurementRowResult>,
    /// How many were submitted, or in a dry run would be. *Ingediend.*
    submitted: usize,
    /// How many rows have something wrong with them. *Geweigerd.*
    refused: usize,
    /// Whether this only tells what would be. *Proef.*
    is_dry_run: bool,
    /// Why nothing is submitted, the errors of all rows included; empty where something is. *Meldingen.*
    user_errors: Vec<UserError>,
}

impl From<Many<Measurement>> for MeasurementsSubmitPayload {
    fn from(many: Many<Measurement>) -> Self {
        let Many { rows, done: submitted, refused, is_dry_run, user_errors } = many;
        Self { results: rows.into_iter().map(Into::into).collect(), submitted, refused, is_dry_run, user_errors }
    }
}

/// What was approved of many measurements, or why nothing was.
#[derive(SimpleObject)]
pub(crate) struct MeasurementsApprovePayload {
    /// A result for every row, in the order of the input; none where the input was refused as a whole. *Uitkomsten.*
    results: Vec<MeasurementRowResult>,
    /// How many were approved, or in a dry run would be. *Goedgekeurd.*
    approved: usize,
    /// How many rows have something wrong with them. *Geweigerd.*
    refused: usize,
    /// Whether this only tells what would be. *Proef.*
    is_dry_run: bool,
    /// Why nothing is approved, the errors of all rows included; empty where something is. *Meldingen.*
    user_errors: Vec<UserError>,
}

impl From<Many<Measurement>> for MeasurementsApprovePayload {
    fn from(many: Many<Measurement>) -> Self {
        let Many { rows, done: approved, refused, is_dry_run, user_errors } = many;
        Self { results: rows.into_iter().map(Into::into).collect(), approved, refused, is_dry_run, user_errors }
    }
}

/// Mutations of many measurements.
#[derive(Default)]
pub(crate) struct MeasurementsMutation;

#[Object]
impl MeasurementsMutation {
    /// Submits many measurements of one partnership in one act: all or none, or the good ones. By the secretariat, the
    /// chair or the organisation that reports, for each row. *Metingen indienen.*
    async fn measurements_submit(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementsSubmitInput,
    ) -> Resolved<MeasurementsSubmitPayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let (key, is_dry_run) = (input.how.idempotency_key.clone(), input.how.dry_run == Some(true));
        let many = perform_many(context, scope, key, is_dry_run, move |world| rules::submit(world, &input)).await?;
        Ok(many.into())
    }

    /// Approves many submitted measurements of one partnership in one act, so that they count: all or none, or the good
    /// ones. For each row by whoever may approve it, and never by whoever submitted it. *Metingen goedkeuren.*
    async fn measurements_approve(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeasurementsApproveInput,
    ) -> Resolved<MeasurementsApprovePayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let (key, is_dry_run) = (input.how.idempotency_key.clone(), input.how.dry_run == Some(true));
        let many = perform_many(context, scope, key, is_dry_run, move |world| rules::approve(world, &input)).await?;
        Ok(many.into())
    }
}
