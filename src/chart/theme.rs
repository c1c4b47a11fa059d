//! What drawings look like where there is no style sheet: the light theme of style/tokens.css.

use crate::chart::geometry::{Hold, Role};

pub const INK: &str = "#152127";
pub const INK_2: &str = "#505d64";
pub const LINE: &str = "#d5dcde";
pub const PAPER: &str = "#fafcfc";
pub const ACCENT: &str = "#00716c";
pub const BAND: &str = "#359792";
pub const TINT: &str = "#ebf6f6";

/// Classes of drawings that the page shows by its style sheets, and the attributes that do the same.
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
    ("bar-counts", "fill=\"#505d64\""),
    ("bar-measures", "fill=\"#975800\""),
    ("bar-jointly", "fill=\"#d5dcde\""),
];

/// A drawing that needs no style sheet: with attributes for its classes.
pub fn inked(drawing: &str) -> String {
    let mut parts = drawing.split("class=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (class, rest) = part.split_once('"').unwrap_or((part, ""));
        let ink = CLASSES.iter().find(|(name, _)| *name == class).map_or("", |(_, ink)| ink);
        out.push_str(ink);
        out.push_str(rest);
    }
    out
}

/// How a line is drawn on paper: colour, width, dashes. The same as by style/charts.css in the light theme.
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

/// The attributes of a line.
pub fn stroke(role: Role) -> String {
    let (colour, width, dashes) = pen(role);
    format!(
        "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
    )
}

/// The attributes of a band.
pub fn fill(hold: Hold) -> String {
    let (strength, edge) = match hold {
        Hold::Wide => ("0.16", "stroke-opacity=\"0.07\" stroke-width=\"5\""),
        Hold::Narrow => ("0.24", "stroke-opacity=\"0.1\" stroke-width=\"4\""),
        Hold::Shocks => ("0.3", "stroke-width=\"1\" stroke-dasharray=\"3 3\""),
    };
    format!("fill=\"{BAND}\" fill-opacity=\"{strength}\" stroke=\"{BAND}\" {edge} stroke-linejoin=\"round\"")
}
