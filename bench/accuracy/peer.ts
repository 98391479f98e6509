// What a browser client said of a link, whoever wrote it.
import type { OtherBrowserName } from '../../testbed/src/index.ts';

/** Names of the clients that measure in Chromium, ours through the real page; ours also in other browsers. */
export const clientNames = [
  'i-speed',
  'ndt7',
  'cloudflare',
  'librespeed',
  'i-speed-firefox',
  'i-speed-webkit',
] as const;
export type ClientName = (typeof clientNames)[number];

/** In which other browser the client measures; absent for Chromium. */
export function otherBrowserOf(client: ClientName): OtherBrowserName | undefined {
  if (client === 'i-speed-firefox') return 'firefox';
  return client === 'i-speed-webkit' ? 'webkit' : undefined;
}

/** A client's final figures; absent is what it did not tell. */
export type ClientFigures = {
  downloadMbps?: number | undefined;
  uploadMbps?: number | undefined;
  /** Medians under load, as the client prints them. */
  loadedDownMs?: number | undefined;
  loadedUpMs?: number | undefined;
  idleMs?: number | undefined;
  /** Packets there and back that nobody resends, where the client has such a probe. */
  loss?: { sent: number; received: number } | undefined;
  /** Interval, where the client prints one. */
  downloadRangeMbps?: readonly [number, number] | undefined;
  uploadRangeMbps?: readonly [number, number] | undefined;
};

/** One line of the browser's end. */
export type ClientRun =
  | { client: ClientName; startedAtMs: number; endedAtMs: number; figures: ClientFigures }
  | { client: ClientName; fault: string };

/** The line as written by `ends/browse.ts`, which is this project's own. */
export function asClientRun(line: string): ClientRun {
  return JSON.parse(line);
}
