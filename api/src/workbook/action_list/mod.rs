//! The action list that a table already has (*actielijst*), in a spreadsheet with headers of its own.
//!
//! What always holds:
//! - which column is what is proposed, with how sure that is, and decided by whoever sends the list;
//! - nobody and nothing is guessed: a name, a day or a state that is not understood is a problem in its cell, with a suggestion;
//! - what was taken over before, by its number or by its title and lead, is left as it is.

mod answer;
mod header;
mod names;
mod report;
mod row;
mod states;

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use entity::import_check;
use serde::{Deserialize, Serialize};

pub(crate) use answer::answer;
pub(crate) use report::{Report, problems};

use super::{
    batch::{self, BroughtIn, Outcome, Plan},
    cell::Sheet,
    read,
};
use crate::{
    access::{View, World},
    graphql::{Resolved, Session},
    language::Language,
    ledger::Changes,
    problem::{Checked, Code, Problem},
    room,
};
use header::{Headers, Sureness};
use row::Row;

/// What a column of a list can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Field {
    /// Its own number (*nr*).
    Number,
    /// What is done (*wat*).
    What,
    /// More words about that (*toelichting*).
    Details,
    /// Who does it (*wie*).
    Who,
    /// Whom to call about it (*contactpersoon*).
    Contact,
    /// For whom (*voor wie*).
    ForWhom,
    /// By when (*wanneer*).
    When,
    /// By when as first agreed (*oorspronkelijke termijn*).
    FirstWhen,
    /// The day on which it was agreed (*afgesproken op*).
    AgreedOn,
    /// Where it stands (*stand*).
    State,
    /// What is said about that (*opmerkingen*).
    Remarks,
    /// When it counts as done (*klaar als*).
    Criterion,
}

/// How a list is to be read, as its sender decided. What is absent is proposed, or asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Mapping {
    /// The sheet; the first one where none is named.
    pub(crate) sheet: Option<String>,
    /// The row of the headers, as the spreadsheet numbers it.
    pub(crate) header_row: Option<u32>,
    /// What the columns are, by their letters; null for one that is left out. Those that are not named are as proposed.
    pub(crate) columns: BTreeMap<String, Option<Field>>,
    /// The day on which the list was agreed, where it does not say so itself.
    pub(crate) agreed_on: Option<NaiveDate>,
    /// The year of days without one, such as "Q2".
    pub(crate) year: Option<i32>,
    /// What stands before the numbers of the list, where another list has the same ones.
    pub(crate) key_prefix: Option<String>,
    /// What names on the list mean: the name of an organisation or of a contact person.
    pub(crate) names: BTreeMap<String, String>,
}

/// A list in which it is known where what stands.
pub(crate) struct List {
    /// The sheet that was read.
    pub(crate) sheet: Sheet,
    /// All sheets of the file.
    pub(crate) sheets: Vec<String>,
    pub(crate) headers: Headers,
    mapping: Mapping,
    /// What the file is called.
    file_name: Option<String>,
}

impl List {
    /// The list in a file.
    ///
    /// # Errors
    /// It is no workbook, has no such sheet, or no row of headers can be found in it.
    pub(crate) fn open(check: &import_check::Model) -> Result<Self, Problem> {
        let mapping = check.mapping.as_deref().map(serde_json::from_str).transpose();
        let mapping: Mapping = mapping.ok().flatten().unwrap_or_default();
        let sheets = read::read(&check.file)?;
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let wanted = |sheet: &Sheet| mapping.sheet.as_ref().is_none_or(|name| sheet.name == *name);
        let sheet = sheets.into_iter().find(wanted).ok_or_else(|| {
            Problem::new(Code::NotFound, &["sheet"]).saying("Dat blad is er niet.", "There is no such sheet.")
        })?;
        let headers = Headers::find(&sheet, &mapping)?;
        Ok(Self { sheet, sheets: names, headers, mapping, file_name: check.file_name.clone() })
    }

    /// What must still be said before the list can be taken over.
    fn asked(&self) -> Option<Problem> {
        let is_said = self.mapping.agreed_on.is_some() || self.headers.column(Field::AgreedOn).is_some();
        (!is_said).then(|| {
            Problem::new(Code::Required, &["agreedOn"]).saying(
                "Noem met agreedOn de dag waarop deze lijst is afgesproken; een kolom daarvoor is er niet.",
                "Name the day on which this list was agreed with agreedOn; there is no column for it.",
            )
        })
    }
}

/// What would become of a list, and what is wrong with it.
pub(crate) async fn check(session: &Session, check: &import_check::Model) -> Resolved<Result<Report, Problem>> {
    let list = match opened(check).await? {
        Ok(list) => list,
        Err(problem) => return Ok(Err(problem)),
    };
    let outcome = batch::try_out(session, check, plan(list.clone())).await?;
    if let Some(problem) = outcome.problems.first() {
        return Ok(Err(problem.clone()));
    }
    let view = session.view(check.partnership_id).await?;
    let Some(view) = view else { return Ok(Err(Problem::new(Code::NotFound, &[]))) };
    let (check, language) = (check.clone(), session.language);
    Ok(Ok(room::apart(move || Report::of(&view, &check, &list, &outcome, language)).await?))
}

/// What became of a list as a whole, with how it was read.
pub(crate) type TakenOver = Result<(Arc<List>, BroughtIn), Result<(Arc<List>, Outcome), Problem>>;

/// Takes over a list: all of it or nothing, or the rows with which nothing is wrong.
pub(crate) async fn take_over(
    session: &Session,
    check: &import_check::Model,
    accept_good_rows: bool,
) -> Resolved<TakenOver> {
    let list = match opened(check).await? {
        Ok(list) => list,
        Err(problem) => return Ok(Err(Err(problem))),
    };
    if let Some(problem) = list.asked() {
        return Ok(Err(Err(problem)));
    }
    let done = batch::bring_in(session, check, plan(list.clone()), accept_good_rows).await?;
    Ok(done.map(|done| (list.clone(), done)).map_err(|outcome| Ok((list, outcome))))
}

/// Whether a file is a workbook at all.
pub(crate) async fn readable(file: &[u8]) -> Resolved<Result<(), Problem>> {
    let file = file.to_vec();
    Ok(room::apart(move || read::read(&file).map(drop)).await?)
}

/// The list in a file, read where it keeps nobody waiting.
async fn opened(check: &import_check::Model) -> Resolved<Result<Arc<List>, Problem>> {
    let check = check.clone();
    Ok(room::apart(move || List::open(&check)).await?.map(Arc::new))
}

type Judge = fn(&World<'_>, &Row) -> Checked<Changes>;

fn plan(list: Arc<List>) -> Plan<impl Fn(&World<'_>, &View) -> Checked<Vec<Row>>, Judge> {
    Plan { rows: move |_: &World<'_>, view: &View| row::rows(view, &list), judge: row::judge }
}

/// How sure it is what a column is, in words.
impl Sureness {
    pub(crate) fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Certain, Language::Nl) => "zeker",
            (Self::Certain, Language::En) => "certain",
            (Self::Likely, Language::Nl) => "waarschijnlijk",
            (Self::Likely, Language::En) => "likely",
            (Self::Said, Language::Nl) => "opgegeven",
            (Self::Said, Language::En) => "as told",
        }
    }
}
