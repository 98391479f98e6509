// Real Chromium for tests: found on the system, started with nothing of its own on the network and an empty profile.
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-program.ts';

/** Flags that keep the browser to what the test asks: root has no sandbox, no QUIC, no updates, no sync, no pings home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens Chromium, with more flags where given; closing it is the caller's. Throws one line that says how to get it where there is none. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('no Chromium: install it (Debian, Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH');
  }
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}
