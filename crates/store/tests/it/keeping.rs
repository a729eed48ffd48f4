//! Accounts, sessions and documents come back as they were kept.

use store::account::{self, Account, Grant};
use store::attachment::{self, NewAttachment, Refusal};
use store::session::{self, Session};
use store::{Scope, Stop, testing};
use units::{AccountId, AttachmentId, Day, UnitId};
use uuid::Uuid;

use crate::{No, mark};

fn lan() -> Account {
    Account {
        account_id: AccountId(Uuid::new_v4()),
        name: "Lan".to_owned(),
        display_name: "Trần Thị Lan".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        disabled: false,
        must_change: true,
        created_at: 5,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_signs_in_by_its_folded_name_and_changes() {
    testing::both(|store| async move {
        let lan = lan();
        let grant = Grant {
            grant_id: Uuid::new_v4(),
            account_id: lan.account_id,
            role: "ward_officer".to_owned(),
            unit_id: Some(UnitId(Uuid::new_v4())),
            post: "Công chức".to_owned(),
            post_id: None,
            valid_from: "2026-01-01".parse().unwrap(),
            valid_until: None,
        };
        let (kept, granted) = (lan.clone(), grant.clone());
        let outcome: Result<(), Stop<No>> = store
            .write(move |tx| {
                let (lan, grant) = (kept.clone(), granted.clone());
                Box::pin(async move {
                    account::insert(tx, &lan).await?;
                    account::grant(tx, &grant).await?;
                    Ok(mark(tx, "account-add", 1).await?)
                })
            })
            .await;
        outcome.unwrap();
        let (reader, all) = (store.read(), Scope::system());
        let found = account::by_name(&reader, &all, "LAN").await.unwrap();
        assert_eq!(found.as_ref(), Some(&lan));
        assert_eq!(account::by_name(&reader, &Scope::public(), "Lan").await.unwrap(), None);
        let grants = account::grants(&reader, &all, lan.account_id).await.unwrap();
        assert_eq!(grants.as_slice(), std::slice::from_ref(&grant));
        let until: Day = "2026-07-01".parse().unwrap();
        let id = lan.account_id;
        let outcome: Result<(), Stop<No>> = store
            .write(move |tx| {
                Box::pin(async move {
                    assert!(account::set_password(tx, id, "new", false).await?);
                    assert!(account::set_disabled(tx, id, true).await?);
                    assert!(account::end_grant(tx, grant.grant_id, until).await?);
                    assert!(!account::end_grant(tx, grant.grant_id, until).await?);
                    Ok(mark(tx, "account-close", 2).await?)
                })
            })
            .await;
        outcome.unwrap();
        let now = account::by_id(&reader, &all, id).await.unwrap().unwrap();
        assert_eq!(
            (now.password_hash.as_str(), now.disabled, now.must_change),
            ("new", true, false)
        );
        let grants = account::grants(&reader, &all, id).await.unwrap();
        assert_eq!(grants[0].valid_until, Some(until));
        assert_eq!(account::all(&reader, &all).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lives_until_its_end_and_can_be_ended() {
    testing::both(|store| async move {
        let (reader, nobody) = (store.read(), Scope::public());
        let one = Session {
            session_id: vec![1; 16],
            data: b"{}".to_vec(),
            account_id: None,
            expires_at: 100,
        };
        session::save(&store, one.clone()).await.unwrap();
        let longer = Session { expires_at: 200, data: b"x".to_vec(), ..one.clone() };
        session::save(&store, longer.clone()).await.unwrap();
        let at = |now| session::load(&reader, &nobody, &one.session_id, now);
        assert_eq!(at(199).await.unwrap(), Some(longer));
        assert_eq!(at(200).await.unwrap(), None);
        assert_eq!(session::delete_expired(&store, 199).await.unwrap(), 0);
        assert_eq!(session::delete_expired(&store, 200).await.unwrap(), 1);
        session::save(&store, one.clone()).await.unwrap();
        session::delete(&store, one.session_id.clone()).await.unwrap();
        assert_eq!(at(1).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_comes_back_byte_by_byte() {
    testing::both(|store| async move {
        let body: Vec<u8> = (0..700_000_u32).map(|n| n.to_le_bytes()[1]).collect();
        let new = NewAttachment {
            attachment_id: AttachmentId(Uuid::new_v4()),
            name: "Nghị quyết.pdf".to_owned(),
            content_type: "application/pdf".to_owned(),
            body: body.clone(),
            created_by: None,
            created_at: 9,
        };
        let id = new.attachment_id;
        let outcome: Result<Vec<u8>, Stop<No>> = store
            .write(move |tx| {
                let new = new.clone();
                Box::pin(async move {
                    mark(tx, "attach", 9).await?;
                    Ok(attachment::keep(tx, &new).await?)
                })
            })
            .await;
        let sha256 = outcome.unwrap();
        let (reader, all) = (store.read(), Scope::system());
        let head = attachment::head(&reader, &all, id).await.unwrap().unwrap();
        assert_eq!((head.bytes, head.sha256), (700_000, sha256));
        assert_eq!(attachment::body(&reader, &all, id).await.unwrap(), Some(body));
        assert_eq!(attachment::body(&reader, &Scope::public(), id).await.unwrap(), None);
    })
    .await;
}

#[test]
fn a_document_that_is_too_large_or_of_another_kind_is_refused() {
    let large = vec![0; attachment::BYTES_MAX + 1];
    assert_eq!(attachment::check(b"", "text/plain"), Err(Refusal::Empty));
    assert_eq!(
        attachment::check(&large, "text/plain"),
        Err(Refusal::TooLarge { bytes: large.len() })
    );
    let page = attachment::check(b"<p>", "text/html");
    assert_eq!(page, Err(Refusal::WrongKind { content_type: "text/html".to_owned() }));
    assert_eq!(attachment::check(b"x", "text/plain"), Ok(()));
}
