//! Scenarios side by side: settings that differ, and results with the error of their difference.
