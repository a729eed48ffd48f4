//! Outlines with no more detail than a picture can show. Each vertex moves by itself, so that neighbours
//! keep their common border.

use geo::{Area as _, Coord, LineString, MultiPolygon, Polygon};

/// An outline on a grid of so many degrees: what falls onto one crossing is said once, and an islet or a hole
/// that falls into nothing is left out; of an area that would vanish whole its largest part stays as it is.
#[must_use]
pub fn thinned(shape: &MultiPolygon<f64>, step: f64) -> MultiPolygon<f64> {
    let kept: Vec<Polygon<f64>> = shape.iter().filter_map(|part| polygon(part, step)).collect();
    if !kept.is_empty() {
        return MultiPolygon(kept);
    }
    let largest = shape.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
    MultiPolygon(largest.cloned().into_iter().collect())
}

fn polygon(part: &Polygon<f64>, step: f64) -> Option<Polygon<f64>> {
    let shell = ring(part.exterior(), step)?;
    let holes = part.interiors().iter().filter_map(|hole| ring(hole, step)).collect();
    Some(Polygon::new(shell, holes))
}

/// A line on the grid, without what is said twice.
#[must_use]
pub fn line(course: &LineString<f64>, step: f64) -> LineString<f64> {
    let on_grid = |at: &Coord<f64>| Coord {
        x: (at.x / step).round() * step,
        y: (at.y / step).round() * step,
    };
    let mut course: Vec<Coord<f64>> = course.0.iter().map(on_grid).collect();
    course.dedup();
    LineString(course)
}

fn ring(course: &LineString<f64>, step: f64) -> Option<LineString<f64>> {
    let course = line(course, step);
    // Three corners and the first again.
    let is_land = course.0.len() > 3 && Polygon::new(course.clone(), vec![]).unsigned_area() > 0.0;
    is_land.then_some(course)
}

#[cfg(test)]
mod tests {
    use geo::{Rect, line_string};

    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Polygon<f64> {
        Rect::new((x, y), (x + side, y + side)).to_polygon()
    }

    #[test]
    fn what_a_picture_cannot_show_is_left_out_and_nothing_vanishes_whole() {
        let land = MultiPolygon(vec![square(106.0, 10.0, 1.0), square(108.0, 10.0, 0.001)]);
        assert_eq!(thinned(&land, 0.01).0.len(), 1, "the islet is smaller than a step");
        let islet = MultiPolygon(vec![square(108.001, 10.001, 0.001)]);
        assert_eq!(thinned(&islet, 0.01), islet);
        let pierced = MultiPolygon(vec![Polygon::new(
            square(106.0, 10.0, 1.0).exterior().clone(),
            vec![square(106.5, 10.5, 0.001).exterior().clone()],
        )]);
        assert!(thinned(&pierced, 0.01).0[0].interiors().is_empty());
    }

    #[test]
    fn neighbours_keep_their_common_border() {
        let shared = [(106.5, 10.0), (106.5013, 10.31), (106.4987, 10.32), (106.5, 11.0)];
        let outline = |x: f64, course: Vec<(f64, f64)>| {
            let mut all = course;
            all.push((x, 11.0));
            all.push((x, 10.0));
            MultiPolygon(vec![Polygon::new(LineString::from(all), vec![])])
        };
        let (west, east) = (outline(106.0, shared.to_vec()), outline(107.0, shared.to_vec()));
        let (west, east) = (thinned(&west, 0.01), thinned(&east, 0.01));
        let border = |land: &MultiPolygon<f64>| -> Vec<(f64, f64)> {
            let at = land.0[0].exterior().0.iter().map(|at| (at.x, at.y));
            at.filter(|at| (106.4..106.6).contains(&at.0)).collect::<Vec<_>>()[..3].to_vec()
        };
        assert_eq!(border(&west), border(&east));
    }

    #[test]
    fn a_line_says_nothing_twice() {
        let way = line_string![(x: 106.0, y: 10.0), (x: 106.0001, y: 10.0), (x: 106.1, y: 10.0)];
        assert_eq!(line(&way, 0.01).0.len(), 2);
    }
}
