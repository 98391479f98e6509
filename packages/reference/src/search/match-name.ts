// How well a name answers a query: one small number, less is better.
import type { Folded } from './fold.ts';
import type { Query } from './read-query.ts';

/** How a name answers; the ranks of the answers, in tens so that smaller matters fit between. */
const rank = { exact: 0, beginning: 20, wordsWithin: 40, beginningsWithin: 60 } as const;
/** Counts against an answer: marks typed otherwise, another type than typed, words left for what it lies in. */
const cost = { otherMarks: 10, otherType: 4, contextGuessed: 2 } as const;

/** From this score on an answer only shares beginnings of words with what was typed. */
export const guessScore: number = rank.beginningsWithin;

/** Scores one area by its names, its type's bare word and what it lies in. Undefined when it does not answer. */
export function matcher(
  queries: readonly Query[],
): (names: readonly Folded[], type: string, context: Folded) => number | undefined {
  return (names, type, context) => {
    let best: number | undefined;
    for (const query of queries) {
      for (const name of names) {
        const score = scoreOf(query, name, type, context);
        if (score !== undefined && (best === undefined || score < best)) best = score;
      }
    }
    return best;
  };
}

function scoreOf(query: Query, name: Folded, type: string, context: Folded): number | undefined {
  if (query.context.length > 0 && !holdsBeginnings(context.bare, query.context)) return undefined;
  const score = nameScore(query, name, context);
  if (score === undefined) return undefined;
  return query.type === undefined || query.type === type ? score : score + cost.otherType;
}

function nameScore({ name: typed, hasMarks }: Query, name: Folded, context: Folded): number | undefined {
  if (name.bare === typed.bare) return rank.exact + marksCost(hasMarks && name.marked !== typed.marked);
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

function marksCost(differ: boolean): number {
  return differ ? cost.otherMarks : 0;
}

/** Whether every one of the words begins a word of the text. */
function holdsBeginnings(text: string, words: readonly string[]): boolean {
  const padded = ` ${text}`;
  return words.every((word) => padded.includes(` ${word}`));
}
