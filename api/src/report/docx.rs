//! A document as a Word document (Office Open XML), written part by part: its language is Dutch, its headings are headings, the
//! headers of a table come back on each page, and it names no author.

use std::io::{Cursor, Write};

use maud::{Markup, PreEscaped, html};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::content::{Block, Document, Line, Table, printable};
use crate::notation;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OF_PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const OF_CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
/// The sides of A4 in twentieths of a point.
const A4: [u32; 2] = [11_906, 16_838];
/// Between the edge of the paper and the text.
const MARGIN: u32 = 850;
/// The styles, which no document changes.
const STYLES: &str = include_str!("styles.xml");

impl Document {
    /// The Word document; `None` where it cannot be written.
    pub(crate) fn docx(&self) -> Option<Vec<u8>> {
        let relationships = |lines: &[(&str, &str, &str)]| {
            html! {
                Relationships xmlns=(OF_PACKAGE) {
                    @for (id, kind, target) in lines { Relationship Id=(id) Type=(kind) Target=(target) {} }
                }
            }
        };
        let of_word = |kind: &str| format!("{RELATIONSHIPS}/{kind}");
        let parts = [
            ("[Content_Types].xml", content_types()),
            (
                "_rels/.rels",
                relationships(&[
                    ("rId1", &of_word("officeDocument"), "word/document.xml"),
                    ("rId2", OF_CORE, "docProps/core.xml"),
                ]),
            ),
            ("docProps/core.xml", self.properties()),
            (
                "word/_rels/document.xml.rels",
                relationships(&[
                    ("rId1", &of_word("styles"), "styles.xml"),
                    ("rId2", &of_word("numbering"), "numbering.xml"),
                    ("rId3", &of_word("settings"), "settings.xml"),
                    ("rId4", &of_word("footer"), "footer1.xml"),
                ]),
            ),
            ("word/document.xml", self.body()),
            ("word/styles.xml", PreEscaped(STYLES.to_owned())),
            ("word/numbering.xml", numbering()),
            ("word/settings.xml", settings()),
            ("word/footer1.xml", self.footer()),
        ];
        // The days of the parts are always the same, so that the same content makes the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            file.start_file(name, options).ok()?;
            write!(file, "{DECLARATION}{}", part.into_string()).ok()?;
        }
        Some(file.finish().ok()?.into_inner())
    }

    fn properties(&self) -> Markup {
        let made = format!("{}T00:00:00Z", self.day);
        html! {
            cp:coreProperties xmlns:cp=(CORE) xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {
                dc:title { (printable(&self.named())) }
                dc:subject { (printable(&self.subtitle.join(", "))) }
                dc:language { "nl-NL" }
                dcterms:created xsi:type="dcterms:W3CDTF" { (made) }
                dcterms:modified xsi:type="dcterms:W3CDTF" { (made) }
            }
        }
    }

    /// The sides of a page, the broad one first where it lies on its side.
    fn sides(&self) -> [u32; 2] {
        let [short, long] = A4;
        if self.is_landscape { [long, short] } else { [short, long] }
    }

    fn text_width(&self) -> u32 {
        self.sides()[0] - 2 * MARGIN
    }

    fn body(&self) -> Markup {
        let [width, height] = self.sides();
        html! {
            w:document xmlns:w=(WORD) xmlns:r=(RELATIONSHIPS) {
                w:body {
                    (paragraph("Title", &self.title))
                    @for line in &self.subtitle { (paragraph("Subtitle", line)) }
                    @for block in &self.blocks {
                        @match block {
                            Block::Heading(text) => { (paragraph("Heading1", text)) }
                            Block::Text(text) => { (paragraph("BodyText", text)) }
                            Block::Sentences(sentences) => {
                                @for sentence in sentences { (paragraph("ListNumber", sentence)) }
                            }
                            Block::Table(table) => { (self.table(table)) (paragraph("AfterTable", "")) }
                        }
                    }
                    w:sectPr {
                        w:footerReference w:type="default" r:id="rId4" {}
                        @if self.is_landscape {
                            w:pgSz w:w=(width) w:h=(height) w:orient="landscape" {}
                        } @else {
                            w:pgSz w:w=(width) w:h=(height) {}
                        }
                        w:pgMar w:top=(MARGIN) w:right=(MARGIN) w:bottom=(MARGIN) w:left=(MARGIN) w:header="425" w:footer="425"
                            w:gutter="0" {}
                    }
                }
            }
        }
    }

    fn table(&self, table: &Table) -> Markup {
        let whole: u32 = table.columns.iter().map(|(_, part)| part).sum();
        let width = |part: &u32| self.text_width() * part / whole.max(1);
        html! {
            w:tbl {
                w:tblPr {
                    w:tblStyle w:val="Grid" {}
                    w:tblW w:w=(self.text_width()) w:type="dxa" {}
                    w:tblLayout w:type="fixed" {}
                    w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"
                        w:noVBand="1" {}
                    w:tblCaption w:val=(printable(&table.name)) {}
                }
                w:tblGrid { @for (_, part) in &table.columns { w:gridCol w:w=(width(part)) {} } }
                w:tr {
                    w:trPr { w:cantSplit {} w:tblHeader {} }
                    @for (header, part) in &table.columns {
                        w:tc { w:tcPr { w:tcW w:w=(width(part)) w:type="dxa" {} } (paragraph("TableHeader", header)) }
                    }
                }
                @for row in &table.rows {
                    w:tr {
                        w:trPr { w:cantSplit {} }
                        @for (cell, (_, part)) in row.iter().zip(&table.columns) {
                            w:tc {
                                w:tcPr { w:tcW w:w=(width(part)) w:type="dxa" {} }
                                @for line in cell { (self::line(line)) }
                                @if cell.is_empty() { (paragraph("TableText", "")) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        let field = |name: &str| {
            html! {
                w:r { w:fldChar w:fldCharType="begin" {} }
                w:r { w:instrText xml:space="preserve" { " " (name) " " } }
                w:r { w:fldChar w:fldCharType="separate" {} }
                w:r { w:t { "1" } }
                w:r { w:fldChar w:fldCharType="end" {} }
            }
        };
        let named = format!("{} · {}", self.named(), notation::day(self.day));
        html! {
            w:ftr xmlns:w=(WORD) {
                w:p {
                    w:pPr {
                        w:pStyle w:val="Footer" {}
                        w:tabs { w:tab w:val="right" w:pos=(self.text_width()) {} }
                    }
                    (run(&named))
                    w:r { w:tab {} }
                    (run("pagina ")) (field("PAGE")) (run(" van ")) (field("NUMPAGES"))
                }
            }
        }
    }
}

fn paragraph(style: &str, text: &str) -> Markup {
    html! { w:p { w:pPr { w:pStyle w:val=(style) {} } @if !text.is_empty() { (run(text)) } } }
}

/// A run of text, with its line breaks.
fn run(text: &str) -> Markup {
    html! { w:r { (words(text)) } }
}

fn words(text: &str) -> Markup {
    html! {
        @for (at, line) in printable(text).split('\n').enumerate() {
            @if at > 0 { w:br {} }
            w:t xml:space="preserve" { (line) }
        }
    }
}

fn line(line: &Line) -> Markup {
    match line {
        Line::Plain(text) => paragraph("TableText", text),
        Line::Strong(text) => html! {
            w:p { w:pPr { w:pStyle w:val="TableText" {} } w:r { w:rPr { w:b {} } (words(text)) } }
        },
        Line::State(sign, text) => html! {
            w:p {
                w:pPr { w:pStyle w:val="TableText" {} }
                w:r { w:rPr { w:b {} w:color w:val=(sign.colour().trim_start_matches('#')) {} } (words(&format!("{} ", sign.mark()))) }
                w:r { w:rPr { w:b {} } (words(text)) }
            }
        },
    }
}

fn content_types() -> Markup {
    let of_word = |part: &str| format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml");
    html! {
        Types xmlns=(TYPES) {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            Override PartName="/word/document.xml" ContentType=(of_word("document.main")) {}
            Override PartName="/word/styles.xml" ContentType=(of_word("styles")) {}
            Override PartName="/word/numbering.xml" ContentType=(of_word("numbering")) {}
            Override PartName="/word/settings.xml" ContentType=(of_word("settings")) {}
            Override PartName="/word/footer1.xml" ContentType=(of_word("footer")) {}
            Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml" {}
        }
    }
}

/// The one list there is: sentences with a number.
fn numbering() -> Markup {
    html! {
        w:numbering xmlns:w=(WORD) {
            w:abstractNum w:abstractNumId="0" {
                w:multiLevelType w:val="singleLevel" {}
                w:lvl w:ilvl="0" {
                    w:start w:val="1" {}
                    w:numFmt w:val="decimal" {}
                    w:lvlText w:val="%1." {}
                    w:lvlJc w:val="left" {}
                    w:pPr { w:ind w:left="425" w:hanging="425" {} }
                }
            }
            w:num w:numId="1" { w:abstractNumId w:val="0" {} }
        }
    }
}

/// The language, and that it is written as Word has written since 2013.
fn settings() -> Markup {
    html! {
        w:settings xmlns:w=(WORD) {
            w:compat {
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
            w:themeFontLang w:val="nl-NL" {}
        }
    }
}
