// One measurement as the page sees it: the engine's events turned into what is shown.
import { type MeasureEvent, measureInWorker, type Phase } from '@i-speed/engine';
import type { Candidate, Direction, Network, Submission } from '@i-speed/spec';
import { choices, chosenAccess } from '#lib/store/choices.svelte.ts';
import { installId } from '#lib/store/install.ts';
import type { SendOutcome } from '#lib/store/send.ts';
import { clientKind, VERSION } from './client.ts';
import type { CurvePoint } from './curve-of.ts';
import { takeLink } from './link-lock.ts';
import { askPosition } from './position.ts';
import { progressAt } from './progress.ts';

type Settled = { mbps: number; lowMbps?: number | undefined; highMbps?: number | undefined };

/** Longer than the pause between two bursts on a usual link. */
const PAUSE_MS = 900;
const DISPLACED = 'displaced';

/** Starts at once; `stop` ends it with what was measured. */
export class MeasureRun {
  phase: Phase = $state('ticket');
  active: Direction | undefined = $state();
  network: Network | undefined = $state();
  candidate: Candidate | undefined = $state();
  momentaryMbps = $state(0);
  settled: Partial<Record<Direction, Settled>> = $state({});
  curve: Record<Direction, CurvePoint[]> = $state({ download: [], upload: [] });
  idleMs: number | undefined = $state();
  loadedMs: Partial<Record<Direction, number>> = $state({});
  usedBytes = $state(0);
  /** How far the measurement is, 0 to 1; never falls. */
  progressShare = $state(0);
  capBytes: number | undefined = $state();
  submission: Submission | undefined = $state.raw();
  /** What the engine itself said when it broke, empty where it could not be loaded; absent when it did not break. */
  broken: string | undefined = $state();
  sending: SendOutcome | 'sending' | undefined = $state();
  positionRefused = $state(false);
  /** Where the point shall stand; absent inside the country, or where the person chose one. */
  readonly place: 'abroad' | undefined;
  readonly #stop = new AbortController();
  readonly #idle: number[] = [];
  #flowedAtMs = 0;

  constructor(place?: 'abroad') {
    this.place = place;
  }

  /** True when a measurement of another tab took the link away. */
  get isDisplaced(): boolean {
    return this.#stop.signal.reason === DISPLACED;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Runs to the end; resolves with the record, absent when the engine itself broke. What else is `loading` is let through first. */
  run(loading: Promise<unknown>[]): Promise<Submission | undefined> {
    const running = this.#measure(loading);
    takeLink(running, () => this.#stop.abort(DISPLACED));
    return running;
  }

  async #measure(loading: Promise<unknown>[]): Promise<Submission | undefined> {
    // Not needed before the button works, and no loss where a page that lost its network cannot load it.
    const device = import('./device.ts').catch(() => undefined);
    const ready = Promise.allSettled([...loading, device]);
    const position = choices.sendPosition ? askPosition() : undefined;
    try {
      const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' });
      for await (const event of measureInWorker(worker, this.#options(), this.#stop.signal, ready)) this.#take(event);
    } catch (error) {
      this.broken = error instanceof Error ? error.message : String(error);
    }
    if (this.submission === undefined) return undefined;
    const found = await position;
    this.positionRefused = position !== undefined && found === undefined;
    const told = (await (await device)?.withDevice(this.submission)) ?? this.submission;
    this.submission = { ...told, ...(found && { position: found }) };
    return this.submission;
  }

  /** Hands the record in; may be called again where the hub did not take it. */
  async send(): Promise<void> {
    if (this.submission === undefined) return;
    this.sending = 'sending';
    const { send } = await import('#lib/store/send.ts');
    this.sending = await send(this.submission);
  }

  #options() {
    const { area, family, pointId, light } = choices;
    return {
      hubUrl: location.origin,
      profile: light ? ('light' as const) : ('standard' as const),
      trigger: 'manual' as const,
      client: { kind: clientKind(), version: VERSION, installId: installId() },
      family,
      access: chosenAccess(),
      unitCode: choices.unit?.code,
      ...(this.place === undefined ? { pointId } : { place: this.place }),
      area: area && {
        provinceCode: area.provinceCode,
        ...(area.communeCode !== undefined && { communeCode: area.communeCode }),
        edition: area.edition,
        source: 'chosen' as const,
      },
    };
  }

  #take(event: MeasureEvent): void {
    if ('atMs' in event) this.progressShare = Math.max(this.progressShare, progressAt(this.phase, event.atMs));
    if (event.type === 'phase') this.#takePhase(event);
    else if (event.type === 'network') this.network = event.network;
    else if (event.type === 'point') this.candidate = event.candidate;
    else if (event.type === 'echo') this.#takeEcho(event);
    else if (event.type === 'progress') this.#takeProgress(event);
    else if (event.type === 'result') this.submission = event.submission;
  }

  #takePhase({ phase, atMs }: Extract<MeasureEvent, { type: 'phase' }>): void {
    this.phase = phase;
    this.#flowedAtMs = atMs;
  }

  #takeEcho({ load, rttMs }: Extract<MeasureEvent, { type: 'echo' }>): void {
    if (load !== 'idle') this.loadedMs[load] = rttMs;
    else {
      this.#idle.push(rttMs);
      this.idleMs = this.#idle.toSorted((a, b) => a - b)[this.#idle.length >> 1];
    }
  }

  #takeProgress(event: Extract<MeasureEvent, { type: 'progress' }>): void {
    const { direction, momentaryMbps, atMs, settledMbps } = event;
    if (direction !== this.active) {
      // What is known of the direction stands until its bytes flow again.
      this.momentaryMbps = this.settled[direction]?.mbps ?? 0;
      this.#flowedAtMs = atMs;
    }
    this.active = direction;
    if (momentaryMbps > 0) this.#flowedAtMs = atMs;
    // Bursts follow each other with short pauses of the method's own making; only a longer silence is the network's.
    if (momentaryMbps > 0 || atMs - this.#flowedAtMs > PAUSE_MS) this.momentaryMbps = momentaryMbps;
    this.curve[direction].push({ atMs, mbps: momentaryMbps });
    if (settledMbps !== undefined)
      this.settled[direction] = { mbps: settledMbps, lowMbps: event.lowMbps, highMbps: event.highMbps };
    this.usedBytes = event.usedBytes;
    this.capBytes = event.capBytes;
  }
}
