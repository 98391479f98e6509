// The contents of the method: its documents and their parts, from docs/method.
import { documentNames } from '#lib/method/definitions.ts';
import { readDocument } from '#lib/method/documents.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { documentHref } from '#lib/statistics/method.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({
  documents: documentNames.map((name) => {
    const { title, headings } = readDocument(name, getLocale(), documentHref);
    const parts = headings.filter(({ level }) => level === 2).map(({ id, text }) => ({ id, text: plainPart(text) }));
    return { name, title, parts };
  }),
});

/** A heading without the code it names, which its document keeps: neither "abroad: " before it nor a file's path behind it. */
function plainPart(text: string): string {
  return text.replace(/^[a-z]+(-[a-z]+)*: /, '').replace(/ \([\w./-]+\)$/, '');
}
