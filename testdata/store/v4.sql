CREATE TABLE accounts (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "wanted_email" TEXT NOT NULL,
  "registered_at" TEXT,
  "verified_at" TEXT
);
CREATE TABLE nicks (
  "nick" TEXT NOT NULL,
  "account" INTEGER NOT NULL,
  "grouped_at" TEXT,
  PRIMARY KEY ("nick")
) WITHOUT ROWID;
CREATE TABLE settings (
  "account" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("account", "key")
) WITHOUT ROWID;
CREATE TABLE seen (
  "account" INTEGER NOT NULL PRIMARY KEY,
  "at" TEXT
);
CREATE TABLE credentials (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "account" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "verifier" TEXT NOT NULL,
  "created_at" TEXT,
  "expires_at" TEXT
);
CREATE TABLE uses (
  "credential" INTEGER NOT NULL PRIMARY KEY,
  "account" INTEGER NOT NULL,
  "at" TEXT,
  "address" TEXT NOT NULL
);
CREATE TABLE suspensions (
  "account" INTEGER NOT NULL PRIMARY KEY,
  "by" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "set_at" TEXT,
  "expires_at" TEXT
);
CREATE TABLE holds (
  "name" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "set_at" TEXT,
  PRIMARY KEY ("name")
) WITHOUT ROWID;
CREATE TABLE marks (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "set_at" TEXT
);
CREATE TABLE bans (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "mask" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT,
  "expires_at" TEXT
);
CREATE TABLE ban_hits (
  "ban" INTEGER NOT NULL PRIMARY KEY,
  "hits" INTEGER NOT NULL,
  "last_at" TEXT
);
CREATE TABLE audit (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "at" TEXT,
  "actor" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "oper" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "detail" TEXT NOT NULL
);
CREATE TABLE groups (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "registered_at" TEXT
);
CREATE TABLE group_members (
  "group" INTEGER NOT NULL,
  "account" INTEGER NOT NULL,
  "flags" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT,
  PRIMARY KEY ("group", "account")
) WITHOUT ROWID;
CREATE TABLE group_settings (
  "group" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("group", "key")
) WITHOUT ROWID;
CREATE TABLE channels (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "founder" INTEGER NOT NULL,
  "successor" INTEGER NOT NULL,
  "registered_at" TEXT,
  "approved_at" TEXT
);
CREATE TABLE channel_uses (
  "channel" INTEGER NOT NULL PRIMARY KEY,
  "at" TEXT
);
CREATE TABLE channel_modes (
  "channel" INTEGER NOT NULL PRIMARY KEY,
  "created_at" TEXT,
  "flags" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "forward" TEXT NOT NULL,
  "throttle" TEXT NOT NULL,
  "limit" INTEGER NOT NULL
);
CREATE TABLE channel_topics (
  "channel" INTEGER NOT NULL PRIMARY KEY,
  "text" TEXT NOT NULL,
  "setter" TEXT NOT NULL,
  "set_at" TEXT
);
CREATE TABLE channel_masks (
  "channel" INTEGER NOT NULL,
  "list" TEXT NOT NULL,
  "mask" TEXT NOT NULL,
  "setter" TEXT NOT NULL,
  "set_at" TEXT,
  PRIMARY KEY ("channel", "list", "mask")
) WITHOUT ROWID;
CREATE TABLE channel_metadata (
  "channel" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("channel", "key")
) WITHOUT ROWID;
CREATE TABLE channel_settings (
  "channel" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("channel", "key")
) WITHOUT ROWID;
CREATE TABLE channel_access (
  "channel" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" INTEGER NOT NULL,
  "mask" TEXT NOT NULL,
  "flags" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT,
  "expires_at" TEXT,
  "reason" TEXT NOT NULL,
  "comment" TEXT NOT NULL,
  PRIMARY KEY ("channel", "kind", "subject", "mask")
) WITHOUT ROWID;
CREATE TABLE vhosts (
  "account" INTEGER NOT NULL PRIMARY KEY,
  "host" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT
);
CREATE TABLE vhost_requests (
  "account" INTEGER NOT NULL PRIMARY KEY,
  "host" TEXT NOT NULL,
  "asked_at" TEXT
);
CREATE TABLE vhost_offers (
  "host" TEXT NOT NULL,
  "group" INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT,
  PRIMARY KEY ("host")
) WITHOUT ROWID;
CREATE TABLE memos (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "account" INTEGER NOT NULL,
  "from" INTEGER NOT NULL,
  "sender" TEXT NOT NULL,
  "sent_at" TEXT,
  "text" TEXT NOT NULL,
  "read_at" TEXT,
  "receipt" INTEGER NOT NULL
);
CREATE TABLE memo_ignores (
  "account" INTEGER NOT NULL,
  "ignored" INTEGER NOT NULL,
  PRIMARY KEY ("account", "ignored")
) WITHOUT ROWID;
CREATE TABLE forbids (
  "kind" TEXT NOT NULL,
  "mask" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "set_at" TEXT,
  "expires_at" TEXT,
  PRIMARY KEY ("kind", "mask")
) WITHOUT ROWID;
CREATE TABLE news (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT
);
CREATE TABLE session_limits (
  "address" TEXT NOT NULL,
  "limit" INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "set_at" TEXT,
  "expires_at" TEXT,
  PRIMARY KEY ("address")
) WITHOUT ROWID;
CREATE TABLE server_settings (
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "set_at" TEXT,
  "expires_at" TEXT,
  PRIMARY KEY ("key")
) WITHOUT ROWID;
CREATE TABLE meta (
  "name" TEXT NOT NULL,
  "value" INTEGER NOT NULL,
  PRIMARY KEY ("name")
) WITHOUT ROWID;
CREATE INDEX nicks_by_account ON nicks ("account");
CREATE INDEX credentials_by_account ON credentials ("account");
CREATE INDEX audit_by_time ON audit ("at");
