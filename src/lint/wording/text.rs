//! Texts as words and sentences.

/// A text as lower-case words and the marks that part them.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split_whitespace() {
        let bare = piece.trim_matches(is_mark);
        let start = piece.len() - piece.trim_start_matches(is_mark).len();
        found.extend(piece[..start].chars().map(String::from));
        if !bare.is_empty() {
            found.push(bare.to_lowercase());
            found.extend(piece[start + bare.len()..].chars().map(String::from));
        }
    }
    found
}

/// A mark that parts words; hyphens, apostrophes and the braces of a template belong to theirs.
fn is_mark(letter: char) -> bool {
    matches!(letter, ',' | ';' | ':' | '.' | '?' | '!' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '–' | '—')
}

/// Whether a token is a mark.
pub(super) fn mark(token: &str) -> bool {
    token.starts_with(is_mark)
}

/// The words alone as they are written.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(is_mark)).filter(|word| word.contains(char::is_alphabetic))
}

/// The sentences; what a colon or a semicolon parts reads like two.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = end(rest) {
        found.push(&rest[..end]);
        rest = &rest[end..];
    }
    found.push(rest);
    found.retain(|sentence| words(sentence).next().is_some());
    found
}

/// Where the first sentence ends: behind a mark before a space. After an abbreviation such as “e.g.” it goes on in lower
/// case.
fn end(text: &str) -> Option<usize> {
    text.char_indices().find_map(|(index, letter)| {
        let after = index + letter.len_utf8();
        let next = text.get(after..)?;
        let goes_on = next.trim_start().starts_with(char::is_lowercase);
        let ends = match letter {
            '.' => !goes_on,
            '?' | '!' | ';' | ':' => true,
            _ => return None,
        };
        (ends && next.starts_with(char::is_whitespace)).then_some(after)
    })
}

/// Whether texts are in English: in any longer English text at least every tenth word is one of these.
pub(super) fn is_english<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    const COMMON: [&str; 9] = ["the", "of", "and", "is", "are", "a", "to", "for", "every"];
    let (mut all, mut common) = (0usize, 0usize);
    for word in texts.flat_map(words) {
        all += 1;
        common += usize::from(COMMON.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    common * 10 >= all
}

#[cfg(test)]
mod tests {
    use super::{is_english, sentences, tokens};

    #[test]
    fn words_marks_and_sentences_are_told_apart() {
        assert_eq!(tokens("Is {process} well-known (now)?"), ["is", "{process}", "well-known", "(", "now", ")", "?"]);
        assert_eq!(sentences("One: two. Three, e.g. four. – 8.6.1."), ["One:", " two.", " Three, e.g. four."]);
        assert!(is_english(["Is the plan known?"].into_iter()));
        assert!(!is_english(["Ist der Plan bekannt und wird er befolgt?"].into_iter()));
    }
}
