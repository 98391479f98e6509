// What a caller did wrong, or what the hub cannot do now, as a typed error; mapped once to problem+json.
import type { Fault, Problem } from '@i-speed/spec';
import type * as z from 'zod';
import { kindOfIssue } from './fault-kind.ts';

/** The stable words of all problems this API answers with, and their HTTP status. */
export const PROBLEMS = {
  preparing: { status: 202, title: 'The answer is being made' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your role does not allow this here' },
  'no-permission': { status: 401, title: 'This needs a permission that was not shown' },
  'not-found': { status: 404, title: 'There is no such thing here' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  conflict: { status: 409, title: 'The present state does not allow this' },
  'too-large': { status: 413, title: 'The body is too large' },
  'not-json': { status: 415, title: 'The body must be application/json' },
  invalid: { status: 422, title: 'The request does not fit its description' },
  'rate-limited': { status: 429, title: 'Too many requests from this address' },
  internal: { status: 500, title: 'The hub failed' },
  'storage-unavailable': { status: 503, title: 'The storage does not answer' },
  overloaded: { status: 503, title: 'More measurements arrive than can be kept now' },
  draining: { status: 503, title: 'This hub is stopping' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Thrown anywhere below the API; carries all that the caller is told. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  /** Seconds after which trying again makes sense; absent where it does not. */
  readonly retryAfterS?: number;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { faults?: readonly Fault[]; retryAfterS?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.faults = more.faults ?? [];
    if (more.retryAfterS !== undefined) this.retryAfterS = more.retryAfterS;
  }

  /** As it stands on the wire (RFC 9457). */
  toProblem(): Problem {
    const { status, title } = PROBLEMS[this.code];
    return {
      type: `/api/v1/docs#problem-${this.code}`,
      title,
      status,
      detail: this.message,
      code: this.code,
      ...(this.faults.length > 0 && { faults: [...this.faults] }),
    };
  }
}

/** A parameter of the query that names nothing; the same in the path of an address is `not-found`, as there is no such address. */
export function unknownInQuery(name: string, message: string): ProblemError {
  return new ProblemError('invalid', message, { faults: [{ path: `query.${name}`, message }] });
}

/** The path of a fault as the API writes it: `download.rateMbps`, `[3].id`. */
function faultPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

/** The faults that a schema found; fields that do not belong there are named one by one. `place` goes before each path. */
export function faultsOf(error: z.ZodError, place: readonly PropertyKey[] = []): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = [...place, ...issue.path];
    if (issue.code !== 'unrecognized_keys')
      return [{ path: faultPath(path), message: issue.message, ...kindOfIssue(issue) }];
    return issue.keys.map((key) => ({
      path: faultPath([...path, key]),
      message: 'there is no such field; leave it out',
    }));
  });
}
