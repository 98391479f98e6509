// The head of a country folder, `country.json`: names, editions of its areas, aliases, archipelagos, and how its names are searched.
import * as z from 'zod';
import type { TableSource } from './table-source.ts';

const day = z.iso.date();
const names = z.record(z.string(), z.string().min(1));
const coordinates = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) };

const edition = z.strictObject({
  /** Identifies the edition; a code means nothing without it. */
  edition: day,
  /** First day on which its areas were in force. */
  validFrom: day,
  /** Last day; absent while it is in force. */
  validTo: day.optional(),
  /** True for the oldest table, which also serves days before its first one, for want of an older. */
  servesEarlier: z.boolean().default(false),
  /** Day whose names and counts the table states. */
  stateOn: day,
  source: z.string().min(1),
});
export type Edition = Readonly<z.infer<typeof edition>>;

const areaType = z.strictObject({ type: z.string().min(1), level: z.enum(['province', 'commune']), names });
export type AreaType = Readonly<z.infer<typeof areaType>>;

const archipelago = z.strictObject({
  /** The commune that governs it. */
  code: z.string().min(1),
  edition: day,
  names,
  label: z.strictObject(coordinates),
  islands: z.array(z.strictObject({ name: z.string().min(1), ...coordinates })).min(1),
});
/** Islands that every national map shows and names, whatever outline it draws. */
export type Archipelago = Readonly<z.infer<typeof archipelago>>;

const searchWords = z.strictObject({
  /** Combining marks that a word may bear on either of two letters. */
  toneMarks: z.array(z.string().length(1)),
  /** Letters with strokes, which Unicode does not take apart. */
  letters: z.record(z.string().length(1), z.string()),
  /** Spellings of one sound: what matches within a word without its tone marks is compared as `as`, a replacement of `String.replace`. */
  alike: z.array(z.strictObject({ pattern: z.string().min(1), as: z.string() })),
  abbreviations: z.record(z.string(), z.string()),
  typeWords: z.array(z.string().min(1)),
  alsoKnown: z.array(z.strictObject({ edition: day, code: z.string(), names: z.array(z.string().min(1)).min(1) })),
});
export type SearchWords = Readonly<z.infer<typeof searchWords>>;

const authority = z.strictObject({ name: z.string().min(1), parent: z.string().min(1), place: z.string().min(1) });
/** Who answers for the country's measurements: the body that provinces report to, the one above it, and where it signs. */
export type Authority = Readonly<z.infer<typeof authority>>;

const country = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'ISO 3166 alpha-2'),
  names,
  timeZone: z.string().min(1),
  /** How far its clocks are ahead, all year: what a phone reckons by, for which a formatter of that zone is a long task. */
  minutesAheadOfUtc: z.int(),
  authority,
  mobileCountryCodes: z.array(z.string().regex(/^[0-9]{3}$/)),
  /** Newest first. */
  editions: z.array(edition).min(1),
  aliases: z.array(z.strictObject({ edition: day, code: z.string(), means: z.string(), why: z.string() })),
  types: z.array(areaType).min(1),
  archipelagos: z.array(archipelago),
  outline: z.strictObject({ atlasId: z.string(), neighbourIds: z.array(z.string()) }).optional(),
  search: searchWords,
});
export type Country = Readonly<z.infer<typeof country>>;

/** Reads `country.json`. Throws with every fault when it is missing or not as the README says. */
export function readCountry(source: TableSource): Country {
  const text = source.read('country.json');
  if (text === undefined) throw new Error('country.json is missing');
  const parsed = country.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`country.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
