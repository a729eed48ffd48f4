use clap::Parser;
use tempfile::TempDir;
use words::Lang;

use super::*;

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    args: DrawCityArgs,
}

/// A street of groups of 50 households, each beside the next.
fn street(groups: u32) -> String {
    let rows = (1..=groups).map(|n| format!("1,{n},50,{}\n", n % groups + 1));
    format!("Khu phố,Tổ,Số hộ,Giáp\n{}", rows.collect::<String>())
}

fn city(folder: &Path, more: &[&str]) -> DrawCityArgs {
    let shown = folder.display().to_string();
    let out = folder.join("kq").display().to_string();
    let line = ["coso", &shown, "--out", &out, "--min", "90", "--max", "110", "--steps", "200"];
    Typed::parse_from([&line[..], more].concat()).args
}

fn source(folder: &Path, args: &DrawCityArgs) -> FolderSource {
    FolderSource::open(folder, args, Lang::Vi).expect("a folder")
}

fn load(folder: &Path, name: &str, text: &str) -> Result<Commune, Unusable> {
    let args = city(folder, &[]);
    std::fs::write(folder.join(name), text).expect("a scratch file");
    let source = source(folder, &args);
    let entry = source.entries().iter().find(|entry| name.starts_with(&entry.name));
    source.load(entry.expect("the file is taken"))
}

#[test]
fn a_folder_gives_each_file_its_commune_and_each_list_its_pairs() {
    let folder = TempDir::new().expect("a scratch folder");
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
    put("27139 Một.csv", "Khu phố,Tổ,Số hộ\n1,1,50\n1,2,50\n").expect("written");
    put("27139 Một.giap.csv", "Tổ 1,Tổ 2\n").expect("written");
    put("hai.json", "{}").expect("written");
    put("hai.csv", &street(4)).expect("written");
    put("~$hai.xlsx", "").expect("written");
    put("đọc-tôi.txt", "").expect("written");
    let args = city(folder.path(), &[]);
    let source = source(folder.path(), &args);
    let keys: Vec<&str> = source.entries().iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["27139 Một", "hai.csv", "hai.json"]);
    let one = source.load(&source.entries()[0]).expect("a commune");
    assert_eq!((one.problem.edges.len(), one.atoms.len()), (1, 2));
}

#[test]
fn a_fault_is_one_line_with_file_row_and_column() {
    let folder = TempDir::new().expect("a scratch folder");
    let list = load(folder.path(), "ba.csv", "Khu phố,Tổ,Số hộ,Giáp\n1,1,nhiều,2\n1,2,50,1\n");
    let list = list.expect_err("refused");
    for word in ["ba.csv", "dòng 2", "cột C"] {
        assert!(list.said.contains(word), "{word}: {}", list.said);
    }
    assert!(!list.said.contains('\n'));
    let torn = load(folder.path(), "bon.json", "{\"pop\": [1,").expect_err("refused");
    assert!(torn.said.contains("bon.json, dòng 1"), "{}", torn.said);
    assert_eq!(torn.code, "graph-not-readable");
}

#[test]
fn a_result_is_kept_for_the_same_drawing_and_for_no_other() {
    let folder = TempDir::new().expect("a scratch folder");
    let args = city(folder.path(), &[]);
    let commune = load(folder.path(), "nam.csv", &street(6)).expect("a commune");
    let entry = Entry { key: "nam".into(), name: "nam".into(), weight: 1 };
    let stamp = kept::Stamp::of(&commune, &args);
    let done = Done::find(&commune, (args.seed, args.steps)).expect("a plan");
    let line = done.line(&entry, &commune, (std::time::Duration::ZERO, None));
    assert_eq!((line.shown.units, line.shown.out_of_range, line.contiguous), (3, 0, true));
    kept::prepare(&args.out, &[], Lang::Vi).expect("a folder");
    kept::write(&args.out, (&entry, &commune), (&stamp, &line, &done), Lang::Vi).expect("kept");
    let look = |stamp: &kept::Stamp| kept::read(&args.out, "nam", stamp);
    assert!(matches!(look(&stamp), kept::Found::Whole(kept) if *kept == line));
    let (steps, seed) = (args.steps + 1, args.seed + 1);
    for other in [DrawCityArgs { steps, ..args.clone() }, DrawCityArgs { seed, ..args.clone() }] {
        let other = kept::Stamp::of(&commune, &other);
        assert!(matches!(look(&other), kept::Found::Other), "{other:?}");
    }
    let larger = load(folder.path(), "nam.csv", &street(8)).expect("a commune");
    assert!(matches!(look(&kept::Stamp::of(&larger, &args)), kept::Found::Other));
    let place = args.out.join("communes/nam");
    for name in ["plan.json", "result.json", "units.csv"] {
        let text = std::fs::read_to_string(place.join(name)).expect("written");
        std::fs::write(place.join(name), text.replace('5', "6")).expect("changed");
        assert!(matches!(look(&stamp), kept::Found::Torn), "{name} was changed");
        std::fs::write(place.join(name), text).expect("put back");
    }
    std::fs::remove_file(place.join("graph.json")).expect("removed");
    assert!(matches!(look(&stamp), kept::Found::Torn));
    assert!(matches!(kept::read(&args.out, "sau", &stamp), kept::Found::Nothing));
}
