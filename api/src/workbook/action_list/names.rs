//! The names on a list, and whom they mean: organisations by their names and other names, contact persons by theirs. Those
//! at the table go before others, and who is not known for certain is asked about.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use entity::{OrganisationId, PersonId};

use super::Mapping;
use crate::{
    access::View,
    fold::fold,
    problem::{Code, Problem},
    workbook::words::closest,
};

/// Words for everybody at once, who owes nothing in particular.
const EVERYBODY: &[&str] = &[
    "allen",
    "iedereen",
    "alle",
    "alle partijen",
    "alle partners",
    "alle deelnemers",
    "tafel",
    "de tafel",
    "de hele tafel",
    "gezamenlijk",
];
/// What stands between names that were not set apart otherwise.
const BETWEEN: &[&str] = &[" en ", " & ", "/", " + ", "(", ")", " - ", " – "];

/// An organisation on a list, and whom to call there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) organisation: OrganisationId,
    pub(super) contact: Option<PersonId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    Organisation(OrganisationId),
    Person(PersonId, OrganisationId),
}

/// For how many names that are not known is looked who was probably meant: each is held against all others.
const SUGGESTIONS: u32 = 500;

/// Whom a table knows.
pub(super) struct Known<'a> {
    view: &'a View,
    /// For how many more names a suggestion is made.
    left: Cell<u32>,
    /// By their whole names.
    whole: BTreeMap<String, BTreeSet<Meant>>,
    /// Persons by a part of their names.
    part: BTreeMap<String, BTreeSet<Meant>>,
    /// The names as they are written.
    written: Vec<String>,
    /// What the sender said that names mean.
    said: BTreeMap<String, String>,
}

impl<'a> Known<'a> {
    /// Those whom the table of a view knows.
    pub(super) fn at(view: &'a View, mapping: &Mapping) -> Self {
        let said = mapping.names.iter().map(|(name, meant)| (key(name), meant.clone())).collect();
        let (whole, part, written) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut known = Self { view, left: Cell::new(SUGGESTIONS), whole, part, written, said };
        let seats = view.snapshot.memberships.iter();
        let organisations: BTreeSet<OrganisationId> = seats.map(|seat| seat.organisation_id).collect();
        for id in organisations {
            let Some(organisation) = view.desk.directory.organisations.get(id) else { continue };
            for name in [&organisation.name].into_iter().chain(&organisation.aliases) {
                known.whole.entry(key(name)).or_default().insert(Meant::Organisation(id));
                known.written.push(name.clone());
            }
            for person in view.desk.persons(view.desk.directory.persons_of(id)) {
                let Some(name) = person.name.as_deref() else { continue };
                let meant = Meant::Person(person.id, id);
                known.whole.entry(key(name)).or_default().insert(meant);
                known.written.push(name.to_owned());
                if let Some((first, last)) = name.split_once(' ') {
                    for part in [first, last] {
                        known.part.entry(key(part)).or_default().insert(meant);
                    }
                }
            }
        }
        known
    }

    /// Those whom some names mean, each organisation once; or what is wrong with them.
    pub(super) fn parties(&self, names: &[String], path: &str) -> Result<Vec<Party>, Vec<Problem>> {
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            match self.found(name) {
                Ok(meant) => found.extend(meant),
                Err(problem) => problems.push(problem.below(&[path])),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut parties: Vec<Party> = Vec::new();
        for meant in found {
            let (organisation, contact) = match meant {
                Meant::Organisation(organisation) => (organisation, None),
                Meant::Person(person, organisation) => (organisation, Some(person)),
            };
            match parties.iter_mut().find(|party| party.organisation == organisation) {
                Some(party) => party.contact = party.contact.or(contact),
                None => parties.push(Party { organisation, contact }),
            }
        }
        Ok(parties)
    }

    /// Whom one name means, or several that were not set apart.
    fn found(&self, name: &str) -> Result<Vec<Meant>, Problem> {
        if EVERYBODY.contains(&fold(name).as_str()) {
            return Err(Problem::new(Code::NoDebtor, &[]).saying(
                format!("“{name}” is niemand in het bijzonder; noem de partijen die dit doen."),
                format!("“{name}” is nobody in particular; name the parties that do this."),
            ));
        }
        if let Some(meant) = self.one(name)? {
            return Ok(vec![meant]);
        }
        let parts = split(name);
        let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            return Err(self.unknown(name));
        }
        parts.into_iter().map(|part| self.one(part)?.ok_or_else(|| self.unknown(part))).collect()
    }

    /// Whom a name means, if anybody; more than one is a problem.
    fn one(&self, name: &str) -> Result<Option<Meant>, Problem> {
        let said = self.said.get(&key(name)).map_or(name, String::as_str);
        let sought = key(said);
        let at_table = self.whole.get(&sought).or_else(|| self.part.get(&sought)).cloned();
        let elsewhere = || {
            let named = self.view.desk.directory.organisations_named(said);
            named.map(|one| Meant::Organisation(one.id)).collect::<BTreeSet<_>>()
        };
        let found: Vec<Meant> = at_table.unwrap_or_else(elsewhere).into_iter().collect();
        // Who is called as an organisation is, is not meant.
        let is_organisation = |one: &&Meant| matches!(one, Meant::Organisation(_));
        let organisations: Vec<Meant> = found.iter().filter(is_organisation).copied().collect();
        let found = if organisations.is_empty() { found } else { organisations };
        match found.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => {
                let names: Vec<String> = several.iter().map(|one| self.name(*one)).collect();
                Err(Problem::new(Code::OutOfRange, &[]).saying(
                    format!("“{name}” kan {} zijn; schrijf de hele naam.", names.join(" of ")),
                    format!("“{name}” can be {}; write the whole name.", names.join(" or ")),
                ))
            }
        }
    }

    fn name(&self, meant: Meant) -> String {
        let organisation = |id| self.view.desk.organisation(id).map_or_else(String::new, |one| one.name.clone());
        match meant {
            Meant::Organisation(id) => organisation(id),
            Meant::Person(person, id) => {
                let person = self.view.desk.person(person).and_then(|person| person.name.clone());
                format!("{} ({})", person.unwrap_or_default(), organisation(id))
            }
        }
    }

    fn unknown(&self, name: &str) -> Problem {
        let sought = key(name);
        let holds = |written: &&String| {
            let written = key(written);
            sought.chars().count() > 3
                && (written.contains(&sought) || written.chars().count() > 3 && sought.contains(&written))
        };
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        let written = if left > 0 { self.written.as_slice() } else { &[] };
        let mut holding = written.iter().filter(holds);
        let near = match (holding.next(), holding.next()) {
            (Some(only), None) => Some(only.as_str()),
            _ => closest(name, written.iter().map(String::as_str)),
        };
        let [nl, en] = match near {
            Some(near) => [format!("; bedoelde u “{near}”?"), format!("; did you mean “{near}”?")],
            None => [".".to_owned(), ".".to_owned()],
        };
        Problem::new(Code::NotFound, &[])
            .saying(format!("“{name}” is hier niet bekend{nl}"), format!("“{name}” is not known here{en}"))
    }
}

/// By what a name is known: without case, accents, points, and what people leave out.
fn key(name: &str) -> String {
    let folded = fold(name).replace('.', "");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let named = |rest: &&[&str]| !rest.is_empty();
    let without = words.strip_prefix(&["de"]).or_else(|| words.strip_prefix(&["het"])).filter(named);
    let words = without.unwrap_or(&words);
    let without = words.strip_suffix(&["bv"]).or_else(|| words.strip_suffix(&["nv"])).filter(named);
    let words = without.unwrap_or(words);
    words.join(" ")
}

fn split(name: &str) -> Vec<String> {
    let apart = BETWEEN.iter().fold(name.to_owned(), |name, between| name.replace(between, "\n"));
    apart.split('\n').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_without_what_people_leave_out() {
        assert_eq!(key("Metaalbewerking Jansen B.V."), key("metaalbewerking  jansen bv"));
        assert_eq!(key("De Provincie"), key("provincie"));
        assert_ne!(key("De"), "");
        assert_eq!(split("Jan Jansen (Metaalunie)"), ["Jan Jansen ", "Metaalunie", ""]);
    }
}
