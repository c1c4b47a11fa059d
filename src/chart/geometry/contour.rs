//! Where a function of two variables is zero: marching squares.

/// A straight piece, from one point to another.
pub type Piece = ((f64, f64), (f64, f64));

/// The zero line of a function known at the nodes of a grid, as straight pieces.
///
/// `values` holds a row for each of `ys`, with a number for each of `xs`. On every edge whose ends differ in sign the line
/// is where a straight line between them is zero. Of the two ways through a saddle, the mean of its corners decides.
/// Cells with a corner that is not finite are left out.
pub fn contour(xs: &[f64], ys: &[f64], values: &[Vec<f64>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let rows = ys.windows(2).zip(values.windows(2));
    for (y, row) in rows {
        let ([bottom, top], [below, above]) = (y, row) else { continue };
        for ((x, b), a) in xs.windows(2).zip(below.windows(2)).zip(above.windows(2)) {
            let ([left, right], [sw, se], [nw, ne]) = (x, b, a) else { continue };
            cell([*left, *right, *bottom, *top], [*sw, *se, *ne, *nw], &mut pieces);
        }
    }
    pieces
}

/// One cell, its corners counted from the lower left against the clock.
fn cell([left, right, bottom, top]: [f64; 4], corners: [f64; 4], pieces: &mut Vec<Piece>) {
    if !corners.iter().all(|c| c.is_finite()) {
        return;
    }
    let [sw, se, ne, nw] = corners;
    let part = |from: f64, to: f64| ((from < 0.0) != (to < 0.0)).then(|| from / (from - to));
    let south = part(sw, se).map(|t| (left + t * (right - left), bottom));
    let east = part(se, ne).map(|t| (right, bottom + t * (top - bottom)));
    let north = part(nw, ne).map(|t| (left + t * (right - left), top));
    let west = part(sw, nw).map(|t| (left, bottom + t * (top - bottom)));
    if let (Some(s), Some(e), Some(n), Some(w)) = (south, east, north, west) {
        // A saddle: the middle belongs with two opposite corners, and the line goes around the other two.
        let around_sw = (corners.iter().sum::<f64>() < 0.0) != (sw < 0.0);
        pieces.extend(if around_sw { [(s, w), (e, n)] } else { [(s, e), (w, n)] });
        return;
    }
    let crossed: Vec<(f64, f64)> = [south, east, north, west].into_iter().flatten().collect();
    if let [a, b] = crossed.as_slice() {
        pieces.push((*a, *b));
    }
}
