//! The acts on partnerships. Whether the actor may act is decided before all else and reported alone.

use entity::{ConsentRule, Decimal, FuzzyDate, PartnershipId, PartnershipStage, Visibility};

use super::{
    Partnership, membership,
    mutation::{PartnershipChangeInput, PartnershipContentInput, PartnershipCreateInput, PartnershipSettingsInput},
};
use crate::{
    access::{self, Removal, World, act, allow, allow_in_directory, current, find_listed},
    graphql,
    ids::Ref,
    ledger::Changes,
    meeting::cite::cited,
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
    allow_in_directory(&world.desk, &act::partnershipCreate, false)?;
    let mut problems = Problems::new();
    let mut row = entity::partnership::Model {
        id,
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        name: problems.text(&input.name, NAME, &["name"]),
        slug: slug(world, id, &input.slug, &mut problems),
        kind: input.kind.into(),
        sector: None,
        parent_id: None,
        stage: PartnershipStage::CommonGoal,
        starts_on: None,
        starts_precision: None,
        starts_text: None,
        ends_on: None,
        ends_precision: None,
        ends_text: None,
        name_visibility: Visibility::Public,
        reference_prefix: prefix(&input.reference_prefix, &mut problems),
        consent_rule: ConsentRule::RecordedInMeeting,
        green_from: Decimal::ONE,
        amber_from: Decimal::ONE,
        coverage_minimum: Decimal::ONE,
        grace_days: 0,
        suppression_limit: 0,
        reaction_days: 0,
        silence_days: 0,
        informal_reason: None,
    };
    judge(&PartnershipSettingsInput::USUAL, &mut row, &mut problems);
    let mut partnership = Partnership { row, regions: Vec::new(), former_slugs: Vec::new() };
    write(world, &input.content, &mut partnership, &mut problems);
    let mut secretariat = membership::rules::secretariat(world, id, &input.secretariat, &mut problems);
    if let Some(seat) = &mut secretariat {
        seat.row.source.clone_from(&partnership.row.source);
    }
    problems.finish()?;
    Ok(Changes::of(act::partnershipCreate.name).with(partnership).with_all(secretariat))
}

/// Changes a partnership.
pub(crate) fn change(world: &World<'_>, input: &PartnershipChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.partnership, &["partnership"])?;
    allow(&view, &act::partnershipChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut partnership = Partnership::clone(&before);
    if let Some(name) = &input.name {
        partnership.row.name = problems.text(name, NAME, &["name"]);
    }
    if let Some(new) = input.slug.as_ref().filter(|new| **new != before.slug) {
        partnership.row.slug = slug(world, before.id, new, &mut problems);
        partnership.former_slugs.retain(|former| former != new);
        partnership.former_slugs.push(before.slug.clone());
    }
    partnership.row.kind = input.kind.map_or(before.kind, Into::into);
    if let Some(new) = &input.reference_prefix {
        partnership.row.reference_prefix = prefix(new, &mut problems);
    }
    write(world, &input.content, &mut partnership, &mut problems);
    let decision = cited(&view, input.decision.as_ref(), &mut problems);
    if asks_less_consent(&before, &partnership) && input.decision.is_none() {
        problems.add(Problem::new(Code::Required, &["decision"]).saying(
            "Hoe de tafel instemt, verandert met een besluit; noem het.",
            "How the table comes to agree changes by a decision; name it.",
        ));
    }
    view.gates_between(before.stage, partnership.stage).for_each(|closed| problems.add(closed));
    problems.finish()?;
    Ok(Changes::of(act::partnershipChange.name).with(partnership).citing(world, &view, decision.as_ref()))
}

/// Whether the table would come to agree otherwise, or where the parties sign, give them less time to react.
fn asks_less_consent(before: &Partnership, after: &Partnership) -> bool {
    let is_hurried = after.reaction_days < before.reaction_days || after.silence_days < before.silence_days;
    after.consent_rule != before.consent_rule || before.consent_rule == ConsentRule::PartiesSign && is_hurried
}

/// Removes a partnership with its secretariat's seats, from which rights would go on to follow.
pub(crate) fn remove(world: &World<'_>, partnership: &Ref<Partnership>, removal: &Removal) -> Checked<Changes> {
    let (view, partnership) = world.find(partnership, &["partnership"])?;
    allow_in_directory(&world.desk, &act::partnershipRemove, false)?;
    let mut problems = Problems::new();
    let seats = &view.snapshot.memberships;
    if let Some((nl, en)) = dependants(world, partnership.id, seats.iter().any(|seat| !seat.is_secretariat())) {
        problems.add(Problem::new(Code::Blocked, &["partnership"]).saying(nl, en));
    }
    let removed = access::remove(world, &act::partnershipRemove, &partnership, removal, problems)?;
    let seats = seats.iter().map(|seat| {
        let mut seat = super::Membership::clone(seat);
        entity::Row::remove(&mut seat.row, world.now());
        seat
    });
    Ok(removed.with_all(seats))
}

/// What rests on a partnership, told from the directory alone: whoever removes it does not see what is in it.
fn dependants(world: &World<'_>, id: PartnershipId, has_members: bool) -> Option<(&'static str, &'static str)> {
    let (directory, own) = (&world.desk.directory, Some(id));
    let mut allocations = directory.allocations.iter();
    let rest = [
        (
            has_members,
            "Naast het secretariaat nemen ook anderen deel, of deden dat; laat de samenwerking eindigen in plaats van haar te verwijderen.",
            "Others than the secretariat take part, or did; let the partnership end rather than remove it.",
        ),
        (
            directory.partnerships.iter().any(|other| other.parent_id == own),
            "Er horen nog andere samenwerkingen bij.",
            "Other partnerships still belong to it.",
        ),
        (
            directory.organisations.iter().any(|other| other.partnership_id == own),
            "Een organisatie in het register is deze samenwerking.",
            "An organisation of the directory is this partnership.",
        ),
        (
            directory.definitions.iter().any(|other| other.partnership_id == own),
            "Zij beheert indicatordefinities, die anderen kunnen gebruiken.",
            "It keeps definitions of indicators, which others can use.",
        ),
        (
            allocations
                .any(|one| one.partnership_id == id || one.child_partnership_id == id && one.agreed_on.is_some()),
            "Er zijn streefwaarden aan of door haar toegedeeld.",
            "Parts of targets are allocated by it or to it.",
        ),
    ];
    rest.into_iter().find_map(|(is_there, nl, en)| is_there.then_some((nl, en)))
}

/// A name in addresses that is no other partnership's, nor ever was.
fn slug(world: &World<'_>, own: PartnershipId, slug: &str, problems: &mut Problems) -> String {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    problems.range(
        slug.len() <= SLUG && slug.split('-').all(is_word),
        &["slug"],
        format!("Gebruik hooguit {SLUG} kleine letters en cijfers, met een streepje tussen woorden."),
        format!("Use at most {SLUG} small letters and digits, with a hyphen between words."),
    );
    let holder = world.desk.directory.holder_of_slug(slug);
    problems.check(holder.is_none_or(|holder| holder == own), Code::AlreadyExists, &["slug"]);
    slug.to_owned()
}

fn prefix(prefix: &str, problems: &mut Problems) -> String {
    let is_prefix =
        (1..=PREFIX).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    problems.range(
        is_prefix,
        &["referencePrefix"],
        format!("Gebruik 1 tot en met {PREFIX} hoofdletters en cijfers."),
        format!("Use 1 up to {PREFIX} capital letters and digits."),
    );
    prefix.to_owned()
}

/// Writes what the input says into a partnership.
fn write(world: &World<'_>, input: &PartnershipContentInput, partnership: &mut Partnership, problems: &mut Problems) {
    let directory = &world.desk.directory;
    if let Some(regions) = input.regions.as_opt_ref() {
        let regions = regions.map_or(&[] as &[_], Vec::as_slice);
        partnership.regions = find_listed(&directory.regions, regions, "regions", problems);
    }
    let row = &mut partnership.row;
    if let Some(parent) = input.parent.as_opt_ref() {
        row.parent_id = world.desk.refer_to(row.parent_id, parent, "parent", problems);
        let is_below = row.parent_id.is_some_and(|parent| directory.belongs_to(parent, row.id));
        problems.check(!is_below, Code::Cycle, &["parent"]);
    }
    problems.rewrite(&mut row.sector, input.sector.as_opt_deref(), NAME, &["sector"]);
    if let Some(stage) = input.stage.as_opt_ref() {
        row.stage = stage.map_or(PartnershipStage::CommonGoal, |stage| (*stage).into());
    }
    if let Some(starts) = input.starts_on.as_opt_ref() {
        let starts = starts.map(|date| date.checked("startsOn", problems));
        (row.starts_on, row.starts_precision, row.starts_text) = FuzzyDate::into_columns(starts);
    }
    if let Some(ends) = input.ends_on.as_opt_ref() {
        let ends = ends.map(|date| date.checked("endsOn", problems));
        (row.ends_on, row.ends_precision, row.ends_text) = FuzzyDate::into_columns(ends);
    }
    let dated = if input.ends_on.is_undefined() { "startsOn" } else { "endsOn" };
    let is_in_order = row.starts_on.zip(row.ends_on).is_none_or(|(starts, ends)| starts <= ends);
    problems.check(is_in_order, Code::DateOrder, &[dated]);
    if let Some(visibility) = input.name_visibility.as_opt_ref() {
        let visibility = visibility.map_or(Visibility::Public, |visibility| (*visibility).into());
        row.name_visibility = problems.table_visibility(visibility, &["nameVisibility"]);
    }
    if let Some(settings) = input.settings.as_opt_ref() {
        judge(settings.unwrap_or(&PartnershipSettingsInput::USUAL), row, problems);
    }
    problems.rewrite(&mut row.informal_reason, input.informal_reason.as_opt_deref(), REASON, &["informalReason"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = directory.partnerships.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}

/// Writes the settings by which a partnership judges.
fn judge(input: &PartnershipSettingsInput, row: &mut entity::partnership::Model, problems: &mut Problems) {
    if let Some(rule) = input.consent_rule.as_opt_ref() {
        row.consent_rule = rule.map_or(ConsentRule::RecordedInMeeting, |rule| (*rule).into());
    }
    for (setting, given, usual, field) in [
        (&mut row.green_from, &input.green_from, 9_000, "greenFrom"),
        (&mut row.amber_from, &input.amber_from, 7_500, "amberFrom"),
        (&mut row.coverage_minimum, &input.coverage_minimum, 5_000, "coverageMinimum"),
    ] {
        if let Some(given) = given.as_opt_ref() {
            *setting = given.map_or(Decimal(usual), graphql::Decimal::exact);
            let is_part = (Decimal::ZERO..=Decimal::ONE).contains(setting);
            problems.range(
                is_part,
                &["settings", field],
                "Een deel ligt van 0 tot en met 1.",
                "A part lies from 0 up to 1.",
            );
        }
    }
    problems.range(
        row.amber_from <= row.green_from,
        &["settings", "amberFrom"],
        "Oranje begint niet boven groen.",
        "Amber does not begin above green.",
    );
    for (setting, given, usual, field) in [
        (&mut row.grace_days, &input.grace_days, 14, "graceDays"),
        (&mut row.suppression_limit, &input.suppression_limit, 10, "suppressionLimit"),
        (&mut row.reaction_days, &input.reaction_days, 14, "reactionDays"),
        (&mut row.silence_days, &input.silence_days, 30, "silenceDays"),
    ] {
        if let Some(given) = given.as_opt_ref() {
            *setting = given.copied().unwrap_or(usual);
            problems.range(
                (0..=MOST_DAYS).contains(setting),
                &["settings", field],
                format!("Dit ligt van 0 tot en met {MOST_DAYS}."),
                format!("This lies from 0 up to {MOST_DAYS}."),
            );
        }
    }
}
