//! Ctrl-C: what is being drawn is finished and the report of what is done is written. A second one ends
//! the program at once; results are whole or absent all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use words::Lang;

/// The status of a program that an interrupt ended, as shells know it.
const INTERRUPTED: i32 = 130;

/// Turns true at the first interrupt. Where nothing can listen for one, it ends the program as before.
pub fn on_interrupt(lang: Lang) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    // The thread waits for as long as the program runs, and ends with it.
    let listens = thread::Builder::new().name("interrupt".to_owned()).spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                seen.store(true, Ordering::Relaxed);
                eprintln!("{}", words::word(lang, "city-stopping"));
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(INTERRUPTED);
            }
        });
    });
    drop(listens);
    stop
}
