// What is written is read again, and no text that is written is a formula to a spreadsheet.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv, TableError } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const START = fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "'=", '"', ',', ';', '\n', 'a', '7');
const text = fc.tuple(START, fc.string({ unit: 'grapheme', maxLength: 6 })).map((parts) => parts.join(''));
const table = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

test('every table of texts is read as it was written', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n' as const, '\r\n' as const), fc.boolean(), (lines, lineEnd, isMarked) => {
      const read = readCsv(writeCsv(lines, { lineEnd, isMarked }));
      expect(read.map(({ cells }) => cells)).toEqual(lines);
    }),
  );
});

test.each([
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['+84 24 3943 1234', "'+84 24 3943 1234"],
  ['-', "'-"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ["'=1", "''=1"],
  ['-12.5', '-12.5'],
  ['+84', '+84'],
  ['plain', 'plain'],
])('the text %j stands as %j', (cell, written) => {
  expect(writeCsv([[cell]])).toBe(`${written}\r\n`);
});

test('a carriage return that begins a cell begins no formula', () => {
  expect(writeCsv([['\r=1']])).toBe('"\'\r=1"\r\n');
});

test('numbers stay numbers, the negative ones too; nothing is an empty cell', () => {
  expect(writeCsv([[-12.5, 0, true, undefined, 1e-7]])).toBe('-12.5,0,true,,1e-7\r\n');
});

test('a quote that stays open is told where it opens, one inside a cell where it stands', () => {
  expect(() => readCsv('a,b\n1,2\n3,"4\n5,6\n')).toThrow(new TableError('a quote is not closed', 3));
  expect(() => readCsv('a,b\n1,x"y\n')).toThrow(new TableError('a quote stands inside a cell', 2));
  expect(() => readCsv('a;b\n1;"x"y\n', { isByHand: true })).toThrow(TableError);
});
