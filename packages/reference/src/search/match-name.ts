// How well a name answers a query: one small number, less is better.
import type { Folded } from './fold.ts';
import type { Initials } from './initials.ts';
import { isOneSlip } from './one-edit.ts';
import type { Query } from './read-query.ts';

/** How a name answers; the ranks of the answers, in tens so that smaller matters fit between. */
const rank = {
  exact: 0,
  capitalInitials: 11,
  district: 15,
  beginning: 20,
  initials: 34,
  wordsWithin: 40,
  beginningsWithin: 60,
  districtName: 62,
  slip: 70,
} as const;
/** Counts against an answer: marks typed otherwise, another type than typed, initials with that of the type, words left for what it lies in, or for what its land lay in before. */
const cost = { otherMarks: 10, otherType: 4, contextGuessed: 2, typeInInitials: 2, contextFormer: 1 } as const;

/** Spaces between the words of a name, and the letter that a slip adds. */
const MOST_SPACES = 5;

/** From this score on an answer only shares beginnings of words with what was typed, or lies in a district of that name. */
export const guessScore: number = rank.beginningsWithin;

/** A name, and what else is asked of it. */
export interface Name extends Folded {
  /** The bare name without the spaces between its words. */
  readonly joined: string;
  readonly initials?: Initials;
}

/** What of an area is held against a query. */
export interface Matched {
  readonly names: readonly Name[];
  /** 0 for those that people mean first by initials, to 4. */
  readonly obscurity: number;
  /** Bare word for its type. */
  readonly type: string;
  readonly context: Folded;
  /** Bare full names of the districts its land lay in, and all words of what it lies and lay in; absent where nothing was before. */
  readonly former?: { readonly districts: ReadonlySet<string>; readonly context: string };
  /** Bare full name of its district, and without the word for a type; absent where it lies in none. */
  readonly district?: { readonly fullName: string; readonly name: string };
}

/** A query with what every name is held against. */
interface Typed extends Query {
  readonly words: readonly string[];
  /** Whether what was typed after the comma stands in the text. */
  readonly isWithin: (text: string | undefined) => boolean;
}

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

function nameScore(query: Typed, name: Name, area: Matched): number | undefined {
  const { name: typed, hasMarks, words } = query;
  const { context } = area;
  if (name.bare === typed.bare) return rank.exact + marksCost(hasMarks && name.marked !== typed.marked);
  // "Hanoi", "Daklak": words written as one.
  if (name.joined === typed.bare) return rank.exact + cost.contextGuessed;
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

/** Whether the text ends with the name as words of their own; a number, which only stands after the word for its type, is none. */
function isAtEnd(text: string, name: string): boolean {
  return text.endsWith(name) && text[text.length - name.length - 1] === ' ' && !/^\d+$/.test(name);
}

/** The name with one slip, alone, or before or after words of what it lies in. */
function slipScore({ name: { bare: typed }, words }: Typed, { bare, joined }: Name, area: Matched): number | undefined {
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

/** The words of a bare name without the spaces between them. */
export function inOneWord(bare: string): string {
  return bare.replaceAll(' ', '');
}

function marksCost(differ: boolean): number {
  return differ ? cost.otherMarks : 0;
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

/** Whether every one of the words begins a word of the text. */
function holdsBeginnings(text: string, words: readonly string[]): boolean {
  return words.every((word) => beginsWordOf(text, word));
}

function beginsWordOf(text: string, beginning: string): boolean {
  return text.startsWith(beginning) || text.includes(` ${beginning}`);
}

/** What it costs that an area lies, or that its land lay, in what the words begin; undefined where it does not. */
function contextCost({ context, former }: Matched, words: readonly string[]): number | undefined {
  if (words.length === 0 || holdsBeginnings(context.bare, words)) return 0;
  return former && holdsBeginnings(former.context, words) ? cost.contextFormer : undefined;
}
