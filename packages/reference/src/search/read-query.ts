// What was typed, as what may have been meant: a name, perhaps after the word for its type, perhaps followed by what it lies in.
import type { SearchWords } from '../country/country.ts';
import type { Folded } from './fold.ts';

/** One reading of what was typed. */
export interface Query {
  readonly name: Folded;
  /** Bare word for a type, when one was typed before the name. */
  readonly type?: string;
  /** Bare words of what the area lies in, typed after a comma. */
  readonly context: readonly string[];
  /** Whether any mark was typed: then marks that differ count against an answer. */
  readonly hasMarks: boolean;
  /** Whether all of it was typed in capitals, as initials are. */
  readonly isCapital: boolean;
}

/** The readings of a text: as it stands, and with abbreviations written out (`P.`, `TP`). None when it holds no words. */
export function readQuery(text: string, words: SearchWords, fold: (text: string) => Folded): Query[] {
  const [head = '', ...rest] = text.split(',');
  const texts = [...new Set([head, expand(head, words)])];
  const context = fold(expand(rest.join(' '), words))
    .bare.split(' ')
    .filter((word) => word !== '');
  const typeWords = foldTypes(words, fold).toSorted((a, b) => b.length - a.length);
  return texts.flatMap((one): Query[] => {
    const whole = fold(one);
    if (whole.bare === '') return [];
    const isCapital = head === head.toUpperCase() && head !== head.toLowerCase();
    const asName: Query = { name: whole, context, hasMarks: hasMarks(whole), isCapital };
    const type = typeWords.find((word) => whole.bare.startsWith(`${word} `));
    if (type === undefined) return [asName];
    const name = dropWords(whole, type.split(' ').length);
    return [{ name, type, context, hasMarks: hasMarks(name), isCapital }, asName];
  });
}

/** The reading turned round, `Hà Nội, phường Hồng Hà`: the name follows the last word for a type, what it lies in stands before. None without such a word. */
export function readTurned(text: string, words: SearchWords, fold: (text: string) => Folded): Query[] {
  const whole = fold(expand(text, words));
  const places = foldTypes(words, fold).map((type) => ({ type, at: ` ${whole.bare}`.lastIndexOf(` ${type} `) }));
  const { type, at } = places.reduce((a, b) => (b.at > a.at ? b : a), { type: '', at: 0 });
  if (at === 0) return [];
  const context = whole.bare.slice(0, at - 1).split(' ');
  const name = dropWords(whole, context.length + type.split(' ').length);
  return [{ name, type, context, hasMarks: hasMarks(name), isCapital: false }];
}

function foldTypes({ typeWords }: SearchWords, fold: (text: string) => Folded): string[] {
  return typeWords.map((word) => fold(word).bare);
}

function hasMarks({ marked, bare }: Folded): boolean {
  return marked !== bare;
}

/** Writes abbreviations out where they stand as words of their own or joined to a number: `P.Bến Thành`, `P1`, `TP HCM`. */
function expand(text: string, { abbreviations }: SearchWords): string {
  return text.replace(/(?<![\p{L}\p{N}\p{M}])(\p{L}{1,3})(\.\s*|\s+|(?=\d))/gu, (all, short: string) => {
    const long = abbreviations[short.toLowerCase()];
    return long === undefined ? all : `${long} `;
  });
}

function dropWords({ marked, bare }: Folded, count: number): Folded {
  const rest = (text: string) => text.split(' ').slice(count).join(' ');
  return { marked: rest(marked), bare: rest(bare) };
}
