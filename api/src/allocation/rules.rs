//! The acts on allocations. The parent's table hands out and takes back; the child's table says which indicator takes the
//! part, and agrees or withdraws.

use std::sync::Arc;

use entity::{Decimal, HierarchyRule, IndicatorId, Measure, PartnershipId, TargetAllocationId, Visibility};

use super::{
    AllocationConsent, TargetAllocation,
    graph::Flaw,
    mirror::{Edge, Needs},
    mutation::{AllocationAgreeInput, AllocationChangeInput, AllocationCreateInput},
};
use crate::{
    access::{self, Act, Removal, World, act, allow, allow_seat, current},
    ids::Ref,
    indicator::{Indicator, IndicatorDefinition, rules::quantity},
    ledger::{Aggregate, Changes},
    meeting::cite::{Cited, cited},
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// Hands out a part of an indicator's target. Within one table that is its consent as well.
pub(super) fn create(world: &World<'_>, input: &AllocationCreateInput) -> Checked<Changes> {
    let act = &act::allocationCreate;
    let (view, parent) = world.find(&input.indicator, &["indicator"])?;
    allow(&view, act, false, &[])?;
    let needs = world.lacks(input.child.as_ref().and_then(Ref::partnership));
    if !needs.is_empty() {
        return Ok(first(act, needs));
    }
    let mut problems = Problems::new();
    let (partnership, child) = taker(world, &parent, input, &mut problems);
    let row = entity::target_allocation::Model {
        partnership_id: parent.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        indicator_id: parent.id,
        // Where there is none, the input is refused below.
        child_partnership_id: partnership.unwrap_or(parent.partnership_id),
        child_indicator_id: child.as_ref().map(|child| child.id),
        value: input.value.exact(),
        reason: problems.optional_text(input.reason.as_deref(), REASON, &["reason"]),
        agreed_on: None,
    };
    let mut allocation = TargetAllocation { row };
    part(world, &parent, &allocation, "value", &mut problems);
    let definition = definition(world, &parent);
    if definition.is_some_and(|one| one.measure == Measure::Narrative) {
        problems.add(Problem::new(Code::ModeCombination, &["indicator"]).saying(
            "Wat in woorden wordt verteld, is niet toe te delen.",
            "What is told in words cannot be handed out.",
        ));
    }
    let own = child.filter(|child| child.partnership_id == parent.partnership_id);
    if let Some(child) = &own {
        in_sight(&parent, child, &["child"], &mut problems);
    }
    problems.finish()?;
    let Some(child) = own else { return Ok(Changes::of(act.name).with(allocation)) };
    let edge = allocation.clone();
    let edge = Edge { allocation: &edge, child: child.id };
    if let Err(needs) = edge.hold(world) {
        return Ok(first(act, needs));
    }
    let consent = consent(world, &allocation, child.id, None, None);
    allocation.row.agreed_on = Some(consent.agreed_on);
    let changes = Changes::of(act.name).with(allocation).with(consent);
    Ok(changes.with_all(edge.brings(world)).needing(edge.held(world)))
}

/// Changes how much is handed out, and why.
pub(super) fn change(world: &World<'_>, input: &AllocationChangeInput) -> Checked<Changes> {
    let act = &act::allocationChange;
    let (view, before) = world.find(&input.allocation, &["allocation"])?;
    allow(&view, act, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut allocation = TargetAllocation::clone(&before);
    let row = &mut allocation.row;
    row.value = input.value.as_ref().map_or(row.value, crate::graphql::Decimal::exact);
    problems.rewrite(&mut row.reason, input.reason.as_opt_deref(), REASON, &["reason"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    let is_about_value = input.value.is_some() || !input.reason.is_undefined();
    if let Some(parent) = view.snapshot.indicators.get(before.indicator_id).filter(|_| is_about_value) {
        let field = if input.value.is_some() { "value" } else { "reason" };
        part(world, parent, &allocation, field, &mut problems);
    }
    problems.finish()?;
    Ok(Changes::of(act.name).with(allocation))
}

/// Takes back what was handed out; what came of it goes from the parent and all its ancestors.
pub(super) fn remove(world: &World<'_>, allocation: &Ref<TargetAllocation>, removal: &Removal) -> Checked<Changes> {
    let act = &act::allocationRemove;
    let (view, allocation) = world.find(allocation, &["allocation"])?;
    allow(&view, act, false, &[])?;
    let removed = access::remove(world, act, &allocation, removal, Problems::new())?;
    let Some(edge) = agreed(&allocation) else { return Ok(removed) };
    if let Err(needs) = edge.hold(world) {
        return Ok(first(act, needs));
    }
    let table = world.locked().partnerships.get(&allocation.child_partnership_id);
    let consent = table.and_then(|table| table.consent_to(allocation.id)).map(|consent| {
        let mut consent = AllocationConsent::clone(consent);
        entity::Row::remove(&mut consent.row, world.now());
        consent
    });
    Ok(removed.with_all(consent).with_all(edge.takes(world)).needing(edge.held(world)))
}

/// Agrees that the table which hands out sees the value, level and light of the indicator that takes the part.
pub(super) fn agree(world: &World<'_>, input: &AllocationAgreeInput) -> Checked<Changes> {
    let act = &act::allocationAgree;
    let path = &["allocation"];
    let own = input.allocation.id().and_then(|id| world.desk.directory.allocations.get(id));
    let own = own.filter(|own| input.allocation.partnership() == Some(own.partnership_id));
    let allocation = own.ok_or_else(|| Problem::new(Code::NotFound, path))?;
    let seat = world.desk.viewer.seat(allocation.child_partnership_id);
    if !(seat.is_member || seat.is_observer) {
        world.find(&input.allocation, path)?;
    }
    allow_seat(&world.desk.viewer, &seat, act, false, &[])?;
    let needs = world.lacks([allocation.child_partnership_id]);
    if !needs.is_empty() {
        return Ok(first(act, needs));
    }
    let view = world.view(Some(allocation.child_partnership_id), path)?;
    let mut problems = Problems::new();
    problems.take(current(allocation, input.expected_version));
    problems.check(allocation.agreed_on.is_none(), Code::UnknownTransition, path);
    let named = input.indicator.as_ref();
    let own = |given: &Ref<Indicator>| given.id().filter(|_| given.partnership() == Some(view.partnership.id));
    let child = match (allocation.child_indicator_id, named) {
        (None, None) => {
            problems.check(false, Code::Required, &["indicator"]);
            None
        }
        (Some(child), None) => view.snapshot.indicators.get(child).cloned(),
        (before, Some(given)) => {
            let found = own(given).and_then(|id| view.get::<Indicator>(id));
            let found = problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["indicator"])));
            if before.is_some_and(|before| found.as_ref().is_some_and(|found| found.id != before)) {
                problems.add(Problem::new(Code::OutOfRange, &["indicator"]).saying(
                    "De toedeling noemt al een indicator; laat dit veld weg.",
                    "The allocation names an indicator already; leave this field out.",
                ));
            }
            found
        }
    };
    let field = if named.is_some() { "indicator" } else { "allocation" };
    let table = world.locked().partnerships.get(&allocation.partnership_id);
    let parent = table.and_then(|table| table.indicators.get(allocation.indicator_id));
    if let (Some(parent), Some(child)) = (parent, &child) {
        takes(world, parent, child, Some(allocation.id), field, &mut problems);
        in_sight(parent, child, &[field], &mut problems);
    }
    let decision = cited(&view, input.decision.as_ref(), &mut problems);
    let source = problems.optional_text(input.source.as_deref(), REASON, &["source"]);
    problems.finish()?;
    let child = child.ok_or_else(|| Problem::new(Code::NotFound, path))?;
    let edge = Edge { allocation, child: child.id };
    if let Err(needs) = edge.hold(world) {
        return Ok(first(act, needs));
    }
    let consent = consent(world, allocation, child.id, decision.as_ref(), source);
    let mut agreed = TargetAllocation::clone(allocation);
    (agreed.row.child_indicator_id, agreed.row.agreed_on) = (Some(child.id), Some(consent.agreed_on));
    let changes = Changes::of(act.name).with(consent).with(agreed).with_all(edge.brings(world));
    Ok(changes.needing(edge.held(world)).citing(world, &view, decision.as_ref()))
}

/// Withdraws the consent of the child's table; what came of it goes from the parent and all its ancestors.
pub(super) fn withdraw(world: &World<'_>, consent: &Ref<AllocationConsent>, removal: &Removal) -> Checked<Changes> {
    let act = &act::allocationWithdraw;
    let (view, consent) = world.find(consent, &["consent"])?;
    allow(&view, act, false, &[])?;
    let removed = access::remove(world, act, &consent, removal, Problems::new())?;
    let Some(allocation) = world.desk.directory.allocations.get(consent.allocation_id) else { return Ok(removed) };
    let Some(edge) = agreed(allocation) else { return Ok(removed) };
    if let Err(needs) = edge.hold(world) {
        return Ok(first(act, needs));
    }
    let mut withdrawn = TargetAllocation::clone(allocation);
    withdrawn.row.agreed_on = None;
    Ok(removed.with(withdrawn).with_all(edge.takes(world)).needing(edge.held(world)))
}

/// Notes where the visibility of an indicator would hide a child's figure from those who see the sum.
///
/// # Errors
/// The ledgers at the other ends of its allocations that are not held yet.
pub(crate) fn stays_in_sight(world: &World<'_>, indicator: &Indicator, problems: &mut Problems) -> Result<(), Needs> {
    let directory = &world.desk.directory;
    let up = directory.allocations_to(indicator.id).filter(|up| up.agreed_on.is_some());
    let up: Vec<_> = up.map(|up| (up.partnership_id, up.indicator_id)).collect();
    let down = directory.allocations_of(indicator.id).filter_map(|down| agreed(down));
    let down: Vec<_> = down.map(|down| (down.allocation.child_partnership_id, down.child)).collect();
    let needs = world.lacks(up.iter().chain(&down).map(|(partnership, _)| *partnership));
    if !needs.is_empty() {
        return Err(needs);
    }
    let visibility = |&(partnership, id): &(PartnershipId, IndicatorId)| {
        let table = world.locked().partnerships.get(&partnership);
        table.and_then(|table| table.indicators.get(id)).map(|other| other.visibility)
    };
    let own = indicator.visibility;
    let is_hidden = |(child, parent): (Visibility, Visibility)| child < parent;
    let above = up.iter().filter_map(visibility).map(|parent| (own, parent)).any(is_hidden);
    let below = down.iter().filter_map(visibility).map(|child| (child, own)).any(is_hidden);
    if above || below {
        problems.add(hides(&["visibility"]));
    }
    Ok(())
}

/// The edge that an allocation is while the child's table agrees.
fn agreed(allocation: &TargetAllocation) -> Option<Edge<'_>> {
    let child = allocation.child_indicator_id.filter(|_| allocation.agreed_on.is_some())?;
    Some(Edge { allocation, child })
}

/// Only asks for more ledgers, under which the act is run again.
fn first(act: &Act, needs: Needs) -> Changes {
    Changes::of(act.name).needing(needs.into_iter().chain([Aggregate::Directory]))
}

/// The partnership and the indicator that take a part, as far as they are named and the actor may name them.
fn taker(
    world: &World<'_>,
    parent: &Indicator,
    input: &AllocationCreateInput,
    problems: &mut Problems,
) -> (Option<PartnershipId>, Option<Arc<Indicator>>) {
    match (&input.child, &input.partnership) {
        (None, None) => problems.add(Problem::new(Code::Required, &["child"]).saying(
            "Noem de indicator die het deel krijgt, of de samenwerking.",
            "Name the indicator that takes the part, or the partnership.",
        )),
        (Some(_), Some(_)) => problems.add(Problem::new(Code::OutOfRange, &["partnership"]).saying(
            "Noem de indicator of de samenwerking, niet beide.",
            "Name the indicator or the partnership, not both.",
        )),
        (Some(child), None) => {
            let child = problems.take(world.find(child, &["child"])).map(|(_, child)| child);
            if let Some(child) = &child {
                takes(world, parent, child, None, "child", problems);
            }
            return (child.as_ref().map(|child| child.partnership_id), child);
        }
        (None, Some(partnership)) => {
            let known = partnership.id().and_then(|id| world.desk.partnership(id)).map(|known| known.id);
            let known = problems.take(known.ok_or_else(|| Problem::new(Code::NotFound, &["partnership"])));
            if known == Some(parent.partnership_id) {
                problems.add(Problem::new(Code::Required, &["child"]).saying(
                    "Noem van uw eigen tafel de indicator die het deel krijgt.",
                    "Of your own table, name the indicator that takes the part.",
                ));
            }
            let mut others = world.desk.directory.allocations_of(parent.id);
            let same = others.any(|one| one.child_indicator_id.is_none() && Some(one.child_partnership_id) == known);
            problems.check(!same, Code::AlreadyExists, &["partnership"]);
            return (known, None);
        }
    }
    (None, None)
}

/// Whether a part fits the measure and, with the other parts, the target. More than that takes a reason.
fn part(world: &World<'_>, parent: &Indicator, own: &TargetAllocation, field: &str, problems: &mut Problems) {
    let Some(definition) = definition(world, parent) else { return };
    if definition.hierarchy_rule != HierarchyRule::Sum {
        quantity(definition.measure, own.value, &["value"], problems);
        return;
    }
    let nl = "Een deel van de streefwaarde moet groter zijn dan nul.";
    problems.range(own.value > Decimal::ZERO, &["value"], nl, "A part of the target must be above zero.");
    let Some(target) = parent.targets.last().filter(|target| target.value > Decimal::ZERO) else { return };
    let others = world.desk.directory.allocations_of(parent.id).filter(|one| one.id != own.id);
    let sum: i128 = others.map(|one| &one.value).chain([&own.value]).map(|value| i128::from(value.0)).sum();
    if sum > i128::from(target.value.0) && own.reason.is_none() {
        problems.add(Problem::new(Code::OverAllocated, &[field]).saying(
            format!("Samen is dit meer dan de streefwaarde van {}; geef een reden.", target.value),
            format!("Together this is more than the target of {}; give a reason.", target.value),
        ));
    }
}

/// Whether an indicator can take a part of another's target.
fn takes(
    world: &World<'_>,
    parent: &Indicator,
    child: &Indicator,
    own: Option<TargetAllocationId>,
    field: &str,
    problems: &mut Problems,
) {
    let path = &[field];
    let directory = &world.desk.directory;
    let mut others = directory.allocations_of(parent.id).filter(|one| Some(one.id) != own);
    if others.any(|one| one.child_indicator_id == Some(child.id)) {
        problems.check(false, Code::AlreadyExists, path);
    } else {
        match directory.flaw(parent, child.id, own) {
            Some(Flaw::Cycle) => problems.check(false, Code::Cycle, path),
            Some(Flaw::TwoPaths) => problems.check(false, Code::DoubleCount, path),
            None => {}
        }
    }
    let (Some(above), Some(below)) = (definition(world, parent), definition(world, child)) else { return };
    problems.check((above.measure, &above.unit) == (below.measure, &below.unit), Code::UnitMismatch, path);
    let mode = |one: &IndicatorDefinition| (one.reporting, one.target_basis, one.direction, one.hierarchy_rule);
    let fits = mode(above) == mode(below);
    if !fits {
        problems.add(Problem::new(Code::ModeCombination, path).saying(
            "Beide moeten op dezelfde wijze melden en optellen, met hetzelfde soort streefwaarde en dezelfde richting.",
            "Both must report and combine figures in the same way, with the same kind of target and direction.",
        ));
    }
}

/// Nobody agrees whose figure is hidden from those who see the sum.
fn in_sight(parent: &Indicator, child: &Indicator, path: &[&str], problems: &mut Problems) {
    if child.visibility < parent.visibility {
        problems.add(hides(path));
    }
}

fn hides(path: &[&str]) -> Problem {
    Problem::new(Code::Blocked, path).saying(
        "Wie het totaal van een toedeling ziet, ziet ook de delen: een deel kan niet minder zichtbaar zijn.",
        "Whoever sees the sum of an allocation sees its parts: a part cannot be less visible.",
    )
}

fn definition<'a>(world: &'a World<'_>, indicator: &Indicator) -> Option<&'a IndicatorDefinition> {
    world.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref)
}

/// The consent of a child's table.
fn consent(
    world: &World<'_>,
    allocation: &TargetAllocation,
    child: IndicatorId,
    decision: Option<&Cited>,
    source: Option<String>,
) -> AllocationConsent {
    let row = entity::allocation_consent::Model {
        partnership_id: allocation.child_partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source,
        changed_at: world.now(),
        removed_at: None,
        indicator_id: child,
        allocation_id: allocation.id,
        parent_partnership_id: allocation.partnership_id,
        parent_indicator_id: allocation.indicator_id,
        agreed_on: decision.map_or(world.today(), |cited| cited.held_on),
        decision_id: decision.map(|cited| cited.id),
        author_id: world.actor(),
    };
    AllocationConsent { row }
}
