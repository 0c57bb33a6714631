//! The parts of a workbook that its sheets need: which sheets there are, their texts and how their numbers are shown.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{
    MOST_SHEETS,
    archive::Archive,
    broken, no_workbook, too_much,
    value::{Shown, shown_by_code, shown_by_id},
    xml::{self, Xml},
};
use crate::problem::Problem;

/// The most texts that cells share, formats and relations; each takes more memory than it takes bytes in the file.
const MOST_STRINGS: usize = 200_000;
const MOST_FORMATS: usize = 70_000;
const MOST_RELATIONS: usize = 1_000;

/// What is read before the sheets.
pub(super) struct Parts {
    /// The name and the path of each sheet.
    pub(super) sheets: Vec<(String, String)>,
    /// The texts that cells share.
    pub(super) strings: Vec<String>,
    /// How the numbers of each style are shown.
    pub(super) styles: Vec<Shown>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Parts {
    pub(super) fn of(archive: &mut Archive<'_>) -> Result<Self, Problem> {
        let first = Relation::all(archive, "", "_rels/.rels")?;
        let workbook = first.into_iter().find(|relation| relation.is("officeDocument")).ok_or_else(broken)?.path;
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let relations = Relation::all(archive, folder, &joined(folder, &format!("_rels/{file}.rels")))?;
        let (from_1904, sheets) = sheets(&archive.part(&workbook)?.ok_or_else(broken)?, &relations)?;
        let mut other = |kind: &str| match relations.iter().find(|relation| relation.is(kind)) {
            Some(relation) => archive.part(&relation.path),
            None => Ok(None),
        };
        let strings = other("sharedStrings")?.map_or(Ok(Vec::new()), |part| strings(&part))?;
        let styles = other("styles")?.map_or(Ok(Vec::new()), |part| styles(&part))?;
        Ok(Self { sheets, strings, styles, from_1904 })
    }
}

/// What one part says of another.
struct Relation {
    id: String,
    kind: String,
    path: String,
}

impl Relation {
    /// The relations that stand in a part, of a part in a folder.
    fn all(archive: &mut Archive<'_>, folder: &str, path: &str) -> Result<Vec<Self>, Problem> {
        let part = archive.part(path)?.ok_or_else(broken)?;
        let (mut xml, mut relations) = (Xml::of(&part), Vec::new());
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                    let said = xml::attributes(&element, ["Id", "Type", "Target"])?;
                    let [id, kind, target] = said.map(Option::unwrap_or_default);
                    let path = joined(folder, &target);
                    relations.push(Self { id: id.into_owned(), kind: kind.into_owned(), path });
                    if relations.len() > MOST_RELATIONS {
                        return Err(broken());
                    }
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// Where a part stands that is named by a part in a folder.
fn joined(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Whether days are counted from 1904, and the sheets by name and path. A tab that holds a chart is none.
fn sheets(part: &str, relations: &[Relation]) -> Result<(bool, Vec<(String, String)>), Problem> {
    let (mut xml, mut sheets, mut from_1904) = (Xml::of(part), Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "workbookPr" => {
                    if let Some(said) = xml::attribute(&element, "date1904")? {
                        from_1904 = matches!(said.as_str(), "1" | "true");
                    }
                }
                "sheet" => {
                    let id = xml::attribute(&element, "id")?.ok_or_else(broken)?;
                    let relation = relations.iter().find(|relation| relation.id == id).ok_or_else(broken)?;
                    if relation.is("worksheet") {
                        let name = xml::attribute(&element, "name")?.ok_or_else(broken)?;
                        sheets.push((name, relation.path.clone()));
                    }
                    if sheets.len() > MOST_SHEETS {
                        let most = MOST_SHEETS;
                        return Err(too_much(
                            format!("zij telt meer dan {most} tabbladen"),
                            format!("it has more than {most} sheets"),
                        ));
                    }
                }
                _ => {}
            },
            Event::Eof if sheets.is_empty() => {
                return Err(no_workbook("Dit is geen werkmap met tabbladen.", "This is no workbook with sheets."));
            }
            Event::Eof => return Ok((from_1904, sheets)),
            _ => {}
        }
    }
}

/// The texts that cells share, without how they look and without how they are pronounced.
fn strings(part: &str) -> Result<Vec<String>, Problem> {
    let (mut xml, mut strings, mut text) = (Xml::of(part), Vec::new(), String::new());
    let (mut in_text, mut in_sound) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => text.clear(),
                "t" => in_text = !in_sound,
                "rPh" => in_sound = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "si" if strings.len() == MOST_STRINGS => {
                    let most = MOST_STRINGS;
                    return Err(too_much(
                        format!("zij telt meer dan {most} verschillende teksten"),
                        format!("it has more than {most} texts"),
                    ));
                }
                "si" => strings.push(xml::whole(&text)?),
                "t" => in_text = false,
                "rPh" => in_sound = false,
                _ => {}
            },
            Event::Eof => return Ok(strings),
            event if in_text => {
                if let Some(words) = xml::words(&event)? {
                    xml::add(&mut text, &words)?;
                }
            }
            _ => {}
        }
    }
}

/// How the numbers of each style are shown.
fn styles(part: &str) -> Result<Vec<Shown>, Problem> {
    let (mut xml, mut styles, mut codes, mut in_cells) = (Xml::of(part), Vec::new(), HashMap::new(), false);
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let [id, code] = xml::attributes(&element, ["numFmtId", "formatCode"])?;
                    codes.insert(xml::number(id)?, shown_by_code(&code.unwrap_or_default()));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let [id] = xml::attributes(&element, ["numFmtId"])?;
                    let id = xml::number(id)?;
                    styles.push(codes.get(&id).copied().unwrap_or_else(|| shown_by_id(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
        if styles.len() > MOST_FORMATS || codes.len() > MOST_FORMATS {
            return Err(broken());
        }
    }
}
