// In the client's end of a link: one client's test in Chromium. Prints a ClientRun as one line of JSON.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { openBrowser, type Page } from '../../../testbed/src/index.ts';
import { type ClientFigures, type ClientRun, clientNames } from '../peer.ts';
import { runCloudflare, runLibrespeed, runNdt7 } from './in-page.ts';
import { readKept } from './read-kept.ts';

const [name = '', hubUrl = '', pointUrl = ''] = process.argv.slice(2);
const client = clientNames.find((known) => known === name) ?? 'i-speed';
const require = createRequire(import.meta.url);
/** Longer than any of these clients takes on the links of the bench. */
const LIMIT_MS = 150_000;

const files: Record<string, string> = {
  'cloudflare.js': require.resolve('@cloudflare/speedtest'),
  ...inFolder(dirname(require.resolve('@m-lab/ndt7')), ['ndt7.js', 'ndt7-download-worker.js', 'ndt7-upload-worker.js']),
  ...inFolder(process.env.LIBRESPEED_DIR ?? '', ['speedtest.js', 'speedtest_worker.js']),
};

const site = createServer(async (asked, response) => {
  const file = files[basename(asked.url?.split('?')[0] ?? '')];
  if (file === undefined || !existsSync(file))
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  else response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(file));
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const address = site.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

const browser = await openBrowser();
const page = await browser.newPage();
page.setDefaultTimeout(LIMIT_MS);
process.stdout.write(`${JSON.stringify(await run(page))}\n`);
await browser.close();
site.close();

async function run(opened: Page): Promise<ClientRun> {
  try {
    const start = await prepare(opened);
    const startedAtMs = Date.now();
    const figures = await within(start());
    return { client, startedAtMs, endedAtMs: Date.now(), figures };
  } catch (fault) {
    return { client, fault: String(fault) };
  }
}

/** Loads the page; what it returns is the measurement itself. */
async function prepare(opened: Page): Promise<() => Promise<ClientFigures>> {
  if (client === 'i-speed') {
    await opened.goto(`${hubUrl}/en`);
    const button = opened.getByRole('button', { name: 'Start', exact: true });
    await button.waitFor();
    return async () => {
      await button.click();
      await opened.waitForURL(/\/do\/[0-9a-f-]+$/);
      return readKept(hubUrl, opened.url());
    };
  }
  await opened.goto(origin);
  if (client === 'cloudflare') {
    const content = "import SpeedTest from '/cloudflare.js'; globalThis.SpeedTest = SpeedTest;";
    await opened.addScriptTag({ type: 'module', content });
    await opened.waitForFunction(() => 'SpeedTest' in globalThis);
    return () => opened.evaluate(runCloudflare, pointUrl);
  }
  await opened.addScriptTag({ url: client === 'ndt7' ? '/ndt7.js' : '/speedtest.js' });
  return () => (client === 'ndt7' ? opened.evaluate(runNdt7, pointUrl) : opened.evaluate(runLibrespeed, pointUrl));
}

async function within(figures: Promise<ClientFigures>): Promise<ClientFigures> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`not done after ${LIMIT_MS / 1000} s`)), LIMIT_MS).unref(),
  );
  return Promise.race([figures, late]);
}

function inFolder(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((file) => [file, join(folder, file)]));
}
