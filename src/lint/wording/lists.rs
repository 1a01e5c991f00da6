//! The words that the rules of wording rest on. This is the one place to change them.

/// Who can be asked.
pub(super) const ROLES: &[&str] = &[
    "top management",
    "service manager",
    "process owner",
    "process manager",
    "practitioner",
    "customer",
    "supplier",
    "auditor",
];

/// Abbreviations that everybody knows who is asked about services.
pub(super) const EVERYDAY: &[&str] = &[
    "BS", "CD", "COBIT", "CMMI", "CPU", "CSV", "DVD", "EU", "FAQ", "GPS", "HR", "HTML", "ID", "IEC", "IEEE", "IP",
    "ISO", "IT", "ITIL", "ITSM", "JSON", "LAN", "NIST", "OK", "PC", "PDF", "SQL", "TS", "TV", "UK", "UN", "URL", "US",
    "USA", "USB", "VIP", "XML", "YAML",
];

/// Verbs with which a question or another clause begins.
pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should",
    "must", "may",
];

/// What stands before a noun.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "your", "their", "its", "his", "her", "our", "any", "that", "this", "these", "those", "all",
    "every", "each",
];

/// Words that are the subject of a clause on their own: “what they need”.
pub(super) const PRONOUNS: &[&str] =
    &["it", "they", "you", "we", "he", "she", "there", "people", "somebody", "someone", "nobody"];

/// What a clause begins with that hangs on another one.
pub(super) const SUBORDINATE: &[&str] = &[
    "that", "which", "who", "whose", "whom", "what", "how", "when", "where", "why", "whether", "if", "unless", "until",
    "before", "after", "because", "while", "whenever", "once", "than", "so", "although",
];

/// What an indirect question begins with.
pub(super) const INDIRECT: &[&str] = &["how", "what", "whom", "who", "whether", "why", "when", "which"];

/// What can follow a verb that closes a clause: a preposition, or a word for when and how.
pub(super) const AFTER_VERB: &[&str] = &[
    "in",
    "by",
    "to",
    "with",
    "against",
    "for",
    "from",
    "at",
    "on",
    "as",
    "when",
    "until",
    "before",
    "after",
    "under",
    "into",
    "through",
    "about",
    "during",
    "between",
    "per",
    "within",
    "where",
    "if",
    "so",
    "once",
    "whenever",
    "while",
    "over",
    "up",
    "out",
    "down",
    "off",
    "right",
    "away",
    "back",
    "afterwards",
    "accordingly",
    "regularly",
    "together",
    "again",
    "usually",
];

/// Words that belong to the verb before them.
pub(super) const PARTICLES: &[&str] = &["up", "out", "down", "off", "over", "on", "with", "back", "away"];

/// Past participles that do not end in “ed”.
pub(super) const IRREGULAR: &[&str] = &[
    "made",
    "kept",
    "held",
    "given",
    "taken",
    "known",
    "shown",
    "done",
    "built",
    "bought",
    "brought",
    "sent",
    "set",
    "put",
    "run",
    "met",
    "found",
    "told",
    "written",
    "drawn",
    "chosen",
    "understood",
    "led",
    "lost",
    "paid",
    "sold",
    "taught",
    "won",
    "begun",
    "seen",
    "spent",
    "dealt",
    "laid",
    "cut",
    "split",
];

/// Words in “ed” that are no participles, and participles that stand behind their noun: “the data needed”.
pub(super) const NO_VERB: &[&str] = &[
    "need",
    "speed",
    "feed",
    "seed",
    "exceed",
    "proceed",
    "succeed",
    "hundred",
    "indeed",
    "needed",
    "required",
    "used",
    "affected",
    "concerned",
    "involved",
    "missed",
    "gained",
    "named",
    "related",
    "based",
    "given",
    "met",
    "available",
];

/// Verbs in the form behind “do you …” that cannot be nouns, or hardly.
pub(super) const BARE_VERBS: &[&str] = &[
    "act", "keep", "tell", "decide", "learn", "take", "give", "ensure", "agree", "follow", "make", "know", "get",
    "pass", "look", "hold", "inform", "correct",
];

/// Words that turn what is asked into its opposite.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "isn't", "aren't", "wasn't", "weren't",
    "don't", "doesn't", "didn't", "can't", "cannot", "won't", "haven't", "hasn't",
];

/// What may follow a negation that turns nothing round: “not only”, “no later than”.
pub(super) const NOT_TURNED: &[&str] = &["only", "just", "later", "more", "longer", "less", "least"];

/// Verbs that say that something stays as the word behind them says.
pub(super) const STAYING: &[&str] = &["remain", "remains", "stay", "stays", "go", "goes", "still"];
