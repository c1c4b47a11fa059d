//! One file a page: read the app, call the report, lay out parts.

mod backtest;
mod lab;
mod method;
mod overview;
mod plan;
mod range_chart;
mod series_chart;
mod sources;

pub use backtest::BacktestPage;
pub use lab::LabPage;
pub use method::MethodPage;
pub use overview::OverviewPage;
pub use plan::PlanPage;
pub use sources::SourcesPage;
