//! A link as a QR code.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::chart::escaped;

/// Quiet zone around a code that scanners need, in modules (ISO/IEC 18004).
const QUIET: i32 = 4;
/// Widest code that a phone still reads from a page of paper, in modules: version 22.
const WIDEST: i32 = 105;

/// A text as a QR code (ISO/IEC 18004) in an SVG named `label`; `None` if it is too long to be scanned from paper.
/// Dark on light in every theme, since not every scanner reads the reverse.
pub fn qr(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Low).ok().filter(|code| code.size() <= WIDEST)?;
    let side = code.size() + 2 * QUIET;
    let mut d = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                // Writing to a String cannot fail.
                let _ = write!(d, "M{} {}h{}v1H{}z", from + QUIET, y + QUIET, x - from, from + QUIET);
            }
            x += 1;
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{d}\"/></svg>",
        escaped(label)
    ))
}
