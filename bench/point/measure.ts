// Rates that programs outside this process see, and what they cost the server.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Linux counts a process's time in ticks of 10 ms (USER_HZ). */
const TICK_S = 0.01;

export type Taken = { mbps: number; serverCpuSPerGb: number; clientCpuSPerGb?: number };
type Moved = { mbps: number; sizeBytes: number; clientCpuSPerGb?: number };

/** What `work` moved, and the processor time that the server's processes spent on it. */
export async function withServerTime(pid: number, work: () => Promise<Moved>): Promise<Taken> {
  const beforeS = cpuSeconds(pid);
  const { sizeBytes, ...told } = await work();
  return { ...told, serverCpuSPerGb: ((cpuSeconds(pid) - beforeS) / sizeBytes) * 1e9 };
}

/** Payload over curl's own time from the first to the last byte of the transfer. Throws when not all of it moved. */
export async function curl(args: readonly string[], wantedBytes: number): Promise<Moved> {
  const beforeCpuS = endedCpuSeconds();
  const figures = '%{size_download} %{size_upload} %{time_total} %{time_pretransfer} %{http_code}';
  const { stdout } = await run('curl', ['-k', '-s', '-o', '/dev/null', '-w', figures, '-H', 'Expect:', ...args]);
  const [down = 0, up = 0, totalS = 0, beforeS = 0, status = 0] = stdout.split(' ').map(Number);
  const sizeBytes = args.includes('-T') ? up : down;
  if (status >= 300 || sizeBytes !== wantedBytes) throw new Error(`${args.at(-1)}: HTTP ${status}, ${sizeBytes} bytes`);
  const clientCpuSPerGb = ((endedCpuSeconds() - beforeCpuS) / sizeBytes) * 1e9;
  return { mbps: (sizeBytes * 8) / (totalS - beforeS) / 1e6, sizeBytes, clientCpuSPerGb };
}

/** Runs a program of `bench/point/ends` and gives what it printed. */
export async function runEnd(name: string, args: readonly string[]): Promise<string> {
  const path = new URL(`ends/${name}.ts`, import.meta.url).pathname;
  return (await run(process.execPath, [path, ...args], { maxBuffer: 1 << 24 })).stdout;
}

/** iperf3's own client, one connection; `isReverse`: the server sends. */
export async function iperf(port: number, seconds: number, isReverse: boolean): Promise<number> {
  const args = ['-c', '127.0.0.1', '-p', String(port), '-t', String(seconds), '-J', ...(isReverse ? ['-R'] : [])];
  const { stdout } = await run('iperf3', args, { maxBuffer: 1 << 24 });
  const told: { end: { sum_received: { bits_per_second: number } } } = JSON.parse(stdout);
  return told.end.sum_received.bits_per_second / 1e6;
}

/** Largest resident memory so far of a process and of those it started, MB. */
export function peakMemoryMb(pid: number): number {
  // What the kernel calls kB is 1,024 bytes.
  const ownMb = (Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6;
  return childrenOf(pid).reduce((sum, child) => sum + peakMemoryMb(child), ownMb);
}

/** Processor time of the programs that this process has started and that have ended. */
function endedCpuSeconds(): number {
  const own = statOf(process.pid);
  return (Number(own[13]) + Number(own[14])) * TICK_S;
}

/** Fields of the kernel's account of a process from the third on. */
function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** Processor time of a process and of those it started. */
function cpuSeconds(pid: number): number {
  const own = statOf(pid);
  const ownS = (Number(own[11]) + Number(own[12])) * TICK_S;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), ownS);
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
