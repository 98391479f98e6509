// Network namespaces whose names carry the process that made them, so that what a crash left behind can be told and removed.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const namespacePattern = /^isp-(\d+)-[0-9a-f]+-[sc]$/;
const folderPattern = /^i-speed-link-(\d+)-/;

/** Environment with the folders where `ip` stands, which a plain user's PATH may lack. */
export const systemEnv = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };

/** A fresh pair of names, unique on this machine. */
export function namespaceNames(): { server: string; client: string } {
  const stem = `isp-${process.pid}-${randomBytes(4).toString('hex')}`;
  return { server: `${stem}-s`, client: `${stem}-c` };
}

/** Prefix of this process's temporary folders, for `mkdtemp`. */
export const linkFolderPrefix = join(tmpdir(), `i-speed-link-${process.pid}-`);

export async function addNamespace(name: string): Promise<void> {
  await execute('ip', ['netns', 'add', name], { env: systemEnv });
}

/** Ends what still runs in a namespace and removes it; one that is gone already is no fault. */
export async function removeNamespace(name: string): Promise<void> {
  if (!(await namespaces()).includes(name)) return;
  const { stdout } = await execute('ip', ['netns', 'pids', name], { env: systemEnv });
  for (const pid of stdout.split('\n').filter(Boolean)) kill(Number(pid));
  await execute('ip', ['netns', 'del', name], { env: systemEnv }).catch(() => undefined);
}

/** Runs `ip` commands inside a namespace in one go; throws with what `ip` said. */
export async function ipBatch(namespace: string, commands: readonly string[]): Promise<void> {
  const child = spawn('ip', ['-n', namespace, '-batch', '-'], { env: systemEnv, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin.end(`${commands.join('\n')}\n`);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ip in ${namespace}: ${said.trim().replaceAll('\n', '; ')}`);
}

/** Limits what a device sends, with a token bucket in the sending host: 10 ms of burst, half a second of queue. */
export async function limitCard(namespace: string, device: string, mbps: number): Promise<void> {
  const burstBytes = Math.max(15_000, Math.round((mbps * 1e6 * 0.01) / 8));
  const shape = ['rate', `${mbps}mbit`, 'burst', String(burstBytes), 'latency', '500ms'];
  await execute('tc', ['-n', namespace, 'qdisc', 'add', 'dev', device, 'root', 'tbf', ...shape], { env: systemEnv });
}

/** Writes kernel settings (`net.ipv4.tcp_notsent_lowat`) of one namespace. */
export async function setSysctls(namespace: string, values: Readonly<Record<string, string | number>>): Promise<void> {
  const lines = Object.entries(values).map(([key, value]) => `echo '${value}' > /proc/sys/${key.replaceAll('.', '/')}`);
  await execute('nsenter', [`--net=/var/run/netns/${namespace}`, 'sh', '-ec', lines.join('\n')], { env: systemEnv });
}

/** Removes namespaces and folders of processes that no longer live. */
export async function sweepStale(): Promise<void> {
  for (const name of await namespaces()) {
    const pid = namespacePattern.exec(name)?.[1];
    if (pid && !(await isAlive(Number(pid)))) await removeNamespace(name).catch(() => undefined);
  }
  for (const name of await readdir(tmpdir())) {
    const pid = folderPattern.exec(name)?.[1];
    if (pid && !(await isAlive(Number(pid)))) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function namespaces(): Promise<string[]> {
  return readdir('/var/run/netns').catch(() => []);
}

/** Whether a process runs; one that has ended and only waits for its parent to take notice does not. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The state follows the name, which stands in brackets and may hold anything.
  return stat !== undefined && !/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself between listing and killing.
  }
}
