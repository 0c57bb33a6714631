//! Allocations, consents and contributions as they are shown.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;

use super::{AllocationConsent, Contribution, TargetAllocation};
use crate::{
    access::View,
    figures::{Include, IndicatorFigures, Ratio},
    graphql::{
        AtHand, Date, Decimal, Labelled, Level, Progress, Qualifier, Resolved, Session, Shown, Stamp, count_listed,
        count_made, rounded,
    },
    indicator::{
        Indicator, TableFigures,
        object::{ResultLight, ResultReason},
    },
    language::Language,
    meeting::Decision,
};

/// A part of an indicator's target, handed out to a child indicator. *Toedeling.*
#[Object(name = "TargetAllocation")]
impl Shown<TargetAllocation> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The indicator whose target is handed out. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The part of the target. *Deel van de streefwaarde.*
    fn value(&self) -> Decimal {
        self.record.row.value.into()
    }

    /// Why more is handed out than the target. *Reden.*
    fn reason(&self) -> Option<&str> {
        self.record.row.reason.as_deref()
    }

    /// The day on which the child's table agreed that this table sees its value, level and light; null while it did not.
    /// *Akkoord op.*
    fn agreed_on(&self) -> Option<Date> {
        self.record.row.agreed_on.map(Into::into)
    }

    /// The name of the partnership that takes the part; null where you may not know of it and its table did not agree.
    /// *Samenwerking.*
    fn partnership_name(&self) -> Option<String> {
        self.name_of_partnership()
    }

    /// The indicator that takes the part; null until its table named one, and where you may not see it. *Deelindicator.*
    async fn child(&self, context: &Context<'_>) -> Resolved<Option<Shown<Indicator>>> {
        let Some(child) = self.record.row.child_indicator_id else { return Ok(None) };
        let view = Session::of(context)?.view(self.record.row.child_partnership_id).await?;
        Ok(view.and_then(|view| view.show(child)))
    }

    /// Where the child stands, as its own table computes it; null until that table agreed, and where nothing was measured.
    /// *Stand.*
    async fn level(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the figure of; today where none is named.")] at: Option<Date>,
    ) -> Resolved<Option<AtHand<Level>>> {
        let child = self.child_on(context, at).await?;
        Ok(child.and_then(|child| {
            let level = child.figures.level?;
            Some(AtHand(Level::new(level, child.figures.coverage, child.stamp)))
        }))
    }

    /// How far the child is on its way to its own target; null until its table agreed. *Voortgang.*
    async fn progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the figure of; today where none is named.")] at: Option<Date>,
    ) -> Resolved<Option<AtHand<Progress>>> {
        let child = self.child_on(context, at).await?;
        Ok(child.map(|child| AtHand(Progress::of_one(child.figures.progress, child.figures.coverage, child.stamp))))
    }

    /// The light of the child's result; null until its table agreed. *Stoplicht van het resultaat.*
    async fn result_light(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the light of; today where none is named.")] at: Option<Date>,
    ) -> Resolved<Option<ResultLight>> {
        let child = self.child_on(context, at).await?;
        Ok(child.map(|child| child.figures.result.into()))
    }

    /// The light in words.
    async fn result_light_label(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the light of; today where none is named.")] at: Option<Date>,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Resolved<Option<&'static str>> {
        let child = self.child_on(context, at).await?;
        Ok(child.map(|child| ResultLight::from(child.figures.result).label(language.unwrap_or_default())))
    }

    /// Why the child's result has its light; null until its table agreed. *Reden van het stoplicht.*
    async fn result_reason(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the light of; today where none is named.")] at: Option<Date>,
    ) -> Resolved<Option<ResultReason>> {
        let child = self.child_on(context, at).await?;
        Ok(child.map(|child| child.figures.reason.into()))
    }

    /// The reason in words.
    async fn result_reason_label(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day that it is the light of; today where none is named.")] at: Option<Date>,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Resolved<Option<&'static str>> {
        let child = self.child_on(context, at).await?;
        Ok(child.map(|child| ResultReason::from(child.figures.reason).label(language.unwrap_or_default())))
    }
}

impl Shown<TargetAllocation> {
    /// What an indicator's target is handed out to, of what the viewer may see.
    pub(crate) fn all(view: &View, indicator: &Indicator) -> Resolved<Vec<Self>> {
        let allocations = view.among(view.snapshot.allocations_of(indicator.id));
        let allocations: Vec<Self> = allocations.map(|allocation| Self::new(view, allocation)).collect();
        count_listed(&view.desk, allocations.len())?;
        Ok(allocations)
    }

    /// The name of the partnership that takes the part, once its table agreed or where the viewer may know of it.
    pub(crate) fn name_of_partnership(&self) -> Option<String> {
        let (desk, row) = (&self.view.desk, &self.record.row);
        let known = match row.agreed_on {
            Some(_) => desk.directory.partnerships.get(row.child_partnership_id),
            None => desk.partnership(row.child_partnership_id),
        };
        known.map(|partnership| partnership.name.clone())
    }

    async fn child_on(&self, context: &Context<'_>, at: Option<Date>) -> Resolved<Option<ChildFigures>> {
        self.child_figures(Session::of(context)?, self.view.day_of_figure(at)?).await
    }

    /// The child's figures, from its own table's records, once that table agreed that they are seen here.
    pub(crate) async fn child_figures(&self, session: &Session, day: NaiveDate) -> Resolved<Option<ChildFigures>> {
        let row = &self.record.row;
        let Some(id) = row.child_indicator_id.filter(|_| row.agreed_on.is_some()) else { return Ok(None) };
        let table = session.snapshot(row.child_partnership_id).await?;
        let (directory, include) = (&self.view.desk.directory, Include::Approved);
        let figures = if day == self.view.desk.today {
            TableFigures::on(&table, directory, day, include).indicator(id).copied()
        } else {
            count_made(&self.view.desk, [table.reports_of(id)])?;
            TableFigures::indicator_on(&table, directory, id, day, include)
        };
        let child = table.indicators.get(id);
        Ok(figures.zip(child).map(|(figures, child)| {
            let stamp = Stamp::of_revision(table.seq(), day, child.visibility.into());
            ChildFigures { figures, stamp }
        }))
    }
}

/// The figures of a child, and what its table made them from.
pub(crate) struct ChildFigures {
    pub(crate) figures: IndicatorFigures,
    stamp: Stamp,
}

/// The consent of a table that another one, which handed out a part of its target, sees its value, level and light.
/// *Instemming.*
#[Object(name = "AllocationConsent")]
impl Shown<AllocationConsent> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The indicator whose figures are seen. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The day of the consent. *Akkoord op.*
    fn agreed_on(&self) -> Date {
        self.record.row.agreed_on.into()
    }

    /// The decision that it rests on. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }
}

/// An approved measurement of a child, as it counts towards an indicator of this table. *Bijdrage.*
#[Object(name = "Contribution")]
impl Shown<Contribution> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The indicator that it counts towards. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The allocation through which it came. *Toedeling.*
    fn allocation(&self) -> Option<Shown<TargetAllocation>> {
        self.view.show(self.record.row.allocation_id)
    }

    /// The day it was observed; the last day of a period. *Peildatum.*
    fn observed_on(&self) -> Date {
        self.record.row.observed_on.into()
    }

    /// The value in the unit of the indicator: the number, index, per cent of a share, or 1 for yes and 0 for no. *Waarde.*
    fn value(&self) -> Option<Decimal> {
        let row = &self.record.row;
        let Some(denominator) = row.denominator else { return Some(row.value.into()) };
        let share = Ratio::from(row.value).checked_div(denominator.into())?;
        share.checked_mul(entity::Decimal::HUNDRED.into()).map(rounded)
    }

    /// The numerator of a share. *Teller.*
    fn numerator(&self) -> Option<Decimal> {
        let row = &self.record.row;
        row.denominator.map(|_| row.value.into())
    }

    /// The denominator of a share. *Noemer.*
    fn denominator(&self) -> Option<Decimal> {
        self.record.row.denominator.map(Into::into)
    }

    /// How exact the value or numerator is. *Nauwkeurigheid.*
    fn qualifier(&self) -> Qualifier {
        self.record.row.qualifier.into()
    }

    /// The qualifier in words.
    fn qualifier_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Qualifier::from(self.record.row.qualifier).label(language.unwrap_or_default())
    }
}
