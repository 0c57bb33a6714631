//! What each gate asks for, and what of it is missing, by name.

use std::sync::Arc;

use entity::{CommitmentState, InterestSide, MembershipRole, OrganisationId, PartnershipStage, Visibility};

use super::GateOverride;
use crate::{
    access::View,
    commitment::derived::is_live,
    graphql::Labelled,
    language::Language,
    partnership::object,
    problem::{Code, Problem},
};

/// A sentence in Dutch and in English.
type Sentence = [String; 2];

/// A gate as the table stands before it today.
pub(crate) struct Gate {
    /// The stage that it closes.
    pub(crate) stage: PartnershipStage,
    /// What is missing; it is passed where nothing is.
    pub(crate) missing: Vec<Sentence>,
    /// By what the table went on all the same.
    pub(crate) overridden: Option<Arc<GateOverride>>,
}

impl Gate {
    /// Why the table cannot go on, where it cannot.
    fn problem(&self) -> Option<Problem> {
        if self.missing.is_empty() || self.overridden.is_some() {
            return None;
        }
        let stage = object::PartnershipStage::from(self.stage);
        let [nl, en] = [0, 1].map(|language| {
            self.missing.iter().map(|sentence| sentence[language].as_str()).collect::<Vec<_>>().join(" ")
        });
        Some(Problem::new(Code::Blocked, &["stage"]).saying(
            format!("De fase '{}' is nog niet klaar. {nl}", stage.label(Language::Nl)),
            format!("The stage '{}' is not done yet. {en}", stage.label(Language::En)),
        ))
    }
}

impl View {
    /// The gate of a stage.
    pub(crate) fn gate(&self, stage: PartnershipStage) -> Gate {
        let partners = self.snapshot.members_as(MembershipRole::Partner, self.desk.today);
        let mut missing = match stage {
            PartnershipStage::CommonGoal => self.missing_goal(),
            PartnershipStage::GainAndInvestment => self.missing_interests(&partners),
            PartnershipStage::AgreeAndMonitor => self.missing_commitment(),
        };
        if partners.is_empty() && stage != PartnershipStage::AgreeAndMonitor {
            missing.insert(0, ["Er doet nog geen partner mee.", "No partner takes part yet."].map(str::to_owned));
        }
        Gate { stage, missing, overridden: self.all::<GateOverride>().find(|gate| gate.stage == stage) }
    }

    /// Why the table cannot go from one stage on to another.
    pub(crate) fn gates_between(&self, from: PartnershipStage, to: PartnershipStage) -> impl Iterator<Item = Problem> {
        let left_behind = PartnershipStage::ALL.iter().filter(move |stage| (from..to).contains(stage));
        left_behind.filter_map(|stage| self.gate(*stage).problem())
    }

    /// A problem that all partners endorsed, and a goal with an indicator.
    fn missing_goal(&self) -> Vec<Sentence> {
        let problems = self.snapshot.problem_statements.iter();
        let silent = problems.map(|problem| self.awaited_of_partners(&(&**problem).into())).min_by_key(Vec::len);
        let mut missing = match silent {
            None => vec![["Er is nog geen gedeeld probleem.", "There is no shared problem yet."].map(str::to_owned)],
            Some(silent) => silent
                .into_iter()
                .map(|partner| {
                    let name = self.name_of(partner.organisation);
                    [
                        format!("{name} heeft het gedeelde probleem nog niet onderschreven."),
                        format!("{name} has not endorsed the shared problem yet."),
                    ]
                })
                .collect(),
        };
        let is_goal = |goal| self.snapshot.goals.get(goal).is_some();
        if !self.snapshot.indicators.iter().any(|indicator| indicator.goal_id.is_some_and(is_goal)) {
            let none = ["Er is nog geen doel met een indicator.", "There is no goal with an indicator yet."];
            missing.push(none.map(str::to_owned));
        }
        missing
    }

    /// A gain and a contribution of each partner, shared with the table; for observers, who know no others, with everybody.
    fn missing_interests(&self, partners: &[OrganisationId]) -> Vec<Sentence> {
        let (least, public) = if self.seat.is_member {
            (Visibility::Partnership, ["", ""])
        } else {
            (Visibility::Public, ["openbaar ", "public "])
        };
        let mut missing = Vec::new();
        for partner in partners {
            for (side, nl, en) in
                [(InterestSide::Gain, "halen", "gain"), (InterestSide::Contribution, "brengen", "contribution")]
            {
                let is_shared = self.snapshot.interests.iter().any(|interest| {
                    interest.organisation_id == *partner && interest.side == side && interest.visibility >= least
                });
                if !is_shared {
                    let name = self.name_of(*partner);
                    missing.push([
                        format!("{name} heeft nog geen {}belang '{nl}' gedeeld.", public[0]),
                        format!("{name} has not shared a {}{en} yet.", public[1]),
                    ]);
                }
            }
        }
        missing
    }

    /// A commitment that was agreed, with a due date.
    fn missing_commitment(&self) -> Vec<Sentence> {
        use CommitmentState::{Fulfilled, NotFulfilled, PartlyFulfilled};
        let is_agreed = |state| is_live(state) || matches!(state, Fulfilled | PartlyFulfilled | NotFulfilled);
        if self.counted_commitments().any(|one| is_agreed(one.state) && one.due_on.is_some()) {
            return Vec::new();
        }
        let none = ["Er is nog geen afspraak met een datum gemaakt.", "No commitment with a due date was agreed yet."];
        vec![none.map(str::to_owned)]
    }

    fn name_of(&self, organisation: OrganisationId) -> &str {
        self.desk.organisation(organisation).map_or("", |organisation| &organisation.row.name)
    }
}
