//! What a box of a tree says: a goal with the indicator that people look at first, or a part of a target that another
//! partnership took. The figures are those of the API, of today and of what is approved.

use chrono::NaiveDate;
use entity::{Decimal, Direction, Measure};

use crate::{
    access::View,
    allocation::TargetAllocation,
    chart::{
        amount::{EUR, bare, quantity},
        sign::Sign,
    },
    figures::{Certainty, Include, IndicatorFigures, Level, Ratio, ResultLight, ResultReason},
    goal::Goal,
    graphql::{Resolved, Session, Shown},
    indicator::Indicator,
    notation,
};

/// A box of a tree, in figures.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) title: String,
    /// The partnership, where it is another one.
    pub(super) partnership: Option<String>,
    /// The indicator that people look at first.
    pub(super) indicator: Option<Measured>,
    /// The part done; `None` where it is not known.
    pub(super) progress: Option<Ratio>,
    pub(super) certainty: Certainty,
    /// The part of it that is known; `None` where nothing tells.
    pub(super) coverage: Option<Ratio>,
}

/// Where an indicator stands.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) measure: Measure,
    /// Whether the level is a part of the target on the way up to it.
    pub(super) is_part: bool,
    pub(super) level: Option<Level>,
    /// The part of it that the level covers.
    pub(super) coverage: Ratio,
    pub(super) target: Option<Decimal>,
    pub(super) light: (ResultLight, ResultReason),
}

impl Facts {
    /// Of a goal, in a tree of a partnership.
    pub(super) fn of_goal(goal: &Shown<Goal>, home: &View, day: NaiveDate) -> Self {
        let view = &goal.view;
        let mut indicators: Vec<_> = view.among(view.snapshot.indicators_of(Some(goal.id))).collect();
        indicators.sort_by_key(|indicator| !indicator.is_key);
        let progress = view.goal_on(goal.id, day, Include::Approved);
        let is_elsewhere = view.partnership.id != home.partnership.id;
        Self {
            title: goal.title.clone(),
            partnership: is_elsewhere.then(|| view.partnership.name.clone()),
            indicator: indicators.first().map(|first| Measured::of(view, first, day)),
            progress: progress.and_then(|progress| progress.value),
            certainty: progress.map(|progress| progress.certainty).unwrap_or_default(),
            coverage: progress.and_then(|progress| progress.coverage),
        }
    }

    /// Of a part of the target of an indicator, and of the indicator that took it where the viewer sees that. What nobody
    /// agreed to show is not known.
    pub(super) async fn of_part(
        session: &Session,
        part: &Shown<TargetAllocation>,
        of: &Indicator,
        child: Option<Shown<Indicator>>,
        day: NaiveDate,
    ) -> Resolved<Self> {
        let figures = match &child {
            Some(child) => child.view.indicator_on(child.id, day, Include::Approved).map(|seen| *seen),
            None => part.child_figures(session, day).await?.map(|child| child.figures),
        };
        let partnership = part.name_of_partnership();
        let title = match (&child, &partnership) {
            (Some(child), _) => child.display_name(&child.view.desk.directory).to_owned(),
            (None, Some(name)) => name.clone(),
            (None, None) => "Een andere samenwerking".to_owned(),
        };
        let measured = Measured { target: Some(part.value), ..Measured::with(&part.view, of, figures.as_ref()) };
        let progress = figures.and_then(|figures| figures.progress);
        Ok(Self {
            title,
            partnership: partnership.filter(|_| child.is_some()),
            indicator: Some(measured),
            progress: progress.map(|progress| progress.value),
            certainty: progress.map(|progress| progress.certainty).unwrap_or_default(),
            coverage: figures.filter(|_| progress.is_some()).map(|figures| figures.coverage),
        })
    }

    /// How far it is, in words. Where too little is known for that, how little says no more than that.
    pub(super) fn progress_in_words(&self) -> String {
        let Some(progress) = self.progress else { return "voortgang niet bekend".to_owned() };
        let (vague, known) = (notation::vague(self.certainty), self.coverage.map(known_part).unwrap_or_default());
        format!("voortgang {vague}{}{known}", notation::percentage(&progress.to_string()))
    }
}

impl Measured {
    fn of(view: &View, indicator: &Indicator, day: NaiveDate) -> Self {
        Self::with(view, indicator, view.indicator_on(indicator.id, day, Include::Approved).as_deref())
    }

    fn with(view: &View, indicator: &Indicator, figures: Option<&IndicatorFigures>) -> Self {
        let definition = view.desk.directory.definition(indicator.definition_id);
        Self {
            name: indicator.display_name(&view.desk.directory).to_owned(),
            unit: definition.map(|definition| definition.unit.clone()).unwrap_or_default(),
            measure: definition.map_or(Measure::Count, |definition| definition.measure),
            is_part: definition.is_some_and(|one| one.direction == Direction::Increase && has_amounts(one.measure)),
            level: figures.and_then(|figures| figures.level),
            coverage: figures.map_or(Ratio::ZERO, |figures| figures.coverage),
            target: figures.and_then(|figures| figures.target).map(|target| target.value),
            light: figures.map_or((ResultLight::Grey, ResultReason::NoData), |one| (one.result, one.reason)),
        }
    }

    /// Its light, as a sign.
    pub(super) fn sign(&self) -> Sign {
        Sign::of_light(self.light.0, self.light.1)
    }

    /// Where it stands, in words: "2.310 van 4.000 vacatures".
    pub(super) fn in_words(&self) -> String {
        let Some(level) = self.level else {
            let target = self.target.map(|target| format!("; streefwaarde {}", self.quantity(&target.to_string())));
            return format!("nog niets gemeten{}", target.unwrap_or_default());
        };
        let (before, value, known) =
            (notation::vague(level.certainty), level.value.to_string(), known_part(self.coverage));
        match self.target.map(|target| target.to_string()) {
            Some(target) if self.is_part => {
                format!("{before}{} van {}{known}", self.bare(&value), self.quantity(&target))
            }
            Some(target) => format!("{before}{}{known}; streefwaarde {}", self.quantity(&value), self.bare(&target)),
            None => format!("{before}{}{known}", self.quantity(&value)),
        }
    }

    /// A number of it, with its unit where that is a sign.
    fn bare(&self, number: &str) -> String {
        if self.measure == Measure::YesNo {
            return if number == "0" { "nee" } else { "ja" }.to_owned();
        }
        bare(number, self.sign_of_unit())
    }

    fn quantity(&self, number: &str) -> String {
        if self.measure == Measure::YesNo { self.bare(number) } else { quantity(number, self.sign_of_unit()) }
    }

    fn sign_of_unit(&self) -> &str {
        match self.measure {
            Measure::Money => EUR,
            Measure::Percent => "%",
            _ => &self.unit,
        }
    }

    /// The level as the API has it, without its unit; empty where there is none.
    pub(super) fn exact_level(&self) -> String {
        let said =
            |level: Level| format!("{}{}", notation::vague(level.certainty), self.exact(&level.value.to_string()));
        self.level.map(said).unwrap_or_default()
    }

    /// The target as the API has it, without its unit; empty where there is none.
    pub(super) fn exact_target(&self) -> String {
        self.target.map(|target| self.exact(&target.to_string())).unwrap_or_default()
    }

    fn exact(&self, number: &str) -> String {
        if self.measure == Measure::YesNo { self.bare(number) } else { notation::decimal(number) }
    }
}

/// Whether a level can be a part of a target: so much of so much.
fn has_amounts(measure: Measure) -> bool {
    matches!(measure, Measure::Count | Measure::Money | Measure::Hours)
}

/// Which part is known, where not all is.
fn known_part(coverage: Ratio) -> String {
    if coverage >= Ratio::ONE {
        return String::new();
    }
    format!(", van {} bekend", notation::percentage(&coverage.to_string()))
}
