import { readCsv } from '@i-speed/reference';
import { expect, test } from 'vitest';
import { IMPORT_WORDS } from './fault-words.ts';
import { parseUnits } from './import-units.ts';

const cellsOf = (text: string) => readCsv(text, { isByHand: true }).map(({ cells }) => cells);

test('a file of Excel in Vietnamese is read: byte order mark, semicolons, CRLF', () => {
  expect(cellsOf('\uFEFFMã;Tên\r\na;Sở A, B\r\n\r\nb;Sở B\r\n')).toEqual([
    ['Mã', 'Tên'],
    ['a', 'Sở A, B'],
    ['b', 'Sở B'],
  ]);
});

test('a table copied from a spreadsheet is read: its cells lie between tabs', () => {
  expect(cellsOf('Mã\tMục tiêu\r\nso-a\t1.204\r\n')).toEqual([
    ['Mã', 'Mục tiêu'],
    ['so-a', '1.204'],
  ]);
});

test('a quoted cell may hold separators, quotes and line breaks; lines are counted as an editor shows them', () => {
  expect(readCsv('ma,ten\na,"Sở ""A"", cơ sở\r\nhai"\nb,Trường "B"\n', { isByHand: true })).toEqual([
    { number: 1, cells: ['ma', 'ten'] },
    { number: 2, cells: ['a', 'Sở "A", cơ sở\r\nhai'] },
    { number: 4, cells: ['b', 'Trường "B"'] },
  ]);
});

test('a quote that never closes is told where it opens', () => {
  const { faults } = parseUnits('ma,ten,loai\na,Sở A,Khác\nb,"Sở B,Khác\nc,Sở C,Khác\n', IMPORT_WORDS.vi);
  expect(faults[0]).toEqual({ path: 'line 3', message: 'dấu ngoặc kép mở ở đây không được đóng' });
});

test('every fault of every line is named, in the sender’s language', () => {
  const csv = 'ma,ten,loai,email\na,Sở A,Khác,\nA B,,Gì đó,x\na,Sở A nữa,Khác,\n';
  expect(parseUnits(csv, IMPORT_WORDS.vi).faults).toEqual([
    { path: 'line 3', message: expect.stringMatching(/^Mã: /) },
    { path: 'line 3', message: expect.stringMatching(/^Tên: /) },
    { path: 'line 3', message: expect.stringMatching(/^Loại: /) },
    { path: 'line 3', message: expect.stringMatching(/^Thư điện tử: /) },
    { path: 'line 4', message: 'mã a đã có ở dòng 2' },
  ]);
  expect(parseUnits('ma,loai\na,Khác\n', IMPORT_WORDS.en).faults).toEqual([
    { path: 'line 1', message: 'the column "ten" is missing' },
  ]);
});

test('a file whose letters were lost on the way is refused, and how to save it is told', () => {
  const inWindows1258 = (text: string) => new TextDecoder().decode(Buffer.from(text, 'latin1'));
  const told = { message: expect.stringContaining('CSV UTF-8') };
  expect(parseUnits(inWindows1258('ma,ten,loai\na,Xã Hòa,Khác\n'), IMPORT_WORDS.vi).faults).toEqual([
    { path: 'line 2', ...told },
  ]);
  const unmarked = Buffer.from('ma,ten,loai\na,A,Khac\n', 'utf16le').toString();
  expect(parseUnits(unmarked, IMPORT_WORDS.vi).faults).toEqual([{ path: 'line 1', ...told }]);
  expect(parseUnits(inWindows1258('mã,tên,loai\na,A,Khac\n'), IMPORT_WORDS.vi).faults).toEqual([
    { path: 'line 1', ...told },
  ]);
});

test('3,000 lines are read whole', () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => `xa-${i};Xã thứ ${i};Xã;01;${10_000 + i}`);
  const { found, faults } = parseUnits(['Mã;Tên;Loại;Mã tỉnh;Mã xã', ...lines].join('\r\n'), IMPORT_WORDS.vi);
  expect(faults).toEqual([]);
  expect(found).toHaveLength(3_000);
  expect(found[2_999]).toEqual({
    number: 3_001,
    unit: { code: 'xa-2999', name: 'Xã thứ 2999', kind: 'commune', provinceCode: '01', communeCode: '12999' },
  });
});
