//! Communes from the registry of a database, as the solver of its pages would be given them. Nothing
//! is written there.

use std::collections::BTreeMap;

use anyhow::Result;
use desk::draw::DrawOrder;
use desk::draw::city::{communes, registered};
use desk::{Clock, Desk};
use store::{Options, Store};
use tokio::runtime::{Handle, Runtime};
use units::text::fold;
use units::{Day, UnitId};
use words::Lang;

use super::commune::{Commune, Entry, Unusable};
use super::{DrawCityArgs, Source};
use crate::clock::MachineClock;
use crate::draw::graph::instance::as_written;
use crate::office;

/// A database of communes.
pub struct RegistrySource {
    desk: Desk,
    handle: Handle,
    /// Drives the database while the communes are drawn.
    _runtime: Runtime,
    lang: Lang,
    day: Day,
    order: DrawOrder,
    entries: Vec<Entry>,
    units: BTreeMap<String, UnitId>,
}

impl RegistrySource {
    /// Opens a database and looks which communes it has.
    ///
    /// # Errors
    /// When it cannot be reached, is damaged, older or newer.
    pub fn open(url: &str, args: &DrawCityArgs, lang: Lang) -> Result<Self> {
        let runtime = Runtime::new()?;
        let day = MachineClock.today();
        let (desk, lines) = runtime.block_on(async {
            let store = Store::open(url, &Options::default()).await?;
            let desk = office::desk(store, args.rules.as_ref())?;
            let lines = communes(&desk, day).await?;
            anyhow::Ok((desk, lines))
        })?;
        let order = DrawOrder {
            target: args.target,
            min: args.min,
            max: args.max,
            seed: args.seed,
            steps: Some(args.steps),
            ..DrawOrder::default()
        };
        let (mut entries, mut units) = (Vec::new(), BTreeMap::new());
        for line in lines {
            let key = key(&line.name, line.unit_id);
            let weight = u64::try_from(line.households).unwrap_or(0);
            units.insert(key.clone(), line.unit_id);
            entries.push(Entry { key, name: line.name, weight });
        }
        let handle = runtime.handle().clone();
        Ok(Self { desk, handle, _runtime: runtime, lang, day, order, entries, units })
    }
}

impl Source for RegistrySource {
    fn name(&self) -> String {
        {
            let date = self.day.0;
            let day = words::day(self.lang, date.year(), date.month(), date.day());
            words::say(self.lang, "city-registry-on", &[("day", day)])
        }
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn load(&self, entry: &Entry) -> Result<Commune, Unusable> {
        let unit = self.units[&entry.key];
        let loading = registered(&self.desk, unit, self.day, self.order);
        let registered = self.handle.block_on(loading);
        let registered =
            registered.map_err(|error| Unusable::from_error(self.lang, &error.into()))?;
        let (rules, min) = (&registered.rules, self.order.min);
        let max = rules.max.as_ref().filter(|_| self.order.max.is_none());
        let sizes = [("order-min-from", Some(&rules.min).filter(|_| min.is_none()))];
        let sizes = sizes.into_iter().chain([("order-max-from", max)]);
        let sources = sizes.filter_map(|(code, size)| {
            let size = size?;
            let mark = if size.unverified { "order-unverified" } else { "" };
            let mark = if mark.is_empty() { String::new() } else { words::word(self.lang, mark) };
            let value = size.households.to_string();
            let data = [("value", value), ("source", size.source.clone()), ("mark", mark)];
            Some(words::say(self.lang, code, &data).trim_end().to_owned())
        });
        Ok(Commune {
            name: entry.name.clone(),
            kind: Some(rules.kind),
            sources: sources.collect(),
            problem: as_written(registered.problem),
            atoms: registered.atoms,
            old: registered.old,
        })
    }
}

/// "phuong-xuan-hoa-0b1c2d3e": readable, and another for each unit.
fn key(name: &str, unit: UnitId) -> String {
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let id = unit.to_string();
    let id: String = id.chars().rev().filter(|c| *c != '-').take(8).collect();
    format!("{}-{}", words.join("-"), id.chars().rev().collect::<String>())
}
