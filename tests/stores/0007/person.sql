PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, made_us INTEGER NOT NULL) STRICT;
INSERT INTO migration VALUES(1,'0001-begin.sql',X'4bc5b6595400e8baea018b35c62d327a647d8984fdbeb6b18fb64b76eb3904fb',1795393800000000);
CREATE TABLE person(
  student     TEXT PRIMARY KEY,  -- the journal's opaque id
  number      TEXT NOT NULL,     -- 学籍号, '' when unknown
  name        TEXT NOT NULL,
  initials    TEXT NOT NULL,     -- pinyin initials of the name, for searching
  birth_date  INTEGER NOT NULL,  -- yyyymmdd, 0 unknown
  class_place INTEGER NOT NULL,  -- 班内学号 or 座号, 0 unknown
  test_number TEXT NOT NULL,     -- 测试号
  ethnicity   TEXT NOT NULL,     -- 民族代码
  address     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO person VALUES('tfd520hcepkb190d','G230603201900010001','李小树','LXS',0,0,'110101','','');
CREATE TABLE bar(
  student TEXT NOT NULL, item TEXT NOT NULL,
  PRIMARY KEY (student, item)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_by_number ON person(number) WHERE number <> '';
CREATE UNIQUE INDEX person_by_test_number ON person(test_number)
  WHERE test_number <> '';
COMMIT;
