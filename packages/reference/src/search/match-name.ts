// How well a name answers a query: one small number, less is better.
import type { Folded } from './fold.ts';
import type { Query } from './read-query.ts';

/** How a name answers; the ranks of the answers, in tens so that smaller matters fit between. */
const rank = {
  exact: 0,
  district: 15,
  beginning: 20,
  wordsWithin: 40,
  beginningsWithin: 60,
  districtName: 62,
} as const;
/** Counts against an answer: marks typed otherwise, another type than typed, words left for what it lies in. */
const cost = { otherMarks: 10, otherType: 4, contextGuessed: 2 } as const;

/** From this score on an answer only shares beginnings of words with what was typed, or lies in a district of that name. */
export const guessScore: number = rank.beginningsWithin;

/** What of an area is held against a query. */
export interface Matched {
  readonly names: readonly Folded[];
  /** Bare word for its type. */
  readonly type: string;
  readonly context: Folded;
  /** Bare full name of its district, and without the word for a type; absent where it lies in none. */
  readonly district?: { readonly fullName: string; readonly name: string };
}

/** Scores one area by its names, its type and what it lies in. Undefined when it does not answer. */
export function matcher(queries: readonly Query[]): (area: Matched) => number | undefined {
  return (area) => {
    const scores = queries
      .filter(({ context }) => holdsBeginnings(area.context.bare, context))
      .flatMap((query) => [...area.names.map((name) => scoreOf(query, name, area)), districtScore(query, area)])
      .filter((score) => score !== undefined);
    return scores.length === 0 ? undefined : Math.min(...scores);
  };
}

function scoreOf(query: Query, name: Folded, { type, context }: Matched): number | undefined {
  const isOfType = query.type === undefined || query.type === type;
  // A number alone names nothing: "Quận 1" is no ward of that number.
  if (!isOfType && /^\d+( |$)/.test(query.name.bare)) return undefined;
  const score = nameScore(query, name, context);
  return score === undefined || isOfType ? score : score + cost.otherType;
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

function nameScore({ name: typed, hasMarks }: Query, name: Folded, context: Folded): number | undefined {
  if (name.bare === typed.bare) return rank.exact + marksCost(hasMarks && name.marked !== typed.marked);
  // "Hanoi", "Daklak": words written as one.
  if (inOneWord(name.bare) === typed.bare) return rank.exact + cost.contextGuessed;
  if (typed.bare.startsWith(`${name.bare} `)) {
    // "Hồng Hà Hà Nội": the name, and then words of what it lies in.
    const rest = typed.bare.slice(name.bare.length + 1).split(' ');
    if (!holdsBeginnings(context.bare, rest)) return undefined;
    const isMarked = typed.marked.startsWith(`${name.marked} `);
    return rank.exact + cost.contextGuessed + marksCost(hasMarks && !isMarked);
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

/** The words of a bare name without the spaces between them. */
export function inOneWord(bare: string): string {
  return bare.replaceAll(' ', '');
}

function marksCost(differ: boolean): number {
  return differ ? cost.otherMarks : 0;
}

/** Whether every one of the words begins a word of the text. */
function holdsBeginnings(text: string, words: readonly string[]): boolean {
  const padded = ` ${text}`;
  return words.every((word) => padded.includes(` ${word}`));
}
