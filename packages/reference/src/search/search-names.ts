// Finds areas by what people type: with or without marks, old names and new, part of a name, a place within a place.

import type { Matched } from './compared.ts';
import { folder } from './fold.ts';
import { indexNames } from './likely-names.ts';
import { matcher } from './match-name.ts';
import type { NameTable } from './name-table.ts';
import { hitOf, indexEntries, isIn, isToldAlready, type NameHit } from './named-area.ts';
import { type Prepared, prepareNames } from './prepare-names.ts';
import { type Query, readQuery, readTurned } from './read-query.ts';
import { guessScore } from './score.ts';

export interface SearchOptions {
  /** How many answers at most; 10 when absent. */
  readonly limit?: number;
  readonly level?: 'province' | 'commune';
  /** Only areas in this province of the current edition, former ones by where they are today. */
  readonly provinceCode?: string;
  /** Whether former names are searched too; they are when absent. */
  readonly includeFormer?: boolean;
}

/**
 * The search over a table of names; making it takes some tens of milliseconds, a search a few. Answers come best first: what is typed
 * exactly before what begins with it before what has it for initials (typed in capitals: before what begins) before what contains it; with the marks typed before without; areas in force before former
 * ones; provinces before communes; what bears its former district's name before others; larger before smaller. Where nothing
 * answers, names that differ by one slip of a finger do. A district answers by the former communes in it. Nothing typed gives nothing.
 */
export function nameSearch(table: NameTable): (query: string, options?: SearchOptions) => NameHit[] {
  const fold = folder(table.words);
  const entries = indexEntries(table);
  const { likely, misspelt } = indexNames(prepareNames(entries, fold));

  return (text, { limit = 10, level, provinceCode, includeFormer = true } = {}) => {
    const queries = readQuery(text, table.words, fold);
    if (queries.length === 0) return [];
    const isAsked = ({ entry }: Prepared) =>
      (level === undefined || entry.level === level) &&
      (includeFormer || entry.edition === table.currentEdition) &&
      (provinceCode === undefined || isIn(entry, provinceCode, entries));
    const answers = (read: readonly Query[]) => scored(likely(read).filter(isAsked), matcher(read));
    const plain = answers(queries);
    const turned = plain.length > 0 ? plain : answers(readTurned(text, table.words, fold));
    const found =
      turned.length > 0 ? withoutGuesses(turned) : scored(misspelt(queries).filter(isAsked), matcher(queries, true));
    found.sort((a, b) => a.score - b.score || compare(a.one, b.one));
    const hits: NameHit[] = [];
    for (const { one } of found) {
      if (hits.length >= limit) break;
      const hit = hitOf(one.entry, entries);
      if (!isToldAlready(hit, hits, fold)) hits.push(hit);
    }
    return hits;
  };
}

interface Answer {
  readonly one: Prepared;
  readonly score: number;
}

function scored(ones: readonly Prepared[], scoreOf: (area: Matched) => number | undefined): Answer[] {
  return ones.flatMap((one) => {
    const score = scoreOf(one);
    return score === undefined ? [] : [{ one, score }];
  });
}

/** What comes first of two that answer as well; of two that bear their district's name a ward, which was a town, before a commune. */
function compare(a: Prepared, b: Prepared): number {
  const standing = ({ isSeat, entry }: Prepared) => (isSeat ? entry.type - 100 : 0);
  return a.order - b.order || standing(a) - standing(b) || b.entry.weight - a.entry.weight || a.place - b.place;
}

/** Scattered beginnings of words are worth showing only where nothing better answers. */
function withoutGuesses(answers: Answer[]): Answer[] {
  return answers.some((one) => one.score < guessScore) ? answers.filter((one) => one.score < guessScore) : answers;
}
