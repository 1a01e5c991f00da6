//! The whole library: every framework and questionnaire that is shipped, against lists made apart from them
//! (`tests/data`), and against what holds for all of them. Each file is loaded once.

mod common;
#[path = "library/lists.rs"]
mod lists;
#[path = "library/shipped.rs"]
mod shipped;

#[path = "library/asked.rs"]
mod asked;
#[path = "library/cmmi.rs"]
mod cmmi;
#[path = "library/cobit.rs"]
mod cobit;
#[path = "library/iso.rs"]
mod iso;
#[path = "library/itil.rs"]
mod itil;
#[path = "library/others.rs"]
mod others;
#[path = "library/sound.rs"]
mod sound;
