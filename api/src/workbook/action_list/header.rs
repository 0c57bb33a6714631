//! The row of headers of a list, and what each column probably is.

use serde::Serialize;

use super::{Field, Mapping};
use crate::{
    fold::fold,
    problem::{Code, Problem},
    workbook::{
        cell::{Cell, Place, Sheet},
        words::closest,
    },
};

/// In how many rows from the top the headers are looked for.
const TOP: usize = 20;

/// The words that stand above columns, folded, and what they mean. The first one that fits counts.
const WORDS: &[(Field, &[&str])] = &[
    (
        Field::Number,
        &["nr", "nummer", "no", "volgnr", "volgnummer", "actienr", "actienummer", "id", "#", "actiepunt nr", "punt"],
    ),
    (
        Field::What,
        &[
            "wat",
            "actie",
            "acties",
            "actiepunt",
            "actiepunten",
            "afspraak",
            "afspraken",
            "omschrijving",
            "taak",
            "onderwerp",
        ],
    ),
    (Field::Details, &["toelichting", "details", "beschrijving", "uitwerking", "nadere omschrijving"]),
    (
        Field::Who,
        &[
            "wie",
            "trekker",
            "trekkers",
            "actiehouder",
            "actiehouders",
            "verantwoordelijke",
            "verantwoordelijk",
            "eigenaar",
            "door wie",
            "organisatie",
            "partij",
            "uitvoerder",
            "actiehouder/trekker",
        ],
    ),
    (Field::Contact, &["contactpersoon", "contact", "persoon", "naam", "aanspreekpunt"]),
    (Field::ForWhom, &["voor wie", "begunstigde", "begunstigden", "ten behoeve van", "tbv"]),
    (
        Field::FirstWhen,
        &["oorspronkelijke deadline", "oorspronkelijke datum", "oorspronkelijke termijn", "eerste deadline"],
    ),
    (
        Field::When,
        &[
            "wanneer",
            "deadline",
            "datum gereed",
            "uiterlijk",
            "gereed op",
            "gereed",
            "einddatum",
            "streefdatum",
            "termijn",
            "klaar op",
            "planning",
            "opleverdatum",
            "uiterlijke datum",
            "datum afronding",
            "voor wanneer",
            "nieuwe deadline",
        ],
    ),
    (
        Field::AgreedOn,
        &[
            "datum afspraak",
            "afgesproken op",
            "afgesproken",
            "besloten op",
            "datum overleg",
            "vergaderdatum",
            "datum besluit",
            "ingangsdatum",
            "datum vergadering",
            "datum",
        ],
    ),
    (Field::State, &["status", "stand", "voortgang", "fase", "stand van zaken"]),
    (
        Field::Remarks,
        &["opmerking", "opmerkingen", "toelichting status", "bijzonderheden", "notitie", "notities", "commentaar"],
    ),
    (
        Field::Criterion,
        &["klaar als", "klaar wanneer", "resultaat", "gewenst resultaat", "beoogd resultaat", "criterium"],
    ),
];

/// What else a column is where the first of its kind is taken already.
const SECOND: &[(Field, Field)] =
    &[(Field::What, Field::Details), (Field::Who, Field::Contact), (Field::State, Field::Remarks)];

/// How sure it is what a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Sureness {
    /// Its header looks like a known one.
    Likely,
    /// Its header is a known one.
    Certain,
    /// The sender said so.
    Said,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    /// Its place, from 0.
    pub(crate) column: u16,
    /// What stands above it.
    pub(crate) text: String,
    /// What it is, and how sure that is; none where it is left out.
    pub(crate) field: Option<(Field, Sureness)>,
}

/// The headers of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Headers {
    /// Their row, from 0.
    pub(crate) row: usize,
    /// The columns that have one.
    pub(crate) columns: Vec<Header>,
}

impl Headers {
    /// The headers of a sheet: the row that holds most known words, or the one that the sender named.
    pub(super) fn find(sheet: &Sheet, mapping: &Mapping) -> Result<Self, Problem> {
        let named = mapping.header_row.map(|row| usize::try_from(row).unwrap_or_default().saturating_sub(1));
        let found = if let Some(row) = named {
            sheet.rows.get(row).map(|cells| Self { row, columns: columns(cells, mapping) })
        } else {
            let rows = sheet.rows.iter().take(TOP).enumerate();
            let rows = rows.map(|(row, cells)| Self { row, columns: columns(cells, mapping) });
            // The first of those that are equally good.
            rows.rev().max_by_key(Self::score).filter(|best| best.score() >= 4)
        };
        let found = found.ok_or_else(|| {
            Problem::new(Code::Required, &["headerRow"]).saying(
                "In de eerste 20 rijen staat geen kopregel die wij herkennen; noem de rij met headerRow.",
                "None of the first 20 rows is a row of headers that we recognise; name the row with headerRow.",
            )
        })?;
        if found.column(Field::What).is_none() {
            return Err(Problem::new(Code::Required, &["columns"]).saying(
                "Zeg in columns in welke kolom staat wat er is afgesproken (WHAT).",
                "Say in columns which column holds what was agreed (WHAT).",
            ));
        }
        Ok(found)
    }

    /// Where a field stands.
    pub(crate) fn column(&self, field: Field) -> Option<u16> {
        self.header(field).map(|header| header.column)
    }

    /// The column that a field stands in.
    pub(super) fn header(&self, field: Field) -> Option<&Header> {
        self.columns.iter().find(|header| header.field.is_some_and(|(own, _)| own == field))
    }

    fn score(&self) -> usize {
        self.columns
            .iter()
            .map(|header| match header.field {
                None => 0,
                Some((_, Sureness::Likely)) => 1,
                Some(_) => 3,
            })
            .sum()
    }
}

/// What each column of a row of headers is; each field is one column's, that of which it is surest, from the left.
fn columns(cells: &[Cell], mapping: &Mapping) -> Vec<Header> {
    let mut headers: Vec<Header> = (0..)
        .zip(cells)
        .filter_map(|(column, cell)| {
            let said = mapping.columns.get(&letters(column));
            let text = match cell {
                Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
                _ if said.is_some() => String::new(),
                _ => return None,
            };
            let field = match said {
                Some(said) => said.map(|field| (field, Sureness::Said)),
                None => meant(&text),
            };
            Some(Header { column, text, field })
        })
        .collect();
    let mut by_sureness: Vec<usize> = (0..headers.len()).collect();
    by_sureness.sort_by_key(|at| std::cmp::Reverse(headers[*at].field.map(|(_, sureness)| sureness)));
    let mut taken = Vec::new();
    for at in by_sureness {
        let Some((field, sureness)) = headers[at].field else { continue };
        let second = || SECOND.iter().find(|(first, _)| *first == field).map(|(_, second)| *second);
        let free = [Some(field), second()].into_iter().flatten().find(|field| !taken.contains(field));
        headers[at].field = free.map(|free| (free, if free == field { sureness } else { Sureness::Likely }));
        taken.extend(free);
    }
    // A single day is more often the one by which something is due.
    let is_bare = |header: &Header| {
        header.field.is_some_and(|(field, _)| field == Field::AgreedOn) && fold(&header.text) == "datum"
    };
    if !taken.contains(&Field::When)
        && let Some(header) = headers.iter_mut().find(|header| is_bare(header))
    {
        header.field = Some((Field::When, Sureness::Likely));
    }
    headers
}

/// What a header probably means.
fn meant(text: &str) -> Option<(Field, Sureness)> {
    let folded: String = fold(text).chars().map(|c| if c.is_alphanumeric() || c == '#' { c } else { ' ' }).collect();
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let whole = words.join(" ");
    if whole.is_empty() || whole == "melding" {
        return None;
    }
    let has = |known: &[&str]| known.contains(&whole.as_str());
    if let Some((field, _)) = WORDS.iter().find(|(_, known)| has(known)) {
        return Some((*field, Sureness::Certain));
    }
    let of_word = |word: &&str| WORDS.iter().find(|(_, known)| known.contains(word)).map(|(field, _)| *field);
    let mut each = words.iter().map(of_word);
    if let Some(first) = each.next().flatten()
        && each.all(|other| other == Some(first))
    {
        return Some((first, Sureness::Certain));
    }
    // A word of several within a longer header says more than one by itself.
    let within = |known: &&str| format!(" {whole} ").contains(&format!(" {known} "));
    let parts =
        WORDS.iter().flat_map(|(field, known)| known.iter().filter(|word| within(word)).map(|word| (*field, *word)));
    if let Some((field, _)) = parts.max_by_key(|(_, word)| word.len()) {
        return Some((field, Sureness::Likely));
    }
    let all = || WORDS.iter().flat_map(|(_, known)| known.iter().copied()).filter(|word| word.len() > 4);
    let near = closest(&whole, all())?;
    let (field, _) = WORDS.iter().find(|(_, known)| known.contains(&near))?;
    Some((*field, Sureness::Likely))
}

/// The letters of a column, as the spreadsheet shows them.
pub(super) fn letters(column: u16) -> String {
    let place = Place { row: 0, column }.to_string();
    place.trim_end_matches('1').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| Cell::text(text)).collect()
    }

    fn fields(texts: &[&str]) -> Vec<Option<Field>> {
        columns(&row(texts), &Mapping::default())
            .into_iter()
            .map(|header| header.field.map(|(field, _)| field))
            .collect()
    }

    #[test]
    fn headers_of_tables_are_understood_as_people_write_them() {
        use Field::{AgreedOn, Contact, Details, Number, Remarks, State, What, When, Who};
        assert_eq!(
            fields(&["Nr.", "Actie", "Wie?", "Wanneer", "Status", "Opmerkingen"]),
            [Number, What, Who, When, State, Remarks].map(Some)
        );
        assert_eq!(
            fields(&["Afspraak / actie", "Omschrijving", "Trekker (organisatie)", "Actiehouder", "Datum gereed:"]),
            [What, Details, Who, Contact, When].map(Some)
        );
        assert_eq!(
            fields(&["Actiepunt", "Datum", "Deadline", "Kleur"]),
            [Some(What), Some(AgreedOn), Some(When), None]
        );
        assert_eq!(fields(&["Actiepunt", "Datum"]), [Some(What), Some(When)], "a single day is when it is due");
    }

    #[test]
    fn the_row_of_headers_is_found_below_a_title() {
        let rows = vec![
            row(&["Actielijst sectortafel Techniek"]),
            row(&[]),
            row(&["", "Wat", "Wie", "Wanneer"]),
            row(&["1", "De status van de actie", "Bedrijf", "mei 2027"]),
        ];
        let sheet = Sheet { name: "Blad1".into(), rows };
        let found = Headers::find(&sheet, &Mapping::default()).unwrap();
        assert_eq!((found.row, found.column(Field::Who)), (2, Some(2)));
        let columns = [("B".to_owned(), None), ("D".to_owned(), Some(Field::What))].into();
        let said = Headers::find(&sheet, &Mapping { columns, header_row: Some(3), ..Mapping::default() }).unwrap();
        assert_eq!((said.column(Field::What), said.column(Field::When)), (Some(3), None));
    }
}
