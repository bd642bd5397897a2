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
CREATE TABLE meta (
  "name" TEXT NOT NULL,
  "value" INTEGER NOT NULL,
  PRIMARY KEY ("name")
) WITHOUT ROWID;
CREATE INDEX nicks_by_account ON nicks ("account");
CREATE INDEX credentials_by_account ON credentials ("account");
CREATE INDEX audit_by_time ON audit ("at");
