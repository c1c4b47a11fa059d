//! Links that mean harm: `hostile [NUMBER] [SEED]` makes so many texts and takes each all the way a link goes.
//!
//! Ends with status 1 where a text breaks a law, where one takes over a millisecond or more memory than [`memory`] allows,
//! and where not every kind of text was tried. The `n`-th text of a seed is the first of the seed `n` further on.

#[cfg(not(target_arch = "wasm32"))]
mod journey;
#[cfg(not(target_arch = "wasm32"))]
mod kinds;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
