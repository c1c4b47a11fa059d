//! Speed and bits of the engine.
//!
//! Natively a program that prints a line of JSON for what it is asked to time; in wasm a module for `../wasm.mjs`, which
//! does the same. `../run.mjs` builds and runs both, and the peers.

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

    use crate::workload;

    #[wasm_bindgen]
    pub struct Bench(engine::Inputs);

    #[wasm_bindgen]
    impl Bench {
        /// Inputs by name; see [`workload::named`].
        pub fn named(name: &str) -> Option<Bench> {
            workload::named(name).map(Self)
        }

        /// Does a task once; see [`workload::run`].
        pub fn run(&self, task: &str, number: u32) -> Vec<f64> {
            workload::run(task, &self.0, number)
        }

        /// Names of the inputs whose bits are compared.
        pub fn names() -> Vec<String> {
            workload::names().map(str::to_owned).collect()
        }
    }
}
