//! What libFuzzer does not catch by itself: a call that goes too deep, whose signal finds no stack to be handled on, and
//! an input that takes too long. libFuzzer's own limit counts time in which the computer did something else, and its
//! handler may wait for ever on a lock that the interrupted code holds.

use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

/// Processor time that one input may take.
const LONGEST: Duration = Duration::from_secs(10);
/// Stack for the handler of signals.
const STACK: usize = 1 << 18;

static ONCE: Once = Once::new();
/// The input that is being worked on, and the processor time at which that began.
static CURRENT: Mutex<Option<(Vec<u8>, Duration)>> = Mutex::new(None);

/// Works on one input. What takes too long is kept in the folder that `GRADUS_FUZZ_FAULTS` names, and ends the program.
pub fn watched(bytes: &[u8], work: impl FnOnce(&[u8])) {
    ONCE.call_once(|| {
        guard_stack();
        std::thread::spawn(watch);
    });
    set(Some((bytes.to_vec(), processor_time())));
    work(bytes);
    set(None);
}

fn set(current: Option<(Vec<u8>, Duration)>) {
    *CURRENT.lock().unwrap_or_else(PoisonError::into_inner) = current;
}

/// Looks every second how long the input has taken.
fn watch() {
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((bytes, since)) = current.as_ref() else { continue };
        let taken = processor_time().saturating_sub(*since);
        if taken > LONGEST {
            let folder = std::env::var("GRADUS_FUZZ_FAULTS").unwrap_or_else(|_| ".".to_owned());
            let name = bytes
                .iter()
                .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
            let path = format!("{folder}/timeout-{name:016x}");
            let kept = std::fs::write(&path, bytes);
            eprintln!("==ERROR: {} s of processor time; kept as {path} ({kept:?})", taken.as_secs());
            // SAFETY: ends the program at once, without what is to be done at its end.
            unsafe { libc::_exit(70) };
        }
    }
}

/// Processor time of the whole program.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time is written into a place of its own.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Lets libFuzzer's handler run on a stack of its own.
fn guard_stack() {
    let memory = Box::leak(vec![0_u8; STACK].into_boxed_slice());
    let stack = libc::stack_t { ss_sp: memory.as_mut_ptr().cast(), ss_flags: 0, ss_size: STACK };
    // SAFETY: the memory is never given back, and the handler that is set is the one that was read.
    unsafe {
        let mut handler: libc::sigaction = std::mem::zeroed();
        let done = libc::sigaltstack(&raw const stack, std::ptr::null_mut())
            | libc::sigaction(libc::SIGSEGV, std::ptr::null(), &raw mut handler);
        assert_eq!(done, 0, "the system gives no stack for signals");
        handler.sa_flags |= libc::SA_ONSTACK;
        assert_eq!(libc::sigaction(libc::SIGSEGV, &raw const handler, std::ptr::null_mut()), 0);
    }
}
