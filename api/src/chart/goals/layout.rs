//! Where the boxes of a tree stand: a column per level from left to right, and every goal level with the first one below it,
//! so that a tree is read from its upper left corner down, however long it is.

use super::super::{
    draw::{Area, count},
    style::{MARGIN, WIDE},
};

/// The widest that a picture of a tree is, in pixels.
const WIDEST: f32 = 1200.0;
/// The levels that fit a picture of the usual width.
const USUAL_LEVELS: usize = 3;
/// The levels that are drawn at most.
pub(super) const MOST_LEVELS: usize = 5;
/// Between two columns, for the lines.
pub(super) const GUTTER: f32 = 40.0;
/// Above the first box, for its edge.
const TOP: f32 = 4.0;
/// Between two boxes in a column.
const GAP: f32 = 16.0;

/// How wide a picture of so many levels is, and how wide each box in it. A picture of few levels is as wide as all others.
pub(super) fn widths(levels: usize) -> (f32, f32) {
    let levels = levels.clamp(1, MOST_LEVELS);
    let beyond = count(levels.saturating_sub(USUAL_LEVELS)) / count(MOST_LEVELS - USUAL_LEVELS);
    let picture = WIDE + (WIDEST - WIDE) * beyond;
    let gutters = GUTTER * count(levels - 1);
    (picture, (picture - 2.0 * MARGIN - gutters) / count(levels))
}

/// The level of each box, from 0. Each follows the one that it belongs to, with all that belongs to it before the next.
pub(super) fn levels(parents: &[Option<usize>]) -> Vec<usize> {
    let mut levels: Vec<usize> = Vec::with_capacity(parents.len());
    for parent in parents {
        levels.push(parent.and_then(|parent| levels.get(parent)).map_or(0, |level| level + 1));
    }
    levels
}

/// Where boxes of such heights stand.
pub(super) fn areas(parents: &[Option<usize>], heights: &[f32], width: f32) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::with_capacity(parents.len());
    for (level, (parent, height)) in levels(parents).into_iter().zip(parents.iter().zip(heights)) {
        let above = parent.and_then(|parent| areas.get(parent));
        let before = areas.iter().skip(parent.map_or(0, |parent| parent + 1));
        let lowest = before.map(|area| area.y + area.height).reduce(f32::max);
        let y = lowest.map_or_else(|| above.map_or(TOP, |above| above.y), |lowest| lowest + GAP);
        areas.push(Area { x: MARGIN + (width + GUTTER) * count(level), y, width, height: *height });
    }
    areas
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A tree as a list in which each follows its parent: a box below the latest box of some level above.
    fn tree(steps: &[usize]) -> Vec<Option<usize>> {
        let (mut parents, mut path): (Vec<Option<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, step) in steps.iter().enumerate() {
            path.truncate((*step).min(MOST_LEVELS - 1));
            parents.push(path.last().copied());
            path.push(at);
        }
        parents
    }

    proptest! {
        #[test]
        fn boxes_stand_apart_and_within_the_picture(
            boxes in prop::collection::vec((0_usize..6, 40.0_f32..400.0), 1..60),
        ) {
            let (steps, heights): (Vec<usize>, Vec<f32>) = boxes.into_iter().unzip();
            let parents = tree(&steps);
            let deepest = levels(&parents).into_iter().max().unwrap_or_default();
            let (picture, width) = widths(deepest + 1);
            let places = areas(&parents, &heights, width);
            prop_assert!((WIDE..=WIDEST).contains(&picture) && width >= 190.0);
            for (at, one) in places.iter().enumerate() {
                prop_assert!(one.x >= MARGIN && (one.x + one.width) <= picture - MARGIN + 0.01);
                for other in &places[at + 1..] {
                    let apart = (one.x + one.width) <= other.x || (other.x + other.width) <= one.x
                        || (one.y + one.height) <= other.y || (other.y + other.height) <= one.y;
                    prop_assert!(apart, "{one:?} {other:?}");
                }
                if let Some(parent) = parents[at] {
                    prop_assert!(places[parent].x + width + GUTTER - 0.01 <= one.x && places[parent].y <= one.y);
                }
            }
        }
    }

    #[test]
    fn a_goal_is_level_with_the_first_one_below_it() {
        let parents = [None, Some(0), Some(0), None];
        let places = areas(&parents, &[30.0, 50.0, 50.0, 30.0], 200.0);
        let tops: Vec<f32> = places.iter().map(|spot| spot.y).collect();
        assert_eq!(tops, [4.0, 4.0, 70.0, 136.0]);
    }
}
