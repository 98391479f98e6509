// Debian's WebKit (the engine of Safari) by WebDriver (W3C), on a screen that nobody sees.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePorts } from '../stack/free-ports.ts';
import type { OtherBrowser } from './other-browser.ts';

const READY_MS = 15_000;
const RETRY_MS = 100;

/** Opens its plain browser. Rejects where screen or driver do not start, or in the driver's words. */
export async function openWebkit(): Promise<OtherBrowser> {
  await using opening = new AsyncDisposableStack();
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  opening.defer(() => end(screen));
  const [display] = await Promise.race([once(screen.stdout, 'data'), once(screen, 'close').then(() => [''])]);
  const [port = 0] = await findFreePorts(1);
  const environment = { ...process.env, DISPLAY: `:${String(display).trim()}`, LIBGL_ALWAYS_SOFTWARE: '1' };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: environment });
  opening.defer(() => end(driver));
  const command = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const { value } = await (await fetch(`http://127.0.0.1:${port}${path}`, init)).json();
    if (value?.error !== undefined) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await untilReady(() => command('GET', '/status'));
  const { sessionId, capabilities } = asSession(await command('POST', '/session', { capabilities: {} }));
  const session = `/session/${sessionId}`;
  opening.defer(async () => {
    await command('DELETE', session);
  });
  const processes = opening.move();
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    async goto(url) {
      await command('POST', `${session}/url`, { url });
    },
    async evaluate(expression) {
      const script = `const [done] = arguments; (async () => (${expression}))().then((value) => done({ value }), (fault) => done({ fault: String(fault) }))`;
      const { value, fault } = asEvaluated(await command('POST', `${session}/execute/async`, { script, args: [] }));
      if (fault !== undefined) throw new Error(fault);
      return value;
    },
    [Symbol.asyncDispose]: () => processes.disposeAsync(),
  };
}

async function untilReady(ask: () => Promise<unknown>): Promise<void> {
  const untilMs = performance.now() + READY_MS;
  for (;;) {
    const fault = await ask().then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (fault === undefined) return;
    if (performance.now() > untilMs) throw fault;
    await delay(RETRY_MS);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}

/** Guarantee: the answer to a new session. */
function asSession(answer: unknown): { sessionId: string; capabilities: { browserVersion: string } } {
  return answer as { sessionId: string; capabilities: { browserVersion: string } };
}

/** Guarantee: what the script of `evaluate` hands over. */
function asEvaluated(answer: unknown): { value?: unknown; fault?: string } {
  return answer as { value?: unknown; fault?: string };
}
