//! Opening the database that a command names.

use anyhow::Result;
use clap::Args;
use store::{Options, Store};

/// Which database. One database is one city or province.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// sqlite:TỆP hoặc postgres://… · sqlite:FILE or postgres://…
    #[arg(long, value_name = "URL", default_value = "sqlite:coso.db")]
    pub database: String,
}

impl DatabaseArgs {
    /// Opens an existing database of this program's version.
    ///
    /// # Errors
    /// When it cannot be reached, is damaged, older or newer.
    pub async fn open(&self) -> Result<Store> {
        Ok(Store::open(&self.database, &Options::default()).await?)
    }

    /// Opens it, makes it when it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be reached, is damaged or newer.
    pub async fn open_up_to_date(&self) -> Result<Store> {
        Ok(Store::open(&self.database, &Options::migrating()).await?)
    }
}
