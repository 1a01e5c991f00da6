//! A call that goes too deep is a fault like any other, but its signal finds no stack to be handled on: libFuzzer would
//! end without keeping the input. It gets a stack of its own here.

use std::sync::Once;

const SIZE: usize = 1 << 18;
static ONCE: Once = Once::new();

/// Lets libFuzzer's handler run on a stack of its own; once, after libFuzzer has set it.
pub fn guard() {
    ONCE.call_once(|| {
        let memory = Box::leak(vec![0_u8; SIZE].into_boxed_slice());
        let stack = libc::stack_t { ss_sp: memory.as_mut_ptr().cast(), ss_flags: 0, ss_size: SIZE };
        // SAFETY: the memory is never given back, and the handler that is set is the one that was read.
        unsafe {
            let mut handler: libc::sigaction = std::mem::zeroed();
            let done = libc::sigaltstack(&raw const stack, std::ptr::null_mut())
                | libc::sigaction(libc::SIGSEGV, std::ptr::null(), &raw mut handler);
            assert_eq!(done, 0, "the system gives no stack for signals");
            handler.sa_flags |= libc::SA_ONSTACK;
            assert_eq!(libc::sigaction(libc::SIGSEGV, &raw const handler, std::ptr::null_mut()), 0);
        }
    });
}
