//! Where texts are kept by key.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// An area was asked to keep, give or let go of a text, and did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is closed to the page.
    Blocked,
    /// There is no room.
    Full,
    /// It kept something else.
    Altered,
}

/// Texts by key, as browsers keep them: any call may be refused, and what another tab wrote may be seen late.
pub trait Backend {
    /// The text of a key.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the area is closed.
    fn get(&self, key: &str) -> Result<Option<String>, Refused>;

    /// Keeps a text under a key.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept; what stood there before still does.
    fn set(&self, key: &str, text: &str) -> Result<(), Refused>;

    /// Lets a text go.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the area is closed.
    fn remove(&self, key: &str) -> Result<(), Refused>;

    /// All keys, in order.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the area is closed.
    fn keys(&self) -> Result<Vec<String>, Refused>;
}

/// An area in memory.
#[derive(Debug, Default)]
pub struct MemoryBackend(RefCell<BTreeMap<String, String>>);

impl Backend for MemoryBackend {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        Ok(self.0.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, Refused> {
        Ok(self.0.borrow().keys().cloned().collect())
    }
}
