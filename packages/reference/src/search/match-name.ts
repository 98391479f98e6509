// How well an area answers a query: by the best of its names, its type and what it lies in.
import type { Matched, Name, Typed } from './compared.ts';
import type { Folded } from './fold.ts';
import type { Query } from './read-query.ts';
import { cost, rank } from './score.ts';
import { nameScore, slipScore } from './score-name.ts';
import { holdsBeginnings } from './words.ts';

/** Scores one area by its names, its type and what it lies in; `isForgiving` takes one slip of a finger in the name. Undefined when it does not answer. */
export function matcher(queries: readonly Query[], isForgiving = false): (area: Matched) => number | undefined {
  const typed = queries.map((query): Typed => {
    const words = query.name.bare.split(' ');
    return { ...query, words, isWithin: remembering((text) => holdsBeginnings(text, query.context)) };
  });
  return (area) => {
    let best: number | undefined;
    for (const query of typed) {
      // Said after a comma, what it lay in is as good as what it lies in.
      if (query.context.length > 0 && !query.isWithin(area.context.bare) && !query.isWithin(area.former?.context))
        continue;
      for (const name of area.names) best = less(best, scoreOf(query, name, area, isForgiving));
      best = less(best, districtScore(query, area));
    }
    return best;
  };
}

function less(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

function scoreOf(query: Typed, name: Name, area: Matched, isForgiving: boolean): number | undefined {
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

/** Many areas lie in one: each text is looked at once. */
function remembering(isSo: (text: string) => boolean): (text: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    if (text === undefined) return false;
    const before = known.get(text);
    if (before !== undefined) return before;
    const is = isSo(text);
    known.set(text, is);
    return is;
  };
}
