//! What is written is read back, by us and by a second reader; what other programs write is read; what is no workbook, or
//! too much of one, is refused.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Write as _},
};

use calamine::Reader as _;
use chrono::NaiveDate;
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    cell::{Access, Book, Cell, Column, Content, Page, Remark, Sheet},
    read::{MOST_BYTES, read},
    write::{ABOVE, write},
};
use crate::language::Language;

const COLUMNS: [Column; 7] = [
    column("id", "Id", Content::Text, Access::Hidden),
    column("title", "Titel", Content::Text, Access::Editable),
    column("action", "Wat wordt er gedaan", Content::LongText, Access::Editable),
    column("promised", "Toegezegd", Content::Number, Access::Editable),
    column("amount", "Bedrag", Content::Amount, Access::Locked),
    column("due", "Uiterlijk", Content::FuzzyDay, Access::Editable),
    column("lead", "Trekker", Content::Choice("Partijen"), Access::Editable),
];

const fn column(key: &'static str, header: &'static str, content: Content, access: Access) -> Column {
    Column { key, header, width: 20, content, access }
}

fn book(rows: Vec<Vec<Cell>>, remarks: Vec<Remark>) -> Book {
    let page = Page {
        name: "Afspraken",
        columns: COLUMNS.to_vec(),
        first: ABOVE,
        rows,
        own: BTreeMap::new(),
        remarks,
        empty_rows: 3,
        locked: BTreeSet::new(),
    };
    let parties = vec!["Provincie Drenthe".to_owned(), "Techniek & Co".to_owned()];
    Book { about: vec!["Werkmap".into(), "Uitleg.".into()], pages: vec![page], lists: vec![("Partijen", parties)] }
}

/// The rows of the page as they are read back, below the keys and the headers.
fn read_back(book: &Book) -> Vec<Vec<Cell>> {
    let sheets = read(&write(book).expect("a workbook")).expect("what was written");
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Lees mij", "Afspraken", "Lijsten"]);
    let mut rows = sheets[1].rows.clone();
    let heads: Vec<Cell> = rows.drain(..2).flatten().collect();
    let keys = COLUMNS.iter().map(|column| column.key).chain(["melding"]);
    let headers = COLUMNS.iter().map(|column| column.header).chain(["Melding"]);
    assert_eq!(heads, keys.chain(headers).map(Cell::text).collect::<Vec<_>>());
    rows
}

/// Without empty cells at the end, which no file has.
fn trimmed(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    for row in &mut rows {
        row.truncate(row.iter().rposition(|cell| *cell != Cell::Empty).map_or(0, |last| last + 1));
    }
    rows.truncate(rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1));
    rows
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
    prop_oneof![
        Just(Cell::Empty),
        any::<String>().prop_map(|text| Cell::text(&text)),
        "[=+@-][A-Z0-9+()]{1,8}".prop_map(|text| Cell::text(&text)),
        "(_x[0-9A-F]{4}_|[ \n\ta-z]|_x|\r\n){1,12}".prop_map(|text| Cell::text(&text)),
        (-999_999_999_999_999_i64..=999_999_999_999_999, 0..5_u32).prop_map(|(digits, decimals)| {
            let scale = 10_i64.pow(4 - decimals);
            Cell::Number(entity::Decimal(digits / scale * scale).to_string())
        }),
        (0..109_938_u64).prop_map(move |days| Cell::Day(first + chrono::Days::new(days))),
        any::<bool>().prop_map(Cell::Truth),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_cell_that_is_written_is_read_back(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 7), 0..8),
    ) {
        prop_assert_eq!(read_back(&book(rows.clone(), Vec::new())), trimmed(rows));
    }
}

#[test]
fn a_second_reader_finds_the_same_cells() {
    let day = NaiveDate::from_ymd_opt(2027, 5, 3).expect("a day");
    let cells =
        [Cell::text("commitment_1"), Cell::text("=1+1"), Cell::text("één\ntwee"), Cell::Number("1250.5".into())];
    let row = cells.into_iter().chain([Cell::Number("400000".into()), Cell::Day(day), Cell::text("UWV")]);
    let remark = Remark { row: 0, column: Some(6), text: "Bedoelde u iemand anders?".into() };
    let file = write(&book(vec![row.collect()], vec![remark])).expect("a workbook");
    let mut workbook = calamine::Xlsx::new(Cursor::new(file)).expect("a workbook to others");
    let names: Vec<&str> = workbook.defined_names().iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"lijst_partijen"), "{names:?}");
    let range = workbook.worksheet_range("Afspraken").expect("the page");
    let read: Vec<String> = range.rows().nth(2).expect("the row").iter().map(ToString::to_string).collect();
    let words =
        ["commitment_1", "=1+1", "één\ntwee", "1250.5", "400000", "46510", "UWV", "Trekker: Bedoelde u iemand anders?"];
    assert_eq!(read, words);
    assert!(workbook.worksheet_formula("Afspraken").expect("the page").is_empty());
}

#[test]
fn equal_books_are_equal_files() {
    let rows = || vec![vec![Cell::text("een"), Cell::text("twee"), Cell::Truth(true), Cell::Number("1".into())]];
    assert_eq!(write(&book(rows(), Vec::new())).expect("a file"), write(&book(rows(), Vec::new())).expect("a file"));
}

#[test]
fn what_no_cell_holds_exactly_is_written_in_words() {
    let cells =
        [Cell::Number("922337203685477.5807".into()), Cell::Formula("A1+1".into()), Cell::Broken("#N/A".into())];
    let written = ["922.337.203.685.477,5807", "=A1+1", "#N/A"].map(Cell::text).to_vec();
    assert_eq!(read_back(&book(vec![cells.to_vec()], Vec::new())), vec![written]);
}

/// A workbook of parts as other programs write them.
fn file(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, part) in parts {
        zip.start_file(*path, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const FIRST: (&str, &str) = (
    "_rels/.rels",
    r#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#,
);
const RELATIONS: (&str, &str) = (
    "xl/_rels/workbook.xml.rels",
    r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
       <Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>
       <Relationship Id="r3" Type="x/styles" Target="./styles.xml"/></Relationships>"#,
);
const STYLES: (&str, &str) = (
    "xl/styles.xml",
    r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-413]d\ mmm\ yyyy;@"/></numFmts>
       <cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>
       <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>"#,
);

/// A workbook with one sheet: the date system, the texts that cells share, and what stands in the sheet.
fn workbook(about: &str, strings: &str, cells: &str) -> Vec<u8> {
    let book =
        format!(r#"<workbook>{about}<sheets><sheet name="A &amp; B" r:id="r1" state="hidden"/></sheets></workbook>"#);
    let strings = format!("\u{feff}<sst uniqueCount=\"9999999999999999\">{strings}</sst>");
    let sheet = format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData><x/></worksheet>"#);
    let parts = [("xl/workbook.xml", book), ("xl/sharedStrings.xml", strings), ("XL\\worksheets\\Sheet1.xml", sheet)];
    let parts = parts.iter().map(|(path, part)| (*path, part.as_str()));
    file(&[TYPES, FIRST, RELATIONS, STYLES].into_iter().chain(parts).collect::<Vec<_>>())
}

#[test]
fn what_other_programs_write_is_read() {
    let strings = r#"<si><t xml:space="preserve"> een </t></si><si><r><rPr/><t>twee </t></r><r><t>&amp; drie</t></r>
        <rPh><t>klank</t></rPh></si><si><t>vier_x000D_
vijf</t></si><si/>"#;
    let cells = r#"<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c s="2"/><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>
        <row r="3" hidden="1"><c r="B3" s="1"><v>45048</v></c><c s="2"><v>45048.75</v></c><c r="A3"><v>3.0000000000000004E-1</v></c></row>
        <row><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c t="b"><v>1</v></c><c t="e"><v>#SPILL!</v></c>
          <c t="d"><v>2027-05-03T00:00:00Z</v></c><c s="3"><v>0.125</v></c><c t="str"><f>B1 &amp; "x"</f><v>x</v></c>
          <c><f t="shared" si="4000000000"/><v>1</v></c></row><row r="9"><c r="Z9" s="1"/></row>"#;
    let day = Cell::Day(NaiveDate::from_ymd_opt(2027, 5, 3).expect("a day"));
    let first = ["een", "twee & drie", "", "vier\nvijf"].map(Cell::text).to_vec();
    let third = vec![Cell::Number("0.3".into()), day.clone(), day.clone()];
    let mut fourth =
        vec![Cell::text("ab"), Cell::Truth(true), Cell::Broken("#SPILL!".into()), day, Cell::text("12,5%")];
    fourth.extend([Cell::Formula("B1 & \"x\"".into()), Cell::Formula(String::new())]);
    let rows = vec![first, Vec::new(), third, fourth];
    let read = read(&workbook(r#"<workbookPr date1904="1"/>"#, strings, cells)).expect("a workbook");
    assert_eq!(read, [Sheet { name: "A & B".into(), rows }]);
}

fn refusal(bytes: &[u8]) -> String {
    let problem = read(bytes).expect_err("no workbook that is taken");
    assert_eq!(problem.path, ["file"]);
    problem.sentence(Language::Nl).to_owned()
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let named = |path: &str| refusal(&file(&[TYPES, (path, "x")]));
    assert!(refusal(b"\xff\xd8\xff\xe0JFIF").starts_with("Dit is een afbeelding."));
    assert!(refusal(b"%PDF-1.7").starts_with("Dit is een pdf."));
    assert!(refusal(b"").starts_with("Dit bestand is leeg."));
    assert!(refusal(b"Titel;Trekker\n").starts_with("Dit is geen werkmap."));
    assert!(
        refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook").starts_with("Dit is een bestand in een oude indeling")
    );
    let word: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &word].concat();
    assert!(refusal(&locked).starts_with("Deze werkmap is met een wachtwoord versleuteld."));
    assert!(named("word/document.xml").starts_with("Dit is een Word-document."));
    assert!(named("xl/vbaProject.bin").starts_with("Deze werkmap bevat macro's"));
    assert!(named("xl/workbook.bin").starts_with("Dit is een binaire werkmap"));
    assert!(refusal(&file(&[("mimetype", "x"), ("content.xml", "x")])).starts_with("Dit is een OpenDocument-bestand"));
    assert!(refusal(&file(&[("foto.jpg", "x")])).starts_with("Dit is een archief"));
    let cut = workbook("", "", "");
    assert!(refusal(&cut[..cut.len() / 2]).starts_with("Deze werkmap is beschadigd."));
    assert!(
        refusal(&workbook("", "", r#"<row><c r="ZZZZ1"><v>1</v></c></row>"#))
            .starts_with("Deze werkmap is beschadigd.")
    );
    assert!(
        refusal(&workbook("", "", r#"<row><c t="s"><v>1</v></c></row>"#)).starts_with("Deze werkmap is beschadigd.")
    );
}

#[test]
fn too_much_of_anything_is_refused() {
    let cells = |cells: &str| refusal(&workbook("", "", cells));
    let says = |said: String, limit: &str| {
        assert!(said.starts_with("Deze werkmap is te groot") && said.contains(limit), "{said}");
    };
    says(refusal(&vec![0; MOST_BYTES + 1]), "8 MiB");
    says(cells(&" ".repeat(25 * 1024 * 1024)), "24 MiB");
    says(cells(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#), "A & B!XFD1048576");
    says(cells(r#"<row r="1"><c r="GS1"><v>1</v></c></row>"#), "200 kolommen");
    let wide: Vec<String> = (1..=2_001).map(|row| format!(r#"<row><c r="GR{row}"><v>1</v></c></row>"#)).collect();
    says(cells(&wide.concat()), "400000 cellen");
    says(cells(&"<row/>".repeat(800_001)), "400000 cellen");
    says(cells(&format!("<row>{}</row>", "<c><f>1</f></c>".repeat(150)).repeat(134)), "20000 formules");
    let long = |length: usize| format!("<si><t>{}</t></si>", "x".repeat(length));
    for length in [32_768, 200_000] {
        says(refusal(&workbook("", &long(length), "")), "32767 tekens");
    }
    let row = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100));
    says(refusal(&workbook("", &long(32_767), &row.repeat(4))), "12 MiB");
    says(refusal(&workbook(&r#"<sheet name="x" r:id="r1"/>"#.repeat(31), "", "")), "30 tabbladen");
    let many: Vec<String> = (0..1_001).map(|number| format!("part{number}")).collect();
    says(refusal(&file(&many.iter().map(|path| (path.as_str(), "")).collect::<Vec<_>>())), "1001 onderdelen");
}
