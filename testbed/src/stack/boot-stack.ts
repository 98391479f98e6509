// The real thing for tests: `i-speed start` as a process of its own, on free ports, with a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from './free-ports.ts';
import { copyFreshData } from './fresh-data.ts';

const rootFolder = fileURLToPath(new URL('../../..', import.meta.url));
/** The first start on a fresh clone builds the pages, which takes about half a minute on two cores. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 30_000;

export type StackOptions = {
  /** I_SPEED_HOST; the default is the product's own. */
  host?: string;
  /** More of the environment, on top of this process's. */
  env?: Readonly<Record<string, string>>;
  /** True: it makes its own storages, as on a person's machine, which takes seconds; else it gets a copy of empty ones. */
  isFirstStart?: boolean;
  /** Fills the data folder before the start. */
  prepare?: (dataFolder: string) => Promise<void>;
};

export type Stack = AsyncDisposable & {
  /** Origin of pages and API, by the name `localhost`. */
  readonly url: string;
  readonly port: number;
  readonly pointPort: number;
  readonly dataFolder: string;
  /** Process id of the latest start. */
  readonly pid: number;
  /** Time from the start of the process until it said that it is ready, of the latest start. */
  readonly readyMs: number;
  /** Everything the latest process has written, stdout and stderr. */
  output(): string;
  /** Ends the process at once, as a power cut would; what it had on disk stays. */
  kill9(): Promise<void>;
  /** Ends the process in order and gives its exit code. */
  stop(): Promise<number | null>;
  /** Starts again on the same ports and data. */
  start(): Promise<void>;
};

/** Boots and waits until it is ready. Disposing stops it and removes its data. */
export async function bootStack({ host, env = {}, isFirstStart = false, prepare }: StackOptions = {}): Promise<Stack> {
  const [port = 0, pointPort = 0] = await findFreePorts(2);
  const dataFolder = await mkdtemp(join(tmpdir(), 'i-speed-stack-'));
  if (!isFirstStart) await copyFreshData(dataFolder);
  await prepare?.(dataFolder);
  let run: Run | undefined;
  const stack: Stack = {
    url: `http://localhost:${port}`,
    port,
    pointPort,
    dataFolder,
    get pid() {
      return run?.child.pid ?? Number.NaN;
    },
    get readyMs() {
      return run?.readyMs ?? Number.NaN;
    },
    output: () => run?.output() ?? '',
    async kill9() {
      if (run !== undefined) run.isEnding = true;
      run?.child.kill('SIGKILL');
      await run?.ended;
    },
    async stop() {
      if (run !== undefined) run.isEnding = true;
      run?.child.kill('SIGTERM');
      const limit = setTimeout(() => run?.child.kill('SIGKILL'), STOP_LIMIT_MS);
      const code = await run?.ended;
      clearTimeout(limit);
      return code ?? null;
    },
    async start() {
      run = await launch({
        ...process.env,
        LC_ALL: 'C',
        I_SPEED_PORT: String(port),
        I_SPEED_POINT_PORT: String(pointPort),
        I_SPEED_DATA: dataFolder,
        ...(host === undefined ? {} : { I_SPEED_HOST: host }),
        ...env,
      });
    },
    async [Symbol.asyncDispose]() {
      await stack.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  await stack.start();
  return stack;
}

type Run = {
  child: ChildProcess;
  ended: Promise<number | null>;
  readyMs: number;
  output(): string;
  /** True once the test itself ends it; any other end is told. */
  isEnding: boolean;
};

/** Starts the command and resolves when it says that it is ready; rejects with its output when it ends before that. */
async function launch(env: NodeJS.ProcessEnv): Promise<Run> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [join(rootFolder, 'packages/cli/src/main.ts'), 'start'], {
    cwd: rootFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close').then(([code]) => code);
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Stop: Ctrl-C.')) resolve();
      });
    }
  });
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  const outcome = await Promise.race([
    ready.then(() => 'ready'),
    ended.then(() => 'ended'),
    once(limit, 'abort').then(() => 'late'),
  ]);
  if (outcome !== 'ready') {
    child.kill('SIGKILL');
    throw new Error(`i-speed start: ${outcome} before it was ready\n${output}`);
  }
  const run: Run = { child, ended, readyMs: performance.now() - startedMs, output: () => output, isEnding: false };
  child.on('close', (code, signal) => {
    if (!run.isEnding) console.error(`i-speed start ended by itself (${signal ?? `code ${code}`}):\n${output}`);
  });
  return run;
}
