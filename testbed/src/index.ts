// The door of the testbed: what tests and benches need of the real world.

export type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
export { findChromium, onPath } from './browser/find-program.ts';
export { openBrowser } from './browser/open-browser.ts';
export {
  hasOtherBrowser,
  type OtherBrowserName,
  openOtherBrowser,
  otherBrowserNames,
} from './browser/open-other-browser.ts';
export * from './link/index.ts';
export { bootStack, type Stack, type StackOptions } from './stack/boot-stack.ts';
export { findFreePorts } from './stack/free-ports.ts';
export { copyFreshData, copyFreshWarehouse } from './stack/fresh-data.ts';
export { copyFreshStore } from './stack/fresh-store.ts';
export { listChildren } from './stack/list-children.ts';
export { type CommandRun, type RunningCommand, startCommand } from './stack/run-command.ts';
