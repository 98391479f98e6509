// Debian's Firefox by WebDriver BiDi (W3C), which it speaks by itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OtherBrowser } from './other-browser.ts';

/** Nothing of its own on the network. */
const PREFERENCES = [
  'app.normandy.enabled',
  'app.update.enabled',
  'browser.safebrowsing.malware.enabled',
  'browser.safebrowsing.phishing.enabled',
  'datareporting.healthreport.uploadEnabled',
  'extensions.update.enabled',
  'network.captive-portal-service.enabled',
  'network.connectivity-service.enabled',
];

/** Opens it without a screen. Rejects where it ends before it listens. */
export async function openFirefox(): Promise<OtherBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'i-speed-firefox-'));
  await writeFile(join(profile, 'user.js'), PREFERENCES.map((name) => `user_pref("${name}", false);\n`).join(''));
  const child = spawn(
    'firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = once(child, 'close');
  const { promise: listens, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1];
    if (address !== undefined) resolve(`${address}/session`);
  });
  child.once('close', () => reject(new Error('Firefox ended before it listened')));
  const say = await openConversation(await listens);
  const { capabilities } = asSession(await say('session.new', { capabilities: {} }));
  const context = asTree(await say('browsingContext.getTree', {})).contexts[0]?.context;
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    async goto(url) {
      await say('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const answer = await say('script.evaluate', {
        expression: `(async () => JSON.stringify({ value: await (${expression}) }))()`,
        target: { context },
        awaitPromise: true,
      });
      return asEvaluated(answer).value;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Say = (method: string, params: object) => Promise<unknown>;

/** Commands go out numbered and come back by their numbers. */
async function openConversation(url: string): Promise<Say> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let said = 0;
  socket.onmessage = ({ data }) => {
    const { id, result, message } = JSON.parse(String(data));
    if (message === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(message));
    waiting.delete(id);
  };
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed the conversation'));
  };
  await once(socket, 'open');
  return (method, params) => {
    const answered = Promise.withResolvers<unknown>();
    said += 1;
    waiting.set(said, answered);
    socket.send(JSON.stringify({ id: said, method, params }));
    return answered.promise;
  };
}

/** Guarantee: the answer to `session.new`. */
function asSession(answer: unknown): { capabilities: { browserVersion: string } } {
  return answer as { capabilities: { browserVersion: string } };
}

/** Guarantee: the answer to `browsingContext.getTree`. */
function asTree(answer: unknown): { contexts: { context: string }[] } {
  return answer as { contexts: { context: string }[] };
}

/** The answer to `script.evaluate` of an expression that gives JSON. Throws what the page threw. */
function asEvaluated(answer: unknown): { value?: unknown } {
  const { result, exceptionDetails } = answer as { result?: { value: string }; exceptionDetails?: { text: string } };
  if (result === undefined) throw new Error(exceptionDetails?.text ?? 'nothing was evaluated');
  return JSON.parse(result.value);
}
