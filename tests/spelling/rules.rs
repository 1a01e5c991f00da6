//! How we write, as far as a few rules without a dictionary can tell: each gives the words that break it and says why.

use crate::texts::{LEFT_OUT, Passage};

/// What is wrong with a passage: the words and what to do about them.
pub type Fault = (String, String);

/// Keys whose text is whole sentences.
const SENTENCES: [&str; 8] = ["text", "purpose", "why", "means", "meaning", "about", "rights", "yes"];
/// Keys whose text is a name or an entry of a list, with no full stop.
const ENTRIES: [&str; 7] = ["title", "plural", "evidence", "look-for", "because", "trigger", "edition"];

/// Words in -ise that were never in -ize: what stands before `ise`, `ised`, `ising`, `isable` and the like.
const NEVER_WITH_Z: &[&str] = &[
    "adv", "advert", "appr", "appra", "ar", "bru", "chast", "compr", "comprom", "conc", "cr", "cru", "desp", "dev",
    "disgu", "enterpr", "exc", "exerc", "expert", "franch", "improv", "inc", "l", "lia", "merchand", "no", "otherw",
    "po", "pra", "pract", "prec", "prem", "prom", "r", "ra", "rev", "superv", "surm", "surpr", "telev", "w",
];
const ISE: [&str; 10] = ["isations", "isation", "isable", "ising", "isers", "iser", "ised", "ises", "isely", "ise"];

/// Beginnings that look like a vowel and sound like a consonant, and the other way round.
const NOT_A_VOWEL: [&str; 6] = ["eu", "one", "once", "uni", "us", "ut"];
const STILL_A_VOWEL: [&str; 3] = ["unin", "unim", "unid"];
const A_VOWEL_AFTER_ALL: [&str; 3] = ["hour", "honest", "heir"];

/// Everything that these rules find in a passage.
pub fn faults(passage: &Passage) -> Vec<Fault> {
    let rules: [fn(&Passage) -> Vec<Fault>; 5] = [with_s, neighbours, marks, pairs, ends];
    rules.iter().flat_map(|rule| rule(passage)).collect()
}

/// Oxford spelling: organize, not organise.
fn with_s(passage: &Passage) -> Vec<Fault> {
    let words = passage.words().filter(|word| {
        let word = word.to_lowercase();
        let word = word.strip_suffix("'s").unwrap_or(&word);
        let stem = ISE.iter().find_map(|ending| word.strip_suffix(ending));
        stem.is_some_and(|stem| {
            !NEVER_WITH_Z.iter().any(|known| matches!(stem.strip_suffix(known), Some("" | "re" | "un")))
        })
    });
    words.map(|word| (word.to_owned(), "we spell it with -ize".to_owned())).collect()
}

/// Words that stand twice, and `a` and `an`.
fn neighbours(passage: &Passage) -> Vec<Fault> {
    let mut faults = Vec::new();
    let words: Vec<&str> = passage.text.split_whitespace().collect();
    for pair in words.windows(2) {
        let first = pair[0].trim_start_matches(['(', '"']);
        let second = pair[1].trim_end_matches(|c: char| !c.is_alphanumeric());
        let both = format!("{} {}", pair[0], pair[1]);
        let small = first.to_lowercase();
        // `IT it` is no slip.
        let alike = first == second || small == second && first.chars().filter(|c| c.is_uppercase()).count() == 1;
        if alike && first.chars().all(char::is_alphabetic) {
            faults.push((both, "the word stands twice".to_owned()));
        } else if ["a", "A"].contains(&first) && vowel(second) == Some(true) {
            faults.push((both, "`an` stands before a vowel".to_owned()));
        } else if ["an", "An"].contains(&first) && vowel(second) == Some(false) {
            faults.push((both, "`a` stands before a consonant".to_owned()));
        }
    }
    faults
}

/// Whether a word begins with the sound of a vowel; nobody can tell of capitals, figures and placeholders.
fn vowel(word: &str) -> Option<bool> {
    let first = word.chars().next().filter(char::is_ascii_lowercase)?;
    let starts = |beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
    if starts(&A_VOWEL_AFTER_ALL) || starts(&STILL_A_VOWEL) {
        return Some(true);
    }
    Some("aeiou".contains(first) && !(starts(&NOT_A_VOWEL)))
}

/// Blanks and characters that slip in.
fn marks(passage: &Passage) -> Vec<Fault> {
    const WRONG: &[(&str, &str)] = &[
        (" ,", "no blank before a comma"),
        (" .", "no blank before a full stop"),
        (" ;", "no blank before a semicolon"),
        (" :", "no blank before a colon"),
        (" ?", "no blank before a question mark"),
        ("( ", "no blank after a bracket"),
        (" )", "no blank before a bracket"),
        (",,", "one comma is enough"),
        ("..", "one full stop is enough"),
        ("  ", "one blank is enough"),
        ("“", "quotation marks are straight"),
        ("”", "quotation marks are straight"),
        ("‘", "quotation marks are straight"),
        ("’", "the apostrophe is straight"),
        ("–", "use a comma, a colon or brackets for a dash, and `to` between figures"),
        ("—", "use a comma, a colon or brackets for a dash"),
        (" - ", "use a comma, a colon or brackets for a dash"),
        ("…", "say what is left out, or leave it out unsaid"),
        ("\u{a0}", "a plain blank will do"),
    ];
    // Tables, lists and the headings of a changelog need blanks and hyphens.
    let layout: &[&str] = if passage.key.is_empty() { &["  ", " - "] } else { &[] };
    let wrong = WRONG.iter().filter(|(mark, _)| passage.text.contains(mark) && !layout.contains(mark));
    wrong.map(|(mark, advice)| ((*mark).to_owned(), (*advice).to_owned())).collect()
}

/// Brackets and quotation marks come in pairs.
fn pairs(passage: &Passage) -> Vec<Fault> {
    let count = |mark: char| passage.text.matches(mark).count();
    let mut faults = Vec::new();
    if count('(') != count(')') {
        faults.push(("(".to_owned(), "a bracket is opened and not closed, or the other way round".to_owned()));
    }
    if count('"') % 2 == 1 {
        faults.push(("\"".to_owned(), "a quotation mark has no partner".to_owned()));
    }
    faults
}

/// Sentences begin with a capital and end with a full stop, questions with a question mark, entries with neither.
fn ends(passage: &Passage) -> Vec<Fault> {
    let text = passage.text.trim();
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { return Vec::new() };
    let last_word = text.split_whitespace().next_back().unwrap_or_default().to_owned();
    let key = passage.key.as_str();
    // A crosswalk gives its reasons in sentences, a case in a few words.
    let sentence = SENTENCES.contains(&key) || key == "because" && passage.file.contains("/crosswalks/");
    let mut faults = Vec::new();
    if (sentence || key == "ask") && first.is_lowercase() {
        let first_word = text.split_whitespace().next().unwrap_or_default().to_owned();
        faults.push((first_word, "a sentence begins with a capital".to_owned()));
    }
    if sentence && !['.', '?'].contains(&last) {
        faults.push((last_word, "a sentence ends with a full stop".to_owned()));
    } else if key == "ask" && last != '?' {
        faults.push((last_word, "a question ends with a question mark".to_owned()));
    } else if !sentence && ENTRIES.contains(&key) && ['.', ',', ';', ':'].contains(&last) {
        faults.push((last_word, "an entry has nothing at its end".to_owned()));
    }
    faults
}

/// Words that we do not use, and what we say instead.
pub struct Term {
    /// Words, as they are written or, where they hold no capital, in any case.
    pub never: String,
    /// Whether other letters may follow.
    open: bool,
    pub instead: String,
    /// Beginnings of the folders for which it holds, none for all, and of those for which it does not.
    within: Vec<String>,
    beyond: Vec<String>,
}

/// Reads `never | instead | within !beyond`; a line that starts with `#` is a comment.
pub fn terms(list: &str) -> Vec<Term> {
    let lines = list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let columns = lines.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let term = |columns: Vec<&str>| {
        let [never, instead, folders @ ..] = columns.as_slice() else { panic!("{columns:?} needs two columns") };
        let folders = folders.iter().flat_map(|folders| folders.split_whitespace());
        let (beyond, within): (Vec<&str>, Vec<&str>) = folders.partition(|folder| folder.starts_with('!'));
        Term {
            open: never.ends_with('*'),
            never: never.trim_end_matches('*').to_owned(),
            instead: (*instead).to_owned(),
            within: within.into_iter().map(str::to_owned).collect(),
            beyond: beyond.into_iter().map(|folder| folder.trim_start_matches('!').to_owned()).collect(),
        }
    };
    columns.map(term).collect()
}

impl Term {
    /// The fault, if the passage uses the words.
    pub fn fault(&self, passage: &Passage, lower: &str) -> Option<Fault> {
        let folder = passage.file.split_once('/').map_or("", |(_, inside)| inside);
        let among = |folders: &[String]| folders.iter().any(|beginning| folder.starts_with(beginning.as_str()));
        if among(&self.beyond) || !(self.within.is_empty() || among(&self.within)) {
            return None;
        }
        let text = if self.never.contains(char::is_uppercase) { &passage.text } else { lower };
        let found = text.match_indices(&self.never).any(|(at, never)| {
            let before = text[..at].chars().next_back();
            let after = text[at + never.len()..].chars().next();
            let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == LEFT_OUT);
            apart(before) && (self.open || apart(after))
        });
        found.then(|| (self.never.clone(), format!("we say: {}", self.instead)))
    }
}
