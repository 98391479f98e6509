// Which kind of fault a schema found, so that a page can word it in the language of its reader.
import { type Fault, faultKind } from '@i-speed/spec';
import type * as z from 'zod';

type Kind = Pick<Fault, 'kind' | 'limit'>;

/** Empty for what has no kind: the message alone tells it. A rule of a schema's own names its kind in `params.kind`. */
export function kindOfIssue(issue: z.core.$ZodIssue): Kind {
  switch (issue.code) {
    case 'invalid_type':
      return { kind: /received undefined$/.test(issue.message) ? 'missing' : 'form' };
    case 'invalid_format':
    case 'invalid_value':
      return { kind: 'form' };
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) <= 1
        ? { kind: 'missing' }
        : { kind: issue.origin === 'string' ? 'too-short' : 'too-small', limit: Number(issue.minimum) };
    case 'too_big':
      return { kind: issue.origin === 'string' ? 'too-long' : 'too-large', limit: Number(issue.maximum) };
    case 'custom': {
      const named = faultKind.safeParse(issue.params?.kind);
      return named.success ? { kind: named.data } : {};
    }
    default:
      return {};
  }
}
