// The same question asked of PostgreSQL, on rows of the same country, in a server of the Debian package that lives for the bench alone.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';

const BIN = '/usr/lib/postgresql/15/bin';
const ROWS = 1_000_000;

export interface PostgresAnswer {
  readonly version: string;
  readonly rows: number;
  readonly text: string;
}

/** Loads rows of a month and asks for mean and quantiles by province, collapsed to devices and weeks as the warehouse does. */
export async function askPostgres(engine: Engine, month: string): Promise<PostgresAnswer> {
  if (!existsSync(BIN))
    return { version: 'none', rows: 0, text: 'not installed (Debian: apt-get install postgresql).' };
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-bench-postgres-'));
  const as = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const run = (program: string, args: readonly string[]) => {
    const [first = program, ...rest] = [...as, join(BIN, program), ...args];
    return execFileSync(first, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' });
  };
  if (as.length > 0) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'bench']);
  writeFileSync(join(folder, 'rows.csv'), await engine.text(exportQuery(month)));
  chmodSync(join(folder, 'rows.csv'), 0o644);
  const options = `-k ${folder} -c listen_addresses='' -c shared_buffers=1GB -c work_mem=256MB -c max_parallel_workers_per_gather=2`;
  run('pg_ctl', ['-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start']);
  const sql = (text: string) => run('psql', ['-h', folder, '-U', 'bench', '-d', 'postgres', '-qAt', '-c', text]);
  try {
    sql(
      'CREATE TABLE measurements (started_at timestamptz, device numeric, province text, commune text, operator text, access text, kind text, stratum text, download real)',
    );
    sql(`COPY measurements FROM '${join(folder, 'rows.csv')}' CSV`);
    sql('CREATE INDEX ON measurements (started_at); CREATE INDEX ON measurements (province, started_at)');
    sql('VACUUM ANALYZE measurements');
    const times: number[] = [];
    for (let i = 0; i < 4; i++) {
      const startedMs = performance.now();
      sql(QUESTION);
      times.push(Math.round(performance.now() - startedMs));
    }
    const [first = 0, ...warm] = times;
    warm.sort((a, b) => a - b);
    return {
      version: sql('SHOW server_version').trim(),
      rows: Number(sql('SELECT count(*) FROM measurements')),
      text: `mean and p10 to p90 by province of all its rows, collapsed to devices and weeks: first ${first} ms, warm median ${warm[1] ?? first} ms.`,
    };
  } finally {
    run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
    rmSync(folder, { recursive: true });
  }
}

function exportQuery(month: string): string {
  return `SELECT toString(started_at) || '+00', device_key, province_code, commune_code, operator, concat(access_kind, '/', technology),
    point_network_kind, concat(\`trigger\`, '/', toString(family)), download_mbps FROM measurements
    WHERE id_at >= '${month}-05' AND id_at < '${month}-28' AND counts_in_statistics AND download_mbps > 0 LIMIT ${ROWS}`;
}

const QUESTION = `SELECT province, kind, count(*), avg(value), percentile_cont(ARRAY[0.1, 0.2, 0.5, 0.8, 0.9]) WITHIN GROUP (ORDER BY value)
  FROM (SELECT province, kind, exp(avg(ln(download))) AS value FROM measurements
    GROUP BY province, kind, device, commune, operator, access, stratum, date_trunc('week', started_at AT TIME ZONE 'Asia/Ho_Chi_Minh')) AS z
  GROUP BY province, kind`;
