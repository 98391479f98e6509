// In the client's end of a link: our page in Firefox or WebKit. Prints a ClientRun as one line of JSON.
import { setTimeout as delay } from 'node:timers/promises';
import { openOtherBrowser } from '../../../testbed/src/index.ts';
import { type ClientRun, clientNames, otherBrowserOf } from '../peer.ts';
import { readKept } from './read-kept.ts';

const [name = '', hubUrl = ''] = process.argv.slice(2);
const client = clientNames.find((known) => known === name) ?? 'i-speed';
/** Longer than it takes on the links of the bench. */
const LIMIT_MS = 150_000;
const LOOK_MS = 100;
/** What the page does by itself when it is loaded is over by then. */
const SETTLED_MS = 1_500;

process.stdout.write(`${JSON.stringify(await run())}\n`);

async function run(): Promise<ClientRun> {
  try {
    await using browser = await openOtherBrowser(otherBrowserOf(client) ?? 'firefox');
    await browser.goto(`${hubUrl}/en`);
    await delay(SETTLED_MS);
    const startedAtMs = Date.now();
    const start = "[...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Start')";
    await browser.evaluate(`${start}.click()`);
    for (;;) {
      const url = String(await browser.evaluate('location.href'));
      if (/\/do\/[0-9a-f-]+$/.test(url)) {
        const endedAtMs = Date.now();
        return { client, startedAtMs, endedAtMs, figures: await readKept(hubUrl, url) };
      }
      if (Date.now() - startedAtMs > LIMIT_MS) return { client, fault: `not done after ${LIMIT_MS / 1000} s` };
      await delay(LOOK_MS);
    }
  } catch (fault) {
    return { client, fault: String(fault) };
  }
}
