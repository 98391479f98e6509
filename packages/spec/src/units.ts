// The scalar types every message is built from: one schema per unit, so that a number can never be mistaken for another.
import * as z from 'zod';

/** Spans of time in milliseconds; a day of a calendar may be an hour shorter or longer. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Rates are application payload in 10^6 bit/s. 100 Gbit/s bounds what any client may claim. */
export const rateMbps = z.number().finite().min(0).max(100_000);

/** Durations and round-trip times in milliseconds; fractions are allowed, an hour is the most a measurement may name. */
export const spanMs = z.number().finite().min(0).max(3_600_000);

/** A count of bytes; exact integers only. */
export const sizeBytes = z.int().min(0);

/** A small whole number of things (probes, connections, pulses). */
export const count = z.int().min(0).max(1_000_000);

/** A whole number of things, however many. */
export const whole = z.int().min(0);

/** An instant in UTC, ISO 8601 with `Z`. */
export const instant = z.iso.datetime({ offset: false });

/** UUID version 7: made by the client, it orders by time and is the key of idempotency. */
export const uuidv7 = z.uuidv7();

/** Identifier of a point, operator or unit: lower-case letters, digits, dot and hyphen. */
export const slug = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dot and hyphen; first a letter or digit');

/** A calendar month, of the years that every calendar and store here can tell. */
export const calendarMonth = z
  .string()
  .regex(/^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM, of the years 1970 to 2199');
/** A day of the same years. */
export const calendarDay = z.iso
  .date({ error: 'a day as YYYY-MM-DD', abort: true })
  .regex(/^(19[7-9]|2[01])/, 'a day of the years 1970 to 2199');

/** A day of this time, as people write it into a form: "26" for the year is year 26 to a calendar. */
export const plausibleDay = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', {
  error: 'a day from 2000 to 2099',
  params: { kind: 'form' },
});

/** Area code as the state issues it: digits with leading zeros, never a number. */
export const areaCode = z.string().regex(/^[0-9]{2,5}$/, '2 to 5 digits, leading zeros kept');

/** IP version the bulk connections used. */
export const family = z.union([z.literal(4), z.literal(6)]);
export type Family = z.infer<typeof family>;

/** Where bytes flow, seen from the client. */
export const direction = z.enum(['download', 'upload']);
export type Direction = z.infer<typeof direction>;
