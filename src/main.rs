//! The program `sporbar`. Everything is in the library; see `src/lib.rs`.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sporbar::cli::main()
}
