//! Typed text: which characters are accepted. Invisible ones are not, so that texts that look alike are alike.

/// Removes what [`is_plain`] does not allow and cuts the text to `limit` characters.
pub fn plain(typed: &str, limit: usize) -> String {
    typed.chars().filter(|c| is_plain(*c)).take(limit).collect()
}

/// Whether a character may be part of a one-line text: no control character, line end, direction mark or invisible
/// character. Joiners and variation selectors are invisible too but allowed: emoji, rare ideographs and some scripts need
/// them.
pub fn is_plain(c: char) -> bool {
    // Line ends, annotation marks, and Unicode's default ignorable characters (direction marks, zero-width spaces,
    // fillers, tags) except joiners and variation selectors.
    let refused = matches!(c,
        '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}');
    !c.is_control() && !refused
}

/// Whether a character is a joiner or a variation selector.
const fn joins(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a text has no visible character.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || joins(c))
}

/// Whether a text has at most `limit` characters, all of them allowed by [`is_plain`].
pub fn is_plain_text(text: &str, limit: usize) -> bool {
    text.chars().count() <= limit && text.chars().all(is_plain)
}
