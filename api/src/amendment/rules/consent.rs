//! Whether those whose consent an amendment needs have given it. One objection is enough to reject it; who agrees under
//! a reservation is waited for.

use entity::{ConsentRule, EndorsementDecision, OrganisationId, amendment_vote::Vote};

use crate::{
    access::View,
    amendment::Amendment,
    commitment::consent::Party,
    problem::{Code, Problem, Problems},
};

/// What the votes come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tally {
    /// Somebody is still waited for.
    Open,
    /// All agree.
    Agreed,
    /// Somebody objects.
    Objected,
}

/// What the votes of those who are asked come to. Where nobody is asked, nobody can agree.
pub(crate) fn tally(asked: &[Party], votes: &[Vote]) -> Tally {
    let objects = |vote: &Vote| {
        vote.decision == EndorsementDecision::Object && asked.iter().flatten().any(|one| *one == vote.organisation_id)
    };
    if votes.iter().any(objects) {
        Tally::Objected
    } else if !asked.is_empty() && asked.iter().all(|party| agrees(party, votes)) {
        Tally::Agreed
    } else {
        Tally::Open
    }
}

/// The organisations that are still waited for.
pub(crate) fn awaiting(asked: &[Party], votes: &[Vote]) -> Vec<OrganisationId> {
    let waited_for = asked.iter().filter(|party| !agrees(party, votes)).flatten();
    let mut organisations: Vec<OrganisationId> = waited_for.copied().collect();
    organisations.sort_unstable();
    organisations.dedup();
    organisations
}

fn agrees(party: &Party, votes: &[Vote]) -> bool {
    use EndorsementDecision::{Agree, AgreeWithNote};
    votes.iter().any(|vote| party.contains(&vote.organisation_id) && matches!(vote.decision, Agree | AgreeWithNote))
}

/// Notes why a decision does not settle now what was put to the parties: it is the secretariat that cites one, and where
/// the parties sign it only stands in for those that let their days pass. Without an amendment it is about a new one.
pub(crate) fn may_decide(view: &View, proposed: Option<&Amendment>, problems: &mut Problems) {
    problems.check(view.seat.is_secretariat, Code::NotAllowed, &["decision"]);
    if view.partnership.consent_rule != ConsentRule::PartiesSign {
        return;
    }
    let days = view.partnership.reaction_days;
    let blocked = Problem::new(Code::Blocked, &["decision"]);
    if proposed.is_none_or(|one| (view.desk.today - one.proposed_on).num_days() <= i64::from(days)) {
        problems.add(blocked.saying(
            format!(
                "Hier tekenen de partijen; een besluit treedt pas na {days} dagen in de plaats van wie niet reageert."
            ),
            format!("Here the parties sign; a decision stands in for who does not react only after {days} days."),
        ));
    } else if proposed.is_some_and(|one| one.votes.iter().any(is_reserved)) {
        problems.add(blocked.saying(
            "Een partij maakte zelf een voorbehoud; een besluit vervangt haar niet.",
            "A party made a reservation itself; a decision does not stand in for it.",
        ));
    }
}

fn is_reserved(vote: &Vote) -> bool {
    vote.decision == EndorsementDecision::WithReservation
}

#[cfg(test)]
mod tests {
    use EndorsementDecision::{Agree, AgreeWithNote, Object, WithReservation};
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;

    fn organisation(number: u128) -> OrganisationId {
        Uuid::from_u128(number).into()
    }

    fn vote(number: u128, decision: EndorsementDecision) -> Vote {
        let voted_on = NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day in June");
        Vote { organisation_id: organisation(number), decision, note: None, voted_on, author_id: None }
    }

    /// A debtor, and a table that either of two organisations chairs.
    fn asked() -> Vec<Party> {
        vec![vec![organisation(1)], vec![organisation(2), organisation(3)]]
    }

    #[test]
    fn all_parties_agree_each_by_one_of_those_who_speak_for_it() {
        assert_eq!(tally(&asked(), &[vote(1, Agree)]), Tally::Open);
        assert_eq!(tally(&asked(), &[vote(2, Agree), vote(3, Agree)]), Tally::Open);
        assert_eq!(tally(&asked(), &[vote(1, AgreeWithNote), vote(3, Agree)]), Tally::Agreed);
    }

    #[test]
    fn one_objection_of_somebody_who_is_asked_rejects_it() {
        assert_eq!(tally(&asked(), &[vote(1, Agree), vote(3, Agree), vote(2, Object)]), Tally::Objected);
        assert_eq!(tally(&asked(), &[vote(1, Agree), vote(3, Agree), vote(4, Object)]), Tally::Agreed);
    }

    #[test]
    fn a_reservation_is_waited_for() {
        let votes = [vote(1, WithReservation), vote(2, Agree)];
        assert_eq!(tally(&asked(), &votes), Tally::Open);
        assert_eq!(awaiting(&asked(), &votes), [organisation(1)]);
        assert_eq!(awaiting(&asked(), &[vote(1, Agree)]), [organisation(2), organisation(3)]);
    }

    #[test]
    fn where_nobody_is_asked_nobody_agrees() {
        assert_eq!(tally(&[], &[]), Tally::Open);
        assert_eq!(tally(&[vec![]], &[vote(1, Agree)]), Tally::Open);
    }
}
