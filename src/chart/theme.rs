//! What drawings look like where there is no style sheet: the light theme of style/tokens.css.

use crate::chart::geometry::{BandKind, Role};
use crate::chart::scene::{Part, Shape, ShapeKind, write_shape};

pub const INK: &str = "#152127";
pub const INK_2: &str = "#505d64";
pub const LINE: &str = "#d5dcde";
pub const PAPER: &str = "#fafcfc";
pub const ACCENT: &str = "#00716c";
pub const BAND: &str = "#359792";
pub const TINT: &str = "#ebf6f6";

/// Classes of bars, maps and ranges, each with the attributes that do the same as the style sheets of the page.
pub const CLASSES: &[(&str, &str)] = &[
    ("chart-grid", "stroke=\"#d5dcde\""),
    ("chart-tick", "fill=\"#505d64\""),
    ("range-recent", "fill=\"#abcbcb\" stroke=\"#00716c\""),
    ("range-recent-middle", "stroke=\"#00716c\" stroke-width=\"2\""),
    ("range-all", "fill=\"#e0e5e5\" stroke=\"#505d64\" stroke-dasharray=\"3 2\""),
    ("range-all-middle", "stroke=\"#505d64\" stroke-width=\"2\""),
    ("range-came", "stroke=\"#152127\" stroke-width=\"1.5\""),
    ("range-came-dot", "fill=\"#152127\""),
    ("heat-0", "fill=\"#f0f6f6\""),
    ("heat-1", "fill=\"#dbeaeb\""),
    ("heat-2", "fill=\"#c8e0e0\""),
    ("heat-3", "fill=\"#b5d5d5\""),
    ("heat-4", "fill=\"#a1cbca\""),
    ("heat-5", "fill=\"#8ec0bf\""),
    ("heat-6", "fill=\"#7ab6b4\""),
    ("heat-7", "fill=\"#65aca9\""),
    ("heat-8", "fill=\"#4fa29e\""),
    ("heat-9", "fill=\"#359792\""),
    ("heat-10", "fill=\"#2f8485\""),
    ("contour-halo", "fill=\"none\" stroke=\"#fafcfc\" stroke-width=\"4.5\""),
    ("contour contour-0", "fill=\"none\" stroke=\"#152127\" stroke-width=\"2\""),
    ("contour contour-1", "fill=\"none\" stroke=\"#152127\" stroke-width=\"2\" stroke-dasharray=\"7 3\""),
    ("contour contour-2", "fill=\"none\" stroke=\"#152127\" stroke-width=\"2\" stroke-dasharray=\"2 3\""),
    ("contour contour-3", "fill=\"none\" stroke=\"#152127\" stroke-width=\"2\" stroke-dasharray=\"9 3 2 3\""),
    ("contour contour-4", "fill=\"none\" stroke=\"#152127\" stroke-width=\"2\" stroke-dasharray=\"1 5\""),
    ("map-here", "fill=\"#152127\" stroke=\"#fafcfc\" stroke-width=\"2\""),
    ("map-default", "fill=\"#fafcfc\" stroke=\"#152127\" stroke-width=\"2\""),
    ("map-axis", "fill=\"#152127\" font-weight=\"560\""),
    ("bar-mark", "stroke=\"#505d64\" stroke-dasharray=\"2 2\""),
    ("bar-up", "fill=\"#00716c\""),
    ("bar-down", "fill=\"#a8372a\""),
    ("bar-low", "fill=\"#505d64\""),
    ("bar-high", "fill=\"#00716c\""),
    ("bar-shocks", "fill=\"#00716c\""),
    ("bar-trends", "fill=\"#7baead\""),
    ("bar-starts", "fill=\"#c0d8d8\""),
    ("bar-counts", "fill=\"#505d64\""),
    ("bar-measures", "fill=\"#975800\""),
    ("bar-jointly", "fill=\"#d5dcde\""),
];

/// Replaces classes by attributes that draw the same without a style sheet.
pub fn inline_styles(drawing: &str) -> String {
    let mut parts = drawing.split("class=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (class, rest) = part.split_once('"').unwrap_or((part, ""));
        out.push_str(CLASSES.iter().find(|(name, _)| *name == class).map_or("", |(_, attributes)| attributes));
        out.push_str(rest);
    }
    out
}

/// Shapes as SVG text that needs no style sheet. Every shape has all its attributes, so that groups are left out.
pub fn styled_svg(shapes: &[Shape]) -> String {
    let mut out = String::new();
    write_styled(&mut out, shapes);
    out
}

fn write_styled(out: &mut String, shapes: &[Shape]) {
    for shape in shapes {
        if let ShapeKind::Group(shapes) = &shape.form {
            write_styled(out, shapes);
            continue;
        }
        for style in styles(shape.part) {
            write_shape(out, &shape.form, "", &style);
        }
    }
}

/// The attributes of a part, which do the same as style/charts.css in the light theme. Labels are drawn twice, first their
/// halo, since not every program knows `paint-order`.
fn styles(part: Part) -> Vec<String> {
    let label = |weight: &str, colour: &str| {
        let halo = format!("fill=\"{PAPER}\" stroke=\"{PAPER}\" stroke-width=\"3\" stroke-linejoin=\"round\"");
        [halo, format!("fill=\"{colour}\"")].map(|style| format!(" font-weight=\"{weight}\" {style}")).into()
    };
    let dot = |fill: &str, role: Role| format!(" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.5\"", pen(role).0);
    let style = match part {
        Part::Layer | Part::Grid | Part::Line(_) | Part::Target | Part::Reading => String::new(),
        Part::Projection => format!(" fill=\"{TINT}\""),
        Part::GridLine => format!(" stroke=\"{LINE}\""),
        Part::Tick | Part::Year => format!(" fill=\"{INK_2}\""),
        Part::Band(kind) => {
            let (opacity, edge) = match kind {
                BandKind::Wide => ("0.16", "stroke-opacity=\"0.07\" stroke-width=\"5\""),
                BandKind::Narrow => ("0.24", "stroke-opacity=\"0.1\" stroke-width=\"4\""),
                BandKind::Shocks => ("0.3", "stroke-width=\"1\" stroke-dasharray=\"3 3\""),
            };
            format!(" fill=\"{BAND}\" fill-opacity=\"{opacity}\" stroke=\"{BAND}\" {edge} stroke-linejoin=\"round\"")
        }
        Part::Samples => {
            format!(" fill=\"none\" stroke=\"{ACCENT}\" stroke-width=\"0.8\" stroke-opacity=\"0.55\"")
        }
        Part::Solid(role) => stroke(pen(role)),
        Part::Gap(role) => stroke((pen(role).0, "1.1", "2 4")),
        Part::Dot(role) => dot(pen(role).0, role),
        Part::HollowDot(role) => dot(PAPER, role),
        Part::Label(role @ (Role::Mine | Role::Second | Role::Third | Role::Fourth | Role::Other(_))) => {
            return label("600", pen(role).0);
        }
        Part::Label(_) => return label("400", INK_2),
        Part::TargetLabel => return label("600", INK),
        Part::Break => format!(" stroke=\"{INK_2}\" stroke-width=\"1\" stroke-dasharray=\"1 3\""),
        Part::Spot(role) => format!(" fill=\"{}\"", pen(role).0),
        Part::PartYear(role) => format!(" fill=\"{PAPER}\" stroke=\"{}\" stroke-width=\"1.2\"", pen(role).0),
        Part::Diamond => format!(" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.6\""),
    };
    vec![style]
}

/// Colour, width and dashes of a line.
pub const fn pen(role: Role) -> (&'static str, &'static str, &'static str) {
    match role {
        Role::Actual => (INK, "1.5", "none"),
        Role::Alternative => ("#778387", "1", "none"),
        Role::Entered => (ACCENT, "1.5", "none"),
        Role::Other(0) | Role::Second => ("#ac4b00", "2", "14 3"),
        Role::Other(1) | Role::Third => ("#1963a4", "2", "7 3"),
        Role::Other(2) | Role::Fourth => ("#9b4382", "2", "2 3"),
        Role::Other(_) => ("#58666d", "2", "9 3 2 3"),
        Role::Trend => (INK_2, "1.5", "6 4"),
        Role::Planned => (INK_2, "2", "1.5 4"),
        Role::Mine => (ACCENT, "2.6", "none"),
    }
}

fn stroke((colour, width, dashes): (&str, &str, &str)) -> String {
    format!(
        " fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
    )
}
