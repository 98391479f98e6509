// Browsers of other makers for tests: Firefox, and WebKit, the engine of Safari.

import { onPath } from './find-program.ts';
import { openFirefox } from './firefox.ts';
import type { OtherBrowser } from './other-browser.ts';
import { openWebkit } from './webkit.ts';

export const otherBrowserNames = ['firefox', 'webkit'] as const;
export type OtherBrowserName = (typeof otherBrowserNames)[number];

/** Whether the machine has it: Debian's `firefox-esr`, or `webkit2gtk-driver` and `xvfb`, as WebKit has no mode without a screen. */
export function hasOtherBrowser(name: OtherBrowserName): boolean {
  if (name === 'firefox') return onPath('firefox-esr') !== undefined;
  return onPath('WebKitWebDriver') !== undefined && onPath('Xvfb') !== undefined;
}

/** Opens it. Rejects where the machine does not have it or it does not start. */
export function openOtherBrowser(name: OtherBrowserName): Promise<OtherBrowser> {
  return name === 'firefox' ? openFirefox() : openWebkit();
}
