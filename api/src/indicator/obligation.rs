//! Reporting obligations: who has to report what, since when, and who is late with it.
//!
//! They are derived: from the members that an indicator names, and from its reporter where it does not name that one. An
//! obligation lasts while its organisation is at the table. What an organisation itself submitted, or had submitted on its
//! behalf, counts; what others report does not.

use std::sync::Arc;

use async_graphql::{InputObject, Object};
use chrono::NaiveDate;
use entity::{MeasurementId, MeasurementState, OrganisationId, indicator_reporter};

use super::{
    Indicator,
    object::{ReportingLight, ReportingLightFilter},
};
use crate::{
    access::View,
    clock::day_of_id,
    figures::{self, report_due_on, reporting_light},
    fold::fold,
    graphql::{BooleanFilter, Date, DateFilter, IdFilter, Labelled, Listed, Resolved, Shown, count_listed},
    ids::NodeId,
    language::Language,
    measurement::Measurement,
    organisation::Organisation,
};

/// An organisation that has to report an indicator. *Meldende organisatie.*
pub(crate) struct IndicatorReporter {
    view: View,
    listed: indicator_reporter::Reporter,
}

/// An organisation that has to report an indicator, and over which days. *Rapportageplicht.*
#[Object]
impl IndicatorReporter {
    /// The organisation. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.listed.organisation_id))
    }

    /// The first day on which it has to. *Van.*
    fn since(&self) -> Date {
        self.listed.since_on.into()
    }

    /// The last day on which it has to; null while it lasts. *Tot en met.*
    fn until(&self) -> Option<Date> {
        self.listed.until_on.map(Date)
    }
}

impl Shown<Indicator> {
    /// Who has to report it.
    pub(super) fn listed_reporters(&self) -> Vec<IndicatorReporter> {
        let reporter = |listed: &indicator_reporter::Reporter| IndicatorReporter {
            view: self.view.clone(),
            listed: listed.clone(),
        };
        self.record.reporters.iter().map(reporter).collect()
    }
}

/// What an organisation has to report of some indicator on a day.
pub(crate) struct Duty {
    /// The organisation.
    pub(crate) organisation: OrganisationId,
    since: NaiveDate,
    until: Option<NaiveDate>,
    /// The day by which its next report is due.
    pub(crate) due_on: Option<NaiveDate>,
    light: figures::ReportingLight,
    latest: Option<MeasurementId>,
}

impl Duty {
    /// Whether its report is late.
    pub(crate) fn is_late(&self) -> bool {
        self.light != figures::ReportingLight::Green
    }
}

/// A duty to report, and of which indicator.
pub(crate) struct ReportingObligation {
    indicator: Shown<Indicator>,
    duty: Duty,
}

/// What an organisation has to report of an indicator, and whether it is late with that. *Rapportageplicht met stand.*
#[Object]
impl ReportingObligation {
    /// The indicator. *Indicator.*
    fn indicator(&self) -> Shown<Indicator> {
        self.indicator.clone()
    }

    /// The organisation that has to report. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        let desk = &self.indicator.view.desk;
        desk.show(desk.organisation(self.duty.organisation))
    }

    /// The first day on which it has to; for the indicator's reporter the day of the baseline, else the day on which the
    /// indicator was entered. *Sinds.*
    fn since(&self) -> Date {
        self.duty.since.into()
    }

    /// The last day on which it has to; null while it lasts. *Tot en met.*
    fn until(&self) -> Option<Date> {
        self.duty.until.map(Date)
    }

    /// The day by which its next report is due: one frequency after its latest one, else after it began to have to. Null
    /// where the definition asks for a report once only. *Uiterlijk.*
    fn due_on(&self) -> Option<Date> {
        self.duty.due_on.map(Date)
    }

    /// Whether its reports come in on time. *Stoplicht van de rapportage.*
    fn light(&self) -> ReportingLight {
        self.duty.light.into()
    }

    /// The light in words.
    fn light_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        ReportingLight::from(self.duty.light).label(language.unwrap_or_default())
    }

    /// Whether its report is late. *Te laat.*
    fn is_overdue(&self) -> bool {
        self.duty.is_late()
    }

    /// The measurement of the latest day that it submitted, or that was submitted on its behalf, since it has to. *Laatste
    /// meting.*
    fn latest(&self) -> Option<Shown<Measurement>> {
        self.indicator.view.show(self.duty.latest?)
    }
}

impl View {
    /// Who has to report an indicator on a day; none for those not at the table.
    pub(crate) fn duties_of(&self, indicator: &Indicator, on: NaiveDate) -> Vec<Duty> {
        let Some(frequency) = self.desk.directory.definition(indicator.definition_id).map(|one| one.frequency) else {
            return Vec::new();
        };
        let is_at_the_table = self.is_at_the_table();
        let named = indicator.reporters.iter().map(|one| (one.organisation_id, Some(one.since_on), one.until_on));
        let is_named = |id: &OrganisationId| indicator.reporters.iter().any(|one| one.organisation_id == *id);
        let reporter = indicator.reporter_id.filter(|id| !is_named(id)).map(|reporter| (reporter, None, None));
        let entered_on = || indicator.baseline_on.or_else(|| day_of_id(indicator.id.0)).unwrap_or(NaiveDate::MIN);
        let lasts = |organisation, since, until: Option<NaiveDate>| {
            let is_asked = since <= on && until.is_none_or(|until| on <= until);
            is_at_the_table && is_asked && self.snapshot.is_member_on(organisation, on)
        };
        let obligation =
            |(organisation, asked_since, until): (OrganisationId, Option<NaiveDate>, Option<NaiveDate>)| {
                let since = asked_since.unwrap_or_else(entered_on);
                let counts = |one: &&Arc<Measurement>| {
                    matches!(one.state, MeasurementState::Submitted | MeasurementState::Approved)
                    && one.on_behalf_of.or(one.organisation_id) == Some(organisation)
                    && one.observed_on <= on
                    // What was reported before somebody had to is not what was asked.
                    && asked_since.is_none_or(|since| since <= one.observed_on)
                };
                lasts(organisation, since, until).then(|| {
                    let latest = self.snapshot.series_of(indicator.id).iter().rev().find(counts);
                    let from = latest.map_or(since, |latest| latest.observed_on);
                    Duty {
                        organisation,
                        since,
                        until,
                        due_on: report_due_on(frequency, from),
                        light: reporting_light(frequency, from, self.partnership.grace_days, on),
                        latest: latest.map(|latest| latest.id),
                    }
                })
            };
        named.chain(reporter).filter_map(obligation).collect()
    }
}

/// Conditions on reporting obligations; all that are given must hold. *Filter op rapportageplichten.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ReportingObligationFilter {
    /// On the organisation that has to report.
    organisation: Option<IdFilter>,
    /// On the indicator.
    indicator: Option<IdFilter>,
    /// On the first day on which it has to.
    since: Option<DateFilter>,
    /// On the day by which its next report is due.
    due_on: Option<DateFilter>,
    /// On whether its reports come in on time.
    light: Option<ReportingLightFilter>,
    /// On whether its report is late.
    is_overdue: Option<BooleanFilter>,
}

impl ReportingObligationFilter {
    fn allows(&self, view: &View, indicator: &Indicator, one: &Duty) -> bool {
        let organisation = || view.desk.organisation(one.organisation).map(|known| NodeId::of(&**known).to_string());
        let indicator = || [NodeId::of(indicator).to_string()];
        self.organisation.as_ref().is_none_or(|filter| filter.allows(organisation().as_slice()))
            && self.indicator.as_ref().is_none_or(|filter| filter.allows(&indicator()))
            && self.since.as_ref().is_none_or(|filter| filter.allows(Some(one.since)))
            && self.due_on.as_ref().is_none_or(|filter| filter.allows(one.due_on))
            && self.light.as_ref().is_none_or(|filter| filter.allows(one.light))
            && self.is_overdue.as_ref().is_none_or(|filter| filter.allows(one.is_late()))
    }
}

/// The obligations of all indicators that hold on a day, those that are due first, first.
pub(crate) fn obligations(
    view: &View,
    filter: Option<ReportingObligationFilter>,
    at: Option<Date>,
) -> Resolved<Vec<ReportingObligation>> {
    let on = view.day_of_figure(at)?;
    let filter = filter.unwrap_or_default();
    let mut listed = Vec::new();
    for indicator in view.all::<Indicator>() {
        let duties = view.duties_of(&indicator, on).into_iter().filter(|duty| filter.allows(view, &indicator, duty));
        listed.extend(duties.map(|duty| ReportingObligation { indicator: Shown::new(view, indicator.clone()), duty }));
    }
    count_listed(&view.desk, listed.len())?;
    listed.sort_by_cached_key(|ReportingObligation { indicator, duty }| {
        let organisation = view.desk.organisation(duty.organisation).map(|known| fold(&known.name));
        let name = fold(indicator.display_name(&view.desk.directory));
        (duty.due_on.is_none(), duty.due_on, name, indicator.id, organisation, duty.organisation)
    });
    Ok(listed)
}
