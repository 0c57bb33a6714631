//! The acts at a gate.

use super::{GateOverride, mutation::GateOverrideInput};
use crate::{
    access::{World, act, allow},
    ledger::Changes,
    meeting::cite::{cited, decision_missing},
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// Lets the table go on although a stage is not done.
pub(crate) fn pass(world: &World<'_>, input: &GateOverrideInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::gateOverride, false, &[])?;
    let mut problems = Problems::new();
    if !view.seat.is_chair && input.decision.is_none() {
        problems.add(decision_missing("decision"));
    }
    let decision = cited(&view, input.decision.as_ref(), &mut problems);
    let gate = view.gate(input.stage.into());
    if gate.overridden.is_some() {
        problems.add(
            Problem::new(Code::AlreadyExists, &["stage"])
                .saying("De tafel ging al aan deze fase voorbij.", "The table overrode this stage already."),
        );
    }
    problems.range(
        gate.overridden.is_some() || !gate.missing.is_empty(),
        &["stage"],
        "Deze fase is klaar; er is niets om voorbij te gaan.",
        "This stage is done; there is nothing to override.",
    );
    let reason = problems.reason(&input.reason);
    let source = problems.optional_text(input.source.as_deref(), REASON, &["source"]);
    problems.finish()?;
    let row = entity::gate_override::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source,
        changed_at: world.now(),
        removed_at: None,
        stage: gate.stage,
        reason: reason.clone().unwrap_or_default(),
        overridden_on: world.today(),
        author_id: world.actor(),
        decision_id: decision.as_ref().map(|cited| cited.id),
    };
    let changes = Changes::of(act::gateOverride.name).because(reason).with(GateOverride { row });
    Ok(changes.citing(world, &view, decision.as_ref()))
}
