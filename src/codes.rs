//! The one list of diagnostic codes. Each has an example under `tests/diagnostics/`, which is also its test.

use crate::diagnostic::Code;

macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $constant:ident = $name:literal;)*) => {
        $($(#[doc = $meaning])+ pub const $constant: Code = Code { name: $name, meaning: concat!($($meaning),+) };)*
        /// Every code there is.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    /// The file holds nothing.
    EMPTY_FILE = "empty-file";
    /// The text is not YAML.
    SYNTAX = "syntax";
    /// The bytes are not UTF-8 text.
    NOT_UTF8 = "not-utf8";
    /// Size, nesting or anchors of the file go beyond what may be read.
    TOO_LARGE = "too-large";
    /// A key stands twice in one mapping.
    DUPLICATE_KEY = "duplicate-key";
    /// A value is of another type than expected.
    WRONG_TYPE = "wrong-type";
    /// A value is of the right type but cannot be meant.
    WRONG_VALUE = "wrong-value";
    /// A field that the shape does not have.
    UNKNOWN_FIELD = "unknown-field";
    /// A field that the shape must have is not there.
    MISSING_FIELD = "missing-field";
    /// A word that is not one of those allowed here.
    UNKNOWN_WORD = "unknown-word";
    /// The file is of a shape or version that this program does not read.
    UNKNOWN_FORMAT = "unknown-format";
    /// A folder or file that is named does not exist.
    MISSING_FILE = "missing-file";
    /// An id is declared twice.
    DUPLICATE_ID = "duplicate-id";
    /// A framework, questionnaire or version that is not in the library, or not used by the assessment.
    UNKNOWN_FRAMEWORK = "unknown-framework";
    /// An element that the framework does not have.
    UNKNOWN_ELEMENT = "unknown-element";
    /// A question that the questionnaire does not have.
    UNKNOWN_QUESTION = "unknown-question";
    /// A scale, kind, rule, measure, tag or answer set that is not declared.
    UNKNOWN_NAME = "unknown-name";
    /// A rating that the scale does not have.
    UNKNOWN_RATING = "unknown-rating";
    /// A result rests on itself.
    CYCLE = "cycle";
    /// Bands of a scale leave a gap, overlap or do not end at 100 %.
    BANDS = "bands";
    /// A weight below zero.
    NEGATIVE_WEIGHT = "negative-weight";
    /// Weights do not add up to what the framework says that they add up to.
    WEIGHTS = "weights";
    /// A ladder names an item twice, skips a level or names one that is not on its scale.
    LADDER = "ladder";
    /// A measure has no rule, or a question or rule concerns nothing that is rated.
    NOTHING_TO_RATE = "nothing-to-rate";
    /// An assessor decided what the framework does not let be decided over the rule.
    JUDGEMENT_OUT_OF_BOUNDS = "judgement-out-of-bounds";
    /// An answer refers to evidence that the register does not hold.
    UNKNOWN_EVIDENCE = "unknown-evidence";
    /// A file of the evidence register is not there.
    MISSING_EVIDENCE = "missing-evidence";
    /// A file of the evidence register is not the one that was registered.
    EVIDENCE_CHANGED = "evidence-changed";
    /// A file of the evidence register has no hash, so that a change of it would go unseen.
    EVIDENCE_UNHASHED = "evidence-unhashed";
    /// An absence where the framework allows none.
    EXEMPTION_REFUSED = "exemption-refused";
    /// The questionnaire asks about another framework than the assessment uses.
    QUESTIONNAIRE_MISMATCH = "questionnaire-mismatch";
    /// A date that lies before another that it must follow.
    DATES_REVERSED = "dates-reversed";
    /// A respondent answers the same question in two files.
    DUPLICATE_ANSWER = "duplicate-answer";
    /// A question is answered that an earlier answer of the same respondent leaves out.
    NOT_ASKED = "not-asked";
    /// A change of a tailored framework that changes nothing.
    IDLE_CHANGE = "idle-change";
    /// A file that looks as if it were meant to be read is not.
    UNREAD_FILE = "unread-file";
    /// A tag, scale, kind, rule or answer set that is declared and that nothing uses.
    UNUSED_NAME = "unused-name";
    /// A rule selects nothing, seen from any element that it rates.
    EMPTY_SELECTION = "empty-selection";
    /// A case of a list or a level of a ladder that can never come about.
    UNREACHABLE_CASE = "unreachable-case";
    /// A rating of a measure's scale that none of its rules gives and nobody may decide.
    UNREACHABLE_RATING = "unreachable-rating";
    /// An element that is rated and moves no result.
    IDLE_ELEMENT = "idle-element";
    /// A question, or one of its answers, that moves no result.
    IDLE_QUESTION = "idle-question";
    /// A better rating lowers a result, and the rule does not say that this is meant.
    LEVEL_INVERSION = "level-inversion";
    /// The same thing is named twice where once is enough.
    DUPLICATE_MAPPING = "duplicate-mapping";
    /// A pair of elements has two relations, or an element has one that is said to have no counterpart.
    CONTRADICTORY_MAPPING = "contradictory-mapping";
    /// A result depends on an element that has to be there and that may be said not to apply.
    OPTIONAL_PRECONDITION = "optional-precondition";
    /// A rule gives results outside the scale of its measure.
    BEYOND_SCALE = "beyond-scale";
    /// A rule leaves a choice to a person, and the measure lets nobody make it.
    CLOSED_CHOICE = "closed-choice";
    /// A setting that can never matter.
    IDLE_SETTING = "idle-setting";
    /// An element mirrors one that the other framework does not have.
    UNKNOWN_MIRROR = "unknown-mirror";
    /// One question asks two things.
    DOUBLE_QUESTION = "double-question";
    /// A question to which a yes means a no.
    NEGATED_QUESTION = "negated-question";
    /// An abbreviation that is spelled out nowhere.
    UNDEFINED_ACRONYM = "undefined-acronym";
    /// A question or a sentence that is too long, or words that are too hard.
    HARD_READING = "hard-reading";
    /// Questions that ask the same words, or give the same reason three times.
    SAME_WORDS = "same-words";
    /// A question is asked of a role that is not in the list.
    ROLE_UNKNOWN = "role-unknown";
}
