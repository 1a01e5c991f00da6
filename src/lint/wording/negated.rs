//! Questions to which a yes means a no: quickly answered wrong, and hard to answer at all.

use super::lists::{AUXILIARIES, NEGATIONS, NOT_TURNED, PRONOUNS, STAYING, SUBORDINATE};
use super::text::tokens;
use crate::model::Question;

/// What is wrong with a question that is turned round.
pub(super) fn problem(question: &Question) -> Option<String> {
    let id = &question.id;
    if rates_worse(question) {
        return Some(format!("a yes to `{id}` rates worse than a no"));
    }
    if let Some(words) = twice(&question.ask) {
        return Some(format!("what a yes to `{id}` means takes thought: “{words}”"));
    }
    in_words(&question.ask).map(|words| format!("a yes to `{id}` means a no: “{words}”"))
}

/// Whether the answer `yes` rates something worse than the answer `no` does.
fn rates_worse(question: &Question) -> bool {
    let (Some(yes), Some(no)) = (question.informs.get("yes"), question.informs.get("no")) else { return false };
    yes.iter().zip(no).any(|((of, yes), (of_no, no))| of == of_no && yes < no)
}

/// Two negations, wherever they stand.
fn twice(ask: &str) -> Option<String> {
    let tokens = tokens(ask);
    let words = Words(&tokens);
    let mut found = (0..tokens.len()).filter(|at| words.negation(*at) || words.get(*at) == "without");
    let (first, second) = (words.get(found.next()?), words.get(found.next()?));
    (first != "neither").then(|| format!("{first} … {second}"))
}

struct Words<'a>(&'a [String]);

impl Words<'_> {
    fn get(&self, at: usize) -> &str {
        self.0.get(at).map_or("", String::as_str)
    }

    fn negation(&self, at: usize) -> bool {
        NEGATIONS.contains(&self.get(at)) && !NOT_TURNED.contains(&self.get(at + 1))
    }
}

/// The words that turn a question round. What hangs on its main clause turns nothing: “… find what is not there”.
fn in_words(ask: &str) -> Option<String> {
    let tokens = tokens(ask);
    let words = Words(&tokens);
    let word = |at: usize| words.get(at);
    // A description is chosen, not said yes or no to.
    let begin = (0..5).find(|at| AUXILIARIES.contains(&word(*at)) || words.negation(*at))?;
    if !matches!(word(0), "how" | "to") && begin > 0 {
        return None;
    }
    // “… find what they need”, “… raise what they cannot clear”.
    let hangs = |at: &usize| SUBORDINATE.contains(&word(*at)) || *at > begin + 1 && PRONOUNS.contains(&word(*at));
    let main = (begin + 1..tokens.len()).find(hangs).unwrap_or(tokens.len());
    let turned = (begin..main).find(|at| words.negation(*at)).map(|at| word(at).to_owned());
    turned.or_else(|| {
        // A complaint left unresolved is a kind of complaint; are complaints left unresolved?
        let passive = matches!(word(begin), "is" | "are" | "was" | "were");
        let stays = |at: usize| STAYING.contains(&word(at)) || passive && word(at) == "left";
        let undone = |at: &usize| stays(*at) && is_undone(word(at + 1));
        (begin..main).find(undone).map(|at| format!("{} {}", word(at), word(at + 1)))
    })
}

/// “unanswered”, “untested”: something was not done. “underused” is another matter.
fn is_undone(word: &str) -> bool {
    word.starts_with("un") && !word.starts_with("under") && word.ends_with("ed")
}

#[cfg(test)]
mod tests {
    use super::{in_words, twice};

    #[test]
    fn only_what_turns_the_question_itself_counts() {
        for (ask, found) in [
            ("Are there no overdue actions?", "no"),
            ("Isn't the plan tested?", "isn't"),
            ("Is the plan never tested?", "never"),
            ("Are risks left untreated?", "left untreated"),
            ("Do risks remain untreated?", "remain untreated"),
        ] {
            assert_eq!(in_words(ask).as_deref(), Some(found), "{ask}");
        }
        assert_eq!(twice("Are there changes without a plan that were not approved?").as_deref(), Some("without … not"));
        for ask in [
            "Can people report bad news without harm to themselves?",
            "Are customers told when a target cannot be met?",
            "Are assets removed that are no longer used?",
            "Are unsuccessful changes investigated?",
            "Do operators raise incidents for exceptions they cannot clear?",
            "How far does a complaint left unresolved reach somebody with authority?",
            "Are plans tested not only on paper?",
            "Which description fits best how risks are treated, and not forgotten?",
        ] {
            assert_eq!((twice(ask), in_words(ask)), (None, None), "{ask}");
        }
    }
}
