// Values made from measurements, made once for all that is asked of them, and held in memory meanwhile.
import { randomBytes } from 'node:crypto';
import { inLanes } from '../build/answer/lanes.ts';
import { shareOf } from '../build/answer/runs.ts';
import type { Plan } from '../build/value/plan.ts';
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
import { type Query, select } from '../read/select.ts';
import { type Asked, collapsed } from './collapsed.ts';
import { paramsOf } from './columns.ts';

/** Columns of values that are held; of a cell's many values all but the device, its tests and the value are mostly equal, and take little while they are compressed. */
const COLUMNS =
  'cell_key LowCardinality(String), kind LowCardinality(String), cell_hash UInt64, device UInt64, tests UInt32, value Float64';

const SHARED_COLUMNS =
  'province_key LowCardinality(String), operator_key LowCardinality(String), access_key LowCardinality(String), kind LowCardinality(String), device UInt64, tests UInt32, value Float64';

/** Measurements of a period of which those of an operator or a technology are held: half of them all take under a gigabyte. */
const MOST_NARROWED = 40_000_000;
/** Measurements of which all values are held: 300 MB at most. Of more the weeks that a period cuts are read again for each query. */
const MOST_HELD = 8_000_000;

const PREFIX = 'gathered_';
/** No question takes so long: whoever made an older table on a shared server died over it. */
const ABANDONED_S = 3_600;

/**
 * Drops the tables of questions over which a process died. `isAlone`: nobody else asks, so that all there are were left behind. Rejects with
 * WarehouseError `unavailable`.
 */
export async function dropAbandoned(connections: Connections, isAlone: boolean): Promise<void> {
  const left = await select<{ name: string }>(connections, {
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})
      AND metadata_modification_time <= now() - {seconds:UInt32}`,
    params: { prefix: PREFIX, seconds: isAlone ? 0 : ABANDONED_S },
  });
  for (const { name } of left)
    await connections.read((client) => client.command({ query: `DROP TABLE IF EXISTS ${name} SYNC` }));
}

/**
 * Does the work with a plan by which questions read values that are ready: those of builds where they are, and where measurements must be
 * read, or many builds for a part of their values, a table of this question's own, which lives as long as the work. Rejects with WarehouseError `unavailable`.
 */
export async function gathering<T>(
  connections: Connections,
  asked: Asked,
  plan: Plan,
  work: (plan: Plan) => Promise<T>,
): Promise<T> {
  const isCut = plan.ranges.length + plan.dirty.length > 0 && plan.rows * shareOf(asked) <= MOST_HELD;
  if (!isCut && !isNarrow(asked, plan)) return work(plan);
  const values = `WITH ${collapsed(asked, plan)} SELECT cell_key, kind, cell_hash, device, tests, value FROM collapsed`;
  return holding(connections, COLUMNS, [{ sql: values, params: paramsOf(asked) }], (gathered) =>
    work({ ...plan, gathered }),
  );
}

/**
 * Does the work with a plan by which questions that differ in nothing but access and group (none, province, operator or technology) read the same values, found
 * once for all of them; the plan as it was where these are too many to hold. Rejects with WarehouseError `unavailable`.
 */
export async function sharing<T>(
  connections: Connections,
  { access: _, ...asked }: Asked,
  plan: Plan,
  work: (plan: Plan) => Promise<T>,
): Promise<T> {
  if (plan.rows > MOST_HELD) return work(plan);
  const values = `WITH ${collapsed({ ...asked, groupBy: 'province' }, plan)}
    SELECT cell_key, operator_key, access_key, kind, device, tests, value FROM collapsed`;
  return holding(connections, SHARED_COLUMNS, [{ sql: values, params: paramsOf(asked) }], (shared) =>
    work({ ...plan, ranges: [], dirty: [], builds: [], shared }),
  );
}

/** Does the work with a table in memory that holds the rows of queries, and lives as long as the work. Rejects with WarehouseError `unavailable`. */
export async function holding<T>(
  connections: Connections,
  columns: string,
  queries: readonly Query[],
  work: (table: string) => Promise<T>,
): Promise<T> {
  const table = `${PREFIX}${randomBytes(8).toString('hex')}`;
  const say = async (query: string, query_params?: Query['params']): Promise<void> => {
    await connections
      .read((client) => client.command({ query, ...(query_params && { query_params: { ...query_params } }) }))
      .catch((cause: unknown) => {
        throw new WarehouseError('unavailable', 'the measurements could not be read; try again later', cause);
      });
  };
  await say(`CREATE TABLE ${table} (${columns}) ENGINE = Memory SETTINGS compress = 1`);
  try {
    await inLanes(queries, ({ sql, params }) => say(`INSERT INTO ${table} ${sql}`, params));
    return await work(table);
  } finally {
    await say(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

/** Some of the values out of many builds: to find them in each, for sums, quantiles and ranks, costs more than to hold them. */
function isNarrow({ provinceCode, communeCode, operator, technology }: Asked, { builds, rows }: Plan): boolean {
  const isSmallArea = provinceCode !== undefined || communeCode !== undefined;
  const isPart = operator !== undefined || technology !== undefined;
  return builds.length > 1 && (isSmallArea || (isPart && rows <= MOST_NARROWED));
}
