//! Why a result is what it is: what each change adds, the smallest change that turns a verdict, what matters most.

pub mod attribution;
pub mod counterfactual;
pub mod outcome;
pub mod sensitivity;
pub mod variance;
