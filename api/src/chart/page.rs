//! A chart as a picture for browsers (SVG), as one for mail (PNG), and as a page with its data as a table.

use std::sync::{Arc, LazyLock};

use maud::{DOCTYPE, Markup, html};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::{
    Chart, font,
    style::{BODY, INK, TITLE},
};

/// Pixels of a PNG for each of the picture, for sharp letters on most screens.
const SCALE: f32 = 2.0;
/// Between the edge and the title.
const MARGIN: f32 = 24.0;
/// From one line of the title to the next.
const LINE: f32 = 24.0;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in [font::REGULAR, font::BOLD] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Arimo");
    Arc::new(fonts)
});

impl Chart {
    /// The picture. Its title and its conclusion are part of it, in words that can be read aloud.
    pub(crate) fn svg(&self) -> String {
        let title = font::lines(&self.title, TITLE, true, self.width_in_pixels() - 2.0 * MARGIN);
        let head = MARGIN + LINE * lines_in_pixels(title.len());
        let height = head + pixels(self.height);
        let size = format!("0 0 {} {height}", self.width);
        let style = format!(
            "text{{font-family:Arimo,Arial,'Liberation Sans',Helvetica,sans-serif;fill:{INK};font-size:{BODY}px}}\
             .title{{font-weight:bold;font-size:{TITLE}px}}.strong{{font-weight:bold}}.small{{font-size:12px}}"
        );
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(size) width=(self.width) height=(height)
                role="img" aria-labelledby="title desc" lang="nl" {
                title id="title" { (self.title) }
                desc id="desc" { (self.conclusion) }
                style { (maud::PreEscaped(style)) }
                rect width="100%" height="100%" fill="#FFFFFF" {}
                @for (at, line) in title.iter().enumerate() {
                    text x=(MARGIN) y=(MARGIN + LINE * (lines_in_pixels(at) + 0.5)) class="title" { (line) }
                }
                g transform=(format!("translate(0 {head})")) { (self.marks) }
            }
        };
        picture.into_string()
    }

    /// The picture in pixels; `None` where it cannot be drawn.
    pub(crate) fn png(&self) -> Option<Vec<u8>> {
        let options = Options { fontdb: FONTS.clone(), font_family: "Arimo".to_owned(), ..Options::default() };
        let tree = Tree::from_str(&self.svg(), &options).ok()?;
        let size = tree.size().to_int_size().scale_by(SCALE)?;
        let mut pixels = Pixmap::new(size.width(), size.height())?;
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
        pixels.encode_png().ok()
    }

    /// The picture with its conclusion and its data, for a page.
    pub(crate) fn figure(&self) -> Markup {
        html! {
            figure {
                (maud::PreEscaped(self.svg()))
                figcaption { (self.conclusion) }
                @if !self.table.rows.is_empty() {
                    table {
                        caption { (self.title) }
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
                    style { (maud::PreEscaped(STYLE)) }
                }
                body { main { h1 { (self.title) } (self.figure()) } }
            }
        };
        page.into_string()
    }

    #[allow(clippy::cast_precision_loss, reason = "a picture is some thousands of pixels at most")]
    fn width_in_pixels(&self) -> f32 {
        self.width as f32
    }
}

/// How the page of a chart looks, on a screen and on paper.
const STYLE: &str = "body{font-family:Arial,'Liberation Sans',Helvetica,sans-serif;color:#1A1A1A;background:#FFFFFF;\
    margin:0 auto;max-width:60rem;padding:1.5rem;line-height:1.5}h1{font-size:1.5rem}figure{margin:0}\
    svg{max-width:100%;height:auto}figcaption{font-weight:bold;margin:1rem 0}table{border-collapse:collapse}\
    caption{text-align:left;margin-bottom:.5rem}th,td{border:1px solid #6B7580;padding:.25rem .5rem;text-align:left;\
    vertical-align:top}@media print{body{padding:0}table{break-inside:auto}tr{break-inside:avoid}}";

#[allow(clippy::cast_precision_loss, reason = "a picture is some thousands of pixels at most")]
fn pixels(number: u32) -> f32 {
    number as f32
}

#[allow(clippy::cast_precision_loss, reason = "a title is some lines long")]
fn lines_in_pixels(lines: usize) -> f32 {
    lines as f32
}
