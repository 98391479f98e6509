// Where a number's definition stands on the site: a document of docs/method and the heading in it.
import { href } from '#lib/href.ts';
import { type Definition, type DocumentName, definitions } from '#lib/method/definitions.ts';

/** Address of a definition, in the page's language. */
export function methodHref(definition: Definition): string {
  const [document, anchor] = definitions[definition];
  return documentHref(document, anchor);
}

/** Address of a document of the method, at a heading. */
export function documentHref(document: DocumentName, anchor?: string): string {
  return href(`/phuong-phap/${document}`) + (anchor === undefined ? '' : `#${anchor}`);
}
