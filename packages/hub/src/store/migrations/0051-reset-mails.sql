-- When somebody was sent a mail by which a forgotten password is set, so that nobody's mailbox is flooded.
CREATE TABLE reset_mails (
  email text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX reset_mails_by_email ON reset_mails (email, at);
