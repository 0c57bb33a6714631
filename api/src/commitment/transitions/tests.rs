//! The whole table, as somebody would read it: a change of a rule shows here as a changed line.

use std::fmt::Write;

use entity::CommitmentState;

use super::*;

fn standing(set: impl Fn(&mut Standing)) -> Standing {
    let mut standing = Standing { may_write: true, records_meetings: true, ..Standing::default() };
    set(&mut standing);
    standing
}

/// Who comes to the table, and whether a decision is cited.
fn people() -> Vec<(&'static str, Standing, Backing)> {
    use Backing::{Decision, Endorsement, None};
    vec![
        ("author", standing(|one| one.is_author = true), None),
        ("secretariat", standing(|one| one.is_secretariat = true), None),
        ("secretariat with decision", standing(|one| one.is_secretariat = true), Decision),
        ("secretariat after silence", standing(|one| (one.is_secretariat, one.silence_is_over) = (true, true)), None),
        ("chair", standing(|one| one.is_chair = true), None),
        ("chair for the table", standing(|one| (one.is_chair, one.is_beneficiary) = (true, true)), None),
        ("debtor", standing(|one| one.is_debtor = true), None),
        ("beneficiary", standing(|one| one.is_beneficiary = true), None),
        ("debtor and beneficiary", standing(|one| (one.is_debtor, one.is_beneficiary) = (true, true)), None),
        ("party that endorses or objects", standing(|one| one.is_party = true), Endorsement),
        ("party", standing(|one| one.is_party = true), Decision),
        ("other member", standing(|_| {}), Decision),
    ]
}

#[test]
fn each_step_is_taken_by_those_whom_it_is_meant_for() {
    let mut table = String::new();
    for from in CommitmentState::ALL {
        for step in steps_from(*from) {
            let (mut allowed, mut approves_itself) = (Vec::new(), Vec::new());
            for (name, standing, backing) in people() {
                match standing.may(step, backing) {
                    Ok(()) => allowed.push(name),
                    Err(problem) if problem.code == Code::SelfApproval => approves_itself.push(name),
                    Err(_) => {}
                }
            }
            write!(table, "{from} → {}: {}", step.to, allowed.join(", ")).expect("a line");
            if !approves_itself.is_empty() {
                write!(table, "; self-approval: {}", approves_itself.join(", ")).expect("a line");
            }
            table.push('\n');
        }
    }
    assert_eq!(table, include_str!("expected.txt"), "{table}");
}

#[test]
fn a_step_is_known_by_where_it_begins_and_where_it_leads() {
    for from in CommitmentState::ALL {
        let mut targets: Vec<_> = steps_from(*from).map(|step| step.to).collect();
        assert!(!targets.contains(from), "{from} leads to itself");
        let count = targets.len();
        targets.sort_unstable();
        targets.dedup();
        assert_eq!(targets.len(), count, "{from} leads to one state by two acts");
    }
}

#[test]
fn where_the_parties_sign_a_decision_does_not_agree_for_them() {
    let step = steps_from(CommitmentState::Proposed).find(|step| step.to == CommitmentState::Agreed).expect("a step");
    let secretariat = standing(|one| (one.is_secretariat, one.records_meetings) = (true, false));
    let refusal = secretariat.may(step, Backing::Decision).expect_err("the parties sign");
    assert_eq!(refusal.code, Code::NotAllowed);
    assert_eq!(secretariat.may(step, Backing::Endorsement), Ok(()), "but it stands in for who is late");
}

#[test]
fn a_secretariat_without_a_decision_is_asked_for_one() {
    let step = steps_from(CommitmentState::Proposed).find(|step| step.to == CommitmentState::Agreed).expect("a step");
    let refusal = standing(|one| one.is_secretariat = true).may(step, Backing::None).expect_err("no decision");
    assert_eq!((refusal.code, refusal.path), (Code::Required, vec!["decision".to_owned()]));
}

#[test]
fn a_secretariat_that_owes_it_needs_a_decision_whatever_the_silence() {
    let own = standing(|one| (one.is_secretariat, one.is_debtor, one.silence_is_over) = (true, true, true));
    let step = steps_from(CommitmentState::ReportedDone).find(|step| step.to == CommitmentState::Fulfilled);
    let step = step.expect("a step");
    assert_eq!(own.may(step, Backing::None).expect_err("its own").code, Code::SelfApproval);
    assert_eq!(own.may(step, Backing::Decision), Ok(()));
}

#[test]
fn whoever_may_not_take_a_step_is_told_who_may_or_what_lacks() {
    for step in TRANSITIONS {
        for (name, standing, backing) in people() {
            let Err(problem) = standing.may(step, backing) else { continue };
            let [nl, en] = problem.specific.unwrap_or_else(|| panic!("{name} to {}: {:?}", step.to, problem.code));
            assert!(nl != en && nl.ends_with('.') && en.ends_with('.'), "{nl} {en}");
        }
    }
    let step = steps_from(CommitmentState::Agreed).find(|step| step.to == CommitmentState::InProgress).expect("a step");
    let [nl, en] = standing(|_| {}).may(step, Backing::None).expect_err("nobody").specific.expect("a sentence");
    assert_eq!(nl, "Bij deze afspraak is dat aan: wie haar nakomt; het secretariaat.");
    assert_eq!(en, "With this commitment that is up to: an organisation that owes it; the secretariat.");
}

#[test]
fn a_token_that_only_reads_takes_no_step() {
    for (name, standing, backing) in people() {
        let standing = Standing { may_write: false, ..standing };
        for step in TRANSITIONS {
            assert!(standing.may(step, backing).is_err(), "{name} to {}", step.to);
        }
    }
}

/// The list of acts says in short what this table says in full. A proposal may also be new, by any member.
#[test]
fn the_list_of_acts_agrees_with_the_table() {
    use Who::{Author, Beneficiary, Chair, Debtor, Decision, DecisionWhereRecorded, Secretariat, Silence};
    for step in TRANSITIONS.iter().filter(|step| step.act != act::commitmentPropose) {
        let by = |any: &[Who]| step.by.iter().any(|who| any.contains(who));
        let expected = Act {
            name: step.act.name,
            admin: false,
            secretariat: by(&[Secretariat, Decision, DecisionWhereRecorded, Silence]),
            chair: by(&[Chair, Beneficiary]),
            concerned: by(&[Author, Debtor, Beneficiary]),
            member: false,
            account: false,
            in_directory: false,
        };
        assert_eq!(step.act, expected);
    }
}
