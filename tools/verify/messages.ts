// The message catalogues say the same things in every language.
import { readFileSync } from 'node:fs';

const catalogueFile = /^(packages\/[^/]+)\/(?:.*\/)?messages\/([a-z]{2})\.json$/;

/** One fault for each message that a language lacks, leaves empty, gives other placeholders, or that nothing uses. */
export function findMessageFaults(root: string, files: readonly string[]): string[] {
  const folders = new Map<string, Map<string, Catalogue>>();
  for (const path of files) {
    const match = catalogueFile.exec(path);
    if (match?.[2] === undefined) continue;
    const folder = path.slice(0, path.lastIndexOf('/'));
    const languages = folders.get(folder) ?? new Map<string, Catalogue>();
    languages.set(match[2], parseCatalogue(readFileSync(`${root}/${path}`, 'utf8')));
    folders.set(folder, languages);
  }
  return [...folders].flatMap(([folder, languages]) => compareCatalogues(folder, languages));
}

/** Messages by key; a message with variants is the text of all of them. */
export type Catalogue = ReadonlyMap<string, string>;

/** Faults between the languages of one folder. */
export function compareCatalogues(folder: string, languages: ReadonlyMap<string, Catalogue>): string[] {
  const keys = new Set([...languages.values()].flatMap((catalogue) => [...catalogue.keys()]));
  return [...keys].sort().flatMap((key) => {
    const faults: string[] = [];
    const placeholders = new Set<string>();
    for (const [language, catalogue] of languages) {
      const text = catalogue.get(key);
      if (text === undefined) faults.push(`${folder}/${language}.json: "${key}" is missing`);
      else if (text.trim() === '') faults.push(`${folder}/${language}.json: "${key}" is empty`);
      if (text !== undefined) placeholders.add(listPlaceholders(text).join(', '));
    }
    if (placeholders.size > 1)
      faults.push(`${folder}: "${key}" has other placeholders: ${[...placeholders].join(' / ')}`);
    return faults;
  });
}

/** Reads a catalogue of the inlang message format. */
export function parseCatalogue(json: string): Catalogue {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('a catalogue is a JSON object');
  return new Map(
    Object.entries(parsed)
      .filter(([key]) => key !== '$schema')
      .map(([key, value]) => [key, typeof value === 'string' ? value : textOf(value)]),
  );
}

/** Texts of all variants, put one after another. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value !== 'object' || value === null || !('match' in value)) return '';
  return Object.values(Object(value.match)).join(' ');
}

/** Names in braces, each once, sorted. */
function listPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}
