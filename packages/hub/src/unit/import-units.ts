// Takes a CSV of units: all of them or, when a line is wrong, none and a list of what is wrong where.
import type { Reference } from '@i-speed/reference';
import { type Fault, type Grant, type Unit, unit } from '@i-speed/spec';
import { writeAudit } from '../people/audit.ts';
import { mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { units } from '../store/portal-schema.ts';
import type { ImportWords } from './fault-words.ts';
import { plain, readTable, type TableShape } from './read-table.ts';

/** Columns by the names their heading may have. */
const COLUMNS: Readonly<Record<keyof Unit, readonly string[]>> = {
  code: ['code', 'ma'],
  name: ['name', 'ten'],
  kind: ['kind', 'loai'],
  provinceCode: ['provincecode', 'matinh'],
  communeCode: ['communecode', 'maxa'],
  contactName: ['contactname', 'daumoi'],
  contactEmail: ['contactemail', 'email', 'thudientu'],
  contactPhone: ['contactphone', 'dienthoai'],
  seat: ['seat', 'truso'],
  predecessors: ['predecessors', 'tiennhiem'],
};

const KINDS: Readonly<Record<string, Unit['kind']>> = {
  'so ban nganh': 'department',
  xa: 'commune',
  phuong: 'commune',
  'dac khu': 'commune',
  'doan the': 'mass-organisation',
  'bao dai': 'press',
  'doanh nghiep': 'operator',
  khac: 'other',
};

const CHUNK = 1_000;

export interface ImportParts {
  readonly database: Database;
  readonly reference: Pick<Reference, 'provinceByCode' | 'communeByCode' | 'currentEdition'>;
  readonly clock: () => number;
}

/** Number of units written; a code that is there is replaced. Throws ProblemError `invalid` with a fault for every wrong line. */
export async function importUnits(
  { database, reference, clock }: ImportParts,
  person: { email: string; grants: readonly Grant[] },
  csv: string,
  words: ImportWords,
): Promise<number> {
  const { found, faults } = parseUnits(csv, words);
  const known = new Map((await database.select().from(units)).map((row) => [row.code, row]));
  for (const { number, unit } of found) {
    const previous = known.get(unit.code);
    faults.push(...placeFaults(reference, unit, words).map((message) => ({ path: `line ${number}`, message })));
    const isOthers =
      previous && !mayDo(person.grants, 'unit.write', { provinceCode: previous.provinceCode ?? undefined });
    if (isOthers || !mayDo(person.grants, 'unit.write', { provinceCode: unit.provinceCode }))
      faults.push({ path: `line ${number}`, message: words.notYours(unit.code) });
  }
  if (faults.length > 0) {
    const detail = `${faults.length} faults; nothing was imported`;
    throw new ProblemError('invalid', detail, { faults: faults.sort((a, b) => lineOf(a) - lineOf(b)) });
  }
  await database.transaction(async (transaction) => {
    for (let i = 0; i < found.length; i += CHUNK) {
      const values = found.slice(i, i + CHUNK).map(({ unit }) => ({ ...NOTHING_SAID, ...unit }));
      const set = Object.fromEntries(
        Object.entries(units).flatMap(([field, column]) =>
          field in COLUMNS && field !== 'code' ? [[field, sql.raw(`excluded."${column.name}"`)]] : [],
        ),
      );
      await transaction.insert(units).values(values).onConflictDoUpdate({ target: units.code, set });
    }
    const provinces = new Set(found.map(({ unit }) => unit.provinceCode));
    const scope = provinces.size === 1 ? { provinceCode: [...provinces][0] } : {};
    await writeAudit(transaction, {
      at: new Date(clock()),
      person: person.email,
      verb: 'unit.import',
      subject: `${found.length}`,
      scope,
    });
  });
  return found.length;
}

const NOTHING_SAID = {
  provinceCode: null,
  communeCode: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  seat: null,
  predecessors: null,
};

/** Units of the lines that can be read, and the faults of the others. */
export function parseUnits(
  csv: string,
  words: ImportWords,
): { found: { number: number; unit: Unit }[]; faults: Fault[] } {
  const { found, faults } = readTable(csv, SHAPE, words);
  return { found: found.map(({ number, row }) => ({ number, unit: present(row) })), faults };
}

const SHAPE: TableShape<Unit> = {
  columns: COLUMNS,
  needed: ['code', 'name', 'kind'],
  parse: ({ kind = '', ...cells }) => unit.safeParse({ ...cells, kind: KINDS[plain(kind)] ?? kind }),
  codeOf: ({ code }) => code,
};

function placeFaults(
  reference: ImportParts['reference'],
  { provinceCode, communeCode, kind }: Unit,
  words: ImportWords,
): string[] {
  const edition = reference.currentEdition;
  const faults: string[] = [];
  if (provinceCode !== undefined && reference.provinceByCode(provinceCode, edition) === undefined)
    faults.push(words.noProvince(provinceCode));
  if (communeCode !== undefined && reference.communeByCode(communeCode, edition)?.provinceCode !== provinceCode)
    faults.push(words.noCommune(communeCode, provinceCode ?? ''));
  if (kind === 'commune' && communeCode === undefined) faults.push(words.communeNeedsCode);
  return faults;
}

function lineOf({ path }: Fault): number {
  return Number(path.slice('line '.length));
}
