//! The program `sporbar`. Everything is in the library; see `src/lib.rs`.

mod allocator;

#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator;

fn main() -> std::process::ExitCode {
    keep_freed_memory();
    sporbar::cli::main()
}

/// Lets the allocator keep what is freed for a second instead of ten milliseconds before the system has it back.
/// A build frees and takes large pieces all the time, and a tenth of its time went to clearing the same memory again.
fn keep_freed_memory() {
    /// `mi_option_purge_delay` of `mimalloc.h`, which the crate does not name; the unit is milliseconds.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    // SAFETY: sets a number that the allocator reads, before there is a second thread.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, 1000) }
}
