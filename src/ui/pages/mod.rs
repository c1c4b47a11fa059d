//! One file a page: read the app, call the report, lay out parts.

mod backtest;
mod compare;
mod embed;
mod explain;
mod how_made;
mod in_turn;
mod lab;
mod large;
mod measures;
mod method;
mod monitor;
mod overview;
mod picture;
mod plan;
mod report;
mod series_chart;
mod sources;

pub use backtest::BacktestPage;
pub use compare::ComparePage;
pub use embed::EmbedPage;
pub use explain::ExplainPage;
pub use in_turn::InTurn;
pub use lab::LabPage;
pub use measures::MeasuresPage;
pub use method::MethodPage;
pub use monitor::MonitorPage;
pub use overview::OverviewPage;
pub use plan::PlanPage;
pub use report::ReportPage;
pub use sources::SourcesPage;
