//! Bytes as the files of a framework: load, check, run its cases, explain, print what is wrong.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gradus_fuzz::watched(bytes, gradus_fuzz::framework));
