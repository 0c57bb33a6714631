//! A funnel over indicators of a partnership: how many came to each step in some days, from what was approved.
//!
//! Whoever may see all indicators that a funnel names is told the same. One that is hidden is refused as one that is not
//! there.

use std::sync::Arc;

use async_graphql::{ComplexObject, InputObject, SimpleObject};

use super::Partnership;
use crate::{
    access::View,
    figures,
    fold::fold,
    graphql::{Bound, Date, Decimal, Fault, FigureBasis, Labelled, Resolved, Shown, Stamp, count_made, rounded},
    ids::Ref,
    indicator::Indicator,
    language::Language,
    problem::NAME,
};

/// A funnel has at most so many steps.
const MOST_STEPS: usize = 20;
/// A step adds up at most so many indicators.
const MOST_INDICATORS: usize = 20;

/// A step of a funnel. *Stap van een trechter.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct FunnelStepInput {
    /// The indicators of the partnership that count it, 1 to 20. They are added up, so they have one measure and unit: COUNT,
    /// MONEY or HOURS, reported as INCREMENT or `RUNNING_TOTAL`. *Indicatoren.*
    indicators: Vec<Ref<Indicator>>,
    /// What to call it; at most 200 characters. *Naam.*
    name: Option<String>,
}

/// How many came how far in some days, by what was added to indicators and approved. *Trechter.*
#[derive(SimpleObject)]
pub(crate) struct Funnel {
    /// The first day; null from the start on. *Van.*
    from: Option<Date>,
    /// The last day. *Tot en met.*
    to: Date,
    /// The steps, in the order in which they were asked for. *Stappen.*
    pub(crate) steps: Vec<FunnelStep>,
    #[graphql(flatten)]
    stamp: Stamp,
}

/// A step of a funnel. *Stap van een trechter.*
#[derive(SimpleObject)]
pub(crate) struct FunnelStep {
    /// What it was asked to be called. *Naam.*
    name: Option<String>,
    /// The indicators that count it. *Indicatoren.*
    pub(crate) indicators: Vec<Shown<Indicator>>,
    /// What was added to them: for increments the sum of those observed in the days; for a running total what it rose by
    /// since the last report before the days, or else since its baseline, or else since 0. Null where nothing was reported
    /// in the days; where that goes for some of them, it is what the others count. *Aantal.*
    pub(crate) count: FunnelFigure,
    /// Which part it is of the step before: the ratio of the counts. Its value is null unless all indicators of both steps
    /// were reported on in the days, because what is missing is not zero; and where the step before counts 0. Null for the
    /// first step. *Conversie.*
    pub(crate) conversion: Option<FunnelFigure>,
    /// Which part it is of the first step, in the same way. *Conversie vanaf het begin.*
    conversion_from_start: Option<FunnelFigure>,
}

/// A figure of a funnel. *Cijfer van een trechter.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct FunnelFigure {
    /// The value: a number in the unit of the indicators, or of a conversion a ratio (0.25 is 25 %). Null where it is not
    /// known. *Waarde.*
    pub(crate) value: Option<Decimal>,
    /// What it rests on; null without a value. *Grondslag.*
    basis: Option<FigureBasis>,
    /// The part of its indicators on which something was reported in the days, as a ratio. *Dekking.*
    coverage: Decimal,
    /// Whether it rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
    /// Whether a part of it is not exact. *Bij benadering.*
    pub(crate) approximate: bool,
    /// On which side the true figure lies, where all vague parts agree.
    pub(crate) bound: Option<Bound>,
}

#[ComplexObject]
impl FunnelFigure {
    /// The basis in words.
    fn basis_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.basis.map(|basis| basis.label(language.unwrap_or_default()))
    }

    /// The bound in words.
    fn bound_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.bound.map(|bound| bound.label(language.unwrap_or_default()))
    }
}

impl From<figures::FunnelFigure> for FunnelFigure {
    fn from(figure: figures::FunnelFigure) -> Self {
        Self {
            value: figure.value.map(rounded),
            basis: figure.basis.map(Into::into),
            coverage: rounded(figure.coverage),
            provisional: figure.certainty.provisional,
            approximate: figure.certainty.approximate,
            bound: figure.certainty.bound.map(Into::into),
        }
    }
}

impl FunnelStepInput {
    /// A step that is called as its indicators are.
    pub(crate) fn new(indicators: Vec<Ref<Indicator>>) -> Self {
        Self { indicators, name: None }
    }
}

impl Shown<Partnership> {
    /// The funnel of some steps, over some days.
    pub(crate) fn funnel_of(
        &self,
        steps: Vec<FunnelStepInput>,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Resolved<Funnel> {
        let view = &self.view;
        let last = view.day_of_figure(to)?;
        let first = from.map(|from| view.day_of_figure(Some(from))).transpose()?;
        if first.is_some_and(|first| last < first) {
            return refuse("DATE_ORDER", "The first day of a funnel is not after its last.".into());
        }
        if !(1..=MOST_STEPS).contains(&steps.len()) {
            return refuse("OUT_OF_RANGE", format!("A funnel has 1 to {MOST_STEPS} steps, not {}.", steps.len()));
        }
        let chosen = steps.iter().map(|step| chosen(view, step)).collect::<Resolved<Vec<_>>>()?;
        count_made(&view.desk, chosen.iter().flatten().map(|one| view.snapshot.reports_of(one.id)))?;
        let added = |step: &Vec<Arc<Indicator>>| step.iter().map(|one| view.added_to(one, first, last)).collect();
        let counted = figures::funnel(&chosen.iter().map(added).collect::<Vec<_>>());
        let shown = steps.into_iter().zip(&chosen).zip(counted).map(|((step, indicators), figures)| FunnelStep {
            name: step.name,
            indicators: indicators.iter().map(|one| Shown::new(view, one.clone())).collect(),
            count: figures.count.into(),
            conversion: figures.conversion.map(Into::into),
            conversion_from_start: figures.from_start.map(Into::into),
        });
        // It is the same for all who may see the indicators, and they are who may see the least visible of them.
        let audience = chosen.iter().flatten().map(|one| one.visibility).min().unwrap_or(entity::Visibility::Public);
        let stamp = Stamp::new(view, last, audience.into());
        Ok(Funnel { from, to: last.into(), steps: shown.collect(), stamp })
    }
}

/// The indicators of a step, each seen by the viewer and of the one unit in which they can be added up.
fn chosen(view: &View, step: &FunnelStepInput) -> Resolved<Vec<Arc<Indicator>>> {
    if !(1..=MOST_INDICATORS).contains(&step.indicators.len()) {
        let message = format!("A step has 1 to {MOST_INDICATORS} indicators, not {}.", step.indicators.len());
        return refuse("OUT_OF_RANGE", message);
    }
    if step.name.as_ref().is_some_and(|name| name.chars().count() > NAME) {
        return refuse("TOO_LONG", format!("The name of a step has at most {NAME} characters."));
    }
    let mut chosen: Vec<Arc<Indicator>> = Vec::with_capacity(step.indicators.len());
    for reference in &step.indicators {
        let is_here = reference.partnership() == Some(view.partnership.id);
        let found = reference.id().filter(|_| is_here).and_then(|id| view.get::<Indicator>(id));
        let Some(indicator) = found else {
            let message = format!("The partnership has no indicator {} that you may see.", reference.word());
            return refuse("NOT_FOUND", message);
        };
        if !view.can_be_added(&indicator) {
            let message = format!(
                "What is added to the indicator {} cannot be told: a funnel takes COUNT, MONEY or HOURS, reported as INCREMENT or RUNNING_TOTAL.",
                reference.word()
            );
            return refuse("VALUE_KIND", message);
        }
        if chosen.iter().any(|other| other.id == indicator.id) {
            return refuse("OUT_OF_RANGE", format!("A step names the indicator {} once.", reference.word()));
        }
        if chosen.first().is_some_and(|first| measured_in(view, first) != measured_in(view, &indicator)) {
            let message = "The indicators of one step have the same measure and unit, or they cannot be added up.";
            return refuse("UNIT_MISMATCH", message.into());
        }
        chosen.push(indicator);
    }
    Ok(chosen)
}

/// What an indicator counts in.
fn measured_in(view: &View, indicator: &Indicator) -> Option<(entity::Measure, String)> {
    let definition = view.desk.directory.definition(indicator.definition_id)?;
    Some((definition.measure, fold(&definition.row.unit)))
}

fn refuse<T>(code: &'static str, message: String) -> Resolved<T> {
    Err(Fault::Request { code, message })
}
