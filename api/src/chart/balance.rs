//! Halen en brengen: what each party brings, to the left of a line, and what it gets, to the right of it. A panel for each kind
//! and unit, because nothing is converted or set off; the parties by name, because nobody ranks them.

mod drawing;

use crate::{
    access::View,
    balance::entry::{BalanceEntry, BalanceLine},
    fold::fold,
    graphql::{Labelled, Resolved},
    interest::object::InterestSide,
    language::Language,
    notation,
};

use super::{Asked, Chart, Table, draw::whole};

/// What the whole table gets stands under this name.
const WHOLE_TABLE: &str = "De hele tafel";

impl Chart {
    /// What the parties of a partnership give and get, as the viewer's audience knows it on a day.
    pub(crate) fn balance(view: &View, asked: &Asked) -> Resolved<Self> {
        let entries = BalanceEntry::all(view, asked.at.unwrap_or(view.desk.today))?;
        let title = format!("Halen en brengen bij {}", view.partnership.name);
        Ok(chart(title, &entries.iter().map(Party::of).collect::<Vec<_>>()))
    }
}

fn chart(title: String, parties: &[Party]) -> Chart {
    let panels = Panel::all(parties);
    if panels.is_empty() {
        return Chart::empty(title, "Er is nog niets genoemd of toegezegd, of niets dat u mag zien.");
    }
    let silent: Vec<&str> = parties.iter().filter(|one| one.lines.is_empty()).map(|one| one.name.as_str()).collect();
    let drawn = drawing::draw(&panels, &silent);
    Chart {
        title,
        conclusion: conclusion(parties),
        width: whole(drawn.width),
        height: whole(drawn.height),
        marks: drawn.marks,
        table: table(parties),
        list: maud::Markup::default(),
    }
}

/// A party, or the whole table, with what it brings and gets.
struct Party {
    name: String,
    is_whole_table: bool,
    lines: Vec<BalanceLine>,
}

impl Party {
    fn of(entry: &BalanceEntry) -> Self {
        let party = entry.party();
        let name = party.map_or(WHOLE_TABLE, |party| &party.name).to_owned();
        Self { name, is_whole_table: party.is_none(), lines: entry.all_lines() }
    }

    fn has(&self, side: InterestSide) -> bool {
        self.lines.iter().any(|line| line.side == side)
    }
}

/// What the parties bring and get of one kind, in one unit.
struct Panel<'a> {
    title: String,
    unit: &'a str,
    rows: Vec<Row<'a>>,
}

/// What a party brings and gets, alone or together with others.
struct Row<'a> {
    party: &'a str,
    is_joint: bool,
    brings: Option<&'a BalanceLine>,
    gets: Option<&'a BalanceLine>,
}

impl<'a> Panel<'a> {
    fn lines(&self) -> impl Iterator<Item = &'a BalanceLine> {
        self.rows.iter().flat_map(|row| [row.brings, row.gets]).flatten()
    }

    /// The panels in the order of the kinds, and of one kind by unit.
    fn all(parties: &'a [Party]) -> Vec<Self> {
        let key = |line: &BalanceLine| {
            let kind = line.kind.map(entity::ResourceKind::from);
            (kind.is_none(), kind, line.unit.as_deref().map(fold))
        };
        let mut keys: Vec<_> = parties.iter().flat_map(|party| &party.lines).map(key).collect();
        keys.sort();
        keys.dedup();
        let panel = |wanted| {
            let here = |line: &&BalanceLine| key(line) == wanted;
            let first = parties.iter().flat_map(|party| &party.lines).find(here)?;
            let mut rows = Vec::new();
            for party in parties {
                for is_joint in [false, true] {
                    let of = |side| {
                        let mut lines = party.lines.iter().filter(here);
                        lines.find(|line| line.is_joint == is_joint && line.side == side)
                    };
                    let (brings, gets) = (of(InterestSide::Contribution), of(InterestSide::Gain));
                    if brings.is_some() || gets.is_some() {
                        rows.push(Row { party: &party.name, is_joint, brings, gets });
                    }
                }
            }
            Some(Self { title: subject(first), unit: first.unit.as_deref().unwrap_or_default(), rows })
        };
        keys.into_iter().filter_map(panel).collect()
    }
}

/// The kind and the unit of a line, as a heading.
fn subject(line: &BalanceLine) -> String {
    let kind = line.kind.map_or("soort niet genoemd", |kind| kind.label(Language::Nl));
    let mut letters = kind.chars();
    let heading: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match line.unit.as_deref() {
        Some("EUR") => format!("{heading}, in euro"),
        Some(unit) if fold(unit) != fold(kind) => format!("{heading}, in {unit}"),
        _ => heading,
    }
}

/// How many bring and get something, in words.
fn conclusion(parties: &[Party]) -> String {
    let count = |is: &dyn Fn(&Party) -> bool| parties.iter().filter(|party| !party.is_whole_table && is(party)).count();
    let all = count(&|_| true);
    let (brings, gets) = (count(&|one| one.has(InterestSide::Contribution)), count(&|one| one.has(InterestSide::Gain)));
    let lines = parties.iter().map(|party| party.lines.len()).sum::<usize>();
    let unknown = parties.iter().flat_map(|party| &party.lines).filter(|line| line.unknown > 0).count();
    let parts = match all {
        1 => format!("1 partij: {brings} brengt iets, {gets} haalt iets."),
        _ => format!("{all} partijen: {brings} brengen iets, {gets} halen iets."),
    };
    let lacking = match (unknown, lines) {
        (0, _) => String::new(),
        (1, 1) => " De hoeveelheid is niet bekend.".to_owned(),
        (1, _) => format!(" Bij 1 van de {lines} regels ontbreekt een hoeveelheid."),
        _ => format!(" Bij {unknown} van de {lines} regels ontbreekt een hoeveelheid."),
    };
    format!("{parts}{lacking} Eenheden zijn niet opgeteld of verrekend.")
}

fn table(parties: &[Party]) -> Table {
    let headers = [
        "Partij",
        "Kant",
        "Soort",
        "Eenheid",
        "Met anderen",
        "Genoemd",
        "Gevraagd",
        "Toegezegd",
        "Geleverd",
        "Zonder hoeveelheid",
        "Nauwkeurigheid",
    ];
    let mut rows = Vec::new();
    for party in parties {
        if party.lines.is_empty() {
            let mut row = vec![String::new(); headers.len()];
            (row[0], row[1]) = (party.name.clone(), "nog niets genoemd of toegezegd".to_owned());
            rows.push(row);
        }
        for line in &party.lines {
            let number = |value: &Option<crate::graphql::Decimal>| {
                value.as_ref().map(|value| notation::decimal(value.as_str())).unwrap_or_default()
            };
            rows.push(vec![
                party.name.clone(),
                line.side.label(Language::Nl).to_owned(),
                line.kind.map_or("niet genoemd", |kind| kind.label(Language::Nl)).to_owned(),
                line.unit.clone().unwrap_or_default(),
                if line.is_joint { "samen met anderen" } else { "" }.to_owned(),
                number(&line.named),
                number(&line.asked_for),
                number(&line.promised),
                number(&line.delivered),
                line.unknown.to_string(),
                exactness(line).to_owned(),
            ]);
        }
    }
    Table { headers: headers.map(str::to_owned).into(), rows }
}

/// How exact the figures of a line are, where they are not.
fn exactness(line: &BalanceLine) -> &'static str {
    match line.bound {
        Some(bound) => bound.label(Language::Nl),
        None if line.approximate => "bij benadering",
        None => "",
    }
}

/// A line of places, for tests.
#[cfg(test)]
fn sample(side: InterestSide, promised: Option<&str>, delivered: Option<&str>) -> BalanceLine {
    let number = |text: Option<&str>| text.map(|text| crate::graphql::Decimal::computed(text.to_owned()));
    BalanceLine {
        side,
        kind: Some(crate::graphql::ResourceKind::Places),
        unit: Some("plaatsen".to_owned()),
        is_joint: false,
        named: None,
        asked_for: None,
        promised: number(promised),
        delivered: number(delivered),
        unknown: 0,
        approximate: false,
        bound: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, lines: Vec<BalanceLine>) -> Party {
        Party { name: name.to_owned(), is_whole_table: false, lines }
    }

    fn of_unit(unit: &str, line: BalanceLine) -> BalanceLine {
        BalanceLine { unit: Some(unit.to_owned()), ..line }
    }

    #[test]
    fn each_unit_has_a_panel_and_joint_lines_a_row() {
        let gain = || sample(InterestSide::Gain, Some("3"), Some("1"));
        let joint = BalanceLine { is_joint: true, ..sample(InterestSide::Contribution, Some("3"), Some("1")) };
        let parties = [
            party("A", vec![gain(), joint]),
            party("B", vec![of_unit("Plaatsen ", gain()), of_unit("weken", gain())]),
            party("C", Vec::new()),
        ];
        let panels = Panel::all(&parties);
        let rows =
            |panel: &Panel<'_>| panel.rows.iter().map(|row| (row.party.to_owned(), row.is_joint)).collect::<Vec<_>>();
        let rows: Vec<_> = panels.iter().map(|panel| (panel.title.as_str(), rows(panel))).collect();
        let row = |name: &str, is_joint| (name.to_owned(), is_joint);
        let places = vec![row("A", false), row("A", true), row("B", false)];
        assert_eq!(rows, [("Plaatsen", places), ("Plaatsen, in weken", vec![row("B", false)])]);
        let table = table(&parties);
        assert_eq!(table.rows.len(), 5);
        assert_eq!(table.rows[4][..2], ["C", "nog niets genoemd of toegezegd"]);
    }

    #[test]
    fn a_picture_is_made_of_one_party_and_of_many_with_any_numbers() {
        let unknown = BalanceLine { unknown: 1, kind: None, unit: None, ..sample(InterestSide::Gain, None, None) };
        let one = [party("Een partij", vec![unknown])];
        let many: Vec<Party> = (0..90_u32)
            .map(|at| {
                let (huge, tiny) = (format!("{}", 10_u64.pow(at % 12)), "0.0001");
                let lines = vec![
                    sample(InterestSide::Gain, Some(&huge), Some(tiny)),
                    sample(InterestSide::Contribution, Some(tiny), None),
                ];
                party(&"Arbeidsmarktregiosamenwerkingsverband van de regio ".repeat(3), lines)
            })
            .collect();
        for parties in [&one[..], &many[..]] {
            let chart = chart("Halen en brengen".to_owned(), parties);
            crate::chart::tests::holds(&chart);
        }
        let nothing = chart("Halen en brengen".to_owned(), &[party("Stil", Vec::new())]);
        assert!(nothing.table.rows.is_empty() && nothing.conclusion.starts_with("Er is nog niets"));
    }
}
