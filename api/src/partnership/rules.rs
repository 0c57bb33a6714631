//! The acts on partnerships and memberships.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{
    ConsentRule, Decimal, FuzzyDate, MembershipRole, MembershipStatus, OrganisationId, PartnershipId,
    membership_representative::Representative,
};

use super::{
    Membership, Partnership,
    mutation::{MembershipCreateInput, PartnershipCreateInput, PartnershipSettingsInput, RepresentativeInput},
};
use crate::{
    access::{World, act, allow, allow_in_directory, find_listed},
    ids::Ref,
    ledger::Changes,
    organisation::Organisation,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// The longest slug.
const SLUG: usize = 100;
/// The most days, and the highest limit, that a setting can say.
const MOST_DAYS: i32 = 3_660;
/// The longest prefix of references.
const PREFIX: usize = 10;

/// Founds a partnership and seats its secretariat.
pub(crate) fn create(world: &World<'_>, id: PartnershipId, input: &PartnershipCreateInput) -> Checked<Changes> {
    let directory = &world.desk.directory;
    let mut problems = Problems::new();
    allow_in_directory(&world.desk, &act::partnershipCreate, false)?;

    problems.check(is_slug(&input.slug), Code::OutOfRange, &["slug"]);
    problems.check(directory.partnership_of_slug(&input.slug).is_none(), Code::AlreadyExists, &["slug"]);
    let prefix = &input.reference_prefix;
    let is_prefix =
        (1..=PREFIX).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    problems.check(is_prefix, Code::OutOfRange, &["referencePrefix"]);
    let parent = input.parent.as_ref().and_then(|reference| {
        let found = reference.id().filter(|id| world.desk.partnership(*id).is_some());
        problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["parent"])))
    });
    let starts = input.starts_on.as_ref().map(|date| date.checked("startsOn", &mut problems));
    let ends = input.ends_on.as_ref().map(|date| date.checked("endsOn", &mut problems));
    if let (Some(starts), Some(ends)) = (&starts, &ends) {
        problems.check(starts.date <= ends.date, Code::DateOrder, &["endsOn"]);
    }
    let (starts_on, starts_precision, starts_text) = FuzzyDate::into_columns(starts);
    let (ends_on, ends_precision, ends_text) = FuzzyDate::into_columns(ends);
    let settings = Judgement::checked(&input.settings, &mut problems);
    let regions = find_listed(&directory.regions, &input.regions, "regions", &mut problems);
    let row = entity::partnership::Model {
        id,
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), directory.partnerships.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        name: problems.text(&input.name, NAME, &["name"]),
        slug: input.slug.clone(),
        kind: input.kind.into(),
        sector: problems.optional_text(input.sector.as_deref(), NAME, &["sector"]),
        parent_id: parent,
        stage: input.stage.into(),
        starts_on,
        starts_precision,
        starts_text,
        ends_on,
        ends_precision,
        ends_text,
        name_visibility: problems.table_visibility(input.name_visibility.into(), &["nameVisibility"]),
        reference_prefix: prefix.clone(),
        consent_rule: ConsentRule::RecordedInMeeting,
        green_from: settings.green_from,
        amber_from: settings.amber_from,
        coverage_minimum: settings.coverage_minimum,
        grace_days: settings.grace_days,
        suppression_limit: settings.suppression_limit,
        reaction_days: settings.reaction_days,
        silence_days: settings.silence_days,
    };
    let mut secretariat = secretariat(world, id, input, &mut problems);
    if let Some(seat) = &mut secretariat {
        seat.row.source.clone_from(&row.source);
    }
    problems.finish()?;
    let partnership = Partnership { row, regions, former_slugs: Vec::new() };
    Ok(Changes::of(act::partnershipCreate.name).with(partnership).with_all(secretariat))
}

fn secretariat(
    world: &World<'_>,
    partnership: PartnershipId,
    input: &PartnershipCreateInput,
    problems: &mut Problems,
) -> Option<Membership> {
    let organisation = organisation(world, &input.secretariat.organisation, &["secretariat", "organisation"], problems);
    let path = ["secretariat", "representatives"];
    let representatives = representatives(world, organisation, &input.secretariat.representatives, &path, problems);
    problems.check(!input.secretariat.representatives.is_empty(), Code::Required, &path);
    let from = input.secretariat.from.map_or(world.today(), |from| from.0);
    let row = row(world, partnership, organisation?, from);
    Some(Membership { row, roles: vec![MembershipRole::Secretariat], representatives })
}

/// Seats an organisation at a table, or notes that it is invited or asked.
pub(crate) fn seat(world: &World<'_>, input: &MembershipCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    let mut problems = Problems::new();
    allow(&view, &act::membershipCreate, false, &[])?;
    let status = input.status.into();
    let roles: Vec<MembershipRole> =
        input.roles.iter().map(|role| (*role).into()).collect::<BTreeSet<_>>().into_iter().collect();
    problems.check(status != MembershipStatus::Member || !roles.is_empty(), Code::Required, &["roles"]);
    let from = input.from.map_or(world.today(), |from| from.0);
    let until = input.until.map(|until| until.0);
    problems.check(until.is_none_or(|until| from <= until), Code::DateOrder, &["until"]);
    let organisation = organisation(world, &input.organisation, &["organisation"], &mut problems);
    if let Some(organisation) = organisation {
        let overlaps = |other: &Membership| {
            other.until_on.is_none_or(|end| from <= end) && until.is_none_or(|end| other.from_on <= end)
        };
        let is_seated = view.snapshot.seats_of(organisation).any(|other| overlaps(other));
        problems.check(!is_seated, Code::AlreadyExists, &["organisation"]);
    }
    let representatives =
        representatives(world, organisation, &input.representatives, &["representatives"], &mut problems);
    let mandate = problems.optional_text(input.mandate.as_deref(), REASON, &["mandate"]);
    let join_reason = problems.optional_text(input.join_reason.as_deref(), REASON, &["joinReason"]);
    let source = problems.optional_text(input.source.as_deref(), REASON, &["source"]);
    let external_key =
        problems.external_key(input.external_key.as_deref(), view.snapshot.memberships.iter_with_removed());
    problems.finish()?;
    let Some(organisation) = organisation else { return Err(Vec::new()) };
    let row = entity::membership::Model {
        status,
        mandate,
        until_on: until,
        join_reason,
        source,
        external_key,
        ..row(world, view.partnership.id, organisation, from)
    };
    Ok(Changes::of(act::membershipCreate.name).with(Membership { row, roles, representatives }))
}

fn organisation(
    world: &World<'_>,
    reference: &Ref<Organisation>,
    path: &[&str],
    problems: &mut Problems,
) -> Option<OrganisationId> {
    let found = reference.id().filter(|id| world.desk.directory.organisations.get(*id).is_some());
    problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, path)))
}

/// The persons who will act for an organisation: its own people, or whoever seats it could see its interests through a
/// person of theirs. Whoever has a person's id may name it: ids cannot be guessed.
fn representatives(
    world: &World<'_>,
    organisation: Option<OrganisationId>,
    inputs: &[RepresentativeInput],
    path: &[&str],
    problems: &mut Problems,
) -> Vec<Representative> {
    let mut found: Vec<Representative> = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let at = at.to_string();
        let below = |field| path.iter().copied().chain([at.as_str(), field]).collect::<Vec<_>>();
        let person = input.person.id().and_then(|id| world.desk.directory.persons.get(id));
        let person = problems.take(person.ok_or_else(|| Problem::new(Code::NotFound, &below("person"))));
        if person.is_some_and(|person| organisation.is_some() && person.organisation_id != organisation) {
            problems.add(Problem::new(Code::NotAllowed, &below("person")).saying(
                "Een organisatie wordt vertegenwoordigd door haar eigen mensen.",
                "An organisation is represented by its own people.",
            ));
        }
        let function = problems.optional_text(input.function.as_deref(), NAME, &below("function"));
        let new = person.filter(|person| found.iter().all(|other| other.person_id != person.id));
        found.extend(new.map(|person| Representative { person_id: person.id, function }));
    }
    found
}

fn row(
    world: &World<'_>,
    partnership_id: PartnershipId,
    organisation_id: OrganisationId,
    from_on: NaiveDate,
) -> entity::membership::Model {
    entity::membership::Model {
        partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        organisation_id,
        status: MembershipStatus::Member,
        mandate: None,
        from_on,
        until_on: None,
        join_reason: None,
        leave_reason: None,
    }
}

/// The settings by which a partnership judges.
struct Judgement {
    green_from: Decimal,
    amber_from: Decimal,
    coverage_minimum: Decimal,
    grace_days: i32,
    suppression_limit: i32,
    reaction_days: i32,
    silence_days: i32,
}

impl Judgement {
    /// The settings asked for, or else the usual ones.
    fn checked(input: &PartnershipSettingsInput, problems: &mut Problems) -> Self {
        let mut ratio = |given: &Option<crate::graphql::Decimal>, usual: i64, field: &str| {
            let ratio = given.as_ref().map_or(Decimal(usual), crate::graphql::Decimal::exact);
            let is_part = (Decimal::ZERO..=Decimal::ONE).contains(&ratio);
            problems.check(is_part, Code::OutOfRange, &["settings", field]);
            ratio
        };
        let green_from = ratio(&input.green_from, 9_000, "greenFrom");
        let amber_from = ratio(&input.amber_from, 7_500, "amberFrom");
        let coverage_minimum = ratio(&input.coverage_minimum, 5_000, "coverageMinimum");
        problems.check(amber_from <= green_from, Code::OutOfRange, &["settings", "amberFrom"]);
        let mut whole = |given: Option<i32>, usual: i32, field: &str| {
            let whole = given.unwrap_or(usual);
            problems.check((0..=MOST_DAYS).contains(&whole), Code::OutOfRange, &["settings", field]);
            whole
        };
        Self {
            green_from,
            amber_from,
            coverage_minimum,
            grace_days: whole(input.grace_days, 14, "graceDays"),
            suppression_limit: whole(input.suppression_limit, 10, "suppressionLimit"),
            reaction_days: whole(input.reaction_days, 14, "reactionDays"),
            silence_days: whole(input.silence_days, 30, "silenceDays"),
        }
    }
}

fn is_slug(slug: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    slug.len() <= SLUG && slug.split('-').all(is_word)
}
