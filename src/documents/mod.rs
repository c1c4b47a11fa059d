//! Pages and parts of pages that need no program: the overview, the report, the code of a link, what search engines read.

mod changes;
mod dataset;
mod embed;
mod overview;
mod qr;
mod report;

pub use changes::changes;
pub use dataset::dataset;
pub use embed::snippet;
pub use overview::{document, page};
pub use qr::qr;
pub use report::{Report, report};
