import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitions, documentNames } from './definitions.ts';
import { methodText } from './markdown.ts';

const folder = new URL('../../../../../docs/method/', import.meta.url);
const anchors = (path: string) =>
  methodText(readFileSync(new URL(path, folder), 'utf8'), () => undefined).headings.map(
    ({ level, id }) => `${level} ${id}`,
  );

describe('the documents of the method', () => {
  it.each(documentNames)('%s has the same headings in Vietnamese', (name) => {
    expect(anchors(`vi/${name}.md`)).toEqual(anchors(`${name}.md`));
  });
  it.each(Object.entries(definitions))('the definition of %s exists', (_, [document, anchor]) => {
    expect(anchors(`${document}.md`).map((one) => one.slice(2))).toContain(anchor);
  });
});
