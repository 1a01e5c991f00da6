//! Hatching: slanted lines across an area, to be clipped to its outline.

use crate::report::document::Point;

/// Distance of hatch lines in points.
const STEP: f64 = 3.6;
/// More lines than this make a file slow; they are then set wider apart.
const MOST: f64 = 400.0;

/// Slanted lines that cover the area around some points.
pub fn lines(points: impl Iterator<Item = Point>) -> Vec<(Point, Point)> {
    let frame = points.fold(None, |frame: Option<(Point, Point)>, (x, y)| {
        let ((left, top), (right, bottom)) = frame.unwrap_or(((x, y), (x, y)));
        Some(((left.min(x), top.min(y)), (right.max(x), bottom.max(y))))
    });
    let Some(((left, top), (right, bottom))) = frame else {
        return Vec::new();
    };
    let (width, height) = (right - left, bottom - top);
    let span = width + height;
    if !span.is_finite() || span <= 0.0 {
        return Vec::new();
    }
    let step = STEP * std::f64::consts::SQRT_2;
    let step = step.max(span / MOST);
    // Lines of all areas of a drawing lie on one grid, so that neighbouring areas do not look like different fills.
    let first = ((left + top) / step).ceil();
    let last = ((right + bottom) / step).floor();
    let count = (last - first + 1.0).max(0.0) as usize;
    let line = |index: usize| {
        // All points with x + y = sum.
        let sum = (first + index as f64) * step;
        let from = if sum - left <= bottom { (left, sum - left) } else { (sum - bottom, bottom) };
        let to = if sum - top <= right { (sum - top, top) } else { (right, sum - right) };
        (from, to)
    };
    (0..count).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_inside_the_frame() {
        let made = lines([(10.0, 20.0), (90.0, 20.0), (90.0, 50.0)].into_iter());
        assert!(made.len() > 15);
        for ((x1, y1), (x2, y2)) in made {
            for (x, y) in [(x1, y1), (x2, y2)] {
                assert!((9.999..=90.001).contains(&x) && (19.999..=50.001).contains(&y), "{x} {y}");
            }
            assert!((x1 + y1 - x2 - y2).abs() < 1e-6);
        }
    }

    #[test]
    fn odd_areas_are_left_alone() {
        assert!(lines([].into_iter()).is_empty());
        assert!(lines([(1.0, 1.0)].into_iter()).is_empty());
        assert!(lines([(1.0, 1.0), (1.2, 1.2)].into_iter()).is_empty(), "no line of the grid crosses it");
        assert!(lines([(0.0, 0.0), (f64::INFINITY, 1.0)].into_iter()).is_empty());
        assert!(lines([(0.0, 0.0), (14_000.0, 14_000.0)].into_iter()).len() <= 401);
    }
}
