//! Speed of the engine: the workloads of `peers/cases.json`, and which sampler has the smallest error in the same time.
//!
//! Natively a program that prints a line of JSON for each workload, as the peers do; in wasm a module for
//! `../wasm.mjs`, which does the same. `../run.mjs` builds and runs all of them.

#[cfg(not(target_arch = "wasm32"))]
mod native;
mod workload;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
pub mod wasm {
    use wasm_bindgen::prelude::wasm_bindgen;

    use crate::workload::{self, Workload};

    /// A workload with its number of paths.
    #[wasm_bindgen]
    pub struct Bench(Workload);

    #[wasm_bindgen]
    impl Bench {
        /// One of `cases.json`, or `page`.
        pub fn named(name: &str, paths: u32) -> Option<Bench> {
            workload::named(name, paths).map(Self)
        }

        /// The checksum, equal in all builds.
        pub fn check(&self) -> u32 {
            self.0.check()
        }

        /// Runs it and returns the checksum of the results.
        pub fn run(&self, seed: u32) -> u32 {
            self.0.run(seed).checksum()
        }
    }
}
