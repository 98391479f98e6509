// What the hub holds of one install, told to whoever has its pseudonym.
import type { MyData } from '@i-speed/spec';
import { deviceKey, type Warehouse } from '@i-speed/warehouse';
import { present } from '../present.ts';
import { desc, eq } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { unitInstalls } from '../store/portal-schema.ts';
import { problemReports, whiteSpots } from '../store/voice-schema.ts';
import { nameUnit } from '../unit/name-unit.ts';

export interface OwnDesk {
  readonly warehouse: Pick<Warehouse, 'recordsOf' | 'eraseDevice'>;
  readonly database: Database;
  readonly clock: () => number;
  readonly country: { readonly timeZone: string };
}

/** Measurements told at once, newest first: 13 a day for half a year. */
const MOST_RECORDS = 2_500;

/** Everything under the pseudonym; empty lists where nothing is. */
export async function readOwn({ warehouse, database, clock, country }: OwnDesk, installId: string): Promise<MyData> {
  const [records, spots, problems, joined] = await Promise.all([
    warehouse.recordsOf(installId, MOST_RECORDS + 1),
    database.select().from(whiteSpots).where(eq(whiteSpots.installId, installId)).orderBy(desc(whiteSpots.observedAt)),
    database
      .select()
      .from(problemReports)
      .where(eq(problemReports.installId, installId))
      .orderBy(desc(problemReports.receivedAt)),
    database
      .select({ code: unitInstalls.unitCode })
      .from(unitInstalls)
      .where(eq(unitInstalls.deviceKey, deviceKey(installId).toString())),
  ]);
  const [own] = joined;
  const unit = own && (await nameUnit({ database, clock, timeZone: country.timeZone }, own.code));
  return present({
    measurements: records.slice(0, MOST_RECORDS),
    isCut: records.length > MOST_RECORDS,
    whiteSpots: spots.map((spot) =>
      present({
        id: spot.id,
        observedAt: spot.observedAt.toISOString(),
        operatorId: spot.operatorId,
        provinceCode: spot.provinceCode,
        communeCode: spot.communeCode ?? undefined,
        latitude: spot.latitude ?? undefined,
        longitude: spot.longitude ?? undefined,
        note: spot.note ?? undefined,
      }),
    ),
    problemReports: problems.map(({ number, receivedAt, text, contact }) =>
      present({ number, receivedAt: receivedAt.toISOString(), text, contact: contact ?? undefined }),
    ),
    unit,
  });
}
