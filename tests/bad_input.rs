//! Input from hell and computers in trouble: whatever a file holds, the program ends in time, never panics, says where
//! the trouble is, and leaves no half-written file behind.

mod support;

use std::fs;
use std::process::Command;

use support::{ASSESSMENT, Place, RESPONSES, assessment};

/// Checks a folder whose framework file holds these bytes.
fn framework(bytes: impl AsRef<[u8]>) -> support::Run {
    let place = Place::new();
    place.write("bad/framework.yaml", bytes);
    place.gradus(&["check", "bad"])
}

#[test]
fn anchors_that_expand_without_end_are_refused() {
    let mut laughs = "format: gradus/framework/1\na0: &a0 [ha, ha]\n".to_owned();
    for level in 1..60 {
        let again = format!("*a{},", level - 1).repeat(9);
        laughs.push_str(&format!("a{level}: &a{level} [{again}]\n"));
    }
    framework(&laughs).refused("too-large", "anchors grow the file");
    framework("format: &a [*a]\n").refused("too-large", "an anchor refers to itself");
    let answers =
        format!("  recording: {{answer: yes, evidence: [{}]}}\n", "&e E-1, ".to_owned() + &"*e, ".repeat(200_000));
    assessment(&answers).gradus(&["check", "a"]).refused("too-large", "responses/desk.yaml");
}

#[test]
fn ten_thousand_levels_of_nesting_are_refused() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")] {
        let nested = format!("{}x{}\n", open.repeat(10_000), close.repeat(10_000));
        framework(&nested).refused("too-large", "deeper than 64 levels");
    }
    let indented: String = (0..4_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    framework(&indented).refused("too-large", "deeper than 64 levels");
}

#[test]
fn a_chain_of_elements_each_below_the_one_before_is_refused_before_anything_walks_down_it() {
    let mut text = fs::read_to_string("tests/diagnostics/library/frameworks/desk-basics/framework.yaml").unwrap();
    text = text.replace("id: desk-basics", "id: bad");
    text.push_str("  - {id: e0, text: Start.}\n");
    for level in 1..5_000 {
        text.push_str(&format!("  - {{id: e{level}, kind: requirement, under: e{}, text: More.}}\n", level - 1));
    }
    framework(&text).refused("too-large", "lies more than 64 levels deep");
}

#[test]
fn bytes_that_are_no_text_are_shown_where_they_are() {
    let place = assessment("");
    place.write(
        "a/responses/desk.yaml",
        [RESPONSES.as_bytes(), b"  recording: {answer: yes, note: caf\xe9}\n"].concat(),
    );
    let run = place.gradus(&["check", "a"]);
    // Six lines of head; `  recording: {answer: yes, note: caf` has 36 characters.
    run.refused("not-utf8", "a/responses/desk.yaml:7:37");
    assert!(run.stderr.contains("note: caf\u{fffd}}"), "{}", run.stderr);
    // UTF-16, as some editors save "Unicode".
    let utf16: Vec<u8> = "\u{feff}format: x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    framework(utf16).refused("not-utf8", "line 1 is not UTF-8 text");
    let noise: Vec<u8> = (0..100_000u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    framework(noise).refused("not-utf8", "framework.yaml");
}

#[test]
fn a_nul_byte_and_a_tab_are_refused_where_they_are_written() {
    framework("format: gradus/framework/1\nid: a\0b\n").refused("syntax", "bad/framework.yaml:2:");
    framework("format: gradus/framework/1\nscales:\n\tconformity: x\n").refused("syntax", "tab");
}

#[test]
fn a_byte_order_mark_and_the_line_ends_of_other_systems_change_nothing() {
    let answers = "  recording: yes\n  priority: nope\n";
    let plain = assessment(answers);
    let expected = plain.gradus(&["check", "a"]).stderr;
    assert!(expected.contains("a/responses/desk.yaml:8:13"), "{expected}");
    for marked in [false, true] {
        for line_end in ["\n", "\r\n"] {
            let place = Place::new();
            for (name, text) in [("assessment", ASSESSMENT), ("responses/desk", &format!("{RESPONSES}{answers}"))] {
                let mark = if marked { "\u{feff}" } else { "" };
                place.write(&format!("a/{name}.yaml"), format!("{mark}{}", text.replace('\n', line_end)));
            }
            let run = place.gradus(&["check", "a"]);
            assert_eq!(run.stderr, expected, "mark: {marked}, line end: {line_end:?}");
            place.write("a/responses/desk.yaml", format!("{RESPONSES}  priority: no\n").replace('\n', line_end));
            assert_eq!(place.gradus(&["check", "a"]).code, Some(0));
            let mark = if marked { "\u{feff}" } else { "" };
            place.write("a/responses/desk.yaml", format!("{mark}format: gradus/answers/1{line_end}"));
            place.gradus(&["check", "a"]).refused("unknown-format", "--> a/responses/desk.yaml:1:9");
        }
    }
}

#[test]
fn empty_files_are_named() {
    for text in ["", "\n\n  \n", "\u{feff}", "# only a comment\n", "---\n", "---\n...\n", "~\n"] {
        framework(text).refused("empty-file", "bad/framework.yaml");
    }
    framework("--- a\n--- b\n").refused("syntax", "a second document begins here");
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_and_one_of_ten_is_read() {
    framework(format!("format: gradus/framework/1\ntitle: {}\n", "x".repeat(50_000_000)))
        .refused("too-large", "the file has 50 MB");
    let run = framework(format!("format: gradus/framework/1\ntitle: {}\ntitel: x\n", "é".repeat(5_000_000)));
    run.refused("unknown-field", "did you mean `title`?");
    assert!(run.stderr.len() < 10_000, "{} bytes are printed about it", run.stderr.len());
}

#[test]
fn a_name_of_a_megabyte_is_measured_against_nothing_and_printed_in_part() {
    let long = "é".repeat(500_000);
    let place = assessment(&format!("  recording: {{answer: {long}, evidence: [{long}]}}\n  priority: {long}\n"));
    let run = place.gradus(&["check", "a"]);
    run.refused("unknown-evidence", "é…` is not in the register");
    run.refused("unknown-rating", "é…` is not an answer to this question");
    assert!(run.stderr.len() < 10_000, "{} bytes are printed about it", run.stderr.len());
}

#[test]
fn a_name_with_line_breaks_and_terminal_codes_stays_one_harmless_line() {
    let run = assessment("  recording: \"yes\\e[31m\\nerror[syntax]: forged\"\n").gradus(&["check", "a"]);
    let first = run.stderr.lines().next().unwrap();
    assert!(first.ends_with("error[syntax]: forged` is not an answer to this question"), "{first}");
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
    assert!(!run.stderr.lines().any(|line| line.starts_with("error[syntax]")), "{}", run.stderr);
}

#[test]
fn wide_characters_are_pointed_at_in_whole() {
    for answers in [
        "  recording: 日本\n",
        "  日本: yes\n",
        "  recording: {answer: 日本, nöte: ž}\n",
        "  recording: {not-applicable: 日本}\n",
        "  recording: [日本]\n",
        "  recording:\n  # 日本\n",
        "  recording: {answer: 日本\n",
        "  recording: '日本\n",
        "  recording: 日本: 日本\n",
        "  recording: @日本\n",
        "  👩‍👩‍👧: yes\n",
    ] {
        let run = assessment(answers).gradus(&["check", "a"]);
        assert_eq!(run.code, Some(2), "{answers}: {}", run.stderr);
        assert!(run.stderr.contains("--> a/responses/desk.yaml:"), "{answers}: {}", run.stderr);
    }
}

#[test]
fn folders_in_the_place_of_files_and_files_in_the_place_of_folders_are_named() {
    for (name, words) in [
        ("a/responses/more.yaml", "`a/responses/more.yaml` is a folder, not a file"),
        ("a/judgements.yaml", "`a/judgements.yaml` is a folder, not a file"),
        ("a/evidence/register.yaml", "`a/evidence/register.yaml` is a folder, not a file"),
    ] {
        let place = assessment("  recording: yes\n");
        assert_eq!(place.gradus(&["check", "a"]).code, Some(0));
        place.folder(name).gradus(&["check", "a"]).refused("missing-file", words);
    }
    let place = Place::new();
    place.folder("f/framework.yaml").gradus(&["check", "f"]).refused("missing-file", "is a folder, not a file");
    place.write("a/assessment.yaml", ASSESSMENT).write("a/responses", RESPONSES);
    place.gradus(&["check", "a"]).refused("missing-file", "`a/responses` is a file, not a folder");
    for (path, words) in [
        ("a/assessment.yaml", "`a/assessment.yaml` is a file; give the folder that holds it: `gradus check a`"),
        ("nowhere", "there is no folder `nowhere`"),
        ("f/framework.yaml", "`f/framework.yaml` holds no framework.yaml, questionnaire.yaml or assessment.yaml"),
    ] {
        let run = place.gradus(&["check", path]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    place.gradus(&["assess", "nowhere"]).refused("missing-file", "there is no file `nowhere/assessment.yaml`");
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let place = assessment("  recording: yes\n");
    let made = Command::new("mkfifo").arg(place.path("a/responses/pipe.yaml")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: no `mkfifo` here, so that no pipe can be made");
        return;
    }
    place.gradus(&["check", "a"]).refused("missing-file", "it is no ordinary file");
}

#[test]
fn the_other_files_are_checked_even_where_the_main_file_cannot_be_used() {
    let place = assessment("  recordings: yes\n");
    place.write("a/assessment.yaml", ASSESSMENT.replace("class: 3", "class: three").replace("to: 2026", "to: 26"));
    place.write("a/evidence/register.yaml", "format: gradus/evidence/1\nevidence:\n  - {id: E-1}\n");
    let run = place.gradus(&["check", "a"]);
    run.refused("wrong-type", "expected a whole number, found `three`");
    run.refused("wrong-value", "`26-03-06` is not a date");
    run.refused("unknown-question", "did you mean `recording`?");
    run.refused("missing-field", "the field `title` is missing");
    assert!(run.stderr.ends_with("\n4 errors, 0 warnings\n"), "{}", run.stderr);
}

#[test]
fn an_item_of_evidence_that_is_not_in_order_is_not_also_called_unknown() {
    let place = assessment("  recording: {answer: yes, evidence: [E-1]}\n");
    let item = "{id: E-1, title: Tickets, kind: record, date: 2026-02-30, at: ticket tool}";
    place.write("a/evidence/register.yaml", format!("format: gradus/evidence/1\nevidence:\n  - {item}\n"));
    let run = place.gradus(&["check", "a"]);
    run.refused("wrong-value", "`2026-02-30` is not a date");
    assert!(run.stderr.ends_with("\n1 error, 0 warnings\n"), "{}", run.stderr);
}

/// The Norway problem and its relatives: what is written is what is meant.
#[test]
fn words_and_numbers_of_answers_and_clauses_stay_as_they_are_written() {
    let text = fs::read_to_string("tests/diagnostics/library/frameworks/desk-basics/framework.yaml").unwrap();
    let text = text.replace("recording", "8.1").replace("priority", "8.10").replace("major-incident", "8.100");
    let questions = "tests/diagnostics/library/questionnaires/desk-check/questionnaire.yaml";
    let questions = fs::read_to_string(questions).unwrap();
    let questions =
        questions.replace("recording", "8.1").replace("priority", "8.10").replace("major-incident", "8.100");
    let place = assessment("  8.1: yes\n  8.10: no\n  8.100: partly\n");
    place.write("a/frameworks/desk-basics/framework.yaml", text);
    place.write("a/questionnaires/desk-check/questionnaire.yaml", questions);
    let run = place.gradus(&["assess", "a"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let result: serde_json::Value =
        serde_json::from_slice(&fs::read(place.path("a/assessment.json")).unwrap()).unwrap();
    for (clause, rating) in [("8.1", "met"), ("8.10", "not-met"), ("8.100", "partly-met")] {
        let conformity = &result["frameworks"][0]["elements"][clause]["results"]["conformity"];
        assert_eq!(conformity["outcome"]["known"]["value"], rating, "{clause}");
        let run = place.gradus(&["explain", "a", clause]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run.stdout.lines().next(), Some(format!("desk-basics:{clause}").as_str()), "{}", run.stdout);
    }
    assert_eq!(place.gradus(&["explain", "a", "8.1000"]).code, Some(2));
}

#[test]
fn answers_that_other_programs_would_guess_at_are_refused_with_the_word_as_written() {
    for (written, words) in [
        ("NO", "`NO` is not an answer to this question"),
        ("No", "`No` is not an answer to this question"),
        ("on", "`on` is not an answer to this question"),
        ("true", "`true` is not an answer to this question"),
        ("1.0", "`1.0` is not an answer to this question"),
        ("0x10", "`0x10` is not an answer to this question"),
        ("1_000", "`1_000` is not an answer to this question"),
        (".inf", "`.inf` is not an answer to this question"),
        ("2026-03-03", "`2026-03-03` is not an answer to this question"),
        ("'no '", "`no ` is not an answer to this question"),
        ("50 %", "takes no shares such as `50 %`"),
        ("", "nothing is answered here"),
        ("~", "nothing is answered here"),
        ("null", "nothing is answered here"),
        ("{}", "nothing is said about how far it is so"),
        ("[no]", "expected an answer"),
        ("{answer: }", "nothing is said about how far it is so"),
    ] {
        let run = assessment(&format!("  recording: {written}\n")).gradus(&["check", "a"]);
        assert_eq!(run.code, Some(2), "{written}");
        assert!(run.stderr.contains(words), "{written}: {}", run.stderr);
        assert!(run.stderr.contains("--> a/responses/desk.yaml:7:"), "{written}: {}", run.stderr);
    }
    for written in ["no", "'no'", "\"no\"", "don't know", "\"don't know\"", "{answer: no}"] {
        let run = assessment(&format!("  recording: {written}\n")).gradus(&["check", "a"]);
        assert_eq!(run.code, Some(0), "{written}: {}", run.stderr);
    }
}

#[test]
fn a_day_that_no_calendar_has_is_shown_where_it_is_written() {
    for day in [
        "2026-13-01",
        "2026-02-30",
        "01.03.2026",
        "2026-3-1",
        "20260301",
        "2026-03-01T10:00",
        "yesterday",
        "'2026-03-0'",
    ] {
        let place = assessment("");
        place.write("a/assessment.yaml", ASSESSMENT.replace("from: 2026-03-02", &format!("from: {day}")));
        let run = place.gradus(&["check", "a"]);
        // `dates: {from: ` has 14 characters.
        run.refused("wrong-value", "--> a/assessment.yaml:11:15");
        run.refused("wrong-value", "is not a date such as");
    }
}

#[test]
fn unknown_arguments_end_with_exit_code_two_and_help_does_not() {
    let place = assessment("  recording: yes\n");
    for arguments in [
        &["--colour", "blue", "check"][..],
        &["asess", "a"],
        &["assess"],
        &["assess", "a", "--frobnicate"],
        &["assess", "a", "--as-of", "tomorrow"],
        &["report", "a", "--format", "docx"],
        &["explain", "a", "recordings"],
        &["framework", "show", "desk-basic"],
        &["schema", "answers"],
        &[],
    ] {
        let run = place.gradus(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stdout.is_empty() && !run.stderr.is_empty(), "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["--version"], &["assess", "--help"]] {
        let run = place.gradus(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}");
        assert!(!run.stdout.is_empty() && run.stderr.is_empty(), "{arguments:?}");
    }
    assert_eq!(place.names(), ["a", "a/assessment.yaml", "a/responses", "a/responses/desk.yaml"]);
}

#[test]
fn assessing_a_folder_that_is_not_in_order_leaves_an_older_result_alone() {
    let place = assessment("  recording: maybe\n");
    place.write("a/assessment.json", "old");
    let before = place.names();
    assert_eq!(place.gradus(&["assess", "a"]).code, Some(2));
    assert_eq!(place.names(), before);
    assert_eq!(fs::read(place.path("a/assessment.json")).unwrap(), b"old");
}

/// A place that takes no files, whoever runs the tests: the process file system of Linux.
#[test]
fn a_place_that_cannot_be_written_to_ends_with_exit_code_three() {
    let place = assessment("  recording: yes\n");
    let before = place.names();
    place.write("file", "not a folder");
    let mut taken = vec!["file/inside.json", "a"];
    if cfg!(target_os = "linux") {
        taken.push("/proc/gradus-result.json");
    } else {
        eprintln!("SKIPPED: no read-only place is known on this system");
    }
    for path in taken {
        let run = place.gradus(&["assess", "a", "--output", path]);
        assert_eq!(run.code, Some(3), "{path}: {}", run.stderr);
        assert!(run.stderr.starts_with("gradus: cannot ") && run.stderr.contains(path), "{path}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{path}: no result is announced that was not written");
    }
    let run = place.gradus(&["report", "a", "--format", "json", "--output", "file"]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    fs::remove_file(place.path("file")).unwrap();
    assert_eq!(place.names(), before);
}

#[test]
#[cfg(unix)]
fn a_full_device_is_noticed_and_never_replaced_by_a_file() {
    if !std::path::Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: no `/dev/full` on this system");
        return;
    }
    let place = assessment("  recording: yes\n");
    // Through a link, so that a program that replaces what it should write to does no harm to the system.
    std::os::unix::fs::symlink("/dev/full", place.path("full")).unwrap();
    std::os::unix::fs::symlink("/dev/null", place.path("null")).unwrap();
    let before = place.names();
    let run = place.gradus(&["assess", "a", "--output", "full"]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(run.stderr.contains("cannot write `full`"), "{}", run.stderr);
    assert_eq!(place.gradus(&["assess", "a", "--output", "null"]).code, Some(0));
    assert_eq!(place.names(), before);
    for link in ["full", "null"] {
        assert!(place.path(link).symlink_metadata().unwrap().is_symlink(), "{link} has been replaced");
    }
}

/// The system stops a file at a few kilobytes: as on a full disk, writing begins and does not end.
#[test]
#[cfg(unix)]
fn a_disk_that_fills_up_leaves_the_older_report_whole_and_no_half_written_one() {
    let place = assessment("  recording: yes\n");
    for format in ["html", "pdf", "json"] {
        let name = format!("out/northwind-2026.{format}");
        place.write(&name, "the report of last year");
        let before = place.names();
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_gradus")]);
        shell.arg("--library").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics/library"));
        let run = place.run(shell.args(["report", "a", "--output", "out", "--format", format]));
        assert_eq!(run.code, Some(3), "{format}: {}", run.stderr);
        assert!(run.stderr.contains(&name), "{format}: {}", run.stderr);
        assert_eq!(place.names(), before, "{format}");
        assert_eq!(fs::read(place.path(&name)).unwrap(), b"the report of last year");
        fs::remove_file(place.path(&name)).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn a_terminal_that_is_gone_or_full_is_no_panic() {
    if !std::path::Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: no `/dev/full` on this system");
        return;
    }
    let place = assessment("  recording: maybe\n");
    let run = |redirected: &str, arguments: &[&str]| {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec \"$@\" {redirected}"), "sh", env!("CARGO_BIN_EXE_gradus")]);
        shell.arg("--library").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics/library"));
        place.run(shell.args(arguments))
    };
    assert_eq!(run("2>/dev/full", &["check", "a"]).code, Some(2));
    assert_eq!(run("2>&-", &["check", "a"]).code, Some(2));
    let full = run(">/dev/full", &["framework", "list"]);
    assert_eq!(full.code, Some(3));
    assert!(full.stderr.contains("cannot write to standard output"), "{}", full.stderr);
}
