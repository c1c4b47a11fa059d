//! Adversarial links: `adversarial [NUMBER] [SEED]` generates so many texts and reads each as the page and `replay` do.
//!
//! Exits with status 1 if a text breaks a rule, takes over a millisecond or more memory than [`native`] allows, or if a
//! generator was not used. The `n`-th text of a seed is the first of the seed `n` further on.

#[cfg(not(target_arch = "wasm32"))]
mod generators;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
mod pipeline;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
