//! The acts on interests.
//!
//! Whether the actor may act is decided before all else and reported alone, so that nobody learns from the other
//! problems what only the table knows. Only an owner's representative changes an interest, and an owner sees its
//! interests whole; so what is changed and written back is never a reduced view of one.

use std::sync::Arc;

use entity::{Decimal, MembershipRole, Qualifier, ResourceKind, Visibility};

use super::{
    Interest,
    mutation::{
        InterestChangeInput, InterestContentInput, InterestCreateInput, InterestReviewInput, InterestShareInput,
    },
};
use crate::{
    access::{self, Act, Removal, View, World, act, allow, current, find_all, find_organisations},
    graphql,
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON, TEXT},
};

/// The longest unit, in characters.
const UNIT: usize = 100;

/// Enters an interest, for the actor's own organisation or as the secretariat for another.
pub(crate) fn create(world: &World<'_>, input: &InterestCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    let owner = input.organisation.id().filter(|id| view.desk.organisation(*id).is_some());
    // Of an unknown organisation a member might have meant its own.
    let is_own = owner.map_or(view.seat.is_member, |owner| view.represents(owner));
    allow(&view, &act::interestCreate, is_own, &[])?;
    let mut problems = Problems::new();
    problems.check(owner.is_some(), Code::NotFound, &["organisation"]);
    if let Some(owner) = owner {
        problems.check(view.snapshot.has_seat_from(owner, world.today()), Code::NotAMember, &["organisation"]);
    }
    if input.amounts_public && !is_own {
        problems.add(Problem::new(Code::NotAllowed, &["amountsPublic"]).saying(
            "Alleen de organisatie zelf maakt haar bedragen openbaar.",
            "Only the organisation itself makes its amounts public.",
        ));
    }
    let reviewed_on = input.reviewed_on.map(|day| day.0);
    problems.range(
        reviewed_on.is_none_or(|day| day <= world.today()),
        &["reviewedOn"],
        "Deze dag ligt in de toekomst.",
        "This day lies in the future.",
    );
    let secretariat =
        if is_own { Vec::new() } else { view.snapshot.members_as(MembershipRole::Secretariat, world.today()) };
    let row = entity::interest::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        // Where there is no owner, the input is refused below.
        organisation_id: owner.unwrap_or_else(|| world.id()),
        side: input.side.into(),
        kind: input.kind.into(),
        title: problems.text(&input.title, NAME, &["title"]),
        text: None,
        quantity: None,
        unit: None,
        amount_cents: None,
        qualifier: Qualifier::Exact,
        importance: None,
        visibility: if is_own { Visibility::Organisation } else { Visibility::Selected },
        amounts_public: input.amounts_public,
        reviewed_on,
        entered_by: secretariat.iter().copied().find(|organisation| view.represents(*organisation)),
    };
    let shared_with = secretariat.into_iter().filter(|organisation| Some(*organisation) != owner).collect();
    let mut interest = Interest { row, goals: Vec::new(), shared_with };
    write(&view, &input.content, &mut interest, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::interestCreate.name).for_organisation(owner.filter(|_| !is_own)).with(interest))
}

/// Shares an interest, or takes it back.
pub(crate) fn share(world: &World<'_>, input: &InterestShareInput) -> Checked<Changes> {
    let (view, interest) = own(world, &input.interest, &act::interestShare)?;
    let mut problems = Problems::new();
    problems.take(current(&interest, input.expected_version));
    let references = input.shared_with.as_deref().unwrap_or_default();
    if input.visibility == graphql::Visibility::Selected {
        problems.check(!references.is_empty(), Code::Required, &["sharedWith"]);
    } else if input.shared_with.is_some() {
        problems.add(Problem::new(Code::OutOfRange, &["sharedWith"]).saying(
            "Noem alleen bij SELECTED met wie het belang wordt gedeeld.",
            "Name whom the interest is shared with only where it is SELECTED.",
        ));
    }
    let has_seat = |organisation| view.snapshot.has_seat_from(organisation, world.today());
    let shared_with = find_organisations(&view, references, "sharedWith", has_seat, &mut problems);
    if let Some(at) = references.iter().position(|one| one.id() == Some(interest.organisation_id)) {
        problems.add(
            Problem::new(Code::OutOfRange, &["sharedWith", &at.to_string()])
                .saying("De eigenaar ziet het belang al.", "The owner sees the interest already."),
        );
    }
    problems.finish()?;
    let mut shared = Interest::clone(&interest);
    shared.row.visibility = input.visibility.into();
    shared.row.amounts_public = input.amounts_public.unwrap_or(interest.amounts_public);
    shared.shared_with = shared_with;
    Ok(Changes::of(act::interestShare.name).with(shared))
}

/// Records that the owner looked at an interest today.
pub(crate) fn review(world: &World<'_>, input: &InterestReviewInput) -> Checked<Changes> {
    let (_, interest) = own(world, &input.interest, &act::interestReview)?;
    current(&interest, input.expected_version)?;
    let mut reviewed = Interest::clone(&interest);
    reviewed.row.reviewed_on = Some(world.today());
    Ok(Changes::of(act::interestReview.name).with(reviewed))
}

/// Changes what an interest says.
pub(crate) fn change(world: &World<'_>, input: &InterestChangeInput) -> Checked<Changes> {
    let (view, interest) = own(world, &input.interest, &act::interestChange)?;
    let mut problems = Problems::new();
    problems.take(current(&interest, input.expected_version));
    let mut changed = Interest::clone(&interest);
    let row = &mut changed.row;
    row.side = input.side.map_or(row.side, Into::into);
    row.kind = input.kind.map_or(row.kind, Into::into);
    if let Some(title) = input.title.as_opt_deref() {
        row.title = problems.text(title.unwrap_or_default(), NAME, &["title"]);
    }
    write(&view, &input.content, &mut changed, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::interestChange.name).with(changed))
}

/// Removes an interest.
pub(crate) fn remove(world: &World<'_>, interest: &Ref<Interest>, removal: &Removal) -> Checked<Changes> {
    let (_, interest) = own(world, interest, &act::interestRemove)?;
    access::remove(world, &act::interestRemove, &interest, removal, Problems::new())
}

/// An interest of an organisation that the actor acts for.
fn own(world: &World<'_>, reference: &Ref<Interest>, act: &Act) -> Checked<(View, Arc<Interest>)> {
    let (view, interest) = world.find(reference, &["interest"])?;
    allow(&view, act, view.represents(interest.organisation_id), &[])?;
    Ok((view, interest))
}

/// Writes what the input says into an interest.
fn write(view: &View, input: &InterestContentInput, interest: &mut Interest, problems: &mut Problems) {
    if let Some(goals) = input.goals.as_opt_deref() {
        interest.goals = find_all(view, goals.unwrap_or_default(), "goals", problems);
    }
    let row = &mut interest.row;
    problems.rewrite(&mut row.text, input.text.as_opt_deref(), TEXT, &["text"]);
    if let Some(quantity) = input.quantity.as_opt_ref() {
        row.quantity = quantity.map(graphql::Decimal::exact);
    }
    problems.rewrite(&mut row.unit, input.unit.as_opt_deref(), UNIT, &["unit"]);
    if let Some(amount) = input.amount.as_opt_ref() {
        row.amount_cents = cents(amount, problems);
    }
    if let Some(qualifier) = input.qualifier.as_opt_ref() {
        row.qualifier = qualifier.map_or(Qualifier::Exact, |qualifier| (*qualifier).into());
    }
    if let Some(importance) = input.importance.as_opt_ref() {
        row.importance = importance.copied();
        problems.range(
            row.importance.is_none_or(|level| (1..=5).contains(&level)),
            &["importance"],
            "Kies een cijfer van 1 tot en met 5.",
            "Choose a number from 1 up to 5.",
        );
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        // Unique among the owner's interests that the actor sees: to refuse a key would tell of a hidden one.
        let others =
            view.all::<Interest>().filter(|one| one.organisation_id == row.organisation_id && one.id != row.id);
        row.external_key = problems.external_key(key, others.collect::<Vec<_>>().iter());
    }
    measure(row, problems);
}

/// An amount in EUR as whole cents.
fn cents(amount: Option<&graphql::Decimal>, problems: &mut Problems) -> Option<i64> {
    const PER_CENT: i64 = Decimal::SCALE / 100;
    let Decimal(scaled) = amount?.exact();
    if scaled % PER_CENT != 0 {
        problems.add(Problem::new(Code::OutOfRange, &["amount"]).saying(
            "Een bedrag in euro's heeft hooguit twee decimalen.",
            "An amount in euros has at most two decimals.",
        ));
    }
    Some(scaled / PER_CENT)
}

/// Money is an amount, all else a quantity with its unit.
fn measure(row: &entity::interest::Model, problems: &mut Problems) {
    if row.kind == ResourceKind::Money {
        for (is_given, field) in [(row.quantity.is_some(), "quantity"), (row.unit.is_some(), "unit")] {
            if is_given {
                problems.add(
                    Problem::new(Code::UnitMismatch, &[field])
                        .saying("Geld geeft u op als bedrag, in euro's.", "Money is given as an amount, in EUR."),
                );
            }
        }
    } else {
        if row.amount_cents.is_some() {
            problems.add(Problem::new(Code::UnitMismatch, &["amount"]).saying(
                "Een bedrag hoort bij geld; kies de soort MONEY of geef een hoeveelheid op.",
                "An amount goes with money; choose the kind MONEY or give a quantity.",
            ));
        }
        problems.check(row.quantity.is_none() || row.unit.is_some(), Code::Required, &["unit"]);
        problems.check(row.unit.is_none() || row.quantity.is_some(), Code::Required, &["quantity"]);
    }
    problems.zero_or_more(row.quantity.is_none_or(|quantity| quantity >= Decimal::ZERO), &["quantity"]);
    problems.zero_or_more(row.amount_cents.is_none_or(|cents| cents >= 0), &["amount"]);
}
