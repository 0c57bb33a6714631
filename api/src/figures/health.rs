//! How well the parties work together, by the ten lessons that research drew from partnerships like theirs: half what they
//! say themselves, half what the records show.
//!
//! No verdict and no light: a lesson is a number from 1 to 5, and null where too few answered.

use std::collections::{BTreeMap, BTreeSet};

use entity::ChainStep;

use super::{HealthSign, Ratio};

/// How many lessons there are.
pub const LESSONS: usize = 10;
/// Voices from which on a mean is shown: below it, whoever answered could tell what others said.
pub const MEAN_FROM: usize = 3;
/// Voices from which on a spread is shown.
pub const SPREAD_FROM: usize = 5;

/// Meetings in a year: one a quarter.
const MEETINGS: usize = 4;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those of which it holds.
    pub done: usize,
    /// All.
    pub of: usize,
}

impl Tally {
    /// Whether it holds of one.
    fn any(self) -> bool {
        self.done > 0
    }

    /// Whether it holds of at least half, and there is something that it can hold of.
    fn half(self) -> bool {
        self.any() && self.of <= self.done.saturating_mul(2)
    }

    /// Whether it holds of all.
    fn all(self) -> bool {
        self.any() && self.done == self.of
    }
}

/// What the records of a table say of how its parties work together.
#[allow(clippy::struct_excessive_bools, reason = "facts, each of which is there or not")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HealthFacts {
    /// Partners that endorsed the shared problem, of those asked; where there are several, the one with most.
    pub problem: Tally,
    /// Whether a company is a member.
    pub has_company: bool,
    /// Whether an indicator has a baseline.
    pub has_baseline: bool,
    /// Goals that all partners endorsed.
    pub goals: Tally,
    /// Partners that owe a live commitment.
    pub committed: Tally,
    /// The steps of the chain with a commitment that is live or was fulfilled.
    pub steps: BTreeSet<ChainStep>,
    /// Whether there are a chair and a secretariat that somebody acts for.
    pub has_roles: bool,
    /// Whether an agreement is signed, or left out on purpose.
    pub has_agreement: bool,
    /// Whether interests are shared with the table and none of them was last looked at more than 12 months ago.
    pub has_reviewed: bool,
    /// Whether members said what they think of the balance, and all of them last that it is right.
    pub is_in_balance: bool,
    /// Meetings of the past 12 months.
    pub meetings: usize,
    /// Members that came to them, where it was recorded who came.
    pub attendance: Tally,
    /// Amendments of the past 12 months that were settled within 30 days, of those that were or are older than that.
    pub changes: Tally,
}

impl HealthFacts {
    /// Whether a sign is there.
    #[must_use]
    pub fn shows(&self, sign: HealthSign) -> bool {
        match sign {
            HealthSign::ProblemEndorsedByOne => self.problem.any(),
            HealthSign::ProblemEndorsedByAll => self.problem.all(),
            HealthSign::CompanyAtTheTable => self.has_company,
            HealthSign::DemandHasBaseline => self.has_baseline,
            HealthSign::GoalEndorsed => self.goals.any(),
            HealthSign::AllGoalsEndorsed => self.goals.all(),
            HealthSign::HalfOfPartnersCommitted => self.committed.half(),
            HealthSign::AllPartnersCommitted => self.committed.all(),
            HealthSign::FourStepsCovered => self.steps.len() >= ChainStep::ALL.len() / 2,
            HealthSign::AllStepsCovered => self.steps.len() == ChainStep::ALL.len(),
            HealthSign::TrainingAgreed => self.steps.contains(&ChainStep::Training),
            HealthSign::AftercareAgreed => self.steps.contains(&ChainStep::Guidance),
            HealthSign::RolesFilled => self.has_roles,
            HealthSign::AgreementSettled => self.has_agreement,
            HealthSign::InterestsReviewed => self.has_reviewed,
            HealthSign::BalanceRight => self.is_in_balance,
            HealthSign::FourMeetingsHeld => self.meetings >= MEETINGS,
            HealthSign::HalfOfMembersAttended => self.attendance.half(),
            HealthSign::HalfOfChangesInTime => self.changes.half(),
            HealthSign::AllChangesInTime => self.changes.all(),
        }
    }
}

/// The two signs of each lesson, in the order of the lessons. Each found is half of the evidence.
pub fn signs() -> impl Iterator<Item = [HealthSign; 2]> {
    HealthSign::ALL.chunks_exact(2).map(|pair| [pair[0], pair[1]])
}

/// The mean of the scores of a lesson.
#[must_use]
pub fn mean(scores: &[i32]) -> Option<Ratio> {
    Ratio::new(sum(scores), count(scores))
}

/// How far scores lie from their mean, on average: an exact fraction, in points. `Σ|xᵢ − m| / n`.
#[must_use]
pub fn spread(scores: &[i32]) -> Option<Ratio> {
    let (sum, count) = (sum(scores), count(scores));
    let distance: i128 = scores.iter().map(|score| (i128::from(*score) * count - sum).abs()).sum();
    Ratio::new(distance, count * count)
}

fn sum(scores: &[i32]) -> i128 {
    scores.iter().map(|score| i128::from(*score)).sum()
}

fn count(scores: &[i32]) -> i128 {
    scores.iter().map(|_| 1).sum()
}

/// A lesson: `½·mean + ½·(1 + 4·evidence)`, with half a point of evidence for each sign found.
#[must_use]
pub fn lesson_value(mean: Ratio, signs: u8) -> Option<Ratio> {
    let shown = Ratio::new(1 + 2 * i128::from(signs), 1)?;
    mean.checked_add(shown)?.checked_mul(Ratio::new(1, 2)?)
}

/// The ten lessons together, 10 to 50; none where one of them has no value.
#[must_use]
pub fn total(lessons: &[Option<Ratio>; LESSONS]) -> Option<Ratio> {
    lessons.iter().try_fold(Ratio::ZERO, |sum, lesson| sum.checked_add((*lesson)?))
}

/// How many independent voices are among respondents, each given by the persons who speak for it. All that one person
/// speaks for are one voice: who knows several answers could tell the rest from a mean of three.
#[must_use]
pub fn voices<P: Ord + Copy>(respondents: &[BTreeSet<P>]) -> usize {
    let mut spoken_for: BTreeMap<P, usize> = BTreeMap::new();
    for person in respondents.iter().flatten() {
        *spoken_for.entry(*person).or_default() += 1;
    }
    let most = spoken_for.values().copied().max().unwrap_or(1);
    (respondents.len() + 1).saturating_sub(most.max(1))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).expect("a fraction")
    }

    /// How many signs of a lesson there are.
    fn found(facts: &HealthFacts, lesson: usize) -> usize {
        let [one, other] = signs().nth(lesson - 1).expect("a lesson");
        usize::from(facts.shows(one)) + usize::from(facts.shows(other))
    }

    #[test]
    fn each_lesson_has_two_signs_and_of_nothing_there_is_none() {
        assert_eq!(signs().count(), LESSONS);
        assert!((1..=LESSONS).all(|lesson| found(&HealthFacts::default(), lesson) == 0));
    }

    #[test]
    fn what_holds_of_some_is_half_and_what_holds_of_all_is_whole() {
        let facts = |done, of| {
            let tally = Tally { done, of };
            HealthFacts { problem: tally, goals: tally, committed: tally, changes: tally, ..HealthFacts::default() }
        };
        for (done, of, some, half) in
            [(0, 0, 0, 0), (0, 3, 0, 0), (1, 3, 1, 0), (1, 2, 1, 1), (2, 3, 1, 1), (3, 3, 2, 2), (1, 1, 2, 2)]
        {
            let facts = facts(done, of);
            assert_eq!([1, 3].map(|lesson| found(&facts, lesson)), [some; 2], "{done} of {of}");
            assert_eq!([4, 10].map(|lesson| found(&facts, lesson)), [half; 2], "{done} of {of}");
        }
    }

    #[test]
    fn what_stands_apart_is_half_each() {
        for (lesson, one, other) in [
            (
                2,
                HealthFacts { has_company: true, ..Default::default() },
                HealthFacts { has_baseline: true, ..Default::default() },
            ),
            (
                7,
                HealthFacts { has_roles: true, ..Default::default() },
                HealthFacts { has_agreement: true, ..Default::default() },
            ),
            (
                8,
                HealthFacts { has_reviewed: true, ..Default::default() },
                HealthFacts { is_in_balance: true, ..Default::default() },
            ),
            (
                9,
                HealthFacts { meetings: 4, attendance: Tally { done: 7, of: 15 }, ..Default::default() },
                HealthFacts { meetings: 3, attendance: Tally { done: 8, of: 16 }, ..Default::default() },
            ),
        ] {
            assert_eq!([found(&one, lesson), found(&other, lesson)], [1, 1], "lesson {lesson}");
        }
    }

    #[test]
    fn steps_of_the_chain_count_once_and_training_without_guidance_is_half_a_route() {
        let covering =
            |steps: &[ChainStep]| HealthFacts { steps: steps.iter().copied().collect(), ..Default::default() };
        let found = |facts: &HealthFacts| [found(facts, 5), found(facts, 6)];
        assert_eq!(found(&covering(&[ChainStep::Training; 4])), [0, 1]);
        assert_eq!(found(&covering(&ChainStep::ALL[..3])), [0, 0]);
        assert_eq!(found(&covering(&ChainStep::ALL[..4])), [1, 1], "training is the fourth");
        assert_eq!(found(&covering(&ChainStep::ALL[4..])), [1, 1], "guidance is after the fourth");
        assert_eq!(found(&covering(ChainStep::ALL)), [2, 2]);
    }

    #[test]
    fn a_lesson_is_half_what_is_said_and_half_what_is_shown() {
        for (scores, signs, value) in [
            (&[1, 1, 1][..], 0, ratio(1, 1)),
            (&[5, 5, 5], 2, ratio(5, 1)),
            (&[4, 4, 5], 1, ratio(11, 3)),
            (&[1, 2, 2, 2], 2, ratio(27, 8)),
        ] {
            assert_eq!(lesson_value(mean(scores).expect("a mean"), signs), Some(value), "{scores:?} and {signs}");
        }
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn the_spread_is_the_average_distance_to_the_mean() {
        assert_eq!(spread(&[3; 5]), Some(Ratio::ZERO));
        // The mean is 3; the distances are 2, 1, 0, 1 and 2.
        assert_eq!(spread(&[1, 2, 3, 4, 5]), Some(ratio(6, 5)));
        // The mean is 13/6; the distances are five times 1/6 or 7/6, and 17/6.
        assert_eq!(spread(&[1, 2, 2, 2, 1, 5]), Some(ratio(17, 18)));
        assert_eq!(spread(&[]), None);
    }

    #[test]
    fn a_total_needs_all_ten() {
        let mut lessons = [Some(ratio(10, 3)); LESSONS];
        assert_eq!(total(&lessons), Some(ratio(100, 3)));
        lessons[9] = None;
        assert_eq!(total(&lessons), None);
    }

    #[test]
    fn all_that_one_person_speaks_for_is_one_voice() {
        let voices = |respondents: &[&[i32]]| {
            super::voices(&respondents.iter().map(|persons| persons.iter().copied().collect()).collect::<Vec<_>>())
        };
        assert_eq!(voices(&[]), 0);
        assert_eq!(voices(&[&[1], &[2], &[3]]), 3);
        assert_eq!(voices(&[&[1], &[1, 2], &[3]]), 2);
        assert_eq!(voices(&[&[1], &[1], &[3], &[3], &[5]]), 4, "the most that anybody knows");
        assert_eq!(voices(&[&[], &[], &[]]), 3);
    }

    proptest! {
        #[test]
        fn a_lesson_lies_from_one_to_five_whatever_is_said_and_shown(scores in vec(1..=5, 1..60), signs in 0..=2_u8) {
            let mean = mean(&scores).expect("a mean");
            let within = |figure: Ratio, from, to| (ratio(from, 1)..=ratio(to, 1)).contains(&figure);
            prop_assert!(within(mean, 1, 5) && within(spread(&scores).expect("a spread"), 0, 2));
            let value = lesson_value(mean, signs).expect("a value");
            prop_assert!(within(value, 1, 5));
            prop_assert!(within(total(&[Some(value); LESSONS]).expect("a total"), 10, 50));
        }

        #[test]
        fn whoever_knows_some_answers_leaves_two_in_every_mean(persons in vec(vec(0..6_u8, 0..3), 0..9)) {
            let respondents: Vec<BTreeSet<u8>> = persons.iter().map(|one| one.iter().copied().collect()).collect();
            if voices(&respondents) >= MEAN_FROM {
                for person in 0..6 {
                    let unknown = respondents.iter().filter(|speakers| !speakers.contains(&person)).count();
                    prop_assert!(unknown >= MEAN_FROM - 1);
                }
            }
        }
    }
}
