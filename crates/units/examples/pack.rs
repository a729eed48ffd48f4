//! Makes the list that the program carries in itself (`crates/coso/data/nation.json.gz`) out of its public
//! sources: the dated versions, the two files of the reform, and the newest list with its day.
//!
//! `cargo run -p units --example pack -- HISTORY.jsonl.gz OLD_TO_NEW.json NEW_FROM_OLD.json LIST.json DAY OUT`

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use units::gazetteer::{Nation, Packed, pack, read_list, read_reform, read_versions};

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [history, olds, news, list, day, out] = args.as_slice() else {
        return Err("HISTORY.jsonl.gz OLD_TO_NEW.json NEW_FROM_OLD.json LIST.json DAY OUT".into());
    };
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(history)?).read_to_string(&mut text)?;
    let before = read_versions(&text).map_err(told)?;
    let (olds, news) = (std::fs::read_to_string(olds)?, std::fs::read_to_string(news)?);
    let (mut reform, _) = read_reform(&olds, Some(&news)).map_err(told)?;
    reform.province_act = Some("202/2025/QH15".to_owned());
    reform.level_act = Some("72/2025/QH15".to_owned());
    reform.commune_acts = BTreeMap::from([("79".to_owned(), "1685/NQ-UBTVQH15".to_owned())]);
    let (nation, _) = Nation::replay(&before).and_then(|it| it.reform(&reform)).map_err(told)?;
    let list = read_list(&std::fs::read_to_string(list)?).map_err(told)?;
    let after = vec![nation.version_of(&list, day.parse()?, "").map_err(told)?];
    let packed = pack(&Packed { before, reform, after });
    // Without a time in the head, so that the same sources make the same file.
    let mut file = GzBuilder::new().write(std::fs::File::create(out)?, Compression::best());
    file.write_all(packed.as_bytes())?;
    file.finish()?;
    Ok(())
}

fn told(complaints: Vec<units::gazetteer::Complaint>) -> Failed {
    format!("{complaints:?}").into()
}
