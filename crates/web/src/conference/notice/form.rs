//! What the form of a notice sends: `k0-noi-dung` is the text of the first conclusion, `k0-v1-nguoi`
//! the head responsible of its second matter. Nothing typed is lost when a part is added or refused.

use std::collections::BTreeMap;

use desk::Clock;
use ledger::conference::{Due, NewConclusion, NewNotice, NewTask};
use units::Day;

use crate::error::Fault;
use crate::sent::Sent;
use crate::viewer::Viewer;

/// Most conclusions of a notice, and most matters of a conclusion.
const PARTS_MOST: usize = 30;

/// What the person typed, as typed.
#[derive(Clone, Debug, Default)]
pub(in crate::conference) struct Typed {
    pub(super) number: String,
    pub(super) dated_on: String,
    pub(super) blocks: Vec<Block>,
}

/// One conclusion as typed.
#[derive(Clone, Debug, Default)]
pub(in crate::conference) struct Block {
    /// Its place in the form, from 0.
    pub(super) at: usize,
    id: String,
    pub(super) text: String,
    pub(super) difficulty: String,
    pub(super) tasks: Vec<TaskBlock>,
}

/// One matter as typed.
#[derive(Clone, Debug, Default)]
pub(in crate::conference) struct TaskBlock {
    /// The conclusion's place, and its own, from 0.
    at: (usize, usize),
    id: String,
    pub(super) work: String,
    pub(super) head: String,
    pub(super) helping: Vec<String>,
    pub(super) days: String,
    pub(super) due_on: String,
    pub(super) responsibility: String,
    pub(super) product: String,
    pub(super) authority: String,
    pub(super) proof: String,
    pub(super) place: String,
}

impl Block {
    /// An empty conclusion with an empty matter.
    pub(super) fn fresh(clock: &dyn Clock) -> Self {
        let tasks = vec![TaskBlock::fresh(clock)];
        Self { id: clock.id().to_string(), tasks, ..Self::default() }
    }

    /// The name of one of its fields.
    pub(super) fn field(&self, name: &str) -> String {
        format!("k{}-{name}", self.at)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn number(&self) -> usize {
        self.at + 1
    }

    pub(super) fn is_single(&self) -> bool {
        self.tasks.len() == 1
    }
}

impl TaskBlock {
    fn fresh(clock: &dyn Clock) -> Self {
        Self { id: clock.id().to_string(), ..Self::default() }
    }

    /// The name of one of its fields.
    pub(super) fn field(&self, name: &str) -> String {
        format!("k{}-v{}-{name}", self.at.0, self.at.1)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn number(&self) -> usize {
        self.at.1 + 1
    }

    /// What the button that leaves it out sends.
    pub(super) fn dropping(&self) -> String {
        format!("bo-v-{}-{}", self.at.0, self.at.1)
    }

    fn take(&mut self, name: &str, text: &str) {
        let field = match name {
            "ma" => &mut self.id,
            "viec" => &mut self.work,
            "nguoi" => &mut self.head,
            "so-ngay" => &mut self.days,
            "han" => &mut self.due_on,
            "trach-nhiem" => &mut self.responsibility,
            "san-pham" => &mut self.product,
            "tham-quyen" => &mut self.authority,
            "minh-chung" => &mut self.proof,
            "dia-ban" => &mut self.place,
            "phoi-hop" => {
                self.helping.push(text.to_owned());
                return;
            }
            _ => return,
        };
        text.clone_into(field);
    }

    /// By when; a fault where it is said twice or is no number.
    fn due(&self) -> Result<Option<Due>, &'static str> {
        let (days, day) = (self.days.trim(), self.due_on.trim());
        match (days.is_empty(), day.is_empty()) {
            (false, false) => Err("conclusion-due-twice"),
            (true, true) => Ok(None),
            (true, false) => Ok(day.parse::<Day>().ok().map(Due::On)),
            (false, true) => match days.parse::<u32>() {
                Ok(days) if (1..=250).contains(&days) => Ok(Some(Due::Within(days))),
                _ => Err("conclusion-days"),
            },
        }
    }

    fn task(&self, due: Option<Due>) -> Option<NewTask> {
        Some(NewTask {
            id: self.id.parse().ok()?,
            work: self.work.clone(),
            head: self.head.parse().ok(),
            cooperating: self.helping.iter().filter_map(|post| post.parse().ok()).collect(),
            due,
            responsibility: self.responsibility.clone(),
            product: self.product.clone(),
            authority: self.authority.clone(),
            wanted: self.proof.parse().ok(),
            unit: self.place.parse().ok(),
        })
    }
}

impl Typed {
    /// Reads the fields; what means nothing is passed over.
    pub(super) fn of(sent: &Sent) -> Self {
        let mut blocks: BTreeMap<usize, (Block, BTreeMap<usize, TaskBlock>)> = BTreeMap::new();
        for (name, text) in &sent.fields {
            let Some((at, part)) = numbered(name, 'k') else { continue };
            let (block, tasks) = blocks.entry(at).or_default();
            match (numbered(part, 'v'), part) {
                (Some((at, part)), _) => tasks.entry(at).or_default().take(part, text),
                (None, "ma") => block.id.clone_from(text),
                (None, "noi-dung") => block.text.clone_from(text),
                (None, "kho-khan") => block.difficulty.clone_from(text),
                (None, _) => {}
            }
        }
        let blocks = blocks
            .into_values()
            .map(|(block, tasks)| Block { tasks: tasks.into_values().collect(), ..block });
        let mut typed =
            Self { number: sent.one("so"), dated_on: sent.one("ngay"), blocks: blocks.collect() };
        typed.renumber();
        typed
    }

    /// Adds or leaves out a part as a button says; false where the notice is to be given.
    pub(super) fn change(&mut self, what: &str, clock: &dyn Clock) -> bool {
        let numbers: Vec<usize> = what.split('-').filter_map(|part| part.parse().ok()).collect();
        match (what, numbers.as_slice()) {
            ("cong-bo", _) => return false,
            ("them-k", _) if self.blocks.len() < PARTS_MOST => {
                self.blocks.push(Block::fresh(clock));
            }
            (what, [at]) if what.starts_with("them-v") => {
                if let Some(block) = self.blocks.get_mut(*at)
                    && block.tasks.len() < PARTS_MOST
                {
                    block.tasks.push(TaskBlock::fresh(clock));
                }
            }
            (what, [at]) if what.starts_with("bo-k") && *at < self.blocks.len() => {
                self.blocks.remove(*at);
            }
            (what, [at, task]) if what.starts_with("bo-v") => {
                if let Some(block) = self.blocks.get_mut(*at)
                    && *task < block.tasks.len()
                {
                    block.tasks.remove(*task);
                }
            }
            // The hidden first button: a line break in a field gives nothing away.
            _ => {}
        }
        if self.blocks.is_empty() {
            self.blocks.push(Block::fresh(clock));
        }
        self.renumber();
        true
    }

    fn renumber(&mut self) {
        for (at, block) in self.blocks.iter_mut().enumerate() {
            block.at = at;
            for (number, task) in block.tasks.iter_mut().enumerate() {
                task.at = (at, number);
            }
        }
    }

    /// The notice as the desk takes it, and what is wrong with its days.
    ///
    /// # Errors
    /// When a hidden identity is missing: the form is none of ours.
    pub(super) fn notice(&self, v: &Viewer) -> Result<(NewNotice, Marks), Fault> {
        let mut marks = Marks::default();
        let mut conclusions = Vec::new();
        for block in &self.blocks {
            let mut tasks = Vec::new();
            for task in &block.tasks {
                let due = task.due().unwrap_or_else(|code| {
                    let place = place(v, block.number(), Some(task.number()));
                    marks.all.push((task.field("so-ngay"), format!("{place} {}", v.word(code))));
                    None
                });
                tasks.push(task.task(due).ok_or(Fault::Unreadable)?);
            }
            conclusions.push(NewConclusion {
                id: block.id.parse().map_err(|_| Fault::Unreadable)?,
                text: block.text.clone(),
                difficulty: block.difficulty.parse().ok(),
                tasks,
            });
        }
        let (number, dated_on) = (self.number.clone(), self.dated_on.parse().ok());
        Ok((NewNotice { number, dated_on, conclusions }, marks))
    }
}

/// The number behind a letter at the head of a field's name, and the rest: `k3-viec` is 3 and `viec`.
fn numbered(name: &str, letter: char) -> Option<(usize, &str)> {
    let (number, rest) = name.strip_prefix(letter)?.split_once('-')?;
    let number = number.parse().ok().filter(|number| *number < PARTS_MOST)?;
    Some((number, rest))
}

/// "Kết luận 2, việc 1:".
fn place(v: &Viewer, conclusion: usize, task: Option<usize>) -> String {
    let number = ("conclusion", v.num(conclusion));
    match task {
        Some(task) => v.say("conclusion-at-task", [number, ("task", v.num(task))]),
        None => v.say("conclusion-at", [number]),
    }
}

/// What is wrong, by the name of the field.
#[derive(Clone, Debug, Default)]
pub(in crate::conference) struct Marks {
    all: Vec<(String, String)>,
    /// The fields of which something is said that would be said of any.
    general: Vec<String>,
}

impl Marks {
    /// What a refusal says, each beside its field, naming the conclusion and the matter.
    ///
    /// # Errors
    /// The failure.
    pub(super) fn of(v: &Viewer, error: desk::Error) -> Result<Self, Fault> {
        let desk::Error::Refused(refusal) = error else { return Err(error.into()) };
        let mut marks = Self::default();
        for one in refusal.each() {
            let number = |name: &str| {
                let found = one.args.iter().find(|(arg, _)| *arg == name);
                found.and_then(|(_, text)| text.parse::<usize>().ok()).filter(|n| *n > 0)
            };
            let said = v.say_coded(one.code, &one.args);
            let field = one.field;
            let told = match (number("conclusion"), number("task")) {
                (Some(at), Some(task)) => (
                    format!("k{}-v{}-{field}", at - 1, task - 1),
                    format!("{} {said}", place(v, at, Some(task))),
                ),
                (Some(at), None) => {
                    (format!("k{}-{field}", at - 1), format!("{} {said}", place(v, at, None)))
                }
                _ => (field.to_owned(), said),
            };
            if one.code.starts_with("text-") {
                marks.general.push(told.0.clone());
            }
            marks.all.push(told);
        }
        Ok(marks)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether what is said of a field would be said of any.
    pub(super) fn is_general(&self, field: &str) -> bool {
        self.general.iter().any(|known| known == field)
    }

    /// What is said beside a field.
    pub(super) fn at(&self, field: impl AsRef<str>) -> Option<&str> {
        let field = field.as_ref();
        self.all.iter().find(|(name, _)| name == field).map(|(_, text)| text.as_str())
    }

    /// All of them, for the summary on top.
    pub(super) fn all(&self) -> &[(String, String)] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicI64);

    impl Clock for Counting {
        fn now(&self) -> i64 {
            self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
        }
    }

    fn sent(fields: &[(&str, &str)]) -> Sent {
        let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Sent { fields: fields.collect(), ..Sent::default() }
    }

    #[test]
    fn parts_are_added_and_left_out_and_nothing_typed_is_lost() {
        let clock = Counting(1_800_000_000_000.into());
        let mut typed = Typed::of(&sent(&[
            ("so", "12-TB/ĐU"),
            ("k0-noi-dung", "Có phòng"),
            ("k0-v0-viec", "Mượn phòng"),
            ("k0-v0-phoi-hop", "a"),
            ("k0-v0-phoi-hop", "b"),
            ("k4-noi-dung", "Có nước"),
            ("k4-v2-viec", "Nối ống"),
            ("k99999-noi-dung", "Quá nhiều"),
        ]));
        assert_eq!(typed.blocks.len(), 2);
        assert_eq!(typed.blocks[0].tasks[0].helping, ["a", "b"]);
        assert_eq!(typed.blocks[1].tasks[0].field("viec"), "k1-v0-viec", "numbered anew");
        assert!(typed.change("them-v-1", &clock));
        assert_eq!(typed.blocks[1].tasks.len(), 2);
        assert!(!typed.blocks[1].tasks[1].id.is_empty());
        assert!(typed.change("bo-v-1-1", &clock) && typed.change("bo-k-0", &clock));
        assert_eq!(typed.blocks[0].text, "Có nước");
        assert_eq!(typed.blocks[0].tasks[0].work, "Nối ống");
        assert!(typed.change("bo-k-0", &clock), "there is always a conclusion to fill in");
        assert_eq!((typed.blocks.len(), typed.number.as_str()), (1, "12-TB/ĐU"));
        assert!(typed.change("", &clock), "a line break gives nothing away");
        assert!(!typed.change("cong-bo", &clock));
    }

    #[test]
    fn a_day_and_working_days_do_not_stand_together() {
        let due = |days: &str, due_on: &str| {
            let (days, due_on) = (days.to_owned(), due_on.to_owned());
            TaskBlock { days, due_on, ..TaskBlock::default() }.due()
        };
        let day: Day = "2026-03-20".parse().unwrap();
        assert_eq!(due(" 5 ", ""), Ok(Some(Due::Within(5))));
        assert_eq!(due("", "2026-03-20"), Ok(Some(Due::On(day))));
        assert_eq!(due("", ""), Ok(None));
        assert_eq!(due("5", "2026-03-20"), Err("conclusion-due-twice"));
        assert_eq!([due("0", ""), due("năm", "")], [Err("conclusion-days"); 2]);
    }
}
