//! All charts of a partnership on one page, to be looked through, printed, or chosen from for a newsletter.
//!
//! Each is the very picture of its own address, and says where that is. Nothing is shown here that is not shown there.

use entity::IndicatorId;
use maud::{DOCTYPE, PreEscaped, html};

use super::{Asked, Chart, page::STYLE};
use crate::{
    access::View,
    graphql::{Fault, Resolved, Session},
    ids::NodeId,
    indicator::Indicator,
};

/// The most indicators that one page shows.
const MOST_INDICATORS: usize = 60;
/// What a page of several charts looks like besides.
const STYLE_OF_SEVERAL: &str = "section{margin-top:3rem;border-top:1px solid #808A94}h2{font-size:1.2rem;line-height:1.3;\
    overflow-wrap:anywhere}a{color:#1B3A6B;overflow-wrap:anywhere}@media print{nav,.forms{display:none}\
    section{break-before:page;margin-top:0;border-top:0}section:first-of-type{break-before:auto}\
    h2{break-after:avoid}svg{break-inside:avoid;max-height:16cm}}";

/// A chart and the address of its picture, without its form.
type Placed = (Chart, String);

impl Chart {
    /// The page of a partnership.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    pub(crate) async fn overview(session: &Session, view: &View, asked: &Asked) -> Resolved<String> {
        let slug = &view.partnership.slug;
        let of_table = |name: &str| format!("{slug}/{name}");
        let mut charts = vec![
            (told(Self::goals(session, view, asked).await)?, of_table("goals")),
            (told(Self::balance(view, asked))?, of_table("balance")),
            (told(Self::interests(view))?, of_table("interests")),
            (Self::commitments(view), of_table("commitments")),
            (Self::timeline(view), of_table("timeline")),
        ];
        let mut indicators: Vec<(String, IndicatorId)> =
            view.all::<Indicator>().map(|one| (one.display_name(&view.desk.directory).to_owned(), one.id)).collect();
        indicators.sort();
        let more = indicators.len().saturating_sub(MOST_INDICATORS);
        for (_, id) in indicators.into_iter().take(MOST_INDICATORS) {
            let Some(indicator) = view.get::<Indicator>(id) else { continue };
            let word = NodeId::of(&*indicator).word();
            charts.push((told(Self::indicator(session, &word, asked).await)?, format!("../indicators/{word}")));
        }
        Ok(page(&view.partnership.name, &charts, &asked.days(), more))
    }
}

/// A chart that cannot be made says so in its own place.
fn told(made: Resolved<Chart>) -> Resolved<Chart> {
    match made {
        Err(Fault::Request { code, .. }) => Ok(Chart::of_fault(code)),
        made => made,
    }
}

fn page(name: &str, charts: &[Placed], days: &str, more: usize) -> String {
    let title = format!("Figuren van {name}");
    let page = html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(STYLE_OF_SEVERAL)) }
            }
            body {
                main {
                    h1 { (title) }
                    nav aria-label="Figuren op deze pagina" {
                        ol { @for (at, (chart, _)) in charts.iter().enumerate() {
                            li { a href=(format!("#figuur-{}", at + 1)) { (chart.title) } }
                        } }
                    }
                    @if more > 0 {
                        p { "De eerste " (MOST_INDICATORS) " indicatoren staan op deze pagina; " (more) " andere niet." }
                    }
                    @for (at, (chart, address)) in charts.iter().enumerate() {
                        section id=(format!("figuur-{}", at + 1)) {
                            h2 { (chart.title) }
                            (chart.figure())
                            p.forms {
                                "Deze figuur apart: "
                                a href=(format!("{address}.html{days}")) { "pagina" } ", "
                                a href=(format!("{address}.svg{days}")) { "SVG" } " (voor een website), "
                                a href=(format!("{address}.png{days}")) { "PNG" } " (voor mail en Word)."
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}
