//! A document as a page that is printed well: the paper's size and the page numbers are in its style, and it loads nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::content::{Block, Document, Line, Table, printable};

impl Document {
    /// The page.
    pub(crate) fn page(&self) -> String {
        let side = if self.is_landscape { "landscape" } else { "portrait" };
        let page = html! {
            (DOCTYPE)
            html lang="nl" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.named()) }
                    style { (PreEscaped(format!("@page{{size:A4 {side};{PAPER}}}{STYLE}"))) }
                }
                body class=(side) {
                    main {
                        header { h1 { (self.title) } @for line in &self.subtitle { p { (line) } } }
                        @for block in &self.blocks { (part(block)) }
                    }
                }
            }
        };
        page.into_string()
    }
}

fn part(block: &Block) -> Markup {
    match block {
        Block::Heading(text) => html! { h2 { (text) } },
        Block::Text(text) => html! { p { (printable(text)) } },
        Block::Sentences(sentences) => html! { ol { @for sentence in sentences { li { (printable(sentence)) } } } },
        Block::Table(shown) => table(shown),
    }
}

fn table(table: &Table) -> Markup {
    let whole: u32 = table.columns.iter().map(|(_, part)| part).sum();
    html! {
        table {
            caption { (printable(&table.name)) }
            colgroup { @for (_, part) in &table.columns { col style=(format!("width:{}%", part * 100 / whole.max(1))); } }
            thead { tr { @for (header, _) in &table.columns { th scope="col" { (header) } } } }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (at, cell) in row.iter().enumerate() {
                            @if at == 0 {
                                th scope="row" { @for line in cell { (self::line(line)) } }
                            } @else {
                                td { @for line in cell { (self::line(line)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(line: &Line) -> Markup {
    match line {
        Line::Plain(text) => html! { div { (printable(text)) } },
        Line::Strong(text) => html! { div { strong { (printable(text)) } } },
        Line::State(sign, text) => html! {
            div { strong { span style=(format!("color:{}", sign.colour())) aria-hidden="true" { (sign.mark()) } " " (text) } }
        },
    }
}

/// The margins of the paper, with the number of the page below.
const PAPER: &str = "margin:15mm 15mm 18mm;\
    @bottom-right{content:'pagina ' counter(page) ' van ' counter(pages);font:8pt Arial,sans-serif;color:#1A1A1A}";

/// How the page looks, on a screen and on paper. The caption of a table is for whoever has it read aloud.
const STYLE: &str = "body{font:11pt/1.45 Arial,'Liberation Sans',Helvetica,sans-serif;color:#1A1A1A;background:#FFFFFF;\
    margin:0 auto;padding:1.5rem;max-width:52rem}body.landscape{max-width:76rem}h1{font-size:1.7em;margin:0 0 .2em}\
    header p{margin:.1rem 0}h2{font-size:1.25em;margin:1.5em 0 .4em}p{margin:.4em 0}ol{padding-left:1.6em}li{margin-bottom:.4rem}\
    table{border-collapse:collapse;width:calc(100% - 1px);table-layout:fixed;font-size:.87em;line-height:1.35;margin:.5rem 0}\
    caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
    th,td{border:1px solid #6B7580;padding:.3rem .4rem;text-align:left;vertical-align:top;font-weight:normal;\
    overflow-wrap:break-word;white-space:pre-line;hyphens:auto}thead th{background:#E8ECF0;font-weight:bold}\
    @media screen{main{overflow-x:auto}table{min-width:44rem}.landscape table{min-width:68rem}}\
    @media print{body,body.landscape{padding:0;max-width:none;font-size:10pt;print-color-adjust:exact}h2{break-after:avoid}\
    h2+p{break-after:avoid}thead{display:table-header-group;break-after:avoid}\
    tbody tr:first-child{break-before:avoid}tr{break-inside:avoid}}";
