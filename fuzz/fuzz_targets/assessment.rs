//! Bytes as the files of an assessment under a framework of this crate: load, assess, write JSON, explain.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gradus_fuzz::watched(bytes, gradus_fuzz::assessment));
