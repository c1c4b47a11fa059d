//! Small pieces of the page: they take everything by props.

mod copy;
mod lever;
mod mark;
mod notice;
mod number;

pub use copy::copy_text;
pub use lever::{LeverControl, LeverRange, LeverText};
pub use mark::{StandingMark, VerdictMark};
pub use notice::NoticeBar;
pub use number::NumberField;
