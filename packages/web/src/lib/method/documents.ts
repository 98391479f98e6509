// The documents of docs/method, bundled as they stand when the pages are built: one source for the repository and the site.
import { type DocumentName, documentName } from './definitions.ts';
import { type MethodText, methodText } from './markdown.ts';

const originals = import.meta.glob<string>('../../../../../docs/method/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const translations = import.meta.glob<string>('../../../../../docs/method/vi/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type MethodDocument = MethodText & { name: DocumentName; title: string; locale: 'vi' | 'en' };

/** A document in a language, its links leading to `addressOf`; in English where there is no translation. */
export function readDocument(
  name: DocumentName,
  locale: 'vi' | 'en',
  addressOf: (name: DocumentName, anchor: string | undefined) => string,
): MethodDocument {
  const translated = locale === 'vi' ? translations[`../../../../../docs/method/vi/${name}.md`] : undefined;
  const markdown = translated ?? originals[`../../../../../docs/method/${name}.md`] ?? '';
  const text = methodText(markdown, (target) => {
    const [, file, anchor] = /^(?:(?:\.\.\/)?([a-z-]+)\.md)?(?:#([a-z0-9-]+))?$/.exec(target) ?? [];
    const other = documentName(file ?? name);
    return other === undefined ? undefined : addressOf(other, anchor);
  });
  return { ...text, name, title: text.headings[0]?.text ?? name, locale: translated === undefined ? 'en' : locale };
}
