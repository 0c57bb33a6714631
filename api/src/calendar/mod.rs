//! A calendar (*agenda*) that people subscribe to: deadlines and meetings, as the account of its access key sees them today.
//!
//! What always holds:
//! - it has what was agreed and has a date, and afterwards what became of that; a draft, a proposal, and whatever was released,
//!   replaced or removed is absent, because subscribers drop what is absent;
//! - whoever left a table has nothing of it in its calendars but what everybody may see;
//! - it names organisations, never a person;
//! - an entry has the same UID in every calendar and at any time, and equal records make equal bytes.

mod entry;
mod file;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{OrganisationId, PartnershipId};

use crate::{
    access::View,
    access_key::AccessKey,
    commitment::{Commitment, day::is_promised},
    graphql::{Resolved, Session},
    indicator::Indicator,
    language::Language,
    meeting::Meeting,
    milestone::Milestone,
};
use entry::Entry;

/// Whose deadlines a calendar has.
#[derive(Clone, Copy, PartialEq)]
enum Whose {
    /// Those of the whole table.
    Table,
    /// Those of one organisation.
    Organisation(OrganisationId),
    /// Those of the viewer: of the organisations that it acts for, and those that name it as the one to call.
    Viewer,
}

/// The calendar that a key opens, as a file.
pub(crate) async fn calendar(session: &Session, key: &AccessKey) -> Resolved<String> {
    let (desk, language) = (session.desk(), session.language);
    let (whose, tables): (_, Vec<PartnershipId>) = match (key.partnership_id, key.organisation_id) {
        (Some(table), None) => (Whose::Table, vec![table]),
        (Some(table), Some(own)) => (Whose::Organisation(own), vec![table]),
        (None, Some(own)) => {
            let seats = desk.directory.seats_of_organisation(own);
            (Whose::Organisation(own), seats.map(|seat| seat.partnership_id).collect())
        }
        (None, None) => (Whose::Viewer, desk.viewer.tables().collect()),
    };
    let views = session.views(tables).await?;
    let mut entries: Vec<Entry> = views.iter().flat_map(|view| entries(view, whose, language)).collect();
    entries.sort_by(Entry::by_day);
    let organisation = key.organisation_id.and_then(|id| desk.organisation(id)).map(|own| own.name.as_str());
    let table = key.partnership_id.and(views.first()).map(|view| view.partnership.name.as_str());
    let named: Vec<&str> = ["Akkoord"].into_iter().chain(organisation).chain(table).collect();
    Ok(file::written(&named.join(" – "), &entries))
}

/// What a table has for a calendar.
fn entries(view: &View, whose: Whose, language: Language) -> Vec<Entry> {
    let mut entries = Vec::new();
    let concerned = view.all::<Commitment>().filter(|one| {
        // What is kept from before somebody left is no deadline of today.
        is_promised(one.state) && view.kept(one.id).is_none() && whose.concerns(view, one)
    });
    for commitment in concerned {
        entries.extend(Entry::of_commitment(view, &commitment, language));
        let milestones = view.among::<Milestone, _>(view.snapshot.milestones_of(commitment.id));
        entries.extend(milestones.filter_map(|one| Entry::of_milestone(view, &one, &commitment, language)));
    }
    if !matches!(whose, Whose::Organisation(_)) {
        entries.extend(view.all::<Meeting>().map(|one| Entry::of_meeting(view, &one, language)));
    }
    for indicator in view.all::<Indicator>() {
        let due = whose.reports(view, &indicator);
        entries.extend(due.into_iter().map(|(on, by)| Entry::of_report(view, &indicator, on, &by, language)));
    }
    entries
}

impl Whose {
    fn concerns(self, view: &View, commitment: &Commitment) -> bool {
        let person = view.desk.viewer.person.as_ref().map(|person| person.id);
        match self {
            Self::Table => true,
            Self::Organisation(own) => commitment.is_owed_by(own),
            Self::Viewer => commitment.debtors.iter().any(|debtor| {
                view.represents(debtor.organisation_id) || person.is_some() && debtor.contact_id == person
            }),
        }
    }

    /// The days by which reports on an indicator are due, and by whom; for the whole table also where nobody in particular
    /// has to report it.
    fn reports(self, view: &View, indicator: &Indicator) -> BTreeMap<NaiveDate, Vec<OrganisationId>> {
        let mut due: BTreeMap<NaiveDate, Vec<OrganisationId>> = BTreeMap::new();
        let duties = view.duties_of(indicator, view.desk.today);
        if duties.is_empty() && self == Self::Table && view.is_at_the_table() {
            let on = view.figures().indicator(indicator.id).and_then(|figures| figures.report_due_on);
            due.extend(on.map(|on| (on, Vec::new())));
        }
        for duty in duties {
            let is_asked = match self {
                Self::Table => true,
                Self::Organisation(own) => duty.organisation == own,
                Self::Viewer => view.represents(duty.organisation),
            };
            if let Some(on) = duty.due_on.filter(|_| is_asked) {
                due.entry(on).or_default().push(duty.organisation);
            }
        }
        due
    }
}
