// How well a name answers a query: one small number, less is better.
import type { Folded } from './fold.ts';
import { isOneSlip } from './one-edit.ts';
import type { Query } from './read-query.ts';

/** How a name answers; the ranks of the answers, in tens so that smaller matters fit between. */
const rank = {
  exact: 0,
  district: 15,
  beginning: 20,
  wordsWithin: 40,
  beginningsWithin: 60,
  districtName: 62,
  slip: 70,
} as const;
/** Counts against an answer: marks typed otherwise, another type than typed, words left for what it lies in, or for what its land lay in before. */
const cost = { otherMarks: 10, otherType: 4, contextGuessed: 2, contextFormer: 1 } as const;

/** Spaces between the words of a name, and the letter that a slip adds. */
const MOST_SPACES = 5;

/** From this score on an answer only shares beginnings of words with what was typed, or lies in a district of that name. */
export const guessScore: number = rank.beginningsWithin;

/** What of an area is held against a query. */
export interface Matched {
  readonly names: readonly Folded[];
  /** Bare word for its type. */
  readonly type: string;
  readonly context: Folded;
  /** Bare full names of the districts its land lay in, and all words of what it lies and lay in; absent where nothing was before. */
  readonly former?: { readonly districts: ReadonlySet<string>; readonly context: string };
  /** Bare full name of its district, and without the word for a type; absent where it lies in none. */
  readonly district?: { readonly fullName: string; readonly name: string };
}

/** Scores one area by its names, its type and what it lies in; `isForgiving` takes one slip of a finger in the name. Undefined when it does not answer. */
export function matcher(queries: readonly Query[], isForgiving = false): (area: Matched) => number | undefined {
  return (area) => {
    let best: number | undefined;
    for (const query of queries) {
      // Said after a comma, what it lay in is as good as what it lies in.
      if (contextCost(area, query.context) === undefined) continue;
      const scores = area.names.map((name) => scoreOf(query, name, area, isForgiving));
      for (const score of [...scores, districtScore(query, area)])
        if (score !== undefined && (best === undefined || score < best)) best = score;
    }
    return best;
  };
}

function scoreOf(query: Query, name: Folded, area: Matched, isForgiving: boolean): number | undefined {
  const score = isForgiving ? slipScore(query, name, area) : nameScore(query, name, area);
  if (score === undefined || isOfType(query, name, area)) return score;
  // A number alone names nothing: "Quận 1" is no ward of that number.
  return /^\d+( |$)/.test(query.name.bare) ? undefined : score + cost.otherType;
}

/** Who says "thị xã Sơn Tây" means the ward that bears the name of the town on whose land it lies. */
function isOfType({ type }: Query, name: Folded, area: Matched): boolean {
  return type === undefined || type === area.type || area.former?.districts.has(`${type} ${name.bare}`) === true;
}

/** Districts are no areas of their own here: one that is asked for answers by what lay in it. */
function districtScore({ name, type }: Query, { district, context }: Matched): number | undefined {
  if (district === undefined || type !== undefined) return undefined;
  if (name.bare === district.fullName) return rank.district;
  if (name.bare.startsWith(`${district.fullName} `)) {
    const rest = name.bare.slice(district.fullName.length + 1).split(' ');
    return holdsBeginnings(context.bare, rest) ? rank.district + cost.contextGuessed : undefined;
  }
  return name.bare === district.name ? rank.districtName : undefined;
}

function nameScore({ name: typed, hasMarks }: Query, name: Folded, area: Matched): number | undefined {
  const { context } = area;
  if (name.bare === typed.bare) return rank.exact + marksCost(hasMarks && name.marked !== typed.marked);
  // "Hanoi", "Daklak": words written as one.
  if (inOneWord(name.bare) === typed.bare) return rank.exact + cost.contextGuessed;
  // "Hồng Hà Hà Nội", "Hà Nội Hồng Hà": the name, and words of what it lies in after or before it.
  const isFirst = typed.bare.startsWith(name.bare) && typed.bare[name.bare.length] === ' ';
  const isLast = isAtEnd(typed.bare, name.bare);
  if (isFirst || isLast) {
    const around = isFirst ? typed.bare.slice(name.bare.length + 1) : typed.bare.slice(0, -name.bare.length - 1);
    const lies = contextCost(area, around.split(' '));
    const isMarked = isFirst ? typed.marked.startsWith(`${name.marked} `) : typed.marked.endsWith(` ${name.marked}`);
    if (lies !== undefined) return rank.exact + cost.contextGuessed + lies + marksCost(hasMarks && !isMarked);
    if (isFirst) return undefined;
  }
  if (name.bare.startsWith(typed.bare)) {
    return rank.beginning + marksCost(hasMarks && !name.marked.startsWith(typed.marked));
  }
  if (` ${name.bare}`.includes(` ${typed.bare}`)) {
    return rank.wordsWithin + marksCost(hasMarks && !` ${name.marked}`.includes(` ${typed.marked}`));
  }
  const words = typed.bare.split(' ');
  const first = words[0] ?? '';
  // The first word must be of the name itself, or every place within a province would answer to the province's name.
  if (
    words.length > 1 &&
    holdsBeginnings(name.bare, [first]) &&
    holdsBeginnings(`${name.bare} ${context.bare}`, words)
  ) {
    return rank.beginningsWithin;
  }
  return undefined;
}

/** Whether the text ends with the name as words of their own; a number, which only stands after the word for its type, is none. */
function isAtEnd(text: string, name: string): boolean {
  return text.endsWith(name) && text[text.length - name.length - 1] === ' ' && !/^\d+$/.test(name);
}

/** The name with one slip, alone, or before or after words of what it lies in. */
function slipScore({ name: { bare: typed } }: Query, { bare }: Folded, area: Matched): number | undefined {
  // Letters apart by more than the spaces can tell are no slip: most names end here.
  if (bare.length > typed.length + MOST_SPACES) return undefined;
  if (typed.length <= bare.length + MOST_SPACES && isOneSlip(inOneWord(typed), inOneWord(bare))) return rank.slip;
  const words = typed.split(' ');
  const length = bare.split(' ').length;
  if (words.length <= length) return undefined;
  const ways = [
    [words.slice(0, length), words.slice(length)],
    [words.slice(-length), words.slice(0, -length)],
  ] as const;
  const lies = ways
    .filter(([own]) => isOneSlip(own.join(' '), bare))
    .map(([, around]) => contextCost(area, around))
    .find((one) => one !== undefined);
  return lies === undefined ? undefined : rank.slip + cost.contextGuessed + lies;
}

/** The words of a bare name without the spaces between them. */
export function inOneWord(bare: string): string {
  return bare.replaceAll(' ', '');
}

function marksCost(differ: boolean): number {
  return differ ? cost.otherMarks : 0;
}

/** Whether every one of the words begins a word of the text. */
function holdsBeginnings(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const padded = ` ${text}`;
  return words.every((word) => padded.includes(` ${word}`));
}

/** What it costs that an area lies, or that its land lay, in what the words begin; undefined where it does not. */
function contextCost({ context, former }: Matched, words: readonly string[]): number | undefined {
  if (holdsBeginnings(context.bare, words)) return 0;
  return former && holdsBeginnings(former.context, words) ? cost.contextFormer : undefined;
}
