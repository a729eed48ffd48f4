//! Self-managed groups: formed with the head of the khu phố, joined by consent, led, asked for help,
//! dissolved.

use anyhow::{Context, Result};
use desk::group::{NewGroup, PassedOn};
use ledger::GroupActId;
use ledger::group::{ActKind, GroupKind, NewAct, NewRequest, Votes};
use ledger::matter::Act as Move;
use sample::life::{self, Category, Group, Request};
use units::UnitId;

use super::{Living, code};

impl Living {
    fn group(&self, key: &str) -> Result<Group> {
        self.life.group(key).cloned().with_context(|| format!("no group {key}"))
    }

    fn group_id(&self, key: &str) -> Result<UnitId> {
        self.kept.groups.get(key).copied().with_context(|| format!("{key} was not formed"))
    }

    /// A group is formed; those who join agree on its rules.
    pub(super) async fn form(&mut self, key: &str) -> Result<()> {
        let it = self.group(key)?;
        let id = UnitId(self.desk.clock.id());
        let head = it.head();
        let new = NewGroup {
            id,
            parent: self.places.unit(it.place)?,
            kind: match it.kind {
                life::GroupKind::Xom => GroupKind::Xom,
                life::GroupKind::KhuDanCu => GroupKind::Khu,
                life::GroupKind::ChungCu => GroupKind::ChungCu,
            },
            name: it.name.clone(),
            head: (head.name, head.name_en),
            ground: it.area.clone(),
            core: i64::from(it.core) + 1,
            plan: None,
        };
        let actor = self.actor(&format!("{}-truong", it.place.key()), it.place).await?;
        desk::group::form(&self.desk, &actor, new).await?;
        self.kept.groups.insert(key.to_owned(), id);
        let today = self.desk.clock.today();
        let line = store::group::line_now(&mut self.desk.store.read(), id, today).await?;
        let head = line.context("a group is gone")?.head_post_id;
        self.kept.group_heads.insert(key.to_owned(), head);
        self.join(&it, id).await?;
        let joined = i64::from(it.households[0]);
        let votes = Votes { attending: joined, agreed: joined, against: 0 };
        self.record_act(key, (ActKind::Rules, Some(votes)), it.rules.join("\n")).await
    }

    /// As many households of the place as the story says agree to join.
    async fn join(&mut self, it: &Group, id: UnitId) -> Result<()> {
        let head = self.actor(&it.key, it.place).await?;
        let today = self.desk.clock.today();
        let unit = self.places.unit(it.place)?;
        let joining = usize::try_from(it.households[0])?;
        let codes = self.codes.get_mut(&unit).context("a place without households")?;
        let most = codes.len();
        let joining: Vec<String> = codes.drain(..joining.min(most)).collect();
        // Who joins first does not matter: the acts wait together and are kept in one go.
        let mut acts = tokio::task::JoinSet::new();
        for code in joining {
            let (desk, head) = (self.desk.clone(), head.clone());
            acts.spawn(async move { desk::group::join(&desk, &head, id, (&code, today)).await });
        }
        while let Some(joined) = acts.join_next().await {
            joined??;
        }
        Ok(())
    }

    async fn record_act(
        &mut self,
        key: &str,
        (kind, votes): (ActKind, Option<Votes>),
        said: String,
    ) -> Result<()> {
        let it = self.group(key)?;
        let (today, id) = (self.desk.clock.today(), self.group_id(key)?);
        let act = NewAct {
            kind,
            title: heading(&said),
            said,
            on: Some(today),
            last_on: (kind == ActKind::Notice).then(|| today.plus_days(30)),
            votes,
        };
        let head = self.actor(key, it.place).await?;
        let act_id = GroupActId(self.desk.clock.id());
        Ok(desk::group::record(&self.desk, &head, (id, act_id), act).await?)
    }

    /// A notice of the group.
    pub(super) async fn group_notice(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.group(key)?;
        let notice = it.notices.get(number).context("no such notice")?.clone();
        self.record_act(key, (ActKind::Notice, None), notice.text).await
    }

    /// A meeting with its minutes.
    pub(super) async fn group_meeting(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.group(key)?;
        let meeting = it.meetings.get(number).context("no such meeting")?.clone();
        let came = i64::from(meeting.households);
        let votes = Votes { attending: came, agreed: 0, against: 0 };
        let said = format!("{}\n{}", meeting.text, meeting.where_held);
        self.record_act(key, (ActKind::Meeting, Some(votes)), said).await
    }

    /// A small decision by vote.
    pub(super) async fn group_decision(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.group(key)?;
        let decision = it.decisions.get(number).context("no such decision")?.clone();
        let (agreed, against) = (i64::from(decision.agreed), i64::from(decision.against));
        let attending = agreed + against + i64::from(decision.silent);
        let votes = Votes { attending, agreed, against };
        self.record_act(key, (ActKind::Decision, Some(votes)), decision.text).await
    }

    /// Somebody asks the group for help, and its head passes it on.
    pub(super) async fn group_request(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.group(key)?;
        let request = it.requests.get(number).context("no such request")?.clone();
        let id = self.group_id(key)?;
        let head = self.actor(key, it.place).await?;
        let asked = GroupActId(self.desk.clock.id());
        let field = request.category.unwrap_or_else(|| self.field_of(&request));
        let category = code::category(field);
        let new = NewRequest { category, said: request.text.clone() };
        desk::group::ask(&self.desk, &head, (id, asked), new).await?;
        let said = PassedOn {
            responsibility: request.matter.responsibility.clone(),
            product: request.matter.product.clone(),
            authority: request.matter.authority.clone(),
        };
        let matter = desk::group::pass_on(&self.desk, &head, (id, asked), said).await?;
        self.kept.matters.insert(request.matter.key.clone(), matter);
        let page = self.matter_page(&request.matter.key).await?;
        let owner = self.post(&request.matter.head, it.place)?;
        if page.line.owner_id == owner {
            return Ok(());
        }
        let routed = self.actor_of(page.line.owner_id).await?;
        let shown = (page.line.matter_id, page.revision);
        let passed = Move::Redirect(owner, request.matter.work);
        Ok(desk::matter::act(&self.desk, &routed, shown, passed).await?)
    }

    /// Somebody asks the group for what it does by itself.
    pub(super) async fn ask_group(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.group(key)?;
        let own = it.own.get(number).context("no such request")?.clone();
        let (id, asked) = (self.group_id(key)?, GroupActId(self.desk.clock.id()));
        let head = self.actor(key, it.place).await?;
        let new = NewRequest { category: code::category(own.category), said: own.text };
        desk::group::ask(&self.desk, &head, (id, asked), new).await?;
        self.kept.own_requests.insert((key.to_owned(), number), asked);
        Ok(())
    }

    /// The group has helped.
    pub(super) async fn group_helped(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.group(key)?;
        let asked = self.kept.own_requests.get(&(key.to_owned(), number));
        let asked = (self.group_id(key)?, *asked.context("nobody asked")?);
        let head = self.actor(key, it.place).await?;
        Ok(desk::group::settle(&self.desk, &head, asked, true).await?)
    }

    /// The field of life whose rule names the post that the story lets answer, else one that asks for the
    /// same proof.
    fn field_of(&self, request: &Request) -> Category {
        let (_, title) = request.matter.head.split_once('-').unwrap_or_default();
        let rules = &self.life.rules;
        let fits = |is_of_post: bool| {
            rules.iter().find(|rule| {
                rule.proof == request.matter.proof && (!is_of_post || rule.office == title)
            })
        };
        fits(true).or_else(|| fits(false)).map_or(Category::Khac, |rule| rule.code)
    }

    /// The group is dissolved.
    pub(super) async fn dissolve(&mut self, key: &str) -> Result<()> {
        let it = self.group(key)?;
        let id = self.group_id(key)?;
        let why = it.dissolved_why.clone().unwrap_or_default();
        let actor = self.actor(&format!("{}-truong", it.place.key()), it.place).await?;
        Ok(desk::group::dissolve(&self.desk, &actor, id, &why).await?)
    }
}

/// The first sentence, as a heading.
fn heading(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    let end = line.find(['.', ';', ',']).unwrap_or(line.len());
    line[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn what_is_said_is_headed_by_how_it_begins() {
        assert_eq!(
            heading("Lịch con nước dán ở đầu cầu. Xóm vớt buổi sáng."),
            "Lịch con nước dán ở đầu cầu"
        );
        assert_eq!(heading("Chọn đoạn"), "Chọn đoạn");
    }
}
