// What the network did is data: every failure is one code `stage.cause` from this closed list.
import * as z from 'zod';

const stages = {
  ticket: ['offline', 'timeout', 'refused', 'storage', 'aborted'],
  point: ['unreachable', 'timeout', 'busy', 'draining', 'refused', 'protocol', 'lost', 'aborted'],
  latency: ['timeout', 'lost', 'aborted'],
  download: ['stalled', 'refused', 'lost', 'timeout', 'hidden', 'aborted'],
  upload: ['stalled', 'refused', 'lost', 'timeout', 'hidden', 'aborted'],
  ipv6: ['unreachable', 'timeout', 'aborted'],
  receipt: ['missing', 'timeout', 'aborted'],
  submit: ['offline', 'timeout', 'refused', 'storage', 'aborted'],
} as const;

export type FailureStage = keyof typeof stages;
export type FailureCode = { [S in FailureStage]: `${S}.${(typeof stages)[S][number]}` }[FailureStage];

/** All failure codes, in the order in which a measurement meets the stages. */
export const failureCodes: readonly FailureCode[] = listCodes();

export const failureCode = z.enum(asTuple(failureCodes));

/** One thing that went wrong; `detail` is technical English for engineers, the sentence for people comes from the message catalogue by code. */
export const failure = z.strictObject({
  code: failureCode,
  atMs: z.number().finite().min(0).describe('milliseconds after startedAt'),
  detail: z.string().max(500).optional(),
});
export type Failure = z.infer<typeof failure>;

function listCodes(): FailureCode[] {
  return Object.entries(stages).flatMap(([stage, causes]) => causes.map((cause) => asCode(`${stage}.${cause}`)));
}

/** Guarantee: called only with a stage and one of its own causes. */
function asCode(code: string): FailureCode {
  return code as FailureCode;
}

/** Guarantee: the list is never empty, as `stages` is a non-empty literal. */
function asTuple(codes: readonly FailureCode[]): [FailureCode, ...FailureCode[]] {
  return codes as [FailureCode, ...FailureCode[]];
}
