//! The one way by which words get into the page.

use std::fmt::{self, Write};

/// What stands for a character that must not be in a page: it is seen, and it does nothing.
const REPLACEMENT: char = '\u{fffd}';

/// Writes words so that they are words in HTML text, in quoted attributes and in SVG.
///
/// Markup characters are escaped. Control characters, which HTML forbids, and characters that reorder the text around
/// them (such as U+202E, with which a file name can be made to look like another) are replaced by U+FFFD. Line breaks
/// and tabs become spaces.
pub fn write(out: &mut impl Write, words: &str) -> fmt::Result {
    let mut rest = words;
    while let Some((index, character)) = rest.char_indices().find(|(_, character)| is_special(*character)) {
        out.write_str(&rest[..index])?;
        match character {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.write_char(' ')?,
            _ => out.write_char(REPLACEMENT)?,
        }
        rest = &rest[index + character.len_utf8()..];
    }
    out.write_str(rest)
}

/// Words as a CSS string with its quotes. All but letters and digits of ASCII are written as numbers, so that the
/// string can neither end early nor end the style sheet.
pub fn css_string(words: &str) -> String {
    let mut string = String::from("\"");
    for character in words.chars() {
        if character.is_ascii_alphanumeric() || character == ' ' {
            string.push(character);
        } else {
            let shown = if character.is_control() || is_reordering(character) { REPLACEMENT } else { character };
            // Writing to a string cannot fail.
            let _ = write!(string, "\\{:x} ", u32::from(shown));
        }
    }
    string.push('"');
    string
}

/// Whether a character changes the order in which the text around it is shown.
fn is_reordering(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character cannot be written as it is.
fn is_special(character: char) -> bool {
    matches!(character, '&' | '<' | '>' | '"' | '\'' | '\u{2028}' | '\u{2029}' | '\u{fdd0}'..='\u{fdef}')
        || character.is_control()
        || is_reordering(character)
        || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(words: &str) -> String {
        let mut out = String::new();
        assert!(write(&mut out, words).is_ok());
        out
    }

    #[test]
    fn markup_becomes_words() {
        assert_eq!(escaped("a & b"), "a &amp; b");
        assert_eq!(escaped("</script>"), "&lt;/script&gt;");
        assert_eq!(escaped("\"><img onerror='x'>"), "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;");
    }

    #[test]
    fn all_scripts_stay_as_they_are() {
        let words = "Zażółć gęślą jaźń — Ελληνικά — Русский — 日本語 — שלום — 👩‍💻";
        assert_eq!(escaped(words), words);
    }

    #[test]
    fn css_strings_end_where_they_should() {
        assert_eq!(css_string("Draft 1"), "\"Draft 1\"");
        assert_eq!(css_string("\"}</style>\\"), "\"\\22 \\7d \\3c \\2f style\\3e \\5c \"");
        assert_eq!(css_string("ż\u{202e}"), "\"\\17c \\fffd \"");
    }

    #[test]
    fn what_html_forbids_and_what_reorders_is_replaced() {
        assert_eq!(escaped("a\u{0}b\u{1b}c\u{7f}d\u{9b}e\u{ffff}f"), "a�b�c�d�e�f");
        assert_eq!(escaped("exe.\u{202e}fdp\u{2066}"), "exe.�fdp�");
        assert_eq!(escaped("one\ntwo\tthree\u{2028}four"), "one two three four");
    }
}
