// The questions that are expected of every month, as pages and the API ask them.
import { QUANTITIES, type QuantityId } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { readCells, readHistograms, readMeans, readShares } from '../../statistics/answer.ts';
import { type GroupBy, isShare, type Selection } from '../../statistics/question.ts';
import { textOf } from '../answer/answer-store.ts';
import type { Plan } from '../value/plan.ts';

/** What is common to the questions that are expected. */
export interface PrepareSettings extends Pick<Selection, 'timeZone' | 'edition' | 'areas' | 'trigger'> {
  /** All of them when absent. */
  readonly quantities?: readonly QuantityId[];
  /** Now, milliseconds since 1970: months are prepared once they have been over for two days. */
  readonly nowMs?: number;
  /** After so many milliseconds no second answer is begun; the next call goes on. */
  readonly budgetMs?: number;
}

/** Groups whose cells are also the answers to questions of one province, operator or technology (larger-answers.ts). */
const GROUPS = [undefined, 'province', 'operator', 'technology'] as const satisfies readonly (GroupBy | undefined)[];
/** In the order in which pages ask them. */
export const ALL_QUANTITIES = QUANTITIES.map(({ id }) => id);
export const ACCESS = [undefined, 'mobile', 'fixed'] as const;
/** What pages ask of a month's downloads alone: the hours of its days, how values spread, as a whole and by technology, and whose changes are told. */
const SPREAD_GROUPS = [undefined, 'technology'] as const satisfies readonly (GroupBy | undefined)[];
const CHANGE_GROUPS = [undefined, 'province', 'operator'] as const satisfies readonly (GroupBy | undefined)[];

/** The questions of one quantity, without their period, as they are kept and how they are answered. */
export interface Expected {
  readonly quantity: QuantityId;
  readonly questions: readonly {
    readonly text: string;
    read(connections: Connections, window: Window, plan: Plan): Promise<object[]>;
  }[];
}

export type Window = Pick<Selection, 'fromMs' | 'untilMs'>;
/** A question without its period. */
export type Unbounded = Omit<Selection, 'fromMs' | 'untilMs'> & { readonly groupBy?: GroupBy };

/** The expected questions, those of the quantity that is asked most first. */
export function expected({ quantities = ALL_QUANTITIES, ...settings }: PrepareSettings): Expected[] {
  const bases = ACCESS.map((access) => ({ ...commonOf(settings), ...(access && { access }) }));
  const selections = GROUPS.flatMap((groupBy) => bases.map((one) => ({ ...one, ...(groupBy && { groupBy }) })));
  return quantities.map((quantity) => ({
    quantity,
    questions: [
      ...selections.map((selection) => figure(selection, quantity)),
      ...(quantity === 'download' ? bases.flatMap(ofDownloads) : []),
    ],
  }));
}

/** What all expected questions ask. */
export function commonOf({ timeZone, edition, areas, trigger }: PrepareSettings): Unbounded {
  return { timeZone, edition, ...(areas && { areas }), ...(trigger && { trigger }) };
}

/** The text of a kept question is the same whatever its period. */
export const NO_PERIOD: Window = { fromMs: 0, untilMs: 0 };

function figure(selection: Unbounded, quantity: QuantityId): Expected['questions'][number] {
  if (isShare(quantity)) {
    const question = { ...selection, quantity };
    return {
      text: textOf('shares', { ...question, ...NO_PERIOD }),
      read: (connections, window, plan) => readShares(connections, { ...question, ...window }, plan),
    };
  }
  const question = { ...selection, quantity };
  return {
    text: textOf('cells', { ...question, ...NO_PERIOD }),
    read: (connections, window, plan) => readCells(connections, { ...question, ...window }, plan),
  };
}

function ofDownloads(selection: Unbounded): Expected['questions'] {
  const download = { ...selection, quantity: 'download' as const };
  const hours = { ...download, groupBy: 'hour' as const };
  return [
    {
      text: textOf('cells', { ...hours, ...NO_PERIOD }),
      // Hours divide the weeks of values: they are read from measurements.
      read: (connections, window) => readCells(connections, { ...hours, ...window }),
    },
    ...SPREAD_GROUPS.map((groupBy): Expected['questions'][number] => {
      const spread = { ...download, ...(groupBy && { groupBy }) };
      return {
        text: textOf('histograms', { ...spread, ...NO_PERIOD }),
        read: (connections, window, plan) => readHistograms(connections, { ...spread, ...window }, plan),
      };
    }),
    ...CHANGE_GROUPS.map((groupBy): Expected['questions'][number] => {
      const means = { ...download, ...(groupBy && { groupBy }) };
      return {
        text: textOf('means-log', { ...means, ...NO_PERIOD }),
        read: (connections, window, plan) => readMeans(connections, { ...means, ...window }, 'log', plan),
      };
    }),
  ];
}
