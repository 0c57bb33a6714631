//! What a goal still lacks, and what of it is promised: from the records that count for whoever looks.

use std::sync::Arc;

use async_graphql::{ComplexObject, SimpleObject};
use chrono::NaiveDate;
use entity::{
    CommitmentState as State, Decimal as Exact, DeliveryState, GoalId, Measure, Obligation, Recurrence, ResourceKind,
};

use super::Goal;
use crate::{
    access::View,
    commitment::{Commitment, day::is_promised, derived::is_live, words::Effect},
    delivery::Delivery,
    figures::{self, Aimed, ByEffect, Certainty, Firmness, Include, Promised, Ratio, Sums, promised_in_total, sum},
    graphql::{Bound, Decimal, Labelled, Resolved, Shown, Stamp, count_listed, count_made, rounded, words},
    indicator::{Indicator, IndicatorDefinition},
    language::Language,
};

/// The unit of amounts.
const EUR: &str = "EUR";

words! {
    /// What is not settled about a goal. *Open punt.*
    OpenCode / OpenCodeFilter = "crate::figures::OpenCode" {
        NoIndicator: "Nothing tells how far it is. *Geen indicator.*", "geen indicator", "no indicator";
        NoCommitment: "Nobody has agreed to do anything for it. *Geen afspraak.*", "geen afspraak", "no commitment";
        NoData: "An indicator of which nothing was measured. *Geen gegevens.*", "geen gegevens", "no data";
        NoTarget: "An indicator without a number to reach. *Geen streefwaarde.*", "geen streefwaarde", "no target";
        SharedUnit: "Commitments in a unit that several indicators have. *Gedeelde eenheid.*", "gedeelde eenheid", "shared unit";
    }
}

/// What a goal still lacks, and what of it is promised: for those at the table over all that the table sees, for others over
/// what is public. *Wat er is, wat er kan en waar nog mogelijkheden liggen.*
#[derive(SimpleObject)]
pub(crate) struct GoalGap {
    /// The indicators in the order in which they were entered, then the units of commitments that belong to no single
    /// indicator. *Regels.*
    lines: Vec<GapLine>,
    /// What is not settled. *Wat er open ligt.*
    open: Vec<OpenPoint>,
    #[graphql(flatten)]
    stamp: Stamp,
}

/// What one indicator lacks, or what is promised in one unit. A sum is 0 where there is nothing to add, and null where
/// nothing of it is known. Quantities are over all terms; towards an indicator of what lasts (structural) they are of one
/// term. *Regel.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct GapLine {
    /// The indicator; null for commitments whose unit no indicator of the goal has, or several. What avoids vacancies does
    /// not belong to an indicator of filled ones, nor the other way round. *Indicator.*
    indicator: Option<Shown<Indicator>>,
    /// The unit; EUR for amounts, null for commitments of which no quantity is known. *Eenheid.*
    unit: Option<String>,
    /// The target that people look at on that day. *Streefwaarde.*
    target: Option<Decimal>,
    /// Where the indicator stands. *Stand.*
    level: Option<Decimal>,
    #[graphql(flatten)]
    sums: GapSums,
    /// The same apart: for what fills vacancies, for what avoids them and for what nobody said it of, as far as there is
    /// any. *Vervuld en vermeden.*
    by_effect: Vec<GapEffect>,
    /// How many commitments promise or ask for a quantity that is not known. *Onbekend.*
    unknown: i32,
    /// What is lacking once all that is promised to the result is delivered; below 0 where more is on its way. Null where the
    /// target, the level or what is promised is not known, and for what should stay within a band. *Resteert.*
    remaining: Option<Decimal>,
    /// Whether a part of its figures is not exact. *Bij benadering.*
    approximate: bool,
    /// On which side the true `remaining` lies, where all its vague parts agree.
    bound: Option<Bound>,
    /// Whether it rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
}

#[ComplexObject]
impl GapLine {
    /// The bound in words.
    fn bound_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.bound.map(|bound| bound.label(language.unwrap_or_default()))
    }
}

/// What is promised, asked for and delivered. *Toegezegd, gevraagd en geleverd.*
#[derive(SimpleObject)]
pub(crate) struct GapSums {
    /// Promised to the result by commitments that are agreed and not ended. *Toegezegd.*
    promised: Option<Decimal>,
    /// Promised to best effort by commitments that are agreed and not ended. *Inspanning toegezegd.*
    best_effort: Option<Decimal>,
    /// Asked for by commitments that are proposed. *Gevraagd.*
    asked_for: Option<Decimal>,
    /// Confirmed deliveries on what is promised to the result. *Geleverd.*
    delivered: Option<Decimal>,
    /// Confirmed deliveries on what is promised to best effort. *Geleverd uit inspanning.*
    best_effort_delivered: Option<Decimal>,
}

/// What works on a shortage in one way. *Vervuld of vermeden.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct GapEffect {
    /// How it works on a shortage; null where the commitments do not say. *Effect.*
    effect: Option<Effect>,
    #[graphql(flatten)]
    sums: GapSums,
}

#[ComplexObject]
impl GapEffect {
    /// The effect in words.
    fn effect_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.effect.map(|effect| effect.label(language.unwrap_or_default()))
    }
}

impl From<Sums> for GapSums {
    fn from(sums: Sums) -> Self {
        Self {
            promised: sums.promised.map(rounded),
            best_effort: sums.best_effort.map(rounded),
            asked_for: sums.asked_for.map(rounded),
            delivered: sums.delivered.map(rounded),
            best_effort_delivered: sums.best_effort_delivered.map(rounded),
        }
    }
}

impl From<ByEffect> for GapEffect {
    fn from(one: ByEffect) -> Self {
        Self { effect: one.effect.map(Into::into), sums: one.sums.into() }
    }
}

/// Something that is not settled about a goal. *Open punt.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct OpenPoint {
    /// What is not settled.
    code: OpenCode,
    /// A sentence for people, in the language they ask for. *Toelichting.*
    message: String,
}

#[ComplexObject]
impl OpenPoint {
    /// The code in words.
    fn code_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.code.label(language.unwrap_or_default())
    }
}

/// How many of the commitments that were agreed are fulfilled. *Nagekomen afspraken.*
#[derive(SimpleObject)]
pub(crate) struct CommitmentsFulfilled {
    /// Those that are fulfilled. *Nagekomen.*
    fulfilled: i32,
    /// Those that were agreed, ended or not, and neither released nor replaced. *Afgesproken.*
    agreed: i32,
    #[graphql(flatten)]
    stamp: Stamp,
}

impl View {
    /// The commitments that work on a goal, of those that figures count.
    pub(crate) fn commitments_for(&self, goal: GoalId) -> impl Iterator<Item = &Arc<Commitment>> {
        self.counted_commitments().filter(move |commitment| commitment.goals.contains(&goal))
    }

    /// How many of some commitments were fulfilled on a day, and how many were agreed.
    pub(crate) fn fulfilled_of_agreed<'a>(
        &self,
        commitments: impl Iterator<Item = &'a Arc<Commitment>>,
        day: NaiveDate,
    ) -> (usize, usize) {
        let states = commitments.filter_map(|commitment| commitment.state_on(day, self.desk.today));
        states.fold((0, 0), |(fulfilled, agreed), state| {
            (fulfilled + usize::from(state == State::Fulfilled), agreed + usize::from(is_promised(state)))
        })
    }

    /// How many of the commitments that work on a goal were fulfilled on a day, and how many were agreed.
    pub(crate) fn fulfilled_for(&self, goal: GoalId, day: NaiveDate) -> (i32, i32) {
        let (fulfilled, agreed) = self.fulfilled_of_agreed(self.commitments_for(goal), day);
        (count(fulfilled), count(agreed))
    }

    /// What a commitment promised or asked for on a day: in its unit, in money, or nothing that is known.
    fn promises<'a>(&self, commitment: &'a Commitment, day: NaiveDate) -> Vec<Promised<'a>> {
        let row = &commitment.row;
        let firmness = match (commitment.state_on(day, self.desk.today), row.obligation) {
            (Some(State::Proposed), _) => Firmness::Asked,
            (Some(state), Obligation::Result) if is_live(state) => Firmness::Result,
            (Some(state), Obligation::BestEffort) if is_live(state) => Firmness::BestEffort,
            _ => return Vec::new(),
        };
        let counts = self.counts_amounts_of(commitment);
        let promise = |unit, promised: Option<Exact>, delivered: fn(&Delivery) -> Option<Exact>| {
            let confirmed = counts.then(|| self.confirmed_on(commitment, day, delivered));
            Promised {
                unit,
                effect: row.effect,
                firmness,
                total: promised.and_then(|promised| promised_in_total(promised, row.recurrence, row.term_years)),
                each_term: promised.filter(|_| row.recurrence != Recurrence::Once).map(Ratio::from),
                delivered: confirmed.and_then(|(sum, _)| sum),
                certainty: Certainty::of(row.qualifier),
                delivered_certainty: confirmed.map(|(_, certainty)| certainty).unwrap_or_default(),
            }
        };
        let mut promises = Vec::new();
        if let Some(unit) = row.unit.as_deref().filter(|_| counts) {
            promises.push(promise(Some(unit), row.quantity, |delivery| delivery.quantity));
        }
        let amount = row.amount_cents.filter(|_| counts).and_then(Exact::of_cents);
        if amount.is_some() || row.kind == Some(ResourceKind::Money) {
            promises.push(promise(Some(EUR), amount, |delivery| delivery.amount_cents.and_then(Exact::of_cents)));
        }
        if promises.is_empty() {
            promises.push(Promised { delivered: None, ..promise(None, None, |_| None) });
        }
        promises
    }

    /// What was delivered until a day and confirmed, and how certain that is. A delivery in the other one of a quantity and
    /// an amount says nothing of it.
    fn confirmed_on(
        &self,
        commitment: &Commitment,
        day: NaiveDate,
        of: fn(&Delivery) -> Option<Exact>,
    ) -> (Option<Ratio>, Certainty) {
        let is_of_it = |delivery: &&Arc<Delivery>| {
            let is_confirmed = delivery.state == DeliveryState::Confirmed && delivery.delivered_on <= day;
            is_confirmed && (of(delivery).is_some() || delivery.quantity.is_none() && delivery.amount_cents.is_none())
        };
        let deliveries = || self.snapshot.deliveries_on(commitment.id).filter(is_of_it);
        let known = deliveries().filter(|one| of(one).is_some());
        let certainty = known.map(|one| Certainty::of(one.qualifier)).fold(Certainty::default(), Certainty::and);
        (sum(deliveries().map(|one| of(one).map(Ratio::from))), certainty)
    }
}

impl Shown<Goal> {
    /// How many of its commitments were fulfilled on a day.
    pub(super) fn fulfilled(&self, day: NaiveDate) -> CommitmentsFulfilled {
        let (fulfilled, agreed) = self.view.fulfilled_for(self.record.row.id, day);
        CommitmentsFulfilled { fulfilled, agreed, stamp: Stamp::of_partnership(&self.view, day) }
    }

    /// What it still lacked on a day, said in a language.
    pub(super) fn lacking(&self, day: NaiveDate, language: Language) -> Resolved<GoalGap> {
        let (view, id) = (&self.view, self.record.row.id);
        let indicators: Vec<Arc<Indicator>> = view.among(view.snapshot.indicators_of(Some(id))).collect();
        if day != view.desk.today {
            count_made(&view.desk, indicators.iter().map(|one| view.snapshot.reports_of(one.id)))?;
        }
        let aimed: Vec<Aimed<'_>> = indicators.iter().map(|indicator| aimed(view, indicator, day)).collect();
        let promises: Vec<_> = view.commitments_for(id).flat_map(|commitment| view.promises(commitment, day)).collect();
        let (lines, open) = figures::gap(&aimed, &promises);
        count_listed(&view.desk, lines.len() + open.len())?;
        let line = |line: figures::GapLine| GapLine {
            indicator: line.indicator.map(|at| Shown::new(view, indicators[at].clone())),
            unit: line.unit,
            target: line.target.map(rounded),
            level: line.level.map(rounded),
            sums: line.sums.into(),
            by_effect: line.by_effect.into_iter().map(Into::into).collect(),
            unknown: count(line.unknown),
            remaining: line.remaining.map(rounded),
            approximate: line.certainty.approximate,
            bound: line.certainty.bound.map(Into::into),
            provisional: line.certainty.provisional,
        };
        let point = |point: figures::OpenPoint| {
            let named = point.indicators.iter().map(|at| indicators[*at].display_name(&view.desk.directory));
            let message = self.message(point.code, &named.collect::<Vec<_>>(), point.unit.as_deref(), language);
            OpenPoint { code: point.code.into(), message }
        };
        Ok(GoalGap {
            lines: lines.into_iter().map(line).collect(),
            open: open.into_iter().map(point).collect(),
            stamp: Stamp::of_partnership(view, day),
        })
    }

    /// What is open, by name. Outside the table that goes for what is public.
    fn message(&self, code: figures::OpenCode, named: &[&str], unit: Option<&str>, language: Language) -> String {
        use figures::OpenCode::{NoCommitment, NoData, NoIndicator, NoTarget, SharedUnit};
        let (title, unit) = (&self.record.row.title, unit.unwrap_or_default());
        let public = |word| if self.view.is_at_the_table() { "" } else { word };
        let indicator = named.first().copied().unwrap_or_default();
        match language {
            Language::Nl => {
                let public = public("openbare ");
                match code {
                    NoIndicator => format!("Het doel '{title}' heeft nog geen {public}indicator."),
                    NoCommitment => format!("Voor het doel '{title}' loopt nog geen {public}afspraak."),
                    NoData => format!("Van de indicator '{indicator}' is nog geen meting goedgekeurd."),
                    NoTarget => format!("De indicator '{indicator}' heeft nog geen streefwaarde."),
                    SharedUnit => format!(
                        "Bij welke indicator de afspraken in {unit} horen, is niet te zeggen: '{}' hebben die eenheid.",
                        named.join("' en '")
                    ),
                }
            }
            Language::En => {
                let public = public("public ");
                match code {
                    NoIndicator => format!("The goal '{title}' has no {public}indicator yet."),
                    NoCommitment => format!("No {public}commitment works on the goal '{title}' yet."),
                    NoData => format!("No measurement of the indicator '{indicator}' was approved yet."),
                    NoTarget => format!("The indicator '{indicator}' has no target yet."),
                    SharedUnit => format!(
                        "Nobody can tell which indicator the commitments in {unit} belong to: '{}' have that unit.",
                        named.join("' and '")
                    ),
                }
            }
        }
    }
}

/// An indicator with its figures of a day.
fn aimed<'a>(view: &'a View, indicator: &Indicator, day: NaiveDate) -> Aimed<'a> {
    let definition: Option<&IndicatorDefinition> =
        view.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref);
    let figures = view.indicator_on(indicator.id, day, Include::Approved);
    let level = figures.as_ref().and_then(|figures| figures.level);
    Aimed {
        unit: definition.map_or("", |definition| &definition.row.unit),
        effect: indicator.effect,
        direction: definition.map_or(entity::Direction::Maintain, |definition| definition.direction),
        is_numeric: definition.is_some_and(|definition| definition.measure != Measure::Narrative),
        is_structural: definition.is_some_and(|definition| definition.structural),
        target: figures.as_ref().and_then(|figures| figures.target).map(|target| target.value.into()),
        level: level.map(|level| level.value),
        certainty: level.map(|level| level.certainty).unwrap_or_default(),
    }
}

fn count(records: usize) -> i32 {
    i32::try_from(records).unwrap_or(i32::MAX)
}
