// GET /api/v1/statistics/modelled: what a commune with few devices most likely has, drawn toward communes like it, where the model holds.
import type { ModelledAnswer } from '@i-speed/spec';
import { accessKind, areaCode, calendarMonth, networkKind } from '@i-speed/spec';
import { addMonths, halfWidth, monthOf, monthWindow, WIDEST_HALF_WIDTH_RATIO } from '@i-speed/statistics';
import type { ModelledCommune, SmallAreaQuestion } from '@i-speed/warehouse';
import * as z from 'zod';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import type { StatisticsDesk } from './ask.ts';
import { rounded } from './show.ts';

export const modelledQuery = z.strictObject({
  commune: areaCode.describe('code of the current edition'),
  access: accessKind,
  networkKind,
  month: calendarMonth.optional().describe('the month before this one when absent'),
  indicator: z.enum(['download', 'upload']).default('download'),
});
type ModelledQuery = z.infer<typeof modelledQuery>;

/** The share of held-out communes whose truth must lie in their intervals (docs/method/small-areas.md, the back-test). */
const COVERAGE = { least: 0.93, most: 0.97 };
/** Fewer judged communes say nothing for or against the model, which the answer then tells by their number. */
const LEAST_JUDGED = 100;
const KEEP_DEVICES = [6, 19] as const;
const HELD_OUT_DEVICES = 40;
/** All communes of a month are modelled together; what came since may wait so long. */
const MEMORY_MS = 10 * 60_000;
const MOST_MONTHS = 24;

interface Model {
  readonly communes: ReadonlyMap<string, ModelledCommune>;
  readonly judged: number;
  readonly coverage: number | undefined;
  readonly bornMs: number;
}

/** Asks the model of a month once in ten minutes. Rejects with ProblemError `not-found` or WarehouseError. */
export function openModelled(desk: StatisticsDesk): (query: ModelledQuery) => Promise<ModelledAnswer> {
  const { reference, clock } = desk;
  const { timeZone } = reference.country;
  const edition = reference.currentEdition;
  const known = new Map<string, Promise<Model>>();

  async function modelOf(question: SmallAreaQuestion): Promise<Model> {
    const key = JSON.stringify(question);
    const held = await known.get(key);
    if (held !== undefined && clock() - held.bornMs < MEMORY_MS) return held;
    const model = makeModel(desk, question);
    known.set(key, model);
    model.catch(() => known.delete(key));
    if (known.size > MOST_MONTHS) known.delete(known.keys().next().value ?? '');
    return model;
  }

  return async ({ commune, access, networkKind: kind, month: asked, indicator }) => {
    const area = reference.communeByCode(commune, edition);
    if (area === undefined) throw new ProblemError('not-found', `edition ${edition} has no commune ${commune}`);
    const month = asked ?? addMonths(monthOf(clock(), timeZone), -1);
    await desk.succession.kept();
    const { communes, judged, coverage } = await modelOf({
      quantity: indicator,
      ...monthWindow(month, timeZone),
      timeZone,
      edition,
      areas: 'successors',
      access,
      networkKind: kind,
      within: 'access',
    });
    const found = communes.get(commune);
    const holds =
      judged < LEAST_JUDGED || (coverage !== undefined && coverage >= COVERAGE.least && coverage <= COVERAGE.most);
    return present({
      month,
      code: commune,
      name: area.fullName,
      backTest: present({ communes: judged, coverage: coverage === undefined ? undefined : rounded(coverage), holds }),
      estimate: found && holds ? showModelled(found, desk.leastDevices) : undefined,
    });
  };
}

async function makeModel({ warehouse, clock }: StatisticsDesk, question: SmallAreaQuestion): Promise<Model> {
  const bornMs = clock();
  const held = { random: seeded(), keepDevices: KEEP_DEVICES, heldOutDevices: HELD_OUT_DEVICES };
  try {
    const communes = await warehouse.modelledCommunes(question);
    const { areas: judged, coverage } = await warehouse.backTestCommunes(question, held);
    return { communes: new Map(communes.map((one) => [one.communeCode, one])), judged, coverage, bornMs };
  } catch (cause) {
    // No commune has two devices that differ: there is nothing to fit a model to.
    if (cause instanceof RangeError) return { communes: new Map(), judged: 0, coverage: undefined, bornMs };
    throw cause;
  }
}

/** The estimate as it is shown; absent where the commune has fewer than `leastDevices`, or the interval is too wide to tell anything. */
function showModelled({ estimate, devices, ownShare, areasInGroup }: ModelledCommune, leastDevices: number) {
  const half = halfWidth(estimate, 'relative');
  const isNarrow = half !== undefined && half <= WIDEST_HALF_WIDTH_RATIO;
  if (devices < leastDevices || !isNarrow) return undefined;
  const { low, high } = estimate.interval;
  return {
    value: rounded(estimate.value),
    interval: { low: rounded(low), high: rounded(high) },
    devices,
    ownShare: rounded(ownShare),
    communesInGroup: areasInGroup,
  };
}

/** The same numbers each time, so that the back-test of a month can be had again (Lehmer's generator). */
function seeded(): () => number {
  let state = 20_251_121;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
