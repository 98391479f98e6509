// What a form that was refused tells: each fault beside its field, the rest above, and what was typed.
import type { Fault, Problem } from '@i-speed/spec';
import { countText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { faultText, nameOf, problemWord, strayText } from './words.ts';

export interface Refusal {
  /** Which form of its page; '' for buttons alone. */
  readonly of: string;
  /** What stands above the form, in lines. */
  readonly said: string;
  /** What stands beside a field, by the field's name, in the order of the form. */
  readonly beside: Readonly<Record<string, string>>;
  /** What the fields had, by name. */
  readonly typed: Readonly<Record<string, string>>;
}

export interface Sent {
  /** Every field of the form in its order, with what was typed; '' for what is never sent back, such as a password. */
  readonly typed?: Readonly<Record<string, string>>;
  /** The form's field of a name in the hub's request, where they differ. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** What is said of a fault in place of the usual, by the name in the hub's request. */
  readonly sentences?: Readonly<Record<string, () => string>>;
}

/** More than one mends before trying again. */
const MOST_LINES = 50;

/** Sorts the faults of a problem to the fields of the form. */
export function refusalOf(
  of: string,
  problem: Problem,
  { typed = {}, fieldOf = {}, sentences = {} }: Sent = {},
): Refusal {
  const faults = (problem.faults ?? []).map((fault) => {
    const name = nameOf(fault);
    return { fault, field: fieldOf[name] ?? name, sentence: sentences[name]?.() };
  });
  const strays = faults
    .filter(({ field }) => !(field in typed))
    .map(({ fault, sentence }) => sentence ?? strayText(fault));
  const beside = Object.fromEntries(
    Object.keys(typed).flatMap((name) => {
      const own = faults
        .filter(({ field }) => field === name)
        .map(({ fault, sentence }) => sentence ?? faultText(fault));
      return own.length === 0 ? [] : [[name, [...new Set(own)].join(' ')]];
    }),
  );
  const marked = Object.keys(beside).length;
  const head = marked > 0 ? m.form_refused({ n: countText(marked) }) : problemWord(problem);
  const lines = [...new Set(strays)];
  const more = lines.length - MOST_LINES;
  const said = [head, ...lines.slice(0, MOST_LINES), ...(more > 0 ? [m.form_more({ n: countText(more) })] : [])];
  return { of, said: said.join('\n'), beside, typed };
}

/** A problem of a form's own finding, in the shape of the hub's. */
export function invalid(faults: readonly Fault[]): Problem {
  return { type: 'about:blank', title: '', status: 422, code: 'invalid', faults: [...faults] };
}

/** A fault for each of the fields that is empty. */
export function missing(typed: Readonly<Record<string, string>>, names = Object.keys(typed)): Fault[] {
  return names
    .filter((name) => (typed[name] ?? '') === '')
    .map((path) => ({ path, message: 'missing', kind: 'missing' }));
}

/** What the answer of a page's action says of one of its forms; undefined where that was not refused. */
export function refusalIn(answer: unknown, of: string): Refusal | undefined {
  const refused =
    typeof answer === 'object' && answer !== null && 'refused' in answer ? asRefusal(answer.refused) : undefined;
  return refused?.of === of ? refused : undefined;
}

/** Guarantee: only `refusalOf`, or a page in its shape, writes what is called `refused`. */
function asRefusal(refused: unknown): Refusal | undefined {
  return refused as Refusal | undefined;
}
