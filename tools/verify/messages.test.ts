import { expect, test } from 'vitest';
import { compareCatalogues, parseCatalogue } from './messages.ts';

const compare = (vi: object, en: object) =>
  compareCatalogues(
    'm',
    new Map([
      ['vi', parseCatalogue(JSON.stringify(vi))],
      ['en', parseCatalogue(JSON.stringify(en))],
    ]),
  );

test('equal catalogues have no fault', () => {
  expect(compare({ $schema: 's', a: 'chào {name}' }, { a: 'hello {name}' })).toEqual([]);
});

test('a missing, an empty and a differently filled message are each named', () => {
  expect(compare({ a: 'một', b: '', c: '{n} mẫu' }, { b: 'two', c: '{count} samples' })).toEqual([
    'm/en.json: "a" is missing',
    'm/vi.json: "b" is empty',
    'm: "c" has other placeholders: n / count',
  ]);
});

test('placeholders inside variants count', () => {
  const variants = [{ declarations: ['input n'], match: { 'n=1': 'one {n}', 'n=*': '{n} many' } }];
  expect(compare({ a: '{n} mẫu' }, { a: variants })).toEqual([]);
});
