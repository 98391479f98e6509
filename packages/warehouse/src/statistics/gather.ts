// Values made from measurements, made once for all that is asked of them, and held in memory meanwhile.
import { randomBytes } from 'node:crypto';
import type { Plan } from '../build/plan.ts';
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
import { select } from '../read/select.ts';
import { type Asked, collapsed } from './collapsed.ts';
import { paramsOf } from './columns.ts';

/** Bytes a value takes: some millions of them, a month of a large country, are well under 200 MB. */
const COLUMNS =
  'cell_key LowCardinality(String), kind LowCardinality(String), cell_hash UInt64, device UInt64, tests UInt64, value Float64';

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
 * read, or many builds for a small area, a table of this question's own, which lives as long as the work. Rejects with WarehouseError `unavailable`.
 */
export async function gathering<T>(
  connections: Connections,
  asked: Asked,
  plan: Plan,
  work: (plan: Plan) => Promise<T>,
): Promise<T> {
  if (plan.ranges.length + plan.dirty.length === 0 && !isNarrow(asked, plan)) return work(plan);
  const table = `${PREFIX}${randomBytes(8).toString('hex')}`;
  const say = (query: string, query_params?: Record<string, unknown>) =>
    connections
      .read((client) => client.command({ query, ...(query_params && { query_params }) }))
      .catch((cause: unknown) => {
        throw new WarehouseError('unavailable', 'the measurements could not be read; try again later', cause);
      });
  await say(`CREATE TABLE ${table} (${COLUMNS}) ENGINE = Memory`);
  try {
    await say(
      `INSERT INTO ${table} WITH ${collapsed(asked, plan)} SELECT cell_key, kind, cell_hash, device, tests, value FROM collapsed`,
      paramsOf(asked),
    );
    return await work({ ...plan, gathered: table });
  } finally {
    await say(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

/** Few values out of many builds: to find them in each costs more than to hold them. */
function isNarrow({ provinceCode, communeCode }: Asked, { builds }: Plan): boolean {
  return builds.length > 1 && (provinceCode !== undefined || communeCode !== undefined);
}
