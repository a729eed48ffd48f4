use atlas::LineClass;
use clap::Parser;
use tempfile::TempDir;
use units::Kind;
use words::Lang;

use super::sheet::Listed;
use super::*;
use crate::say::Sentence;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: DrawListArgs,
}

/// A list read from text, with pairs from text.
fn listed(list: &str, pairs: Option<&str>) -> Result<Listed> {
    let folder = TempDir::new().expect("a scratch folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a scratch file");
        path.display().to_string()
    };
    let file = write("list.csv", list);
    let mut line = vec!["coso".to_owned(), file, "--out".to_owned(), "nowhere".to_owned()];
    if let Some(pairs) = pairs {
        line.extend(["--adjacency".to_owned(), write("pairs.csv", pairs)]);
    }
    Listed::read(&Line::parse_from(line).args, Lang::Vi)
}

fn code(answer: Result<Listed>) -> &'static str {
    let error = answer.expect_err("refused");
    error.downcast_ref::<Sentence>().expect("a sentence").code
}

const BARE: &str = "Khu phố,Tổ,Số hộ\n1,1,100\n1,2,90\n2,1,80\n";

#[test]
fn pairs_say_what_runs_between_two_groups() {
    let pairs = "Tổ,Tổ giáp,Mét,Ngăn cách,Cầu\n\
                 Tổ 1 KP1,Tổ 2 KP1\nTổ 2 - KP 1,\"Tổ 1, Khu phố 2\",120,kênh,x\n";
    let listed = listed(BARE, Some(pairs)).unwrap();
    assert_eq!(listed.touches.len(), 2);
    let canal = &listed.touches[1];
    assert_eq!((canal.pair, canal.length_m), ((1, 2), Some(120.0)));
    assert_eq!((canal.along, canal.reopened), (Some(LineClass::Canal), true));
    let graph = listed.graph().unwrap();
    assert_eq!(graph.atoms[2].name.as_deref(), Some("Tổ dân phố 1, Khu phố 2"));
    assert_eq!(graph.borders.len(), 2);
    assert_eq!(listed.khu_pho, ["Khu phố 1", "Khu phố 2"]);
}

#[test]
fn what_is_wrong_with_a_pair_is_said() {
    let with = |pairs| code(listed(BARE, Some(pairs)));
    assert_eq!(with("Tổ 1 KP1,Tổ 2 KP1\nTổ 1 KP1,Tổ 7 KP1\n"), "list-pair-unknown");
    assert_eq!(with("Tổ 2 KP1,Tổ 1\n"), "list-pair-unclear");
    assert_eq!(with("Tổ 2 KP1,Tổ 2\n"), "list-pair-itself");
    assert_eq!(with("Tổ 1 KP1,Tổ 2 KP1,xa\n"), "list-pair-length");
    assert_eq!(with("Tổ 1 KP1,Tổ 2 KP1,50,tường\n"), "list-pair-class");
    assert_eq!(code(listed(BARE, None)), "list-no-adjacency");
    assert_eq!(code(listed("Khu phố,Tổ,Số hộ\n1,1,trăm\n", None)), "list-faulty");
}

#[test]
fn groups_that_do_not_hang_together_are_found() {
    let listed = listed(BARE, Some("Tổ 1 KP1,Tổ 1 KP2\n")).unwrap();
    assert_eq!(listed.pieces(), [vec![0, 2], vec![1]]);
}

#[test]
fn a_list_of_ap_draws_ap() {
    let of = |csv: &str| listed(csv, None).unwrap().kind();
    assert_eq!(of("Ấp,Tổ nhân dân,Số hộ,Giáp\nẤp 1,1,100,2\nẤp 1,2,90,1\n"), Kind::Ap);
    assert_eq!(of("Khu phố,Tổ,Số hộ,Giáp\n1,1,100,2\n1,2,90,1\n"), Kind::KhuPho);
}
