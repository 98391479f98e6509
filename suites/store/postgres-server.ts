// A real PostgreSQL server of the Debian package, in a folder of its own, that lives for one suite.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '../../testbed/src/index.ts';

const INSTALLED = '/usr/lib/postgresql';

export interface PostgresServer extends Disposable {
  /** URL of its own database `postgres`, without a password: it listens on loopback alone. */
  readonly url: string;
  /** One statement's answer, a row a line. */
  ask(statement: string): string;
  /** Ends it at once, as a crash would: connections break, nothing is written out. */
  stop(): void;
  /** Starts it again on the same port with what it holds. */
  start(): void;
}

/** Folder of the newest server's programs; absent where none is installed. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const versions = readdirSync(INSTALLED)
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a);
  const newest = versions.find((version) => existsSync(join(INSTALLED, String(version), 'bin', 'initdb')));
  return newest === undefined ? undefined : join(INSTALLED, String(newest), 'bin');
}

/** Starts it; as root under the user `postgres`, whom the package makes, for PostgreSQL refuses root. Disposing ends it and removes its data. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const run = (program: string, args: readonly string[]) => {
    const line = [...(isRoot ? ['runuser', '-u', 'postgres', '--'] : []), join(programs, program), ...args];
    return execFileSync(line[0] ?? program, line.slice(1), {
      encoding: 'utf8',
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  const data = join(folder, 'data');
  const [port = 0] = await findFreePorts(1);
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'ispeed', '--no-sync']);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off`;
  const start = () => void run('pg_ctl', ['-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start']);
  const stop = () => void run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  let isRunning = true;
  start();
  const url = `postgres://ispeed@127.0.0.1:${port}/postgres`;
  return {
    url,
    ask: (statement) => run('psql', ['-qAt', url, '-c', statement]).trim(),
    start() {
      start();
      isRunning = true;
    },
    stop() {
      stop();
      isRunning = false;
    },
    [Symbol.dispose]() {
      if (isRunning) stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
