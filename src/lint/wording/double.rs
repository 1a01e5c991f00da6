//! Questions that ask two things. Who can say yes to one of them has no answer, and a no does not tell which is missing.
//!
//! Two things named together (“the plan and the budget”) and two steps of one act (“recorded and classified”) pass; so
//! do, where one answer is to speak for many elements, several steps in a row.

use super::lists::{
    AFTER_VERB, AUXILIARIES, BARE_VERBS, DETERMINERS, INDIRECT, IRREGULAR, NO_VERB, PARTICLES, PRONOUNS, SUBORDINATE,
};
use super::text::{mark, tokens};

/// This many steps in a row are more than one act: each can be done without the others.
const STEPS: usize = 3;

/// The words with which a second thing is asked. `firm`: evidence is to back the answer, item by item.
pub(super) fn second(ask: &str, firm: bool) -> Option<String> {
    if ask.matches('?').count() > 1 {
        return ask.trim_end().rsplit_once("? ").map(|(_, second)| second.to_owned());
    }
    let tokens = tokens(ask);
    let words = Words(&tokens);
    // A description is chosen as a whole.
    if !words.at(0, AUXILIARIES) && !matches!(words.get(0), "how" | "to") {
        return None;
    }
    let joints = (1..tokens.len()).filter(|at| matches!(words.get(*at), "and" | "or"));
    joints.filter(|at| words.asks_again(*at) || firm && words.adds_an_act(*at)).map(|at| words.from(at)).next()
}

struct Words<'a>(&'a [String]);

impl Words<'_> {
    fn get(&self, at: usize) -> &str {
        self.0.get(at).map_or("", String::as_str)
    }

    fn at(&self, at: usize, list: &[&str]) -> bool {
        list.contains(&self.get(at))
    }

    /// The next few words, for a message.
    fn from(&self, at: usize) -> String {
        const SHOWN: usize = 7;
        let shown = self.0[at..].iter().take_while(|token| *token != "?").take(SHOWN);
        shown.fold(String::new(), |text, token| {
            let space = if text.is_empty() || mark(token) { "" } else { " " };
            text + space + token
        })
    }

    /// Behind the last word before the next joint or mark.
    fn end(&self, from: usize) -> usize {
        (from..self.0.len())
            .find(|at| mark(self.get(*at)) || matches!(self.get(*at), "and" | "or"))
            .unwrap_or(self.0.len())
    }

    /// A verb in the form of “is recorded”.
    fn participle(&self, at: usize) -> bool {
        let word = self.get(at);
        let regular = word.len() > 4 && word.ends_with("ed");
        (regular || self.at(at, IRREGULAR)) && !self.at(at, NO_VERB)
    }

    /// A participle that says what is done, not one that describes the noun behind it.
    fn act(&self, at: usize) -> bool {
        self.participle(at) && {
            let next = self.get(at + 1);
            next.is_empty() || mark(next) || matches!(next, "and" | "or") || self.at(at + 1, AFTER_VERB)
        }
    }

    fn adverb(&self, at: usize) -> bool {
        matches!(self.get(at), "then" | "also" | "afterwards") || self.get(at).ends_with("ly")
    }

    /// Whether a question of its own follows: “… and do the people have the skills”, “… and how it is checked”.
    fn asks_again(&self, joint: usize) -> bool {
        let comma = self.get(joint - 1) == ",";
        if comma && self.get(joint) == "and" && self.at(joint + 1, INDIRECT) {
            return true;
        }
        if comma && self.at(joint + 1, BARE_VERBS) && matches!(self.get(0), "do" | "does") {
            return true;
        }
        if !self.at(joint + 1, AUXILIARIES) {
            return false;
        }
        let subject = joint + 2;
        if self.at(subject, DETERMINERS) || self.at(subject, PRONOUNS) {
            return true;
        }
        // “… and are deficiencies removed”; in “who does it and is trained in it” no subject follows.
        let passive = matches!(self.get(joint + 1), "is" | "are" | "was" | "were" | "has" | "have");
        let starts = !self.participle(subject) && !self.adverb(subject) && !self.at(subject, AFTER_VERB);
        let does = matches!(self.get(joint + 1), "do" | "does" | "did");
        let closes = || (subject + 1..self.end(subject)).any(|at| self.act(at));
        starts && (does || passive && closes())
    }

    /// Whether another act follows that can be done without the first: “… and reported to the customer”.
    fn adds_an_act(&self, joint: usize) -> bool {
        let Some(verb) = self.verb() else { return false };
        let comma = self.get(joint - 1) == ",";
        // A comma before the joint ends what hangs on the first act: “managed until they are closed, and reported”.
        let hangs_on = !comma && (verb + 1..joint).any(|at| self.at(at, SUBORDINATE));
        if self.get(joint) != "and" || hangs_on {
            return false;
        }
        let Some(first) = (verb + 2..joint).find(|at| self.act(*at) && !self.describes(*at, verb)) else {
            return false;
        };
        let mut next = joint + 1;
        while self.adverb(next) {
            next += 1;
        }
        if self.participle(next) {
            return self.act(next) && (comma || self.steps(joint) >= STEPS || !self.follows_an_act(joint));
        }
        self.has_its_own_subject(next, first, joint)
    }

    /// Where the verb of the question stands: “is” in “is it …”, “how far is it …”; none where nothing is done to things.
    fn verb(&self) -> Option<usize> {
        let at = (0..5).find(|at| self.at(*at, AUXILIARIES))?;
        let passive = matches!(self.get(at), "is" | "are" | "was" | "were" | "has" | "have");
        (passive && self.get(at + 1) != "there").then_some(at)
    }

    /// Whether a participle can only describe a noun: it stands where the subject begins.
    fn describes(&self, at: usize, verb: usize) -> bool {
        let before = self.get(at - 1);
        let begins = at == verb + 1 || self.at(at - 1, DETERMINERS) || matches!(before, "of" | "with" | "for" | "from");
        // “new, changed and closed services”: what follows the joint describes, and so does this.
        let joint = self.end(at + 1);
        let with_next = matches!(self.get(joint), "and" | "or" | ",")
            && self.participle(joint + 1)
            && !self.act(joint + 1)
            && joint == at + 1;
        begins || with_next
    }

    /// Whether the word before a joint is itself an act, its particle included: “drawn up and controlled”.
    fn follows_an_act(&self, joint: usize) -> bool {
        let mut at = joint - 1;
        while at > 0 && (self.at(at, PARTICLES) || self.adverb(at) || self.get(at) == ",") {
            at -= 1;
        }
        self.participle(at)
    }

    /// How many acts stand in a row around a joint.
    fn steps(&self, joint: usize) -> usize {
        let mut count = 1;
        let mut at = joint;
        while at > 0 && matches!(self.get(at), "and" | ",") {
            at -= 1;
            while at > 0 && self.at(at, PARTICLES) {
                at -= 1;
            }
            if !self.participle(at) || at == 0 {
                break;
            }
            count += 1;
            at -= 1;
        }
        count
    }

    /// “… and the design documented”: something else, and what is done to it.
    fn has_its_own_subject(&self, from: usize, first: usize, joint: usize) -> bool {
        let end = self.end(from);
        let plain = |at: usize| !self.at(at, AUXILIARIES) && !self.at(at, SUBORDINATE);
        let straight = self.get(joint - 1) == "," || first + 1 == joint || self.at(from, DETERMINERS);
        straight
            && !self.at(from, AFTER_VERB)
            && (from..end).all(plain)
            && (from + 1..end).any(|at| self.act(at) && !self.at(at - 1, AFTER_VERB) && !self.at(at - 1, DETERMINERS))
    }
}

#[cfg(test)]
mod tests {
    use super::second;

    #[test]
    fn two_questions_in_one_are_found() {
        for (ask, found) in [
            ("Is it written? Is it read?", "Is it read?"),
            ("Are there enough people, and do the people have the skills?", "and do the people have the skills"),
            ("How far are they provided, and is their use watched?", "and is their use watched"),
            ("How far is it known, and are deficiencies removed?", "and are deficiencies removed"),
            ("Does the policy define them, and how each is managed?", "and how each is managed"),
            ("Do you meet your customers, and act on what they say?", "and act on what they say"),
        ] {
            assert_eq!(second(ask, false).as_deref(), Some(found), "{ask}");
        }
    }

    #[test]
    fn acts_that_can_be_done_one_without_the_other_count_where_evidence_is_to_back_the_answer() {
        for ask in [
            "Are actual costs compared with the budget and reported at planned intervals?",
            "Is performance against targets monitored, reviewed and reported?",
            "How far is it followed against its plan, and put right when it departs from it?",
            "Are root causes of problems analysed and preventive actions determined?",
            "Are complaints recorded, managed until they are closed, and reported?",
            "Is each new service designed, and the design documented, to meet its requirements?",
        ] {
            assert!(second(ask, true).is_some(), "{ask}");
            assert_eq!(second(ask, false), None, "{ask}");
        }
    }

    #[test]
    fn one_thing_with_two_names_is_one_thing() {
        for ask in [
            "Is every incident recorded and classified?",
            "Are failed and slow deployments analysed regularly for improvements?",
            "Are new, changed and closed services planned with cost, impact and expected outcomes?",
            "Are logs of granted and removed rights kept?",
            "Does management review whether service management conforms and is effective?",
            "Is documented evidence of the audit programme and of the audit results kept?",
            "Are the proposed dates and deployment details of approved changes communicated to the parties?",
            "Which description fits best how changes are recorded, assessed and closed?",
            "Are disputes with suppliers recorded and managed until they are closed?",
            "Is the capacity needed in people and money determined for the services?",
            "Is the deployment of new or changed services and service components planned?",
        ] {
            assert_eq!(second(ask, true), None, "{ask}");
        }
    }
}
