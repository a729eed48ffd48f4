select count(*) as open_messages from outbox where state in ('waiting', 'taken')
