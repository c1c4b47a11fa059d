//! Background jobs, run in slices of a few milliseconds so that they never block a frame.

use leptos::prelude::*;

use crate::ui::browser::clock;

/// Longest slice, in milliseconds; a frame has sixteen.
pub const SLICE_MS: f64 = 8.0;

/// Holds the next slice of a job; setting it to `None` cancels the job.
pub type JobHandle = StoredValue<Option<clock::Timer>, LocalStorage>;

/// Returns a handle without a job.
pub fn job_handle() -> JobHandle {
    StoredValue::new_local(None)
}

/// Runs `step` in slices of at most `SLICE_MS` until it returns `true`. The first slice runs in the next task.
pub fn run_sliced(job: JobHandle, mut step: impl FnMut() -> bool + 'static) {
    job.set_value(Some(clock::after(0, move || {
        let began = clock::precise();
        while clock::precise() - began < SLICE_MS {
            if step() {
                return;
            }
        }
        run_sliced(job, step);
    })));
}
