// The schema on a cluster: each table as a local one on every node, and a Distributed one over them under the plain name.

/** What a cluster is to the schema. */
export interface ClusterSetting {
  /** Name in the servers' `remote_servers`. */
  readonly name: string;
  /** With Keeper tables are replicated, and one node's statement reaches all. */
  readonly hasKeeper: boolean;
}

/** Rows of equal key lie on one shard: all rows of an id, so that they collapse to one; all values of a device. */
const SHARD_KEYS: Readonly<Record<string, string>> = {
  measurements: 'cityHash64(id)',
  measurement_details: 'cityHash64(id)',
  device_weeks: 'device_key',
  builds: 'cityHash64(month)',
  month_tallies: 'cityHash64(month)',
  tallied_months: 'cityHash64(month)',
  month_answers: 'cityHash64(question)',
  kept_answers: 'cityHash64(question)',
  area_successors: 'cityHash64(code)',
  schema_migrations: 'cityHash64(name)',
};

/** The name under which a table's own rows lie on each node. */
export function localName(table: string): string {
  return `${table}_local`;
}

/** What to say to every node (to one, with Keeper) in the place of one statement of the plain schema. Throws for a table without a shard key. */
export function onCluster(statement: string, cluster: ClusterSetting): string[] {
  const [, verb = '', table = ''] =
    /^(CREATE TABLE IF NOT EXISTS|ALTER TABLE|DROP TABLE IF EXISTS) (\w+)/.exec(statement) ?? [];
  const shardKey = SHARD_KEYS[table];
  if (shardKey === undefined) throw new Error(`no shard key is known for: ${statement.slice(0, 60)}`);
  const everywhere = cluster.hasKeeper ? ` ON CLUSTER '${cluster.name}'` : '';
  const head = `${verb} ${localName(table)}${everywhere}`;
  const body = statement.slice(`${verb} ${table}`.length);
  if (verb === 'DROP TABLE IF EXISTS') return [head, `${verb} ${table}${everywhere}`];
  if (verb === 'ALTER TABLE') {
    const isColumn = /^\s+(ADD|DROP) COLUMN/.test(body);
    return [head + body, ...(isColumn ? [`${verb} ${table}${everywhere}${withoutCodec(body)}`] : [])];
  }
  return [
    head + (cluster.hasKeeper ? replicated(body, table) : body),
    `${verb} ${table}${everywhere} AS ${localName(table)} ENGINE = Distributed('${cluster.name}', currentDatabase(), '${localName(table)}', ${shardKey})`,
  ];
}

function replicated(body: string, table: string): string {
  return body.replace(/ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?/, (_, engine: string, given = '') => {
    const rest = given === '' ? '' : `, ${given}`;
    return `ENGINE = Replicated${engine}('/clickhouse/tables/{shard}/i-speed/${table}', '{replica}'${rest})`;
  });
}

/** A Distributed table keeps nothing and compresses nothing. */
function withoutCodec(body: string): string {
  return body.replace(/ CODEC\((?:[^()]|\([^()]*\))*\)/g, '');
}
