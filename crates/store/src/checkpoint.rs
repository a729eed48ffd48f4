//! Moves what SQLite's writer has appended to its log into the database file, on a connection of a
//! reader and beside the writer, so that nobody who waits for an act waits for this too. A commit
//! still waits for the log on the disk; nothing here decides what is durable.

use std::time::Duration;

use sqlx::SqlitePool;
use tokio::sync::watch;

use crate::db::Conn;

/// The shortest time between two moves: pages written again and again move once.
const PAUSE: Duration = Duration::from_millis(500);

/// Pages of the log (of 4 KiB) at which a commit moves by itself what is left: under endless writing
/// the log would otherwise never begin anew. Ten seconds of a city's peak.
pub(crate) const LOG_PAGES_MOST: &str = "10000";

/// Starts the task; it ends with the sender, which is told of each commit.
pub(crate) fn start(readers: SqlitePool) -> watch::Sender<()> {
    let (written, heard) = watch::channel(());
    tokio::spawn(keep_up(readers, heard));
    written
}

async fn keep_up(readers: SqlitePool, mut heard: watch::Receiver<()>) {
    while heard.changed().await.is_ok() {
        // Closed: the database is being left, and the last connection moves the rest.
        let Ok(mut conn) = readers.acquire().await else { return };
        let moved = Conn::Sqlite(&mut conn).script("pragma wal_checkpoint(passive)").await;
        drop(conn);
        if let Err(error) = moved {
            tracing::warn!(%error, "the log of the database waits to be moved into its file");
        }
        tokio::time::sleep(PAUSE).await;
    }
}
