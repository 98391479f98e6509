import { describe, expect, it } from 'vitest';
import { TableError } from './read-csv.ts';
import { formatCsv, parseCsv } from './row-table.ts';

describe('parseCsv', () => {
  it('keeps leading zeros and makes an empty cell undefined', () => {
    expect(parseCsv('code,name\n00097,\n')).toEqual([{ code: '00097', name: undefined }]);
  });

  it('reads quoted cells with commas, doubled quotes and line breaks, and a first quoted cell that is empty', () => {
    expect(parseCsv('a,b\r\n"x, ""y""","two\nlines"\r\n"",z')).toEqual([
      { a: 'x, "y"', b: 'two\nlines' },
      { a: undefined, b: 'z' },
    ]);
  });

  it('names the line of a row with too many cells, also after a cell of two lines', () => {
    expect(() => parseCsv('a,b\n1,2,3\n')).toThrow(new TableError('3 cells where the header has 2', 2));
    expect(() => parseCsv('a,b\n"1\n1",2\n3\n')).toThrow(new TableError('1 cells where the header has 2', 4));
  });

  it('refuses a quote inside a cell and a quote left open', () => {
    expect(() => parseCsv('a\nx"y\n')).toThrow(TableError);
    expect(() => parseCsv('a\n"x\n')).toThrow(TableError);
  });

  it('gives back what formatCsv wrote', () => {
    const rows = [
      { a: 'x,"y"', b: undefined },
      { a: 'line\nbreak', b: '007' },
    ];
    expect(parseCsv(formatCsv(['a', 'b'], rows))).toEqual(rows);
  });
});
