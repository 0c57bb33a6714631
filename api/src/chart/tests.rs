//! What holds of every picture, whatever its data: it is well-formed, nothing is cut off, no text covers another, and every
//! colour is seen on white.

use resvg::usvg::{Group, Node, Options, Rect, Tree};

use super::{Chart, page::fonts};

/// The contrast of a colour on white, by WCAG.
fn contrast_on_white(colour: &str) -> f64 {
    let part = |at: usize| {
        let byte = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour of six digits");
        let share = f64::from(byte) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    1.05 / (0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05)
}

fn texts(group: &Group, found: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => {
                let said = text.chunks().iter().map(resvg::usvg::TextChunk::text).collect();
                found.push((said, text.abs_bounding_box()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Fails where a chart is not well-formed, is cut off, covers a text with another or uses a colour that is not seen.
pub(super) fn holds(chart: &Chart) {
    let svg = chart.svg();
    let options = Options { fontdb: fonts(), font_family: "Arimo".to_owned(), ..Options::default() };
    let tree = Tree::from_str(&svg, &options).expect("a well-formed picture");
    let (all, size) = (tree.root().abs_bounding_box(), tree.size());
    assert!(all.left() >= -0.5 && all.top() >= -0.5, "cut off at {all:?}: {}", chart.title);
    assert!(
        all.right() <= size.width() + 0.5 && all.bottom() <= size.height() + 0.5,
        "{all:?} in {size:?}: {}",
        chart.title
    );
    let mut said = Vec::new();
    texts(tree.root(), &mut said);
    assert!(!said.is_empty());
    for (at, (text, area)) in said.iter().enumerate() {
        for (other, its) in &said[at + 1..] {
            let meet = area.left() + 0.5 < its.right()
                && its.left() + 0.5 < area.right()
                && area.top() + 3.0 < its.bottom()
                && its.top() + 3.0 < area.bottom();
            assert!(!meet, "‘{text}’ {area:?} and ‘{other}’ {its:?} in {}", chart.title);
        }
    }
    for element in svg.split('<').filter(|element| !element.starts_with('/')) {
        for attribute in ["fill=\"#", "stroke=\"#"] {
            let Some(at) = element.find(attribute) else { continue };
            let colour = &element[at + attribute.len() - 1..][..7];
            let least = if element.starts_with("text") { 4.5 } else { 3.0 };
            assert!(colour == "#FFFFFF" || contrast_on_white(colour) >= least, "{colour} in <{element}");
        }
    }
    assert!(!svg.contains(" id=\""), "several pictures stand on one page");
}

#[test]
fn what_is_not_there_and_what_is_asked_wrongly_are_pictures_too() {
    let long = "Een heel lang antwoord ".repeat(20);
    for chart in [Chart::nothing(), Chart::refused(&[long.clone(), long]), Chart::of_fault("NOT_FOUND")] {
        holds(&chart);
    }
    let png = Chart::nothing().png().expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(Chart::nothing().svg(), Chart::of_fault("NOT_FOUND").svg());
}

#[test]
fn what_xml_cannot_hold_is_left_out_and_the_rest_is_written_safely() {
    let chart = Chart::empty("<script>\u{0}\u{b}&\u{ffff}\" alert".to_owned(), "geen gegevens");
    holds(&chart);
    assert!(!chart.svg().contains("<script>") && !chart.page().contains("<script>"));
}

#[test]
fn the_contrast_is_that_of_wcag() {
    assert!((contrast_on_white("#000000") - 21.0).abs() < 0.01);
    assert!((contrast_on_white("#767676") - 4.54).abs() < 0.01);
}
