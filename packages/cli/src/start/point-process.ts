// The local measurement point: a process of its own, so that measuring never waits for the hub, started again when it dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { askPoint } from './ask-point.ts';
import type { PointSettings } from './settings.ts';

/** A point that is not healthy after this long has failed to start. */
const READY_LIMIT_MS = 15_000;
const HEALTH_INTERVAL_MS = 50;
/** Back-off after the first and after later deaths; a point that has run this long starts again at the first. */
const BACKOFF_MS = [1_000, 2_000, 5_000, 15_000, 30_000];
const STEADY_MS = 60_000;
/** So long after the time that the point gives running measurements it is ended. */
const BEYOND_DRAIN_MS = 5_000;

export const pointMain: string = fileURLToPath(new URL('main.ts', import.meta.resolve('@i-speed/point')));
const followParent = new URL('follow-parent.ts', import.meta.url).href;

export type PointProcess = {
  /** Resolves when the point answers /health; rejects when it does not in time. */
  ready(): Promise<void>;
  /** Lets running measurements finish and ends the process. */
  stop(): Promise<void>;
};

/** Starts the point with these settings. */
export function startPoint(
  { env, origin, drainMs }: PointSettings,
  speech: Speech,
  tell: (line: string) => void,
): PointProcess {
  let child: ChildProcess;
  let deaths = 0;
  const stopping = new AbortController();

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      const startedMs = performance.now();
      child = spawn(process.execPath, ['--import', followParent, pointMain], {
        env,
        // What it says at its start this program says itself; its log goes to stderr.
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
        // Out of the terminal's group: Ctrl-C reaches this process alone, which ends the point in its own order.
        detached: true,
      });
      child.stdout?.setEncoding('utf8').on('data', (text: string) => process.stderr.write(withoutGreeting(text)));
      if (deaths > 0)
        void ready().then(
          () => tell(speech.say('pointBack')),
          () => undefined,
        );
      // A process that could not be made is one that died at once.
      const [code, signal] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => [error.code]);
      if (stopping.signal.aborted) return;
      deaths = performance.now() - startedMs > STEADY_MS ? 0 : deaths;
      const waitMs = BACKOFF_MS[Math.min(deaths, BACKOFF_MS.length - 1)] ?? 0;
      deaths += 1;
      tell(speech.say('pointDied', { how: signal ?? `code ${code}`, seconds: waitMs / 1000 }));
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function ready(): Promise<void> {
    const limitMs = performance.now() + READY_LIMIT_MS;
    while (performance.now() < limitMs) {
      if (await isHealthy(origin)) return;
      await delay(HEALTH_INTERVAL_MS);
    }
    throw new CommandError(speech.say('pointNotReady', { seconds: READY_LIMIT_MS / 1000 }));
  }

  const running = keepRunning();
  return {
    ready,
    async stop() {
      stopping.abort();
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), drainMs + BEYOND_DRAIN_MS);
      await running;
      clearTimeout(kill);
    },
  };
}

async function isHealthy(origin: string): Promise<boolean> {
  return askPoint(origin, '/health').then(
    ({ status }) => status === 200,
    () => false,
  );
}

function withoutGreeting(text: string): string {
  return text.replace(/^point ready on port \d+\n/m, '');
}
