//! Text of marked-up documents.

/// Adds to a text.
pub fn put(out: &mut String, text: std::fmt::Arguments) {
    // Writing to a String cannot fail.
    std::fmt::Write::write_fmt(out, text).ok();
}

/// A text as it stands between tags or in an attribute of a page; without what neither may hold.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
