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
}

/** The readings of a text: as it stands, and with abbreviations written out (`P.`, `TP`). None when it holds no words. */
export function readQuery(text: string, words: SearchWords, fold: (text: string) => Folded): Query[] {
  const [head = '', ...rest] = text.split(',');
  const texts = [...new Set([head, expand(head, words)])];
  const context = fold(expand(rest.join(' '), words))
    .bare.split(' ')
    .filter((word) => word !== '');
  const typeWords = words.typeWords.map((word) => fold(word).bare).toSorted((a, b) => b.length - a.length);
  return texts.flatMap((one): Query[] => {
    const whole = fold(one);
    if (whole.bare === '') return [];
    const hasMarks = whole.marked !== whole.bare;
    const asName: Query = { name: whole, context, hasMarks };
    const type = typeWords.find((word) => whole.bare.startsWith(`${word} `));
    if (type === undefined) return [asName];
    const skip = type.split(' ').length;
    const name = { marked: dropWords(whole.marked, skip), bare: dropWords(whole.bare, skip) };
    return [{ name, type, context, hasMarks: name.marked !== name.bare }, asName];
  });
}

/** Writes abbreviations out where they stand as words of their own or joined to a number: `P.Bến Thành`, `P1`, `TP HCM`. */
function expand(text: string, { abbreviations }: SearchWords): string {
  return text.replace(/(?<![\p{L}\p{N}\p{M}])(\p{L}{1,3})(\.\s*|\s+|(?=\d))/gu, (all, short: string) => {
    const long = abbreviations[short.toLowerCase()];
    return long === undefined ? all : `${long} `;
  });
}

function dropWords(text: string, count: number): string {
  return text.split(' ').slice(count).join(' ');
}
