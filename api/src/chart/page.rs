//! A chart as a picture for browsers (SVG), as one for mail (PNG), and as a page with its data as a table.

use std::sync::{Arc, LazyLock};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::{
    Chart,
    draw::{Area, Type, px},
    font,
    style::{BODY, INK, MARGIN, PAPER, TITLE},
};

/// Pixels of a PNG for each of the picture, for sharp letters on most screens.
const SCALE: f32 = 2.0;
/// The most pixels of a PNG; a picture that would have more is drawn smaller.
const MOST_PIXELS: f32 = 16_000_000.0;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in [font::REGULAR, font::BOLD] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Arimo");
    Arc::new(fonts)
});

#[cfg(test)]
pub(super) fn fonts() -> Arc<Database> {
    FONTS.clone()
}

impl Chart {
    /// The picture with its title and its conclusion.
    pub(crate) fn svg(&self) -> String {
        let (title, text) = (Type::of(TITLE).bold(), Type::of(BODY));
        let room = pixels(self.width) - 2.0 * MARGIN;
        let (heading, said) = (title.lines(&self.title, room), text.lines(&self.conclusion, room));
        let top = MARGIN * 0.75;
        let below = top + title.height(heading.len()) + 6.0;
        let head = below + text.height(said.len()) + 12.0;
        let heading = html! {
            (title.draw_lines(MARGIN, top, &heading))
            (text.draw_lines(MARGIN, below, &said))
        };
        self.picture(head, &heading)
    }

    /// The picture below a heading. It is read aloud by its title and its conclusion.
    fn picture(&self, head: f32, heading: &Markup) -> String {
        let (width, height) = (pixels(self.width), head + pixels(self.height));
        let paper = Area { x: 0.0, y: 0.0, width, height };
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {} {}", px(width), px(height)))
                width=(px(width)) height=(px(height)) role="img" aria-label=(self.title) lang="nl"
                font-family="Arimo, Arial, 'Liberation Sans', Helvetica, sans-serif" font-size=(BODY) fill=(INK) {
                title { (self.title) }
                desc { (self.conclusion) }
                (paper.filled(PAPER))
                (heading)
                g transform=(format!("translate(0 {})", px(head))) { (self.marks) }
            }
        };
        // What a record may say, and XML may not.
        picture.into_string().replace(|letter| matches!(letter, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'), " ")
    }

    /// The picture in pixels; `None` where it cannot be drawn.
    pub(crate) fn png(&self) -> Option<Vec<u8>> {
        let options = Options { fontdb: FONTS.clone(), font_family: "Arimo".to_owned(), ..Options::default() };
        let tree = Tree::from_str(&self.svg(), &options).ok()?;
        let scale = SCALE.min((MOST_PIXELS / (tree.size().width() * tree.size().height())).sqrt());
        let size = tree.size().to_int_size().scale_by(scale)?;
        let mut pixels = Pixmap::new(size.width(), size.height())?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().ok()
    }

    /// The picture with its conclusion and its data, below a heading that the page gives it.
    pub(crate) fn figure(&self) -> Markup {
        html! {
            figure {
                figcaption { (self.conclusion) }
                @if self.marks.0.is_empty() {} @else {
                    div.wide tabindex="0" role="group" aria-label="Figuur" {
                        (PreEscaped(self.picture(0.0, &html! {})))
                    }
                }
                (self.list)
                @if !self.table.rows.is_empty() {
                    div.wide tabindex="0" role="group" aria-label="Tabel" { (self.table()) }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        html! {
            table {
                caption { "De gegevens van deze figuur: " (self.title) }
                thead { tr { @for header in &self.table.headers { th scope="col" { (header) } } } }
                tbody {
                    @for row in &self.table.rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A page of its own.
    pub(crate) fn page(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="nl" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body { main { h1 { (self.title) } (self.figure()) } }
            }
        };
        page.into_string()
    }
}

/// How the page of a chart looks, on a screen and on paper. A picture is not made so small that its letters cannot be read:
/// it is moved sideways instead.
pub(super) const STYLE: &str = "body{font-family:Arial,'Liberation Sans',Helvetica,sans-serif;color:#1A1A1A;background:#FFFFFF;\
    margin:0 auto;max-width:60rem;padding:1rem;line-height:1.5}h1{font-size:1.4rem;line-height:1.3;\
    overflow-wrap:anywhere}figure{margin:0}.wide{overflow-x:auto}svg{display:block;width:100%;min-width:38rem;\
    max-width:60rem;height:auto}figcaption{margin:1rem 0;overflow-wrap:anywhere}table{border-collapse:collapse;\
    margin:1.5rem 0;font-size:.9rem}caption{text-align:left;margin-bottom:.5rem;font-weight:bold}\
    th,td{border-bottom:1px solid #808A94;padding:.3rem .9rem .3rem 0;text-align:left;vertical-align:top}\
    tbody th{font-weight:normal}td{font-variant-numeric:tabular-nums}\
    @media print{body{padding:0;max-width:none}.wide{overflow:visible}svg{min-width:0}tr,figcaption{break-inside:avoid}}";

#[allow(clippy::cast_precision_loss, reason = "a picture is some thousands of pixels at most")]
fn pixels(number: u32) -> f32 {
    number as f32
}
