//! The list that the program carries in itself.

use std::io::Read as _;

use anyhow::{Context, Result};
use desk::gazetteer::{Intake, Source};
use sha2::{Digest as _, Sha256};
use units::gazetteer::unpack;

/// The dated versions of 2004 to 2025, the reform of 1 July 2025 and the list of July 2026; made by
/// `crates/units/examples/pack.rs`, sources and licences in `THIRD_PARTY`.
const NATION: &[u8] = include_bytes!("../../data/nation.json.gz");

/// The list that the program carries in itself, as a file to import.
///
/// # Errors
/// When it was damaged.
pub fn built_in(is_reference: bool) -> Result<Intake> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(NATION).read_to_string(&mut text).context("nation.json.gz")?;
    let packed = unpack(&text).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    Ok(Intake {
        name: "coso".to_owned(),
        digest: Sha256::digest(NATION).into(),
        source: Source::BuiltIn(Box::new(packed)),
        is_reference,
    })
}
