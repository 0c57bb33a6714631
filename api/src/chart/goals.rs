//! The goal tree (*doelenboom*): goals from left to right, each with what it belongs to on its left. A solid line adds up, a
//! dashed one contributes.

mod drawing;
mod facts;
mod found;
mod layout;

use std::collections::BTreeMap;

use maud::{Markup, html};

use self::{
    facts::{Facts, Measured},
    found::{Found, Search, Tie},
};
use super::{Asked, Chart, Table, draw::whole};
use crate::{
    access::View,
    figures::ResultLight,
    goal::Goal,
    graphql::{Resolved, Session},
    ids::Ref,
    notation,
};

impl Chart {
    /// The goals of a partnership on a day, with those of others that they belong to or that belong to them.
    pub(crate) async fn goals(session: &Session, view: &View, asked: &Asked) -> Resolved<Self> {
        let day = asked.at.unwrap_or(view.desk.today);
        let found = Search::of_partnership(session, view, day).await?;
        Ok(chart(format!("Doelen van {}", view.partnership.name), found))
    }

    /// A goal on a day and all below it, by its id.
    pub(crate) async fn goal(session: &Session, id: &str, asked: &Asked) -> Resolved<Self> {
        let wanted = Ref::<Goal>::new(id.to_owned());
        let Some((partnership, goal)) = wanted.partnership().zip(wanted.id()) else { return Ok(Self::nothing()) };
        let view = match session.desk().partnership(partnership) {
            Some(_) => session.view(partnership).await?,
            None => None,
        };
        let Some(goal) = view.and_then(|view| view.show::<Goal>(goal)) else { return Ok(Self::nothing()) };
        let day = asked.at.unwrap_or(goal.view.desk.today);
        let found = Search::of_goal(session, &goal, day).await?;
        Ok(chart(goal.title.clone(), found))
    }
}

fn chart(title: String, found: Vec<Found>) -> Chart {
    if found.is_empty() {
        return Chart::empty(title, "Er zijn nog geen doelen, of geen die u mag zien.");
    }
    let tree = Tree::of(found);
    let conclusion = tree.conclusion();
    let table = tree.table();
    let list = tree.list();
    let drawn = drawing::draw(&tree);
    Chart { title, conclusion, width: whole(drawn.width), height: whole(drawn.height), marks: drawn.marks, table, list }
}

/// Boxes in the order in which they are read: each is followed by all that belongs to it.
struct Tree {
    boxes: Vec<Facts>,
    /// What each belongs to, by its place, and how.
    above: Vec<Option<(usize, Tie)>>,
}

impl Tree {
    fn of(found: Vec<Found>) -> Self {
        let mut below: Vec<Vec<usize>> = found.iter().map(|_| Vec::new()).collect();
        let mut next: Vec<usize> = Vec::new();
        for (at, one) in found.iter().enumerate() {
            match one.above {
                Some((above, _)) => below[above].push(at),
                None => next.push(at),
            }
        }
        next.reverse();
        let mut found: Vec<Option<Found>> = found.into_iter().map(Some).collect();
        let mut places = vec![0; found.len()];
        let mut tree = Self { boxes: Vec::new(), above: Vec::new() };
        while let Some(at) = next.pop() {
            let Some(Found { facts, above }) = found[at].take() else { continue };
            places[at] = tree.boxes.len();
            tree.boxes.push(facts);
            tree.above.push(above.map(|(above, tie)| (places[above], tie)));
            next.extend(below[at].iter().rev());
        }
        tree
    }

    fn parents(&self) -> Vec<Option<usize>> {
        self.above.iter().map(|above| above.map(|(above, _)| above)).collect()
    }

    /// How many goals stand where, in words.
    fn conclusion(&self) -> String {
        let mut words: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for facts in &self.boxes {
            *words.entry(facts.standing()).or_default() += 1;
        }
        let goals = match self.boxes.len() {
            1 => "1 doel".to_owned(),
            many => format!("{many} doelen"),
        };
        let parts: Vec<String> = words.into_iter().map(|((_, word), times)| format!("{times} {word}")).collect();
        format!("{goals}: {}.", parts.join(", "))
    }

    fn table(&self) -> Table {
        let headers = [
            "Doel",
            "Samenwerking",
            "Hoort bij",
            "Verband",
            "Indicator",
            "Stand",
            "Streefwaarde",
            "Eenheid",
            "Stoplicht",
            "Voortgang",
            "Bekend",
        ];
        let row = |(facts, above): (&Facts, &Option<(usize, Tie)>)| {
            let one = facts.indicator.as_ref();
            vec![
                facts.title.clone(),
                facts.partnership.clone().unwrap_or_default(),
                above.map(|(above, _)| self.boxes[above].title.clone()).unwrap_or_default(),
                above.map(|(_, tie)| tie.in_words().to_owned()).unwrap_or_default(),
                one.map(|one| one.name.clone()).unwrap_or_default(),
                one.map(Measured::exact_level).unwrap_or_default(),
                one.map(Measured::exact_target).unwrap_or_default(),
                one.map(|one| one.unit.clone()).unwrap_or_default(),
                one.map(|one| one.sign().word.to_owned()).unwrap_or_default(),
                facts
                    .progress
                    .map(|progress| {
                        format!("{}{}", notation::vague(facts.certainty), notation::percentage(&progress.to_string()))
                    })
                    .unwrap_or_default(),
                facts.coverage.map(|coverage| notation::percentage(&coverage.to_string())).unwrap_or_default(),
            ]
        };
        Table {
            headers: headers.map(str::to_owned).into(),
            rows: self.boxes.iter().zip(&self.above).map(row).collect(),
        }
    }

    /// The tree as a list of lists.
    fn list(&self) -> Markup {
        html! { @if self.boxes.len() > 1 { (self.below(None)) } }
    }

    fn below(&self, parent: Option<usize>) -> Markup {
        let is_here = |(_, above): &(usize, &Option<(usize, Tie)>)| above.map(|(above, _)| above) == parent;
        let here: Vec<usize> = self.above.iter().enumerate().filter(is_here).map(|(at, _)| at).collect();
        html! {
            @if !here.is_empty() {
                ul {
                    @for at in here { li { (self.in_words(at)) (self.below(Some(at))) } }
                }
            }
        }
    }

    /// A box in a sentence.
    fn in_words(&self, at: usize) -> Markup {
        let facts = &self.boxes[at];
        html! {
            strong { (facts.title) }
            @if let Some(partnership) = &facts.partnership { " (" (partnership) ")" }
            ": "
            @match &facts.indicator {
                Some(one) => { (one.in_words()) "; " (one.sign().word) "; " }
                None => "nog geen indicator; ",
            }
            (facts.progress_in_words())
            @if let Some((_, tie)) = self.above[at] { "; " (tie.in_words()) }
        }
    }
}

impl Facts {
    /// Where it stands in one word, and the place of that word among others: from reached to unknown.
    fn standing(&self) -> (usize, &'static str) {
        let Some(one) = &self.indicator else { return (usize::MAX, "zonder indicator") };
        let order =
            [ResultLight::Achieved, ResultLight::Green, ResultLight::Amber, ResultLight::Red, ResultLight::Grey];
        let place = order.iter().position(|light| *light == one.light.0).unwrap_or_default();
        (place, one.sign().word)
    }
}

impl Tie {
    fn in_words(self) -> &'static str {
        match self {
            Self::AddsUp => "telt op",
            Self::Contributes => "draagt bij",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::figures::{Basis, Certainty, Level, Ratio, ResultReason};

    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).expect("a denominator")
    }

    fn found(title: &str, above: Option<(usize, Tie)>) -> Found {
        let facts = Facts {
            title: title.to_owned(),
            partnership: None,
            indicator: None,
            progress: None,
            certainty: Certainty::default(),
            coverage: None,
        };
        Found { facts, above }
    }

    fn measured(level: Option<(i128, Ratio)>, target: Option<&str>, unit: &str) -> Measured {
        let level_of = |value: i128| Level {
            value: Ratio::new(value, 1).expect("a number"),
            observed_on: chrono::NaiveDate::MIN,
            certainty: Certainty::default(),
            basis: Basis::Contributions,
        };
        Measured {
            name: "Vervulde vacatures".to_owned(),
            unit: unit.to_owned(),
            measure: if unit == "%" { entity::Measure::Percent } else { entity::Measure::Count },
            is_part: unit != "%",
            level: level.map(|(value, _)| level_of(value)),
            coverage: level.map_or(Ratio::ZERO, |(_, coverage)| coverage),
            target: target.map(|target| target.parse().expect("a number")),
            light: (ResultLight::Grey, ResultReason::Incomplete),
        }
    }

    #[test]
    fn a_nation_of_which_one_region_reports_says_how_much_is_known() {
        let nation = measured(Some((1_000, ratio(1, 15))), Some("60000"), "vacatures");
        assert_eq!(nation.in_words(), "1.000 van 60.000 vacatures, van 6,7\u{a0}% bekend");
        assert_eq!(nation.sign().word, "onvolledig");
        let mut facts = found("Structureel", None).facts;
        facts.coverage = Some(ratio(1, 4));
        assert_eq!(facts.progress_in_words(), "voortgang niet bekend");
        facts.progress = Some(ratio(23, 56));
        assert_eq!(facts.progress_in_words(), "voortgang 41,1\u{a0}%, van 25\u{a0}% bekend");
    }

    #[test]
    fn a_level_is_said_with_its_unit_and_what_it_aims_at() {
        let says = |level, target, unit| measured(level, target, unit).in_words();
        assert_eq!(says(Some((30, Ratio::ONE)), Some("40"), "%"), "30\u{a0}%; streefwaarde 40\u{a0}%");
        assert_eq!(says(Some((130, Ratio::ONE)), None, "kandidaten"), "130 kandidaten");
        assert_eq!(says(None, Some("4000"), "vacatures"), "nog niets gemeten; streefwaarde 4.000 vacatures");
        assert_eq!(says(Some((0, Ratio::ONE)), Some("400000"), "EUR"), "€\u{a0}0 van €\u{a0}400.000");
    }

    #[test]
    fn each_goal_is_followed_by_all_below_it() {
        let (up, aside) = (Some((0, Tie::AddsUp)), Some((1, Tie::Contributes)));
        let tree = Tree::of(vec![
            found("land", None),
            found("regio", up),
            found("tweede regio", up),
            found("ander land", None),
            found("project", aside),
        ]);
        let titles: Vec<&str> = tree.boxes.iter().map(|facts| facts.title.as_str()).collect();
        assert_eq!(titles, ["land", "regio", "project", "tweede regio", "ander land"]);
        assert_eq!(tree.parents(), [None, Some(0), Some(1), Some(0), None]);
        assert_eq!(tree.conclusion(), "5 doelen: 5 zonder indicator.");
        let list = tree.list().into_string();
        assert_eq!((list.matches("<ul>").count(), list.matches("draagt bij").count()), (3, 1));
    }

    #[test]
    fn a_large_tree_says_how_much_is_left_out() {
        let goal = |at: usize| {
            let long = "Meer statushouders, zij-instromers en werkzoekenden aan het werk in de techniek en de energietransitie";
            let mut goal = found(
                &format!("{at} {long}"),
                (at > 0).then(|| ((at - 1) / 3, if at.is_multiple_of(4) { Tie::Contributes } else { Tie::AddsUp })),
            );
            goal.facts.indicator = Some(measured(Some((1_000, Ratio::ONE)), Some("60000"), "vacatures"));
            goal
        };
        for many in [40, 200] {
            let chart = chart("Doelen".to_owned(), (0..many).map(goal).collect());
            let picture = chart.marks.0.clone();
            assert_eq!(chart.table.rows.len(), many);
            assert!(chart.width <= 1200);
            crate::chart::tests::holds(&chart);
            let said = picture.split("en nog ").skip(1);
            let left_out: usize =
                said.map(|text| text.split(' ').next().and_then(|many| many.parse().ok()).unwrap_or(0_usize)).sum();
            assert_eq!(picture.matches("voortgang").count() + left_out, many);
        }
    }
}
