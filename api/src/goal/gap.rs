//! What a goal still lacks, and what of it is promised: from the records that count for whoever looks.

use std::sync::Arc;

use async_graphql::{ComplexObject, SimpleObject};
use entity::{CommitmentState as State, Decimal as Exact, DeliveryState, GoalId, Measure, Obligation, ResourceKind};

use super::Goal;
use crate::{
    access::View,
    commitment::{Commitment, derived::is_live},
    delivery::Delivery,
    figures::{self, Aimed, Firmness, Promised, Ratio, promised_in_total, sum},
    graphql::{Decimal, Labelled, Resolved, Shown, count_listed, rounded, words},
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
}

/// What one indicator lacks, or what is promised in one unit. A sum is 0 where there is nothing to add, and null where
/// nothing of it is known. Quantities are over all terms. *Regel.*
#[derive(SimpleObject)]
pub(crate) struct GapLine {
    /// The indicator; null for commitments whose unit no indicator of the goal has, or several. *Indicator.*
    indicator: Option<Shown<Indicator>>,
    /// The unit; EUR for amounts, null for commitments of which no quantity is known. *Eenheid.*
    unit: Option<String>,
    /// The target that people look at now. *Streefwaarde.*
    target: Option<Decimal>,
    /// Where the indicator stands. *Stand.*
    level: Option<Decimal>,
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
    /// How many commitments promise or ask for a quantity that is not known. *Onbekend.*
    unknown: i32,
    /// What is lacking once all that is promised to the result is delivered; below 0 where more is on its way. Null where the
    /// target, the level or what is promised is not known, and for what should stay within a band. *Resteert.*
    remaining: Option<Decimal>,
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
}

impl View {
    fn commitments_for(&self, goal: GoalId) -> impl Iterator<Item = &Arc<Commitment>> {
        self.counted_commitments().filter(move |commitment| commitment.goals.contains(&goal))
    }

    /// What a commitment promises or asks for: in its unit, in money, or nothing that is known.
    fn promises<'a>(&self, commitment: &'a Commitment) -> Vec<Promised<'a>> {
        let row = &commitment.row;
        let firmness = match (row.state, row.obligation) {
            (State::Proposed, _) => Firmness::Asked,
            (state, Obligation::Result) if is_live(state) => Firmness::Result,
            (state, Obligation::BestEffort) if is_live(state) => Firmness::BestEffort,
            _ => return Vec::new(),
        };
        let counts = self.counts_amounts_of(commitment);
        let promise = |unit, promised: Option<Exact>, delivered: fn(&Delivery) -> Option<Exact>| Promised {
            unit: Some(unit),
            firmness,
            total: promised.and_then(|promised| promised_in_total(promised, row.recurrence, row.term_years)),
            delivered: counts.then(|| self.confirmed_on(commitment, delivered)).flatten(),
        };
        let mut promises = Vec::new();
        if let Some(unit) = row.unit.as_deref().filter(|_| counts) {
            promises.push(promise(unit, row.quantity, |delivery| delivery.quantity));
        }
        let amount = row.amount_cents.filter(|_| counts).and_then(Exact::of_cents);
        if amount.is_some() || row.kind == Some(ResourceKind::Money) {
            promises.push(promise(EUR, amount, |delivery| delivery.amount_cents.and_then(Exact::of_cents)));
        }
        if promises.is_empty() {
            promises.push(Promised { unit: None, firmness, total: None, delivered: None });
        }
        promises
    }

    /// What was delivered and confirmed. A delivery in the other one of a quantity and an amount says nothing of it.
    fn confirmed_on(&self, commitment: &Commitment, of: fn(&Delivery) -> Option<Exact>) -> Option<Ratio> {
        let deliveries = self.snapshot.deliveries_on(commitment.id);
        let confirmed = deliveries.filter(|delivery| delivery.state == DeliveryState::Confirmed);
        let is_of_it = |delivery: &Delivery| {
            of(delivery).is_some() || delivery.quantity.is_none() && delivery.amount_cents.is_none()
        };
        sum(confirmed.filter(|one| is_of_it(one)).map(|one| of(one).map(Ratio::from)))
    }
}

impl Shown<Goal> {
    /// How many of its commitments are fulfilled.
    pub(super) fn fulfilled(&self) -> CommitmentsFulfilled {
        let states = || self.view.commitments_for(self.record.row.id).map(|commitment| commitment.state);
        let is_agreed = |state: &State| {
            is_live(*state) || matches!(state, State::Fulfilled | State::PartlyFulfilled | State::NotFulfilled)
        };
        CommitmentsFulfilled {
            fulfilled: count(states().filter(|state| *state == State::Fulfilled).count()),
            agreed: count(states().filter(is_agreed).count()),
        }
    }

    /// What it still lacks, said in a language.
    pub(super) fn lacking(&self, language: Language) -> Resolved<GoalGap> {
        let (view, id) = (&self.view, self.record.row.id);
        let indicators: Vec<Arc<Indicator>> = view.among(view.snapshot.indicators_of(Some(id))).collect();
        let aimed: Vec<Aimed<'_>> = indicators.iter().map(|indicator| aimed(view, indicator)).collect();
        let promises: Vec<_> = view.commitments_for(id).flat_map(|commitment| view.promises(commitment)).collect();
        let (lines, open) = figures::gap(&aimed, &promises);
        count_listed(&view.desk, lines.len() + open.len())?;
        let line = |line: figures::GapLine| GapLine {
            indicator: line.indicator.map(|at| Shown::new(view, indicators[at].clone())),
            unit: line.unit,
            target: line.target.map(rounded),
            level: line.level.map(rounded),
            promised: line.promised.map(rounded),
            best_effort: line.best_effort.map(rounded),
            asked_for: line.asked_for.map(rounded),
            delivered: line.delivered.map(rounded),
            best_effort_delivered: line.best_effort_delivered.map(rounded),
            unknown: count(line.unknown),
            remaining: line.remaining.map(rounded),
        };
        let point = |point: figures::OpenPoint| {
            let named = point.indicators.iter().map(|at| indicators[*at].display_name(&view.desk.directory));
            let message = self.message(point.code, &named.collect::<Vec<_>>(), point.unit.as_deref(), language);
            OpenPoint { code: point.code.into(), message }
        };
        Ok(GoalGap { lines: lines.into_iter().map(line).collect(), open: open.into_iter().map(point).collect() })
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

/// An indicator with its figures of today.
fn aimed<'a>(view: &'a View, indicator: &Indicator) -> Aimed<'a> {
    let definition: Option<&IndicatorDefinition> =
        view.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref);
    let figures = view.figures().indicator(indicator.id);
    Aimed {
        unit: definition.map_or("", |definition| &definition.row.unit),
        direction: definition.map_or(entity::Direction::Maintain, |definition| definition.direction),
        is_numeric: definition.is_some_and(|definition| definition.measure != Measure::Narrative),
        target: figures.and_then(|figures| figures.target).map(|target| target.value.into()),
        level: figures.and_then(|figures| figures.level).map(|level| level.value),
    }
}

fn count(records: usize) -> i32 {
    i32::try_from(records).unwrap_or(i32::MAX)
}
