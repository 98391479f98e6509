// What people told, as those see it who handle it.
import * as z from 'zod';
import { areaCode, slug } from '../units.ts';

export const problemProgress = z.enum(['received', 'working', 'passed-on', 'answered', 'closed']);
export type ProblemProgress = z.infer<typeof problemProgress>;

export const spotProgress = z.enum(['received', 'seen', 'planned', 'mended', 'closed']);
export type SpotProgress = z.infer<typeof spotProgress>;

export const heardProblem = z.object({
  number: z.string(),
  receivedAt: z.iso.datetime(),
  text: z.string(),
  /** How to answer; absent where the person left none. */
  contact: z.string().optional(),
  measurementId: z.string().optional(),
  provinceCode: areaCode.optional(),
  /** To which operator it was passed on. */
  operatorId: slug.optional(),
  state: problemProgress,
  stateAt: z.iso.datetime(),
  answer: z.string().optional(),
});
export type HeardProblem = z.infer<typeof heardProblem>;

export const heardSpot = z.object({
  id: z.uuid(),
  receivedAt: z.iso.datetime(),
  observedAt: z.iso.datetime(),
  provinceCode: areaCode,
  communeCode: areaCode.optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  operatorId: slug,
  note: z.string().optional(),
  state: spotProgress,
  stateAt: z.iso.datetime(),
});
export type HeardSpot = z.infer<typeof heardSpot>;

/** What is done about a problem: an answer is needed to answer it, an operator to pass it on. */
export const problemStep = z
  .object({
    state: problemProgress.exclude(['received']),
    answer: z.string().trim().min(5).max(2_000).optional(),
    operatorId: slug.optional(),
  })
  .refine(({ state, answer }) => state !== 'answered' || answer !== undefined, {
    path: ['answer'],
    message: 'an answer in at least 5 characters is needed',
    params: { kind: 'missing' },
  })
  .refine(({ state, operatorId }) => (state === 'passed-on') === (operatorId !== undefined), {
    path: ['operatorId'],
    message: 'an operator is named where a problem is passed on, and only there',
    params: { kind: 'missing' },
  });
export type ProblemStep = z.infer<typeof problemStep>;

export const spotStep = z.object({ state: spotProgress.exclude(['received']) });
