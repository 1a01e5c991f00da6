//! Bytes as choices of a generator that writes sound YAML: what the other targets do with a framework.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gradus_fuzz::watched(bytes, gradus_fuzz::structured));
