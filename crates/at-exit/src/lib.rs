//! What is done when the process exits. The only crate with unsafe code in it: libraries written in C do things then, and only
//! the way they do them themselves comes before that.

/// Has a function called when the process exits in order, by returning from `main` or by `std::process::exit`: ahead of all that
/// was asked for before, also by C libraries, and in the thread that exits, while the others go on. It must not panic. False when
/// there is no memory left to remember it. Source: `atexit` in ISO C, 7.24.4.2.
pub fn at_exit(run: extern "C" fn()) -> bool {
    // SAFETY: any function without arguments may be registered, at any time and from any thread. It outlives the process's
    // memory because this is no library that could be unloaded.
    #[expect(unsafe_code, reason = "the only way to come before what C libraries do at exit")]
    let registered = unsafe { libc::atexit(run) };
    registered == 0
}
