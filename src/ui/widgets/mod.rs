//! Small pieces of the page: they take everything by props.

mod citation;
mod copy;
mod lever;
mod mark;
mod modal;
mod notice;
mod number;
mod table;

pub use citation::Citation;
pub use copy::copy_text;
pub use lever::{LeverControl, LeverText, SliderRange};
pub use mark::{StandingMark, VerdictMark};
pub use modal::modal;
pub use notice::ToastBar;
pub use number::NumberField;
pub use table::{OtherForms, save_table};
