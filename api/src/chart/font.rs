//! How wide a text is. The font of the charts has the widths of Arial, so that a browser which has either draws the same.

use std::sync::LazyLock;

use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

/// The font in its normal weight, in which pictures are drawn.
pub(super) const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Arimo-Regular.ttf");
/// The font in bold.
pub(super) const BOLD: &[u8] = include_bytes!("../../assets/fonts/Arimo-Bold.ttf");

static FONTS: LazyLock<[FontRef<'static>; 2]> =
    LazyLock::new(|| [REGULAR, BOLD].map(|bytes| FontRef::new(bytes).expect("the font is compiled in")));

/// The width of a text of a size, both in pixels.
pub(super) fn width(text: &str, size: f32, is_bold: bool) -> f32 {
    let font = &FONTS[usize::from(is_bold)];
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let characters = font.charmap();
    text.chars().filter_map(|letter| metrics.advance_width(characters.map(letter).unwrap_or_default())).sum()
}

/// A text in lines of at most a width. A word that is wider is broken; what a hard space holds together is one word.
pub(super) fn lines(text: &str, size: f32, is_bold: bool, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text
        .split(|letter: char| letter.is_whitespace() && letter != '\u{a0}')
        .filter(|word| !word.is_empty())
        .flat_map(|word| pieces(word, size, is_bold, most))
    {
        match lines.last_mut().map(|line| (format!("{line} {word}"), line)) {
            Some((longer, line)) if width(&longer, size, is_bold) <= most => *line = longer,
            _ => lines.push(word),
        }
    }
    lines
}

/// A word in pieces of at most a width, which is one where it is not wider.
fn pieces(word: &str, size: f32, is_bold: bool, most: f32) -> Vec<String> {
    if width(word, size, is_bold) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut wide = 0.0;
    for letter in word.chars() {
        let more = width(letter.encode_utf8(&mut [0; 4]), size, is_bold);
        if wide > 0.0 && wide + more > most {
            pieces.push(String::new());
            wide = 0.0;
        }
        wide += more;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_where_it_would_be_too_wide() {
        assert!(width("mm", 14.0, false) > width("ii", 14.0, false));
        assert!((width("aa", 28.0, false) - 2.0 * width("aa", 14.0, false)).abs() < 0.01);
        let broken = lines("een doel met veel woorden", 14.0, false, 80.0);
        assert!(broken.len() > 1 && broken.iter().all(|line| width(line, 14.0, false) <= 80.0), "{broken:?}");
        assert_eq!(broken.join(" "), "een doel met veel woorden");
        assert!(lines("dat is 25\u{a0}%", 14.0, false, 60.0).contains(&"25\u{a0}%".to_owned()));
        let long = lines("een arbeidsmarktcoördinatiepunt", 14.0, false, 80.0);
        assert!(long.len() > 2 && long.iter().all(|line| width(line, 14.0, false) <= 80.0), "{long:?}");
    }
}
