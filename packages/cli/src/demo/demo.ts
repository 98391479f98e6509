// `i-speed demo`: the whole system on a folder of its own, filled with a simulated country at its first start.

import { DEMO_PROVINCE, hubConfig, openHub } from '@i-speed/hub';
import { openReference } from '@i-speed/reference';
import { DAY_MS } from '@i-speed/spec';
import { CommandError } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { checkDataFolder, explainFolderError } from '../start/data-folder.ts';
import { start } from '../start/start.ts';
import { demoUnits, openAttribution } from './attribute.ts';
import { fillContacts } from './contacts.ts';
import { clearDemoFolder, markDemoFolder, readDemoFolder } from './demo-folder.ts';
import { loadCountry, type Progress } from './load.ts';
import { fillPortal } from './portal.ts';
import { publishPast } from './publish-past.ts';
import { simulateSubmissions } from './submissions.ts';
import { fillWhiteSpots } from './white-spots.ts';

export type DemoSettings = {
  seed: number;
  /** Measurements to simulate. */
  total: number;
};

/** Raised with every change of what the simulation makes. */
const EDITION = 8;
const DATA_FOLDER = './data/demo';
/** Installs come through units' links since then. */
const CAMPAIGN_MS = 100 * DAY_MS;
/** A year of publications: each costs a processor two seconds. */
const PUBLISHED_MONTHS = 12;
const TELL_EVERY_MS = 5_000;

/** Loads the country where it is not there yet, then runs as `i-speed start` does. Throws a CommandError for what a person can mend. */
export async function demo(settings: DemoSettings, speech: Speech, signal: AbortSignal): Promise<void> {
  process.env.I_SPEED_DATA ||= DATA_FOLDER;
  process.env.I_SPEED_DEMO = 'true';
  await fillFolder(settings, speech, signal);
  if (signal.aborted) return;
  await fillContacts(hubConfig(process.env).dataDir);
  await start('all', speech);
}

async function fillFolder({ seed, total }: DemoSettings, speech: Speech, signal: AbortSignal): Promise<void> {
  const config = hubConfig(process.env);
  const folder = config.dataDir;
  await checkDataFolder(folder, speech);
  const wanted = { seed, total, edition: EDITION };
  const state = await readDemoFolder(folder, wanted);
  if (state === 'whole') return;
  if (state === 'unreadable') throw new CommandError(speech.say('demoUnreadable', { folder }));
  if (state === 'foreign') throw new CommandError(speech.say('demoForeign', { folder }));
  await markDemoFolder(folder, { ...wanted, state: 'loading' });
  await clearDemoFolder(folder);

  console.log(speech.say('demoStart', { folder }));
  const startedMs = performance.now();
  const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(0);
  const nowMs = Date.now();
  const clock = { nowMs };
  const unlimited = { tickets: 0, measurements: 0, reads: 0 };
  const parts = { clock: () => clock.nowMs };
  await using hub = await openHub({ ...config, perMinute: unlimited }, parts).catch((error: unknown) => {
    throw explainFolderError(error, folder, speech);
  });
  let toldMs = startedMs;
  const tell = ({ done, total: all, atMs }: Progress) => {
    if (performance.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = performance.now();
    const month = new Date(atMs).toISOString().slice(0, 7);
    const percent = ((100 * done) / all).toFixed(0);
    console.log(speech.say('demoProgress', { percent, month, done: speech.count(done), seconds: seconds() }));
  };
  const reference = openReference({});
  const units = demoUnits(reference.communes(DEMO_PROVINCE, reference.currentEdition));
  const attribution = openAttribution(units, nowMs - CAMPAIGN_MS, nowMs);
  const simulated = simulateSubmissions(reference, { seed, total, nowMs }, attribution);
  const done = await loadCountry(hub, clock, simulated, tell, signal);
  if (signal.aborted) return;
  const { timeZone } = reference.country;
  await fillPortal(hub, clock, { units, attribution, nowMs, timeZone });
  await fillWhiteSpots(hub, reference, clock, nowMs);
  console.log(speech.say('demoPublish', { seconds: seconds() }));
  await publishPast(hub, clock, { nowMs, timeZone, publishDay: config.publishDay, months: PUBLISHED_MONTHS });
  await markDemoFolder(folder, { ...wanted, state: 'loaded' });
  console.log(speech.say('demoDone', { done: speech.count(done), seconds: seconds() }));
}
