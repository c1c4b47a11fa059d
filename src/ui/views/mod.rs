//! Pieces that several pages show. Unlike widgets and charts they read the [`App`](crate::ui::app::App).

pub mod board;
pub mod deferred;
pub mod fullscreen;
pub mod how_made;
pub mod picture;
pub mod plan_item;
pub mod scenario_chart;
pub mod series_chart;
