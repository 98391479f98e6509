// Thousands of reports: each reader gets a page of their own, and the next one.
import type { Grant } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalOffice, type PortalOffice } from '../../test/portal-office.ts';
import { sql } from '../store/drizzle.ts';
import { listVoices } from './list-voices.ts';

const FIRST_MS = Date.parse('2026-01-01T00:00:00Z');
const MINUTE_MS = 60_000;

let office: PortalOffice;
beforeAll(async () => {
  office = await openPortalOffice();
  // Number n came n minutes after the first; every hundredth is of Hanoi, every thousandth passed on to Viettel.
  await office.database.execute(sql`INSERT INTO problem_reports (id, number, received_at, state_at, province_code, operator_id, text)
    SELECT gen_random_uuid(), n::text, moment, moment, CASE WHEN n % 100 = 0 THEN '01' ELSE '79' END,
      CASE WHEN n % 1000 = 0 THEN 'viettel' END, 'chậm'
    FROM (SELECT n, to_timestamp(${FIRST_MS / 1000}) + n * interval '1 minute' AS moment FROM generate_series(1, 2500) n) AS told`);
});
afterAll(() => office[Symbol.asyncDispose]());

const numbers = async (grant: Grant, before?: Date) =>
  (await listVoices({ database: office.database }, [grant], before)).problems.map(({ number }) => Number(number));

test('the country is read a thousand at a time, newest first', async () => {
  const first = await numbers({ role: 'national-viewer' });
  expect([first.length, first[0], first.at(-1)]).toEqual([1_000, 2_500, 1_501]);
  const second = await numbers({ role: 'national-viewer' }, new Date(FIRST_MS + 1_501 * MINUTE_MS));
  expect([second.length, second[0], second.at(-1)]).toEqual([1_000, 1_500, 501]);
});

test('a province and a network read all of their own, however many others came since', async () => {
  const hanoi = await numbers({ role: 'province-manager', provinceCode: '01' });
  expect(hanoi).toEqual(Array.from({ length: 25 }, (_, i) => 2_500 - i * 100));
  expect(await numbers({ role: 'operator-engineer', operator: 'viettel' })).toEqual([2_000, 1_000]);
  expect(await numbers({ role: 'operator-engineer', operator: 'vnpt' })).toEqual([]);
});

test('a role that reads none is told so', async () => {
  await expect(numbers({ role: 'unit-officer', unitCode: 'a' })).rejects.toMatchObject({ code: 'forbidden' });
});
