//! Texts that people type: which characters are accepted, and how texts that look alike stay alike.

/// A typed text as it may be kept: what [`is_plain`] allows of it, at most so many characters.
pub fn plain(typed: &str, limit: usize) -> String {
    typed.chars().filter(|c| is_plain(*c)).take(limit).collect()
}

/// Whether a character may be shown beside others: no control character, no end of a line, none that turns the direction
/// of reading, and none that is not seen, since texts that look alike should be alike. Joiners and variation selectors
/// are not seen either, but emoji, rare ideographs and some scripts cannot be written without them.
pub fn is_plain(c: char) -> bool {
    // Ends of lines, marks around annotations, and what Unicode calls ignorable by default but for those exceptions:
    // marks of direction, spaces without width, fillers, tags.
    let refused = matches!(c,
        '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}');
    !c.is_control() && !refused
}

/// Whether a character only joins others or chooses a form of the one before it.
const fn joins(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether nothing of a text is seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || joins(c))
}

/// Whether a text is at most so many characters long and all of them may be shown.
pub fn is_plain_text(text: &str, limit: usize) -> bool {
    text.chars().count() <= limit && text.chars().all(is_plain)
}
