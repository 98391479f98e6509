// Places without signal: taken once by the device's id, shown coarsely to everyone.
import type { Reference } from '@i-speed/reference';
import { areaCode, DAY_MS, instant, slug } from '@i-speed/spec';
import * as z from 'zod';
import { FUTURE_LIMIT_MS } from '../ingest/parse-submissions.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, desc, eq } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { whiteSpots } from '../store/voice-schema.ts';

export const whiteSpotReport = z.strictObject({
  id: z.uuid().describe('made by the device: what is sent twice is kept once'),
  observedAt: instant,
  position: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      accuracyM: z.number().min(0).max(100_000).optional(),
    })
    .optional(),
  area: z
    .strictObject({ provinceCode: areaCode, communeCode: areaCode.optional() })
    .optional()
    .describe('codes of today; needed without a position'),
  operatorId: slug,
  note: z.string().trim().max(500).optional(),
  installId: z.uuid().optional(),
});
export type WhiteSpotReport = z.infer<typeof whiteSpotReport>;

export const publicWhiteSpot = z.object({
  provinceCode: z.string(),
  communeCode: z.string().optional(),
  latitude: z.number().optional().describe('rounded to a hundredth of a degree, about 1 km'),
  longitude: z.number().optional(),
  operatorId: z.string(),
  observedOn: z.iso.date(),
  state: z.enum(whiteSpots.state.enumValues),
});

export interface VoiceDesk {
  readonly database: Database;
  readonly reference: Pick<
    Reference,
    'communeOf' | 'provinceByCode' | 'communeByCode' | 'operatorById' | 'currentEdition'
  >;
  readonly clock: () => number;
}

/** How long a report may wait on a device. */
const AGE_LIMIT_MS = 90 * DAY_MS;
const MOST_LISTED = 2_000;

/** Keeps it, and resolves to false where it was kept before. Throws ProblemError `invalid` naming what is wrong. */
export async function receiveWhiteSpot(desk: VoiceDesk, report: WhiteSpotReport): Promise<boolean> {
  const nowMs = desk.clock();
  const observedMs = Date.parse(report.observedAt);
  if (observedMs > nowMs + FUTURE_LIMIT_MS) throw fault('observedAt', 'lies in the future; set the device’s clock');
  if (observedMs < nowMs - AGE_LIMIT_MS) throw fault('observedAt', 'lies more than 90 days back');
  if (desk.reference.operatorById(report.operatorId) === undefined)
    throw fault('operatorId', 'there is no such operator; GET /api/v1/operators lists them');
  const { position } = report;
  const rows = await desk.database
    .insert(whiteSpots)
    .values({
      id: report.id,
      observedAt: new Date(observedMs),
      receivedAt: new Date(nowMs),
      ...position,
      ...placeOf(desk, report),
      areaEdition: desk.reference.currentEdition,
      operatorId: report.operatorId,
      note: report.note,
      installId: report.installId,
      state: 'received',
      stateAt: new Date(nowMs),
    })
    .onConflictDoNothing()
    .returning({ id: whiteSpots.id });
  return rows.length > 0;
}

/** The newest first, without notes, installs or exact places. */
export async function listWhiteSpots(
  { database }: VoiceDesk,
  { province, operator }: { province?: string | undefined; operator?: string | undefined },
): Promise<z.infer<typeof publicWhiteSpot>[]> {
  const rows = await database
    .select()
    .from(whiteSpots)
    .where(
      and(
        province === undefined ? undefined : eq(whiteSpots.provinceCode, province),
        operator === undefined ? undefined : eq(whiteSpots.operatorId, operator),
      ),
    )
    .orderBy(desc(whiteSpots.receivedAt))
    .limit(MOST_LISTED);
  return rows.map((row) =>
    present({
      provinceCode: row.provinceCode,
      communeCode: row.communeCode ?? undefined,
      latitude: coarse(row.latitude),
      longitude: coarse(row.longitude),
      operatorId: row.operatorId,
      observedOn: row.observedAt.toISOString().slice(0, 10),
      state: row.state,
    }),
  );
}

function placeOf(
  { reference }: VoiceDesk,
  { position, area }: WhiteSpotReport,
): { provinceCode: string; communeCode?: string } {
  const found = position && reference.communeOf(position);
  if (found !== undefined) return { provinceCode: found.province.code, communeCode: found.commune.code };
  if (area === undefined) throw fault('area', 'name the commune: the position is missing or outside the country');
  const { provinceCode, communeCode } = area;
  if (reference.provinceByCode(provinceCode, reference.currentEdition) === undefined)
    throw fault('area.provinceCode', 'there is no such province; GET /api/v1/provinces lists them');
  if (communeCode === undefined) return { provinceCode };
  if (reference.communeByCode(communeCode, reference.currentEdition)?.provinceCode !== provinceCode)
    throw fault('area.communeCode', 'the province has no such commune');
  return { provinceCode, communeCode };
}

function coarse(degrees: number | null): number | undefined {
  return degrees === null ? undefined : Math.round(degrees * 100) / 100;
}

function fault(path: string, message: string): ProblemError {
  return new ProblemError('invalid', message, { faults: [{ path, message }] });
}
