import { expect, test } from 'vitest';
import { textIn } from './upload.ts';

const TABLE = 'Mã\tTên\r\nxa-1\tXã Đắk R’Lấp 🎉\r\n';

test('a table is read in each encoding that Excel saves with a mark', async () => {
  const utf16 = Buffer.from(`\uFEFF${TABLE}`, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  for (const bytes of [Buffer.from(TABLE), Buffer.from(`\uFEFF${TABLE}`), utf16, swapped])
    expect(await textIn(new Blob([bytes]))).toBe(TABLE);
});
