//! The acts on dependencies. They bind what the table knows, and form no circle.

use entity::{Decimal, DependencyKind};

use super::{CommitmentDependency, mutation::DependencyCreateInput};
use crate::{
    access::{self, Removal, World, act, allow},
    commitment::{Commitment, rules::found, transitions::Standing},
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// Says how one commitment depends on another.
pub(super) fn create(world: &World<'_>, input: &DependencyCreateInput) -> Checked<Changes> {
    let (view, from) = found(world, &input.from, &["from"])?;
    allow(&view, &act::dependencyCreate, Standing::of(&view, &from).is_debtor, &[])?;
    let mut problems = Problems::new();
    before_the_table(&from, "from", &mut problems);
    let own = input.to.id().filter(|_| input.to.partnership() == Some(view.partnership.id));
    let to = own.and_then(|id| view.get::<Commitment>(id));
    let to = problems.take(to.ok_or_else(|| Problem::new(Code::NotFound, &["to"])));
    if let Some(to) = &to {
        before_the_table(to, "to", &mut problems);
        problems.check(!view.leads_to(to.id, from.id), Code::Cycle, &["to"]);
        let own = view.among(view.snapshot.dependencies_of(from.id));
        let mut same = own.filter(|one| (one.from_id, one.to_id, one.kind) == (from.id, to.id, input.kind.into()));
        if same.next().is_some() {
            problems.add(Problem::new(Code::AlreadyExists, &["to"]).saying(
                "Deze afspraak hangt al zo van die andere af.",
                "This commitment depends on that other one in this way already.",
            ));
        }
    }
    let ratio = input.ratio.as_ref().map(crate::graphql::Decimal::exact);
    ratio_fits(input.kind.into(), ratio, &mut problems);
    let note = problems.optional_text(input.note.as_deref(), REASON, &["note"]);
    let source = problems.optional_text(input.source.as_deref(), REASON, &["source"]);
    problems.finish()?;
    let row = entity::commitment_dependency::Model {
        partnership_id: from.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source,
        changed_at: world.now(),
        removed_at: None,
        from_id: from.id,
        to_id: to.map_or(from.id, |to| to.id),
        kind: input.kind.into(),
        ratio,
        note,
    };
    Ok(Changes::of(act::dependencyCreate.name).with(CommitmentDependency { row }))
}

/// Removes a dependency.
pub(super) fn remove(world: &World<'_>, dependency: &Ref<CommitmentDependency>, removal: &Removal) -> Checked<Changes> {
    let (view, dependency) = world.find(dependency, &["dependency"])?;
    let from = view.get::<Commitment>(dependency.from_id);
    let is_debtor = from.is_some_and(|from| Standing::of(&view, &from).is_debtor);
    allow(&view, &act::dependencyRemove, is_debtor, &[])?;
    access::remove(world, &act::dependencyRemove, &dependency, removal, Problems::new())
}

/// The table does not depend on what it does not know.
fn before_the_table(commitment: &Commitment, field: &str, problems: &mut Problems) {
    if !commitment.is_before_the_table() {
        problems.add(Problem::new(Code::Blocked, &[field]).saying(
            "Deze afspraak is nog een concept; doe eerst een voorstel.",
            "This commitment is still a draft; propose it first.",
        ));
    }
}

/// A ratio goes with what matches, and with nothing else.
fn ratio_fits(kind: DependencyKind, ratio: Option<Decimal>, problems: &mut Problems) {
    let path = &["ratio"];
    match (kind, ratio) {
        (DependencyKind::Matches, None) => problems.check(false, Code::Required, path),
        (DependencyKind::Matches, Some(ratio)) => {
            let nl = "Een verhouding is groter dan nul.";
            problems.range(ratio > Decimal::ZERO, path, nl, "A ratio is above zero.");
        }
        (_, Some(_)) => problems.add(
            Problem::new(Code::ModeCombination, path)
                .saying("Een verhouding hoort alleen bij MATCHES.", "A ratio goes with MATCHES only."),
        ),
        (_, None) => {}
    }
}
