//! Small pieces of the page: they take everything by props.

mod citation;
mod copy;
mod lever;
mod mark;
mod modal;
mod number;
mod table;
mod toast;

pub use citation::Citation;
pub use copy::copy_text;
pub use lever::{LeverControl, LeverText, SliderRange};
pub use mark::{StandingMark, VerdictMark};
pub use modal::modal;
pub use number::NumberField;
pub use table::{OtherForms, save_table};
pub use toast::ToastBar;
