//! What else `coso draw graph` may be asked than for the best plan: why there is none, several plans,
//! the front of two figures, objectives level by level.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use clap::{Args, ValueEnum};
use districting::{
    Alternative, Alternatives, Front, Infeasible, Level, Plan, Point, Problem, Term, Terms,
    alternatives, front,
};
use serde_json::{Value, json};
use words::Lang;

use super::effort::EffortArgs;
use super::{ObjectiveName, ordered, say, write_json};
use crate::draw::order::round;
use crate::say::{DONE, REFUSED, Sentence};

/// Plans of a front at most.
const POINTS: usize = 12;

/// A figure of a plan, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TermName {
    /// Số phần ngoài khoảng · Parts out of range
    Out,
    /// Chênh lệch quy mô · Distance from the size wished for
    Deviation,
    /// Ranh giới bị cắt · Weight of cut edges
    Cut,
    /// Hộ rời đơn vị cũ · Households away from their old unit
    Moved,
    /// Quãng đường tới nhà văn hóa (hộ × mét) · Walking to the community house
    Walking,
    /// Độ phân tán quanh trọng tâm (hộ × mét vuông) · Inertia about the centre of gravity
    Inertia,
}

impl TermName {
    /// The figure.
    pub fn term(self) -> Term {
        match self {
            Self::Out => Term::OutOfRange,
            Self::Deviation => Term::Deviation,
            Self::Cut => Term::Cut,
            Self::Moved => Term::Moved,
            Self::Walking => Term::Walking,
            Self::Inertia => Term::Inertia,
        }
    }
}

/// What is asked for instead of one plan.
#[derive(Debug, Clone, Default, Args)]
pub struct WishArgs {
    /// Giải thích: vì sao không có phương án, nới quy tắc nào thì được gì · Explain
    #[arg(long, conflicts_with_all = ["alternatives", "front"])]
    explain: bool,
    /// Khi giải thích: đổi mức nhỏ nhất, lớn nhất bao nhiêu hộ · Households to move the sizes by
    #[arg(long, default_value_t = 10, requires = "explain")]
    step: u32,
    /// Vẽ số phương án này để chọn · Draw so many plans to choose among
    #[arg(long, value_name = "N", conflicts_with = "front")]
    alternatives: Option<usize>,
    /// Các phương án khác nhau ít nhất tỷ lệ hộ này · Share of households they differ by
    #[arg(long, value_name = "SHARE", default_value_t = 0.2, requires = "alternatives")]
    apart: f64,
    /// Các phương án đáng chọn giữa hai chỉ tiêu, ví dụ cut,moved · The front of two figures
    #[arg(long, value_name = "A,B", value_enum, value_delimiter = ',')]
    front: Vec<TermName>,
    /// Từng mức theo thứ tự quan trọng, ví dụ moved,cut:20,deviation · Level by level
    #[arg(long, value_name = "LEVEL,…", value_delimiter = ',')]
    #[arg(conflicts_with_all = ["explain", "alternatives", "front"])]
    order: Vec<String>,
}

/// A wish that makes sense.
pub enum Wish {
    /// Reasons and relaxed rules.
    Explain { step: u32 },
    /// Several plans.
    Alternatives { wanted: usize, share: f64 },
    /// A front.
    Front(Term, Term),
    /// Objectives level by level.
    Order(Vec<Level>),
}

/// What a wish is about.
pub struct Asked<'a> {
    pub name: &'a str,
    pub problem: &'a Problem,
    pub objective: ObjectiveName,
    pub lang: Lang,
}

impl WishArgs {
    /// The wish, if there is one.
    ///
    /// # Errors
    /// `graph-bad-share`, `graph-bad-level`, `graph-two-terms`.
    pub fn wish(&self) -> Result<Option<Wish>> {
        if self.explain {
            return Ok(Some(Wish::Explain { step: self.step }));
        }
        if let Some(wanted) = self.alternatives {
            if !(0.0..=1.0).contains(&self.apart) {
                let data = vec![("value", self.apart.to_string())];
                return Err(Sentence::bad_input("graph-bad-share", data).into());
            }
            return Ok(Some(Wish::Alternatives { wanted: wanted.max(1), share: self.apart }));
        }
        if !self.order.is_empty() {
            let levels = self.order.iter().map(|text| ordered::level(text));
            return Ok(Some(Wish::Order(levels.collect::<Result<_>>()?)));
        }
        match self.front.as_slice() {
            [] => Ok(None),
            [one, other] if one != other => Ok(Some(Wish::Front(one.term(), other.term()))),
            _ => Err(Sentence::bad_input("graph-two-terms", Vec::new()).into()),
        }
    }
}

impl Wish {
    /// The file of its plans, in a folder of results.
    pub fn file(&self) -> &'static str {
        match self {
            Self::Front(..) => "front.json",
            Self::Order(_) => "plan.json",
            Self::Alternatives { .. } | Self::Explain { .. } => "alternatives.json",
        }
    }

    /// Answers with several plans; 0 where there is one, 1 where there is none. What is to be explained
    /// is left to those who know the barriers.
    ///
    /// # Errors
    /// A [`Sentence`] where the input cannot be used or the plans cannot be written.
    pub fn answer(
        &self,
        asked: &Asked<'_>,
        effort: &EffortArgs,
        (out, certificate): (Option<&Path>, Option<&Path>),
    ) -> Result<u8> {
        let (problem, lang) = (asked.problem, asked.lang);
        let atoms = problem.atoms.len();
        let effort = &effort.several(atoms);
        match *self {
            Self::Order(ref levels) => ordered::draw(asked, levels, (effort, out, certificate)),
            Self::Explain { .. } => Ok(REFUSED),
            Self::Alternatives { wanted, share } => {
                let ask = |env: &districting::Env<'_>| alternatives(problem, (wanted, share), env);
                let (found, taken) = effort.run(lang, atoms, ask)?;
                let told = |found: &Alternatives| tell_alternatives(lang, found);
                finish(asked, (found.map(|found| told(&found)), taken.as_secs_f64()), (effort, out))
            }
            Self::Front(one, other) => {
                let ask = |env: &districting::Env<'_>| front(problem, (one, other), POINTS, env);
                let (found, taken) = effort.run(lang, atoms, ask)?;
                let told = |found: &Front| tell_front(lang, (one, other), found);
                finish(asked, (found.map(|found| told(&found)), taken.as_secs_f64()), (effort, out))
            }
        }
    }
}

/// Plans with what the line of JSON says of them.
struct Told {
    plans: Vec<Plan>,
    line: Vec<(&'static str, Value)>,
}

fn finish(
    asked: &Asked<'_>,
    (told, seconds): (Result<Told, Infeasible>, f64),
    (effort, out): (&EffortArgs, Option<&Path>),
) -> Result<u8> {
    let name = asked.name;
    let mut line = json!({
        "instance": name,
        "objective": asked.objective.word(),
        "seconds": round(seconds, 3),
        "seed": effort.seed,
    });
    let status = match told {
        Ok(told) => {
            for (key, value) in told.line {
                line[key] = value;
            }
            if let Some(out) = out {
                let plans: Vec<_> = told.plans.iter().map(|plan| &plan.assignment).collect();
                write_json(out, &json!({ "instance": name, "assignments": plans }))?;
            }
            DONE
        }
        Err(reason) => {
            say(asked.lang, reason.code(), &reason.args());
            line["reason"] = json!(reason.code());
            REFUSED
        }
    };
    writeln!(std::io::stdout(), "{line}")?;
    Ok(status)
}

/// A plan's figures for the line of JSON.
pub fn figures(terms: &Terms) -> Value {
    json!({
        "value": round(terms.value, 6),
        "out_of_range": terms.out_of_range,
        "deviation": round(terms.deviation, 6),
        "cut": round(terms.cut, 6),
        "moved": terms.moved,
        "walking": terms.walking,
        "inertia": terms.inertia,
    })
}

fn tell_alternatives(lang: Lang, found: &Alternatives) -> Told {
    let mut list = Vec::new();
    for (number, Alternative { plan, terms, apart }) in (1..).zip(&found.plans) {
        let shown = apart.map_or_else(|| "–".to_owned(), |apart| format!("{:.1}", 100.0 * apart));
        let args = [
            ("number", format!("{number}")),
            ("value", format!("{:.2}", terms.value)),
            ("parts", plan.parts.to_string()),
            ("out", terms.out_of_range.to_string()),
            ("deviation", format!("{:.1}", terms.deviation)),
            ("cut", format!("{:.2}", terms.cut)),
            ("moved", terms.moved.to_string()),
            ("apart", shown),
        ];
        say(lang, "graph-alternative", &args);
        let mut own = figures(terms);
        own["k"] = json!(plan.parts);
        own["apart"] = json!(apart.map(|apart| round(apart, 4)));
        list.push(own);
    }
    say(lang, found.ended.code(), &[]);
    let line = vec![
        ("plans", json!(list)),
        ("proven", json!(found.is_best)),
        ("ended", json!(found.ended.code())),
    ];
    Told { plans: found.plans.iter().map(|own| own.plan.clone()).collect(), line }
}

fn tell_front(lang: Lang, (one, other): (Term, Term), found: &Front) -> Told {
    let mut list = Vec::new();
    for Point { plan, terms, is_proven } in &found.points {
        let proof = if *is_proven { "graph-point-certain" } else { "graph-so-far" };
        let args = [
            ("first", words::word(lang, one.code())),
            ("one", format!("{:.2}", terms.get(one))),
            ("second", words::word(lang, other.code())),
            ("other", format!("{:.2}", terms.get(other))),
            ("value", format!("{:.2}", terms.value)),
            ("proof", words::word(lang, proof)),
        ];
        say(lang, "graph-point", &args);
        let mut own = figures(terms);
        own["k"] = json!(plan.parts);
        own["proven"] = json!(is_proven);
        list.push(own);
    }
    for (term, least) in [(one, found.least.0), (other, found.least.1)] {
        if let Some(least) = least {
            let term = words::word(lang, term.code());
            say(lang, "graph-least", &[("term", term), ("least", format!("{least:.2}"))]);
        }
    }
    let line = vec![("front", json!(list)), ("least", json!([found.least.0, found.least.1]))];
    Told { plans: found.points.iter().map(|own| own.plan.clone()).collect(), line }
}
