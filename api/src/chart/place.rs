//! Where the labels of marks go: beside their mark, where they cover no line and no other label.

use super::draw::{Area, count};

/// Room between a mark and its label.
const GAPS: [f32; 4] = [10.0, 16.0, 26.0, 40.0];
/// Room around a label.
const PAD: f32 = 2.0;

/// A picture as far as it is drawn: what labels must not cover.
pub(super) struct Board {
    bounds: Area,
    points: Vec<(f32, f32)>,
    taken: Vec<Area>,
}

impl Board {
    pub(super) fn new(bounds: Area) -> Self {
        Self { bounds, points: Vec::new(), taken: Vec::new() }
    }

    /// Notes a line through points.
    pub(super) fn line(&mut self, line: &[(f32, f32)]) {
        self.points.extend(line.first());
        for pair in line.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let steps = ((to_x - x).hypot(to_y - y) / 3.0).clamp(1.0, 1_000.0);
            let mut at = 1.0;
            while at <= steps {
                self.points.push((x + (to_x - x) * at / steps, y + (to_y - y) * at / steps));
                at += 1.0;
            }
        }
    }

    /// The best place for a label of a size at one of some marks.
    pub(super) fn place(&mut self, marks: &[(f32, f32)], width: f32, height: f32) -> Area {
        let each = GAPS.into_iter().flat_map(|gap| marks.iter().map(move |&(x, y)| (gap, x, y)));
        let candidates = each.flat_map(|(gap, x, y)| {
            let (right, left, middle) = (x + gap, x - gap - width, x - width / 2.0);
            let (above, below, level) = (y - gap - height, y + gap, y - height / 2.0);
            [
                (right, level),
                (middle, above),
                (middle, below),
                (left, level),
                (right, above),
                (left, above),
                (right, below),
                (left, below),
            ]
        });
        let areas = candidates.map(|(x, y)| Area { x, y, width, height }).map(|area| self.within(area));
        let best = areas.enumerate().map(|(at, area)| (self.cost(&area) + count(at) * 0.01, area));
        let best = best.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, area)| area);
        let area = best.unwrap_or(Area { width, height, ..self.bounds });
        self.taken.push(area);
        area
    }

    /// The same area, moved within the bounds.
    fn within(&self, area: Area) -> Area {
        let Area { x, y, width, height } = self.bounds;
        Area { x: area.x.min(x + width - area.width).max(x), y: area.y.min(y + height - area.height).max(y), ..area }
    }

    /// How much a label there would cover.
    fn cost(&self, area: &Area) -> f32 {
        let within = |(x, y): &&(f32, f32)| {
            (area.x - PAD..=area.x + area.width + PAD).contains(x)
                && (area.y - PAD..=area.y + area.height + PAD).contains(y)
        };
        let meets = |other: &&Area| {
            area.x < other.x + other.width
                && other.x < area.x + area.width
                && area.y < other.y + other.height
                && other.y < area.y + area.height
        };
        count(self.points.iter().filter(within).count()) + 1_000.0 * count(self.taken.iter().filter(meets).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_covers_no_line_and_no_other_label() {
        let bounds = Area { x: 0.0, y: 0.0, width: 200.0, height: 100.0 };
        let mut board = Board::new(bounds);
        board.line(&[(0.0, 50.0), (100.0, 50.0), (200.0, 10.0)]);
        let areas = [board.place(&[(100.0, 50.0)], 40.0, 14.0), board.place(&[(104.0, 50.0)], 40.0, 14.0)];
        for area in &areas {
            assert!(area.x >= 0.0 && area.x + area.width <= 200.0 && area.y >= 0.0 && area.y + area.height <= 100.0);
            assert!(
                board.points.iter().all(|(x, y)| {
                    *x < area.x || *x > area.x + area.width || *y < area.y || *y > area.y + area.height
                })
            );
        }
        assert!(
            areas[0].x + 40.0 <= areas[1].x
                || areas[1].x + 40.0 <= areas[0].x
                || areas[0].y + 14.0 <= areas[1].y
                || areas[1].y + 14.0 <= areas[0].y
        );
    }
}
