//! The goal tree (*doelenboom*): goals from left to right, each with what it belongs to on its left. A solid line adds up, a
//! dashed one contributes.

mod drawing;
mod facts;
mod found;
mod layout;

use maud::{Markup, html};

use self::{
    facts::Facts,
    found::{Found, Search, Tie},
};
use super::{Asked, Chart, Table, amount::vague, draw::whole, sign::Sign};
use crate::{
    access::View,
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
        let mut words: Vec<(&str, usize)> = Vec::new();
        for facts in &self.boxes {
            let word = facts
                .indicator
                .as_ref()
                .map_or("zonder indicator", |one| Sign::of_light(one.light.0, one.light.1).word);
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, times)) => *times += 1,
                None => words.push((word, 1)),
            }
        }
        let goals = match self.boxes.len() {
            1 => "1 doel".to_owned(),
            many => format!("{many} doelen"),
        };
        let parts: Vec<String> = words.into_iter().map(|(word, times)| format!("{times} {word}")).collect();
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
            let level = one.and_then(|one| one.level);
            let number = |exact: String| notation::decimal(&exact);
            vec![
                facts.title.clone(),
                facts.partnership.clone().unwrap_or_default(),
                above.map(|(above, _)| self.boxes[above].title.clone()).unwrap_or_default(),
                above.map(|(_, tie)| tie.in_words().to_owned()).unwrap_or_default(),
                one.map(|one| one.name.clone()).unwrap_or_default(),
                level
                    .map(|level| format!("{}{}", vague(level.certainty), number(level.value.to_string())))
                    .unwrap_or_default(),
                one.and_then(|one| one.target).map(|target| number(target.to_string())).unwrap_or_default(),
                one.map(|one| one.unit.clone()).unwrap_or_default(),
                one.map(|one| Sign::of_light(one.light.0, one.light.1).word.to_owned()).unwrap_or_default(),
                facts
                    .progress
                    .map(|progress| {
                        format!("{}{}", vague(facts.certainty), notation::percentage(&progress.to_string()))
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
                Some(one) => { (one.in_words()) "; " (Sign::of_light(one.light.0, one.light.1).word) "; " }
                None => "nog geen indicator; ",
            }
            (facts.progress_in_words())
            @if let Some((_, tie)) = self.above[at] { "; " (tie.in_words()) }
        }
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
