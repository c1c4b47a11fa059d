//! Where a result comes from: scenario minus baseline, split over what differs.
