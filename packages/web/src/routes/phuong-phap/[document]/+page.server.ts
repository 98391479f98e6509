// One document of the method, from docs/method.
import { error } from '@sveltejs/kit';
import { documentName } from '#lib/method/definitions.ts';
import { readDocument } from '#lib/method/documents.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { documentHref } from '#lib/statistics/method.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
  const name = documentName(params.document);
  if (name === undefined) error(404, m.method_unknown());
  const { html, title, locale, headings } = readDocument(name, getLocale(), documentHref);
  return { name, html, title, locale, parts: headings.filter(({ level }) => level === 2) };
};
