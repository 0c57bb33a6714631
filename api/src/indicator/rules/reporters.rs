//! Who reports an indicator: the member that alone may, and the members that have to, each once and since some day.

use entity::{OrganisationId, indicator_reporter::Reporter};

use crate::{
    access::View,
    ids::Ref,
    indicator::mutation::IndicatorReporterInput,
    organisation::Organisation,
    problem::{Code, Problem, Problems},
};

/// The member that alone reports it.
pub(super) fn reporter(view: &View, given: &Ref<Organisation>, problems: &mut Problems) -> Option<OrganisationId> {
    let known = given.id().and_then(|id| view.desk.organisation(id));
    let known = problems.take(known.ok_or_else(|| Problem::new(Code::NotFound, &["reporter"])))?;
    let is_member = view.snapshot.is_member_on(known.id, view.desk.today);
    problems.check(is_member, Code::NotAMember, &["reporter"]);
    Some(known.id)
}

/// The members that have to report it. One that has left since can stay, with the day until which it had to.
pub(super) fn reporters(view: &View, given: &[IndicatorReporterInput], problems: &mut Problems) -> Vec<Reporter> {
    let mut listed: Vec<Reporter> = Vec::with_capacity(given.len());
    for (at, one) in given.iter().enumerate() {
        let at = at.to_string();
        let path = |field| ["reporters", &at, field];
        let since_on = problems.day(one.since.0, &path("since"));
        let until_on = one.until.map(|until| problems.day(until.0, &path("until")));
        problems.check(until_on.is_none_or(|until| since_on <= until), Code::DateOrder, &path("until"));
        let known = one.organisation.id().and_then(|id| view.desk.organisation(id));
        let known = known.ok_or_else(|| Problem::new(Code::NotFound, &path("organisation")));
        let Some(known) = problems.take(known) else { continue };
        let is_member = [since_on, view.desk.today].iter().any(|day| view.snapshot.is_member_on(known.id, *day));
        problems.check(is_member, Code::NotAMember, &path("organisation"));
        let is_double = listed.iter().any(|other| other.organisation_id == known.id);
        problems.check(!is_double, Code::AlreadyExists, &path("organisation"));
        listed.push(Reporter { organisation_id: known.id, since_on, until_on });
    }
    listed
}
