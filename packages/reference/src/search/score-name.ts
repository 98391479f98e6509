// How well one name answers what was typed.
import type { Matched, Name, Typed } from './compared.ts';
import { isOneSlip } from './one-edit.ts';
import { cost, rank } from './score.ts';
import { beginsWordOf, endsWithName, holdsBeginnings, inOneWord } from './words.ts';

/** How the name answers what was typed to the letter, with or without marks; undefined where it does not. */
export function nameScore(query: Typed, name: Name, area: Matched): number | undefined {
  const { name: typed, hasMarks, words } = query;
  const { context } = area;
  if (name.bare === typed.bare) return rank.exact + marksCost(hasMarks && name.marked !== typed.marked);
  // "Hanoi", "Daklak": words written as one.
  if (name.joined === typed.bare) return rank.exact + cost.contextGuessed;
  // "Hồng Hà Hà Nội", "Hà Nội Hồng Hà": the name, and words of what it lies in after or before it.
  const isFirst = typed.bare.startsWith(name.bare) && typed.bare[name.bare.length] === ' ';
  const isLast = endsWithName(typed.bare, name.bare);
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
  if (beginsWordOf(name.bare, typed.bare)) {
    return rank.wordsWithin + marksCost(hasMarks && !beginsWordOf(name.marked, typed.marked));
  }
  const byInitials = initialsScore(query, name, area);
  if (byInitials !== undefined) return byInitials;
  const first = words[0] ?? '';
  // The first word must be of the name itself, or every place within a province would answer to the province's name.
  if (
    words.length > 1 &&
    beginsWordOf(name.bare, first) &&
    words.every((word) => beginsWordOf(name.bare, word) || beginsWordOf(context.bare, word))
  ) {
    return rank.beginningsWithin;
  }
  return undefined;
}

/** Two letters may as well begin what is typed: only after three, or a comma, the words of what it lies in may follow. */
const LEAST_BEFORE_CONTEXT = 3;

/** `BMT`, `TPHCM`, `BMT Đắk Lắk`. Provinces, formerly too, and what bore a district's name before others. */
function initialsScore(
  { name: typed, words, hasMarks, isCapital }: Typed,
  { initials }: Name,
  area: Matched,
): number | undefined {
  const [first = '', ...around] = words;
  if (initials === undefined || (first !== initials.bare && first !== initials.withType)) return undefined;
  if (around.length > 0 && first.length < LEAST_BEFORE_CONTEXT) return undefined;
  const lies = contextCost(area, around);
  if (lies === undefined) return undefined;
  const isBare = first === initials.bare;
  const marks = marksCost(hasMarks && isBare && around.length === 0 && initials.marked !== typed.marked);
  const base = isCapital ? rank.capitalInitials : rank.initials;
  return base + area.obscurity + lies + marks + (isBare ? 0 : cost.typeInInitials);
}

/** Spaces between the words of a name, and the letter that a slip adds. */
const MOST_SPACES = 5;

/** The name with one slip, alone, or before or after words of what it lies in. */
export function slipScore(
  { name: { bare: typed }, words }: Typed,
  { bare, joined }: Name,
  area: Matched,
): number | undefined {
  // Letters apart by more than the spaces can tell are no slip: most names end here.
  if (bare.length > typed.length + MOST_SPACES) return undefined;
  if (typed.length <= bare.length + MOST_SPACES && isOneSlip(inOneWord(typed), joined)) return rank.slip;
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

function marksCost(differ: boolean): number {
  return differ ? cost.otherMarks : 0;
}

/** What it costs that an area lies, or that its land lay, in what the words begin; undefined where it does not. */
function contextCost({ context, former }: Matched, words: readonly string[]): number | undefined {
  if (words.length === 0 || holdsBeginnings(context.bare, words)) return 0;
  return former && holdsBeginnings(former.context, words) ? cost.contextFormer : undefined;
}
