//! CSV tables with their metadata, and the checksum of results.

mod checksum;
mod data_csv;
mod results_csv;

pub use checksum::checksum;
pub use data_csv::{both, data_csv, data_metadata, results_metadata};
pub use results_csv::{compared_csv, csv, fixed, unit};
