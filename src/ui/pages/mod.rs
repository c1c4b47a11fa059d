//! One file a page: read the app, call the report, lay out parts.

mod backtest;
mod changes;
mod compare;
mod embed;
mod explain;
mod lab;
mod measures;
mod method;
mod monitor;
mod overview;
mod plan;
mod report;
mod sources;

pub use backtest::BacktestPage;
pub use changes::ChangesPage;
pub use compare::ComparePage;
pub use embed::EmbedPage;
pub use explain::ExplainPage;
pub use lab::LabPage;
pub use measures::MeasuresPage;
pub use method::MethodPage;
pub use monitor::MonitorPage;
pub use overview::OverviewPage;
pub use plan::PlanPage;
pub use report::ReportPage;
pub use sources::SourcesPage;
