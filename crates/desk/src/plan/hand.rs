//! A draft on the table: its old groups with the unit each lies in, what every move costs and breaks,
//! units that stay as they are, the last move taken back, and the order to make it sound again.

use std::collections::HashMap;

use districting::check::{Violation, check};
use districting::{Plan, Problem, Terms, score};
use geo::MultiPolygon;
use store::plan::{Edited, PlanPage};
use store::{Stop, Tx, plan, unit};
use units::{AtomId, JobId, PlanId};

use super::{keep, open, touch};
use crate::authority::system_scope;
use crate::draw::{self, Drawn, Figures, Loaded, Order, Wish, figures, instance, name};
use crate::{Act, Actor, Desk, Error, Refusal, entry};

/// A plan with what it was drawn from.
struct Ground {
    order: Order,
    loaded: Loaded,
    drawn: Drawn,
    /// The part of each cluster.
    parts: HashMap<AtomId, i64>,
    count: u32,
}

/// A division, counted: over the atoms of the drawing where each lies in one part, else over clusters.
struct Counted {
    problem: Problem,
    plan: Plan,
    is_whole: bool,
}

/// An edit by hand, counted and ready to be written.
pub struct Edit {
    plan: PlanId,
    base: i64,
    /// Cluster, the part it leaves, the part it comes to.
    moves: Vec<(AtomId, i64, i64)>,
    /// The step that it takes back.
    takes_back: Option<i64>,
    edited: Edited,
    disconnected: Vec<(i64, u32)>,
}

/// An old group of a draft, or a piece of one that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// One of its clusters: its name in forms.
    pub atom: AtomId,
    /// What it is called.
    pub name: String,
    /// Households.
    pub households: i64,
    /// The unit it lies in; none where its clusters lie in several.
    pub part: Option<i64>,
    /// The other units it touches.
    pub beside: Vec<i64>,
    /// Its outline in degrees; empty where it is not known.
    pub shape: MultiPolygon<f64>,
}

/// A draft on the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The plan.
    pub page: PlanPage,
    /// Its groups, in the order of their units.
    pub groups: Vec<Group>,
    /// Units in several pieces, and how many.
    pub disconnected: Vec<(i64, u32)>,
    /// Groups that belong together and lie in several units.
    pub parted: Vec<Vec<String>>,
    /// The figures as it is.
    pub now: Figures,
    /// The figures as the engine drew it.
    pub drawn: Figures,
    /// What the last move moved, and the figures before it.
    pub last: Option<(Vec<Step>, Figures)>,
    /// Moves that can be taken back.
    pub steps: usize,
}

/// A group that the last move moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// The unit it left.
    pub from: i64,
    /// The unit it came to.
    pub to: i64,
}

impl Ground {
    async fn of(desk: &Desk, page: &PlanPage) -> Result<Self, Error> {
        let (reader, scope) = (desk.store.read(), system_scope());
        let order = draw::order_of(desk, page).await?;
        let parts: HashMap<AtomId, i64> =
            plan::atoms(&reader, &scope, page.line.plan_id).await?.into_iter().collect();
        let mut loaded = draw::load(desk, &order).await?;
        loaded.clusters.retain(|line| parts.contains_key(&line.atom.id));
        let drawn = draw::build(&order, &loaded.clusters, &loaded.borders)
            .map_err(|_| Refusal::new("draw-problem"))?;
        let count = u32::try_from(page.units.len()).unwrap_or(u32::MAX);
        Ok(Self { order, loaded, drawn, parts, count })
    }

    /// The division into these parts.
    fn counted(&self, parts: &HashMap<AtomId, i64>) -> Result<Counted, Error> {
        let whole: Option<Vec<u32>> =
            self.loaded.parts_of(&self.drawn, parts).into_iter().collect();
        match whole {
            Some(assignment) => Ok(Counted {
                problem: self.drawn.problem.clone(),
                plan: Plan { assignment, parts: self.count },
                is_whole: true,
            }),
            None => self.over_clusters(parts),
        }
    }

    /// The same over clusters, for groups that were parted.
    fn over_clusters(&self, parts: &HashMap<AtomId, i64>) -> Result<Counted, Error> {
        let what = draw::What::Unit {
            commune: self.order.what.commune(),
            unit: self.order.what.commune(),
        };
        let order = Order { what, ..self.order.clone() };
        let built = draw::build(&order, &self.loaded.clusters, &self.loaded.borders)
            .map_err(|_| Refusal::new("draw-problem"))?;
        let part = |line: &store::atom::Line| {
            parts.get(&line.atom.id).and_then(|part| u32::try_from(*part).ok()).unwrap_or(u32::MAX)
        };
        Ok(Counted {
            problem: built.problem,
            plan: Plan {
                assignment: self.loaded.clusters.iter().map(part).collect(),
                parts: self.count,
            },
            is_whole: false,
        })
    }

    /// The clusters of the atom that a cluster lies in.
    fn whole_atom(&self, atom: AtomId) -> Option<Vec<AtomId>> {
        let clusters = &self.loaded.clusters;
        let at = clusters.iter().position(|line| line.atom.id == atom)?;
        let own = self.drawn.members.iter().find(|own| own.contains(&at))?;
        Some(own.iter().map(|at| clusters[*at].atom.id).collect())
    }
}

impl Counted {
    fn figures(&self) -> Figures {
        Figures::of(&self.plan, &Terms::of(&self.problem, &self.plan))
    }

    fn disconnected(&self) -> Vec<(i64, u32)> {
        let found = check(&self.problem, &self.plan).into_iter();
        let pieces = found.filter_map(|violation| match violation {
            Violation::Disconnected { part, pieces } => Some((i64::from(part), pieces)),
            _ => None,
        });
        pieces.collect()
    }
}

impl Edit {
    /// Moves clusters of a draft at a revision.
    ///
    /// # Errors
    /// `plan-stale`, `plan-no-part`, `plan-no-atom`, `plan-part-locked`, `plan-empty-part`,
    /// `draw-problem`, or a failure.
    pub(crate) async fn of(
        desk: &Desk,
        page: &PlanPage,
        (base, moves): (i64, Vec<(AtomId, i64)>),
    ) -> Result<Self, Error> {
        let ground = Ground::of(desk, page).await?;
        Self::on(desk, page, &ground, (base, moves, None)).await
    }

    async fn on(
        desk: &Desk,
        page: &PlanPage,
        ground: &Ground,
        (base, moves, takes_back): (i64, Vec<(AtomId, i64)>, Option<i64>),
    ) -> Result<Self, Error> {
        if page.line.revision != base {
            return Err(Refusal::new("plan-stale").into());
        }
        let mut parts = ground.parts.clone();
        let mut told = Vec::new();
        for (atom, to) in moves {
            let unit = |part| page.units.iter().find(|unit| unit.part == part);
            let goal = unit(to).ok_or(Refusal::new("plan-no-part"))?;
            let place = parts.get_mut(&atom).ok_or(Refusal::new("plan-no-atom"))?;
            let left = unit(*place).filter(|unit| unit.locked && *place != to);
            if let Some(locked) = left.or(Some(goal).filter(|_| goal.locked && *place != to)) {
                return Err(Refusal::at("sang", "plan-part-locked")
                    .with("name", &locked.name)
                    .into());
            }
            if *place != to {
                told.push((atom, *place, to));
            }
            *place = to;
        }
        let counted = ground.counted(&parts)?;
        if (0..ground.count).any(|part| !counted.plan.assignment.contains(&part)) {
            return Err(Refusal::new("plan-empty-part").into());
        }
        Ok(Self {
            plan: page.line.plan_id,
            base,
            moves: told,
            takes_back,
            edited: edited(desk, page, ground, (&parts, &counted)).await?,
            disconnected: counted.disconnected(),
        })
    }

    /// Units in several pieces after it, and how many.
    pub(crate) fn disconnected(&self) -> &[(i64, u32)] {
        &self.disconnected
    }

    /// Writes it. Groups drawn inside the plan's units go, since they no longer fit.
    pub(crate) async fn write(&self, tx: &mut Tx) -> Result<(), Stop<Refusal>> {
        touch(tx, self.plan, self.base).await?;
        plan::delete_within(tx, self.plan).await?;
        let moves: Vec<(AtomId, i64)> =
            self.moves.iter().map(|(atom, _, to)| (*atom, *to)).collect();
        plan::move_atoms(tx, self.plan, &moves, &self.edited).await?;
        match self.takes_back {
            Some(step) => drop(plan::drop_step(tx, (self.plan, step)).await?),
            None => plan::add_step(tx, (self.plan, self.base), &self.moves).await?,
        }
        Ok(())
    }
}

/// The rows of a plan after an edit. What no plan costs less than still holds where the edited plan
/// keeps all rules; without that the two cannot be compared.
async fn edited(
    desk: &Desk,
    page: &PlanPage,
    ground: &Ground,
    (parts, counted): (&HashMap<AtomId, i64>, &Counted),
) -> Result<Edited, Error> {
    let clusters = &ground.loaded.clusters;
    let labels = clusters.iter().map(|line| parts[&line.atom.id]);
    let labels: Vec<usize> = labels.map(|part| usize::try_from(part).unwrap_or_default()).collect();
    let mut units = figures::units(page.line.kind, clusters, &labels);
    let sizes = ground.drawn.problem.sizes;
    let range = i64::from(sizes.min)..=i64::from(sizes.max);
    for (unit, before) in units.iter_mut().zip(&page.units) {
        unit.name.clone_from(&before.name);
        unit.short_name.clone_from(&before.short_name);
        if !range.contains(&unit.households) {
            unit.cause = before.out_of_range.clone().or(Some("hand_edit".to_owned()));
        }
    }
    let found = score(&counted.problem, &counted.plan);
    let figure = |key: &str| page.score.get(key).and_then(serde_json::Value::as_f64);
    let first = figure("bound").filter(|_| page.line.out_of_range == 0);
    let known = if page.score.get("drawn_bound").is_some() { figure("drawn_bound") } else { first };
    let is_sound = counted.is_whole && check(&counted.problem, &counted.plan).is_empty();
    let bound = known.filter(|_| is_sound);
    let mut score = figures::score_json(&found, bound);
    score["drawn_bound"] = serde_json::json!(known);
    let (reader, scope) = (desk.store.read(), system_scope());
    let line = unit::line(&reader, &scope, page.line.commune_id, page.line.drawn_on).await?;
    let place = line.map_or_else(String::new, |line| line.name);
    Ok(Edited {
        units,
        proven: bound.is_some_and(|bound| found.value <= bound + 1e-6),
        score,
        file: counted.is_whole.then(|| instance::plan_file(&place, &counted.plan)),
    })
}

/// A draft on the table, for who may edit it.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, `plan-offered`, `draw-problem`, authority, or a failure.
pub async fn table(desk: &Desk, actor: &Actor, id: PlanId) -> Result<Table, Error> {
    let (page, _) = open(desk, actor, Act::PlanMove, id).await?;
    let (reader, scope) = (desk.store.read(), system_scope());
    let ground = Ground::of(desk, &page).await?;
    let counted = ground.counted(&ground.parts)?;
    let moves = plan::moves(&reader, &scope, id).await?;
    let (mut drawn, mut before) = (ground.parts.clone(), ground.parts.clone());
    let latest = moves.first().map(|moved| moved.step);
    for moved in &moves {
        drawn.insert(moved.atom, moved.from);
        if latest == Some(moved.step) {
            before.insert(moved.atom, moved.from);
        }
    }
    let mut steps: Vec<i64> = moves.iter().map(|moved| moved.step).collect();
    steps.dedup();
    let known = name::names((&reader, &scope), page.line.commune_id, page.line.drawn_on).await?;
    let names: Vec<String> = (ground.drawn.members.iter())
        .map(|own| name::name(&ground.loaded.clusters, own, &known))
        .collect();
    let last = match latest {
        Some(_) => Some((
            told(&ground, &names, &moves[..moves.partition_point(|m| Some(m.step) == latest)]),
            ground.counted(&before)?.figures(),
        )),
        None => None,
    };
    Ok(Table {
        groups: groups(&ground, &names),
        disconnected: counted.disconnected(),
        parted: parted(&ground, &names),
        now: counted.figures(),
        drawn: ground.counted(&drawn)?.figures(),
        last,
        steps: steps.len(),
        page,
    })
}

/// The groups that some moves moved, each once.
fn told(ground: &Ground, names: &[String], moves: &[plan::Moved]) -> Vec<Step> {
    let clusters = &ground.loaded.clusters;
    let mut told: Vec<Step> = Vec::new();
    for (own, name) in ground.drawn.members.iter().zip(names) {
        let of = |moved: &&plan::Moved| own.iter().any(|at| clusters[*at].atom.id == moved.atom);
        if let Some(moved) = moves.iter().find(of) {
            told.push(Step { name: name.clone(), from: moved.from, to: moved.to });
        }
    }
    told
}

fn groups(ground: &Ground, names: &[String]) -> Vec<Group> {
    let clusters = &ground.loaded.clusters;
    let mut home = vec![0; clusters.len()];
    for (atom, own) in ground.drawn.members.iter().enumerate() {
        own.iter().for_each(|at| home[*at] = atom);
    }
    let shapes = figures::outlines(clusters, &home, ground.drawn.members.len());
    let parts = ground.loaded.parts_of(&ground.drawn, &ground.parts);
    let mut beside = vec![Vec::new(); parts.len()];
    for edge in &ground.drawn.problem.edges {
        for (one, other) in [(edge.u, edge.v), (edge.v, edge.u)] {
            let (own, near) = (parts[one as usize], parts[other as usize]);
            if near != own {
                beside[one as usize].extend(near.map(i64::from));
            }
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for (atom, (own, shape)) in ground.drawn.members.iter().zip(shapes).enumerate() {
        beside[atom].sort_unstable();
        beside[atom].dedup();
        groups.push(Group {
            atom: clusters[own[0]].atom.id,
            name: names[atom].clone(),
            households: own.iter().map(|at| clusters[*at].households).sum(),
            part: parts[atom].map(i64::from),
            beside: std::mem::take(&mut beside[atom]),
            shape,
        });
    }
    groups.sort_by_cached_key(|group| (group.part, store::order::sort_key(&group.name)));
    groups
}

/// Groups that belong together (blocks of one estate) and lie in several parts.
fn parted(ground: &Ground, names: &[String]) -> Vec<Vec<String>> {
    let parts = ground.loaded.parts_of(&ground.drawn, &ground.parts);
    let lists = ground.drawn.problem.links.together.iter();
    let lists = lists.filter(|list| {
        list.windows(2).any(|pair| parts[pair[0] as usize] != parts[pair[1] as usize])
    });
    lists.map(|list| list.iter().map(|atom| names[*atom as usize].clone()).collect()).collect()
}

/// Moves whole old groups to a unit; each is named by one of its clusters.
///
/// # Errors
/// Those of [`Edit::of`], `plan-move-nothing`, authority, or a failure.
pub async fn move_groups(
    desk: &Desk,
    actor: &Actor,
    (id, base): (PlanId, i64),
    (groups, to): (&[AtomId], i64),
) -> Result<(), Error> {
    let (page, post) = open(desk, actor, Act::PlanMove, id).await?;
    if groups.is_empty() {
        return Err(Refusal::at("to", "plan-move-nothing").into());
    }
    let ground = Ground::of(desk, &page).await?;
    let mut moves = Vec::new();
    for group in groups {
        let own = ground.whole_atom(*group).ok_or(Refusal::new("plan-no-atom"))?;
        moves.extend(own.into_iter().map(|atom| (atom, to)));
    }
    let edit = Edit::on(desk, &page, &ground, (base, moves, None)).await?;
    if edit.moves.is_empty() {
        return Err(Refusal::at("sang", "plan-move-nowhere").into());
    }
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanMove, ("plan", id.0));
    keep(desk, edit, audit).await
}

/// Takes the last move back.
///
/// # Errors
/// `plan-nothing-to-undo`, those of [`Edit::of`], authority, or a failure.
pub async fn undo(desk: &Desk, actor: &Actor, (id, base): (PlanId, i64)) -> Result<(), Error> {
    let (page, post) = open(desk, actor, Act::PlanMove, id).await?;
    let moves = plan::moves(&desk.store.read(), &system_scope(), id).await?;
    let last = moves.first().ok_or(Refusal::new("plan-nothing-to-undo"))?.step;
    let back = moves.iter().filter(|moved| moved.step == last);
    let back = back.map(|moved| (moved.atom, moved.from)).collect();
    let ground = Ground::of(desk, &page).await?;
    let edit = Edit::on(desk, &page, &ground, (base, back, Some(last))).await?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanMove, ("plan", id.0));
    keep(desk, edit, audit).await
}

/// Says that a unit stays as it is, or no longer.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, `plan-stale`, `plan-no-part`, authority, or a failure.
pub async fn lock(
    desk: &Desk,
    actor: &Actor,
    (id, base): (PlanId, i64),
    (part, locked): (i64, bool),
) -> Result<(), Error> {
    let (_, post) = open(desk, actor, Act::PlanLock, id).await?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanLock, ("plan", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            touch(tx, id, base).await?;
            if !plan::set_lock(tx, id, part, locked).await? {
                return Err(Stop::Refused(Refusal::new("plan-no-part")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Orders a draft to be made whole and in range again, with as few households moved as possible. Units
/// that are locked stay. The job moves the groups by itself where the draft is still at this revision.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, `plan-stale`, authority, or a failure.
pub async fn repair(desk: &Desk, actor: &Actor, (id, base): (PlanId, i64)) -> Result<JobId, Error> {
    let (page, _) = open(desk, actor, Act::PlanMove, id).await?;
    if page.line.revision != base {
        return Err(Refusal::new("plan-stale").into());
    }
    let order = draw::order_of(desk, &page).await?;
    let order = Order {
        k: Some(u32::try_from(page.units.len()).unwrap_or(u32::MAX)),
        wish: Wish::Repair { plan: id, revision: base },
        about: Some(id),
        steps: Some(draw::ask::STEPS),
        seconds: None,
        ..order
    };
    draw::queue(desk, actor, Act::PlanMove, order).await
}
