import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { onCluster } from './cluster-schema.ts';
import { migrationNames, statements } from './migrate.ts';

const plain = { name: 'country', hasKeeper: false };

test('a table becomes a local one and a Distributed one over it', () => {
  expect(
    onCluster(
      'CREATE TABLE IF NOT EXISTS measurements (id UUID) ENGINE = ReplacingMergeTree(seniority) ORDER BY id',
      plain,
    ),
  ).toEqual([
    'CREATE TABLE IF NOT EXISTS measurements_local (id UUID) ENGINE = ReplacingMergeTree(seniority) ORDER BY id',
    "CREATE TABLE IF NOT EXISTS measurements AS measurements_local ENGINE = Distributed('country', currentDatabase(), 'measurements_local', cityHash64(id))",
  ]);
});

test('with Keeper it is replicated, and one statement reaches all nodes', () => {
  const [local, over] = onCluster(
    'CREATE TABLE IF NOT EXISTS builds (month Date) ENGINE = ReplacingMergeTree(build) ORDER BY month',
    {
      ...plain,
      hasKeeper: true,
    },
  );
  expect(local).toBe(
    "CREATE TABLE IF NOT EXISTS builds_local ON CLUSTER 'country' (month Date) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/i-speed/builds', '{replica}', build) ORDER BY month",
  );
  expect(over).toContain("builds ON CLUSTER 'country' AS builds_local");
});

test('a new column is added to both, an index to the rows alone', () => {
  expect(
    onCluster('ALTER TABLE measurements ADD COLUMN IF NOT EXISTS a DateTime CODEC(Delta, ZSTD(1))', plain),
  ).toEqual([
    'ALTER TABLE measurements_local ADD COLUMN IF NOT EXISTS a DateTime CODEC(Delta, ZSTD(1))',
    'ALTER TABLE measurements ADD COLUMN IF NOT EXISTS a DateTime',
  ]);
  expect(onCluster('ALTER TABLE measurements ADD INDEX i a TYPE minmax', plain)).toHaveLength(1);
  expect(onCluster('ALTER TABLE measurements MODIFY COLUMN a DateTime CODEC(ZSTD(3))', plain)).toHaveLength(1);
});

test('a column and a table that go, go from both', () => {
  expect(onCluster('ALTER TABLE measurements DROP COLUMN IF EXISTS a', plain)).toEqual([
    'ALTER TABLE measurements_local DROP COLUMN IF EXISTS a',
    'ALTER TABLE measurements DROP COLUMN IF EXISTS a',
  ]);
  expect(onCluster('DROP TABLE IF EXISTS month_answers', plain)).toEqual([
    'DROP TABLE IF EXISTS month_answers_local',
    'DROP TABLE IF EXISTS month_answers',
  ]);
});

test('every statement of the schema has its form on a cluster', () => {
  for (const name of migrationNames())
    for (const statement of statements(readFileSync(new URL(`../migrations/${name}`, import.meta.url), 'utf8')))
      expect(onCluster(statement, plain)[0]).toContain('_local');
});
