//! Communes from a folder: an instance (.json) or a list of old groups (.xlsx, .xls, .ods, .csv) each.
//! A list may have its pairs of touching groups beside it, in NAME.giap.csv.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use atlas::problem::{DrawRules, Joining, problem};
use districting::{Heirs, Objective, Parts, Problem, WardWeights};
use papers::{Complaint, Severity};
use words::Lang;

use super::commune::{Commune, Entry, Unusable};
use super::{DrawCityArgs, Source};
use crate::draw::graph::RuleArgs;
use crate::draw::graph::effort::EffortArgs;
use crate::draw::graph::instance::{Instance, as_written};
use crate::draw::graph::wish::WishArgs;
use crate::draw::list::sheet::Listed;
use crate::draw::order::{KindName, Norm, OrderArgs, unreadable};
use crate::say::Sentence;

/// Ends the name of a file of pairs, before its own extension.
const PAIRS: [&str; 2] = [".giap", ".pairs"];

/// A folder of communes.
pub struct FolderSource {
    folder: PathBuf,
    lang: Lang,
    order: OrderArgs,
    rules: RuleArgs,
    entries: Vec<Entry>,
    files: BTreeMap<String, Files>,
}

/// The files of one commune.
#[derive(Debug, Default)]
struct Files {
    /// The instance or the list.
    main: PathBuf,
    /// Pairs of groups that touch.
    pairs: Option<PathBuf>,
}

impl FolderSource {
    /// Looks through a folder; files that are neither are named on stderr and left alone.
    ///
    /// # Errors
    /// A [`Sentence`] where the folder cannot be read.
    pub fn open(folder: &Path, args: &DrawCityArgs, lang: Lang) -> Result<Self> {
        let mut names = Vec::new();
        for file in std::fs::read_dir(folder).map_err(|cause| unreadable(folder, &cause))? {
            let path = file.map_err(|cause| unreadable(folder, &cause))?.path();
            if path.is_file() {
                names.push(path);
            }
        }
        names.sort();
        let (mains, pairs, others) = sorted(names);
        if !others.is_empty() {
            let data = [("files", others.join(", "))];
            eprintln!("{}", words::say(lang, "city-left-alone", &data));
        }
        let mut source = Self {
            folder: folder.to_owned(),
            lang,
            order: order(args),
            rules: RuleArgs::of_sizes(args.min, args.max, args.target.map(f64::from)),
            entries: Vec::new(),
            files: BTreeMap::new(),
        };
        source.take(mains, pairs);
        Ok(source)
    }

    fn take(&mut self, mains: Vec<PathBuf>, mut pairs: BTreeMap<String, PathBuf>) {
        let mut seen = BTreeMap::new();
        for main in &mains {
            *seen.entry(stem(main)).or_insert(0) += 1;
        }
        for main in mains {
            let name = stem(&main);
            // Two files of one name are two communes, told apart by how the names end.
            let key = if seen[&name] > 1 { shown(&main) } else { name.clone() };
            let weight = std::fs::metadata(&main).map_or(0, |data| data.len());
            self.entries.push(Entry { key: key.clone(), name: name.clone(), weight });
            let own = if is_instance(&main) { None } else { pairs.remove(&name) };
            self.files.insert(key, Files { main, pairs: own });
        }
        for orphan in pairs.into_values() {
            let data = [("file", orphan.display().to_string())];
            eprintln!("{}", words::say(self.lang, "city-lone-pairs", &data));
        }
    }

    fn instance(&self, file: &Path) -> Result<Commune> {
        let instance = Instance::read(file)?;
        let (mut problem, _) = instance.problem(&self.rules)?;
        // Of a ward a city wants to see what is out of range and why, not that it is refused.
        problem.sizes.widen |= matches!(problem.objective, Objective::Ward(_));
        let atoms = (0..problem.atoms.len()).map(|at| format!("#{at}")).collect();
        let old = problem.atoms.iter().filter_map(|atom| atom.predecessor).max();
        Ok(Commune {
            name: instance.name,
            kind: self.order.kind.map(KindName::kind),
            atoms,
            old: (0..=old.unwrap_or(0).min(1 << 20)).map(|old| format!("#{old}")).collect(),
            problem: as_written(problem),
            sources: Vec::new(),
        })
    }

    fn list(&self, files: &Files) -> Result<Commune, Unusable> {
        let mut errors: Vec<Complaint> = Vec::new();
        let mut hear = |complaint: &Complaint| {
            if complaint.severity == Severity::Error {
                errors.push(complaint.clone());
            }
        };
        let listed = Listed::of((&files.main, files.pairs.as_deref()), None, &mut hear);
        if let Some(first) = errors.first() {
            let said = words::say(self.lang, first.code(), &first.args());
            let data = vec![("first", said), ("more", (errors.len() - 1).to_string())];
            let file = files.main.display().to_string();
            let unusable = Unusable::of(self.lang, "city-faulty-list", data);
            let named = unusable.said.contains(&file);
            let said = if named { unusable.said } else { format!("{file}: {}", unusable.said) };
            return Err(Unusable { code: first.code().to_owned(), said });
        }
        let commune = listed.and_then(|listed| self.listed(listed, &stem(&files.main)));
        commune.map_err(|error| Unusable::from_error(self.lang, &error))
    }

    fn listed(&self, listed: Listed, name: &str) -> Result<Commune> {
        let norm = self.order.norm(self.lang, listed.kind(), code_of(name))?;
        let problem = problem_of(&listed, &norm)?;
        Ok(Commune {
            name: name.to_owned(),
            kind: Some(norm.kind),
            atoms: listed.rows.into_iter().map(|row| row.name).collect(),
            old: listed.khu_pho,
            problem,
            sources: norm.sources,
        })
    }
}

impl Source for FolderSource {
    fn name(&self) -> String {
        self.folder.display().to_string()
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn load(&self, entry: &Entry) -> Result<Commune, Unusable> {
        let Some(files) = self.files.get(&entry.key) else {
            let data = vec![("name", entry.name.clone())];
            return Err(Unusable::of(self.lang, "city-broke", data));
        };
        if is_instance(&files.main) {
            let commune = self.instance(&files.main);
            return commune.map_err(|error| Unusable::from_error(self.lang, &error));
        }
        self.list(files)
    }
}

/// The options that a drawing of one list takes.
fn order(args: &DrawCityArgs) -> OrderArgs {
    OrderArgs {
        kind: args.kind,
        province: args.province.clone(),
        target: args.target.map(f64::from),
        min: args.min,
        max: args.max,
        k: None,
        effort: EffortArgs { seconds: None, steps: Some(args.steps), seed: args.seed, threads: 1 },
        wish: WishArgs::default(),
        certificate: None,
        out: args.out.clone(),
    }
}

fn problem_of(listed: &Listed, norm: &Norm) -> Result<Problem> {
    let rules = DrawRules {
        sizes: norm.sizes(),
        parts: Parts::Free,
        weights: WardWeights::default(),
        heirs: Heirs::Once,
        joining: Joining::Needed,
    };
    let problem = problem(&listed.graph()?, &rules)
        .map_err(|fault| Sentence::bad_input(fault.code(), fault.args()))?;
    Ok(as_written(problem))
}

/// The files of communes, those of pairs by the list they belong to, and the names of the others.
fn sorted(names: Vec<PathBuf>) -> (Vec<PathBuf>, BTreeMap<String, PathBuf>, Vec<String>) {
    let (mut mains, mut pairs, mut others) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for path in names {
        let (name, stem) = (shown(&path), stem(&path));
        // Spreadsheet programs lay "~$…" beside a file that is open.
        if name.starts_with(['.', '~']) {
            continue;
        }
        let of = PAIRS.iter().find_map(|end| stem.strip_suffix(end));
        match (ending(&path).as_str(), of) {
            ("csv" | "xlsx" | "xls" | "ods", Some(list)) => {
                pairs.insert(list.to_owned(), path);
            }
            ("json" | "csv" | "xlsx" | "xls" | "ods", _) => mains.push(path),
            _ => {
                others.insert(name);
            }
        }
    }
    (mains, pairs, others.into_iter().collect())
}

fn is_instance(path: &Path) -> bool {
    ending(path) == "json"
}

fn ending(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn shown(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The commune's code, where the file's name begins with it: "27139 Phường Xuân Hòa".
fn code_of(name: &str) -> Option<&str> {
    let code = name.get(..5)?;
    let ends = !name[5..].starts_with(|next: char| next.is_ascii_digit());
    (ends && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}
