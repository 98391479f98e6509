// Opens a link: two network namespaces, an emulated path each way between them, and the truth about what it carried.
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildEmulator } from './build-emulator.ts';
import type { EndSettings } from './configure-ends.ts';
import { addresses, configureEnds, deviceName } from './configure-ends.ts';
import { Emulator } from './emulator.ts';
import type { JournalHead, LinkCell } from './journal.ts';
import { completeCells, readCells, readJournalHead } from './journal.ts';
import type { LinkSpec } from './link-spec.ts';
import { linkFaults } from './link-spec.ts';
import {
  addNamespace,
  linkFolderPrefix,
  namespaceNames,
  removeNamespace,
  sweepStale,
  systemEnv,
} from './namespaces.ts';
import { emulatorSettings } from './settings.ts';
import type { LinkTruth } from './truth.ts';
import { pathTruth } from './truth.ts';
import { linkLabUnavailable } from './unavailable.ts';

export type Family = 4 | 6;
export type LinkSide = 'client' | 'server';

/** How the two ends are set up, besides the link itself. */
export interface LinkOptions extends EndSettings {
  /** Interval of the journal (default 10). */
  readonly gridMs?: number;
  /** How long a journal is kept (default 3,600); the link carries on after it, without truth. */
  readonly journalSeconds?: number;
}

/** An open link. Times are milliseconds since it was opened, on the machine's monotonic clock. */
export interface Link extends AsyncDisposable {
  readonly namespaces: Readonly<Record<LinkSide, string>>;
  /** The same on every link: each pair of namespaces is a world of its own. */
  readonly addresses: typeof addresses;
  /** Whether the emulator runs with real-time priority, without which a busy machine makes it late. */
  readonly isPunctual: boolean;
  /** Starts a program inside one end; it is killed when the link closes. The caller owns its streams. */
  run(side: LinkSide, command: string, args?: readonly string[], options?: SpawnOptions): ChildProcess;
  /**
   * Path of a script that runs a program inside one end with whatever arguments it is given, for libraries that start the
   * program themselves, e.g. as `executablePath` of a browser. It lives as long as the link.
   */
  launcher(side: LinkSide, command: string): Promise<string>;
  nowMs(): number;
  /** The link's time at an instant of `Date.now()` or `performance.timeOrigin + performance.now()`. */
  atEpochMs(epochMs: number): number;
  /** What happened in [fromMs, toMs), widened to whole cells; waits until the stretch is over. */
  truth(fromMs: number, toMs: number): Promise<LinkTruth>;
  /** The cells themselves, for series. */
  cells(fromMs: number, toMs: number): Promise<{ gridMs: number; down: LinkCell[]; up: LinkCell[] }>;
  /** Begins traces, outages, buckets and cross traffic anew; resolves with the time that is their zero now. */
  rezero(): Promise<number>;
  /** Cuts both directions until `mend`; packets under way still arrive. */
  cut(): Promise<number>;
  mend(): Promise<number>;
  /** Replaces a direction's rate from now on; the buffer keeps its bytes. */
  setRate(direction: 'down' | 'up', mbps: number): Promise<number>;
}

/** Opens a link as described; throws a RangeError that names every fault of the description, or why links cannot be built here. */
export async function openLink(spec: LinkSpec, options: LinkOptions = {}): Promise<Link> {
  const faults = linkFaults(spec);
  if (faults.length > 0) throw new RangeError(faults.join('; '));
  const obstacle = linkLabUnavailable();
  if (obstacle) throw new Error(obstacle);
  await sweepStale();
  await using undo = new AsyncDisposableStack();
  const names = namespaceNames();
  const folder = await mkdtemp(linkFolderPrefix);
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  for (const name of Object.values(names)) {
    await addNamespace(name);
    undo.defer(() => removeNamespace(name));
  }
  const place = {
    serverNamespace: names.server,
    clientNamespace: names.client,
    device: deviceName,
    journalFile: join(folder, 'journal'),
    gridMs: options.gridMs ?? 10,
    seconds: options.journalSeconds ?? 3_600,
  };
  const settingsFile = join(folder, 'settings');
  await writeFile(settingsFile, emulatorSettings(spec, place));
  const emulator = new Emulator(await buildEmulator(), settingsFile);
  undo.defer(() => emulator.stop());
  const { isPunctual } = await emulator.ready();
  await configureEnds(names, options);
  const journal = undo.use(await open(place.journalFile));
  const head = await readJournalHead(journal);
  const children = new Set<ChildProcess>();
  undo.defer(() => killAll(children));
  const kept = undo.move();
  const clock = linkClock(head);
  const entry = (side: LinkSide) => `--net=/var/run/netns/${names[side]}`;
  const cells: Link['cells'] = async (fromMs, toMs) => {
    const from = Math.floor(fromMs / head.gridMs);
    const to = Math.max(from + 1, Math.ceil(toMs / head.gridMs));
    if (from < 0 || to * head.gridMs > place.seconds * 1e3) throw new RangeError('the journal does not reach there');
    while ((await completeCells(journal)) < to) {
      if (emulator.hasEnded) throw new Error(`the link emulator has ended: ${emulator.lastWords}`);
      await delay(Math.max(1, to * head.gridMs - clock.nowMs()));
    }
    return { gridMs: head.gridMs, ...(await readCells(journal, from, to)) };
  };
  return {
    namespaces: names,
    addresses,
    isPunctual,
    run(side, command, args = [], spawnOptions = {}) {
      const env = { ...systemEnv, ...spawnOptions.env };
      const child = spawn('nsenter', [entry(side), '--', command, ...args], { ...spawnOptions, env });
      children.add(child);
      child.once('close', () => children.delete(child));
      return child;
    },
    async launcher(side, command) {
      const script = join(folder, `${side}-${basename(command)}`);
      await writeFile(script, `#!/bin/sh\nexec nsenter ${entry(side)} -- '${command}' "$@"\n`, { mode: 0o755 });
      return script;
    },
    ...clock,
    cells,
    async truth(fromMs, toMs) {
      const { gridMs, down, up } = await cells(fromMs, toMs);
      const from = Math.floor(fromMs / gridMs) * gridMs;
      return {
        fromMs: from,
        toMs: from + down.length * gridMs,
        down: pathTruth(down, gridMs),
        up: pathTruth(up, gridMs),
      };
    },
    rezero: () => emulator.command('zero'),
    cut: () => emulator.command('cut'),
    mend: () => emulator.command('mend'),
    setRate: (direction, mbps) => emulator.command(`rate ${direction} ${mbps}`),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function linkClock(head: JournalHead): Pick<Link, 'nowMs' | 'atEpochMs'> {
  const epochMs = Number(head.epochNs) / 1e6;
  return {
    nowMs: () => Number(process.hrtime.bigint() - head.monotonicNs) / 1e6,
    atEpochMs: (instantMs) => instantMs - epochMs,
  };
}

async function killAll(children: ReadonlySet<ChildProcess>): Promise<void> {
  const closed = [...children].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(closed);
}
