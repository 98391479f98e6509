// The contents of the method: its documents and their parts, from docs/method.
import { documentNames } from '#lib/method/definitions.ts';
import { readDocument } from '#lib/method/documents.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { documentHref } from '#lib/statistics/method.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({
  documents: documentNames.map((name) => {
    const { title, headings } = readDocument(name, getLocale(), documentHref);
    return { name, title, parts: headings.filter(({ level }) => level === 2).map(({ id, text }) => ({ id, text })) };
  }),
});
