//! What the people of the town do over HTTP while the server may die at any moment, and what was
//! acknowledged to them.

use std::io::Result;

use units::{JobId, PlanId, ReorganisationId, UnitId};

use crate::browser::{Answer, Browser};
use crate::kept::{DOCUMENT, Kept, Stage};
use crate::town::{People, today};

/// A reorganisation on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A plan to be proposed.
    Propose(PlanId),
    /// The next act on a reorganisation, which brings it to a stage.
    Bring(ReorganisationId, Stage),
}

/// A hand edit of the officer's own draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    Name(String),
    Reason(String),
    Draw,
}

/// Acts in the order they were sent; only the last may be unanswered.
#[derive(Debug)]
pub struct Sent<T> {
    pub acknowledged: Vec<T>,
    pub in_flight: Option<T>,
}

impl<T> Sent<T> {
    fn nothing() -> Self {
        Self { acknowledged: Vec::new(), in_flight: None }
    }

    /// Sends an act: the answer, or nothing once the server is dead.
    fn sends(&mut self, act: T, send: impl FnOnce() -> Result<Answer>) -> Option<Answer> {
        match send() {
            Ok(answer) => {
                assert_eq!(answer.status, 303, "refused: {}", answer.body);
                self.acknowledged.push(act);
                Some(answer)
            }
            Err(_) => {
                self.in_flight = Some(act);
                None
            }
        }
    }
}

/// How many drawings an officer orders: one in so many edits.
const DRAW_EVERY: usize = 25;

/// Names and explains the units of a draft, and orders a drawing now and then, until the server is
/// dead. Answers the jobs that were acknowledged too.
pub fn edits(lan: &Browser, ward: UnitId, plan: PlanId, from: usize) -> (Sent<Edit>, Vec<JobId>) {
    let (mut sent, mut jobs) = (Sent::nothing(), Vec::new());
    for number in from.. {
        let part = |part, act| format!("/sap-xep/phuong-an/{plan}/kp/{part}/{act}");
        let answer = if number % DRAW_EVERY == 7 {
            let fields = [
                ("muc-tieu", "30"),
                ("tu", "20"),
                ("den", "40"),
                ("so-don-vi", "2"),
                ("giay", "1"),
            ];
            let path = format!("/sap-xep/{ward}/ve");
            sent.sends(Edit::Draw, || lan.post(&path, &fields))
        } else if number % 2 == 0 {
            let name = format!("Khu phố Bến Lá {number}");
            let field = name.clone();
            sent.sends(Edit::Name(name), || lan.post(&part(0, "ten"), &[("ten", &field)]))
        } else {
            let text = format!("Kênh ngăn cách {number}");
            let field = text.clone();
            let fields = [("ly-do", "natural_barrier"), ("noi-dung", field.as_str())];
            sent.sends(Edit::Reason(text), || lan.post(&part(1, "ly-do"), &fields))
        };
        let Some(answer) = answer else { break };
        if sent.acknowledged.last() == Some(&Edit::Draw) {
            jobs.push(answer.made());
        }
    }
    (sent, jobs)
}

/// Brings a plan from its proposal to an adoption and back again, until the server is dead or there
/// is nothing more to do.
pub fn adopts(people: &People, next: Step) -> Sent<Step> {
    let mut sent = Sent::nothing();
    let mut next = Some(next);
    while let Some(step) = next {
        let answer = sent.sends(step, || does(people, step));
        next = answer.and_then(|answer| match step {
            Step::Propose(_) => Some(Step::Bring(answer.made(), Stage::Recorded)),
            Step::Bring(id, stage) => after(stage).map(|stage| Step::Bring(id, stage)),
        });
    }
    sent
}

/// The stage that an act brings about after another.
pub fn after(stage: Stage) -> Option<Stage> {
    match stage {
        Stage::Proposed => Some(Stage::Recorded),
        Stage::Recorded => Some(Stage::Adopted),
        Stage::Adopted => Some(Stage::Reverted),
        Stage::Reverted => None,
    }
}

/// Sends the act of a step.
pub fn does(people: &People, step: Step) -> Result<Answer> {
    match step {
        Step::Propose(plan) => people.lan.post(&format!("/sap-xep/phuong-an/{plan}/de-nghi"), &[]),
        Step::Bring(_, Stage::Proposed) => unreachable!("a plan is proposed, not a dossier"),
        Step::Bring(id, Stage::Recorded) => records(&people.lan, id),
        Step::Bring(id, Stage::Adopted) => {
            people.ba_sau.post(&format!("/sap-xep/ho-so/{id}/xac-nhan"), &[])
        }
        Step::Bring(id, Stage::Reverted) => {
            let why = [("ly-do", "Hội đồng nhân dân bãi bỏ nghị quyết")];
            people.ba_sau.post(&format!("/sap-xep/ho-so/{id}/huy"), &why)
        }
    }
}

/// Fills in the form of the dossier, half and one agreeing everywhere, and sends it.
fn records(lan: &Browser, id: ReorganisationId) -> Result<Answer> {
    let page = lan.get(&format!("/sap-xep/ho-so/{id}"))?.body;
    if !page.contains("</html>") {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![
        text("so", "05/NQ-HĐND"),
        text("co-quan", "Hội đồng nhân dân phường Bến Lá"),
        text("ngay-ban-hanh", &today().to_string()),
        text("ngay-hieu-luc", &today().plus_days(60).to_string()),
    ];
    for input in page.split("<input name=\"ho-").skip(1) {
        let unit = input.split('"').next().unwrap();
        let value = input.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let households: u32 = value.parse().unwrap();
        fields.push(text(&format!("ho-{unit}"), value));
        fields.push(text(&format!("dong-y-{unit}"), &(households / 2 + 1).to_string()));
    }
    for input in page.split("name=\"thong-bao\" value=\"").skip(1) {
        fields.push(text("thong-bao", input.split('"').next().unwrap()));
    }
    lan.post_form(&format!("/sap-xep/ho-so/{id}/ghi-nhan"), &fields, ("van-ban", DOCUMENT))
}

/// Whether the acts on reorganisations are there as acknowledged, the one in flight as it likes.
pub fn adoptions_are_kept(sent: &Sent<Step>, kept: &Kept) {
    let stages = |id: &ReorganisationId| kept.reorganisations.get(id).map(|(stage, _)| *stage);
    for step in &sent.acknowledged {
        match step {
            Step::Propose(plan) => {
                let proposed = kept.reorganisations.values().filter(|(_, of)| of == plan).count();
                assert_eq!(proposed, 1, "an acknowledged proposal is there once");
            }
            Step::Bring(id, stage) => {
                assert!(
                    stages(id) >= Some(*stage),
                    "{id} was brought to {stage:?}: {:?}",
                    stages(id)
                );
            }
        }
    }
    // Nothing goes further than it was sent: the last step is the acknowledged one or the next.
    let last = sent.in_flight.or(sent.acknowledged.last().copied());
    if let Some(Step::Bring(id, most)) = last {
        assert!(stages(&id) <= Some(most), "{id} goes no further than {most:?}");
    }
}
