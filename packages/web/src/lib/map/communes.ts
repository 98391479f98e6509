// The communes as one zooms in: shapes and names province by province, figures of all at once, each asked for once.
import type { AreaShapes } from '@i-speed/reference/browser';
import { areasOf, type MapArea, withUnmeasured } from './areas.ts';
import { askAreas, askLabels, askShapes, type Label } from './ask.ts';
import { askModelled, type Modelled, type ModelState, modelledPath, withModelled } from './modelled.ts';
import { areasPath, type Kind, type MapView } from './view.ts';

/** What the figures of communes depend on. */
export type CommuneQuestion = { view: MapView; today: string; kind: Kind | undefined; needed: number | undefined };

export type CommuneParts = { shapes: AreaShapes['features']; labels: Label[]; areas: MapArea[]; model: ModelState };

/** `undefined` is the whole country, in one question. */
type Part = string | undefined;

/**
 * Keeps what was loaded; `want` asks for what is missing of these provinces, `onChange` tells everything there is for the present
 * question. A part that fails is asked for again when it is wanted again.
 */
export function communeParts(onChange: (parts: CommuneParts) => void, onFault: () => void) {
  const places = new Map<Part, Promise<{ shapes: AreaShapes['features']; labels: Label[] }>>();
  /** All communes in one question: a question for each province would cost the hub as much each time. */
  let figures: Promise<Figures> | undefined;
  let question: CommuneQuestion | undefined;
  let asked = '';
  let ready = new Map<Part, CommuneParts>();

  const load = async (part: Part, now: CommuneQuestion, at: string) => {
    const place = keep(places, part, () => loadPlaces(part));
    figures ??= forgetting(loadAreas(now), () => {
      figures = undefined;
    });
    const wanted = figures;
    try {
      const { shapes, labels } = await place;
      const names = shapes.map(({ properties }) => properties);
      const { measured, modelled } = await wanted;
      const show = (areas: readonly MapArea[], model: ModelState) => {
        if (at !== asked) return;
        ready.set(part, { shapes, labels, model, areas: withUnmeasured(areas, names, now.needed) });
        onChange(merged(ready));
      };
      if (ready.has(part)) return;
      show(measured, 'awaited');
      const known = await modelled;
      show(withModelled(measured, known, now.view.measure), known.state);
    } catch {
      onFault();
    }
  };
  return {
    /** Another question: what was shown is stale, what is known of places stays. */
    ask(next: CommuneQuestion) {
      const path = `${areasPath(next.view, next.today, 'commune')} ${next.kind} ${next.needed}`;
      if (path === asked) return;
      [question, asked, figures] = [next, path, undefined];
      const known = [...ready.keys()];
      ready = new Map();
      for (const part of known) load(part, next, path);
    },
    /** Provinces whose communes are to be seen, or `undefined` for all. */
    want(provinces: readonly string[] | undefined) {
      if (question === undefined) return;
      for (const part of ready.has(undefined) ? [] : (provinces ?? [undefined])) load(part, question, asked);
    },
  };
}

async function loadPlaces(part: Part) {
  const [{ shapes }, labels] = await Promise.all([
    askShapes(fetch, 'commune', part),
    askLabels(fetch, 'commune', part),
  ]);
  return { shapes: shapes.features, labels };
}

/** What was measured, and what the model tells when it comes: nobody waits for it. */
type Figures = { measured: readonly MapArea[]; modelled: Promise<Modelled> };

async function loadAreas({ view, today, kind, needed }: CommuneQuestion): Promise<Figures> {
  const modelled = askModelled(fetch, modelledPath(view, today, kind));
  const answer = await askAreas(fetch, areasPath(view, today, 'commune'));
  return { measured: areasOf(answer, { kind, measure: view.measure, needed }), modelled };
}

function merged(ready: ReadonlyMap<Part, CommuneParts>): CommuneParts {
  const whole = ready.get(undefined);
  if (whole !== undefined) return whole;
  const parts = [...ready.values()];
  return {
    shapes: parts.flatMap(({ shapes }) => shapes),
    labels: parts.flatMap(({ labels }) => labels),
    areas: parts.flatMap(({ areas }) => areas),
    // All parts are of one question.
    model: parts[0]?.model ?? 'missing',
  };
}

/** The promise of a part; one that fails is forgotten. */
function keep<T>(known: Map<Part, Promise<T>>, part: Part, load: () => Promise<T>): Promise<T> {
  const present = known.get(part);
  if (present !== undefined) return present;
  const promise = forgetting(load(), () => known.delete(part));
  known.set(part, promise);
  return promise;
}

/** The promise, which is forgotten when it fails. */
function forgetting<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget);
  return promise;
}
