//! The key-value storage below a [`Store`](super::Store).

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Why the storage backend rejected a read, write or delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    Blocked,
    Full,
    /// The text read back is not the text written.
    Altered,
}

/// Texts by key, as in local storage: any call may fail, and another tab's writes may become visible late.
pub trait Backend {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Writes a text. When it fails, the text that was there before is still there.
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError>;

    fn remove(&self, key: &str) -> Result<(), StorageError>;

    /// Returns all keys, sorted.
    fn keys(&self) -> Result<Vec<String>, StorageError>;
}

#[derive(Debug, Default)]
pub struct MemoryBackend(RefCell<BTreeMap<String, String>>);

impl Backend for MemoryBackend {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.0.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.0.borrow().keys().cloned().collect())
    }
}
