//! One private PostgreSQL for a run of the tests: its own folder, loopback only, gone at the end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{run, tools};

/// A running server; stopped and removed when dropped.
pub struct Postgres {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes a cluster in a fresh folder and starts it.
    ///
    /// # Errors
    /// When the programs are missing or refuse.
    pub fn start() -> Result<Self> {
        let bin = tools::postgres_bin().context("PostgreSQL is missing")?;
        let folder = std::env::temp_dir().join(format!("coso-test-pg-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        if tools::is_root() {
            run::done(run::command("chown").arg("postgres").arg(&folder))?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self { bin, folder, port };
        server.make()?;
        Ok(server)
    }

    /// The address of the maintenance database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn make(&self) -> Result<()> {
        let data = self.data();
        run::output(
            self.program("initdb")
                .args([
                    "--auth=trust",
                    "--username=postgres",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                ])
                .arg("-D")
                .arg(&data),
        )?;
        // A crash of this server is no part of any test, so it need not survive one.
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{}' \
             -c fsync=off -c full_page_writes=off -c max_connections=200",
            self.port,
            self.folder.display()
        );
        run::output(
            self.program("pg_ctl")
                .arg("-D")
                .arg(&data)
                .arg("-l")
                .arg(self.folder.join("log"))
                .args(["-w", "-o", &options, "start"]),
        )?;
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The servers refuse to run as root: then they run as the user that Debian made for them.
    fn program(&self, name: &str) -> Command {
        let path = self.bin.join(name);
        let mut command = if tools::is_root() {
            let mut as_postgres = run::command("runuser");
            as_postgres.args(["-u", "postgres", "--"]).arg(path);
            as_postgres
        } else {
            run::command(&path.to_string_lossy())
        };
        command.current_dir(Path::new("/"));
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stop = self
            .program("pg_ctl")
            .arg("-D")
            .arg(self.data())
            .args(["-m", "immediate", "stop"])
            .output();
        if let Err(error) = stop {
            eprintln!("could not stop PostgreSQL in {}: {error}", self.folder.display());
        }
        // A folder left behind harms nothing; the next run makes its own.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
