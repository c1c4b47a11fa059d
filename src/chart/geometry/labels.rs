//! Places the labels of a chart so that they do not overlap.

/// Size of the type in a chart, in pixels.
const TYPE: f64 = 12.0;
/// From the middle of a diamond to its edge.
const DIAMOND: f64 = 6.0;

/// Which part of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    Start,
    Middle,
    End,
}

impl TextAnchor {
    /// The value of the SVG attribute `text-anchor`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }

    /// How far a text of this width reaches to the left and to the right of its position.
    pub const fn reach(self, width: f64) -> (f64, f64) {
        match self {
            Self::Start => (0.0, width),
            Self::Middle => (width / 2.0, width / 2.0),
            Self::End => (width, 0.0),
        }
    }
}

/// About how wide a label is, in pixels: Chinese characters are as wide as the type is high, most others little more than
/// half. Rather too wide than too narrow.
pub fn text_width(label: &str) -> f64 {
    label.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    let part = match c {
        '\u{2e80}'.. => 1.05,
        '%' | '@' | 'M' | 'W' | 'm' | 'w' | CUT => 0.98,
        '&' | '=' | '+' | '<' | '>' | '~' => 0.84,
        'A'..='Z' => 0.72,
        _ => 0.6,
    };
    part * TYPE
}

/// What ends a text that had to be cut.
const CUT: char = '…';

/// A text in lines no wider than `width` pixels, `most` of them at most; text that does not fit is cut and ends with `…`.
/// Lines break at spaces, behind the parts of a link's query, and beside Chinese characters, but not before what closes or behind
/// what opens; where there is no such place they break where they have to.
pub fn lines(text: &str, width: f64, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() < most {
        let last = lines.len() + 1 == most && text_width(rest) > width;
        let room = if last { width - text_width(&CUT.to_string()) } else { width };
        let (line, after) = rest.split_at_checked(first_line(rest, room, last)).unwrap_or((rest, ""));
        lines.push(if last { format!("{}{CUT}", line.trim_end()) } else { line.trim_end().to_owned() });
        rest = after.trim_start();
    }
    lines
}

/// How many bytes of a text make a line; one character at least.
fn first_line(text: &str, width: f64, anywhere: bool) -> usize {
    let (mut used, mut good, mut before) = (0.0, 0, ' ');
    for (at, c) in text.char_indices() {
        let wide = before >= '\u{2e80}' || c >= '\u{2e80}';
        let open =
            " ?&;".contains(before) || wide && !"，。；：、！？）》”’%".contains(c) && !"（《“‘".contains(before);
        if at > 0 && (open || anywhere) {
            good = at;
        }
        used += char_width(c);
        if used > width && at > 0 && c != ' ' {
            return if good > 0 { good } else { at };
        }
        before = c;
    }
    text.len()
}

/// Moves positions apart, as little as possible, until neighbours are `gap` apart, within bounds if there is room. Keeps the
/// order of `wanted`.
pub fn apart(wanted: &[f64], gap: f64, within: (f64, f64)) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = wanted.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    // Groups that touch: sum of the starts their members ask for, and how many they are.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    let start = |group: (f64, usize)| {
        let last = within.1 - (group.1 as f64 - 1.0) * gap;
        (group.0 / group.1 as f64).min(last).max(within.0.min(last))
    };
    for (_, at) in &order {
        let mut group = (*at, 1);
        while let Some(above) = groups.pop_if(|g| start(*g) + g.1 as f64 * gap > start(group)) {
            group = (above.0 + group.0 - above.1 as f64 * gap * group.1 as f64, above.1 + group.1);
        }
        groups.push(group);
    }
    let spots = groups.iter().flat_map(|g| (0..g.1).map(|i| start(*g) + i as f64 * gap));
    let mut placed: Vec<(usize, f64)> = order.iter().map(|(i, _)| *i).zip(spots).collect();
    placed.sort_by_key(|(i, _)| *i);
    placed.into_iter().map(|(_, at)| at).collect()
}

/// A rectangle: left, top, right, bottom.
pub type TextBox = (f64, f64, f64, f64);

/// The area a text covers whose baseline starts, centres or ends at a point.
pub fn area(at: (f64, f64), anchor: TextAnchor, width: f64) -> TextBox {
    let left = at.0 - anchor.reach(width).0;
    (left, at.1 - 0.8 * TYPE, left + width, at.1 + 0.2 * TYPE)
}

/// The area of a diamond around a point.
pub const fn diamond(at: (f64, f64)) -> TextBox {
    (at.0 - DIAMOND, at.1 - DIAMOND, at.0 + DIAMOND, at.1 + DIAMOND)
}

/// The place beside a diamond where its label hides least: nothing that is `taken`, few of the `lines`, all `within`.
pub fn beside(
    at: (f64, f64),
    width: f64,
    taken: &[TextBox],
    lines: &[Vec<(f64, f64)>],
    within: TextBox,
) -> ((f64, f64), TextAnchor) {
    let (x, y) = at;
    let best = ((x - 7.0, y - 7.0), TextAnchor::End);
    let places = [
        best,
        ((x, y - 10.0), TextAnchor::Middle),
        ((x - 10.0, y + 4.0), TextAnchor::End),
        ((x + 7.0, y + 15.0), TextAnchor::Start),
        ((x, y + 19.0), TextAnchor::Middle),
        ((x + 10.0, y + 4.0), TextAnchor::Start),
        ((x, y - 24.0), TextAnchor::Middle),
        ((x, y + 33.0), TextAnchor::Middle),
    ];
    let cost = |(at, anchor): &((f64, f64), TextAnchor)| {
        let label = area(*at, *anchor, width);
        let outside = label.0 < within.0 || label.1 < within.1 || label.2 > within.2 || label.3 > within.3;
        let hidden = taken.iter().filter(|t| meet(&label, t)).count();
        let crossed = lines.iter().filter(|line| crosses(line, &label)).count();
        20 * usize::from(outside) + 10 * hidden + crossed
    };
    places.into_iter().min_by_key(cost).unwrap_or(best)
}

fn meet(a: &TextBox, b: &TextBox) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// Whether a line runs through an area.
fn crosses(line: &[(f64, f64)], area: &TextBox) -> bool {
    line.iter().zip(line.iter().skip(1)).any(|(a, b)| {
        // The part of the segment above the area, then whether it is at the area's height there.
        let (left, right) = (a.0.max(area.0), b.0.min(area.2));
        let height = |x: f64| if b.0 > a.0 { a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0) } else { a.1 };
        let (from, to) = (height(left), height(right));
        left <= right && from.min(to) < area.3 && from.max(to) > area.1
    })
}
