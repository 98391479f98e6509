// Problems that people report: each gets a number that only its reporter knows, and with it the state can be asked for.
import { randomInt } from 'node:crypto';
import { areaCode } from '@i-speed/spec';
import * as z from 'zod';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { eq } from '../store/drizzle.ts';
import { problemReports } from '../store/voice-schema.ts';
import type { VoiceDesk } from './white-spots.ts';

export const problemReport = z.strictObject({
  id: z.uuid().describe('made by the device: what is sent twice is kept once'),
  text: z.string().trim().min(10, 'tell in at least 10 characters what happened').max(2_000),
  contact: z.string().trim().max(200).optional().describe('how to answer; shown to those alone who handle the report'),
  measurementId: z.uuid().optional(),
  provinceCode: areaCode.optional().describe('code of today'),
  installId: z.uuid().optional(),
});

export const problemState = z.object({
  number: z.string(),
  receivedAt: z.iso.datetime(),
  state: z.enum(problemReports.state.enumValues),
  stateAt: z.iso.datetime(),
  answer: z.string().optional(),
});

/** Without signs that look alike. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const NUMBER_LENGTH = 10;

/** Keeps it and gives its number; the same number again for the same id. Throws ProblemError `invalid`. */
export async function receiveProblem(
  desk: VoiceDesk,
  report: z.infer<typeof problemReport>,
): Promise<z.infer<typeof problemState>> {
  const { provinceCode } = report;
  const { reference, database } = desk;
  if (provinceCode !== undefined && reference.provinceByCode(provinceCode, reference.currentEdition) === undefined) {
    const message = 'there is no such province; GET /api/v1/provinces lists them';
    throw new ProblemError('invalid', message, { faults: [{ path: 'provinceCode', message }] });
  }
  const now = new Date(desk.clock());
  await database
    .insert(problemReports)
    .values({
      ...report,
      number: Array.from({ length: NUMBER_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
      areaEdition: provinceCode === undefined ? undefined : reference.currentEdition,
      receivedAt: now,
      state: 'received',
      stateAt: now,
    })
    .onConflictDoNothing({ target: problemReports.id });
  const [kept] = await database.select().from(problemReports).where(eq(problemReports.id, report.id));
  if (kept === undefined) throw new Error(`problem report ${report.id} was written and is not there`);
  return show(kept);
}

/** The state of a report by its number. Throws ProblemError `not-found`. */
export async function readProblem({ database }: VoiceDesk, number: string): Promise<z.infer<typeof problemState>> {
  const [kept] = await database.select().from(problemReports).where(eq(problemReports.number, number.toUpperCase()));
  if (kept === undefined) throw new ProblemError('not-found', 'there is no report of this number');
  return show(kept);
}

function show({
  number,
  receivedAt,
  state,
  stateAt,
  answer,
}: typeof problemReports.$inferSelect): z.infer<typeof problemState> {
  return present({
    number,
    receivedAt: receivedAt.toISOString(),
    state,
    stateAt: stateAt.toISOString(),
    answer: answer ?? undefined,
  });
}
