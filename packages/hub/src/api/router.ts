// The router every group of routes begins with: what is wrong with a request is one problem naming every fault.

import { OpenAPIHono } from '@hono/zod-openapi';
import type { Fault } from '@i-speed/spec';
import * as z from 'zod';
import { faultsOf, PROBLEMS, type ProblemCode, ProblemError } from '../problem.ts';
import { problem } from './named.ts';

/** What the server tells the routes of each request. */
export interface ApiEnv {
  Bindings: {
    /** IP address of the client. */
    address: string;
  };
}

/**
 * A router whose validation failures are thrown as ProblemError `invalid`; where a fault is not in the body its path begins with its place.
 * `besides` tells what else is wrong with a query that its schema refused.
 */
export function newRouter(besides: (query: Record<string, string>) => Fault[] = () => []) {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const place = result.target === 'json' ? [] : [result.target];
      const isGivenTwice = ({ path }: Fault) =>
        result.target === 'query' && (c.req.queries(path.slice('query.'.length))?.length ?? 0) > 1;
      const faults = faultsOf(result.error, place).map((fault) =>
        isGivenTwice(fault) ? { path: fault.path, message: 'is given more than once; give it once' } : fault,
      );
      if (result.target === 'query') faults.push(...besides(c.req.query()));
      throw new ProblemError('invalid', 'see faults for what is wrong and how to mend it', { faults });
    },
  });
}

/** The query of a route that takes none: a name left unread would leave the caller with another answer than was asked for. */
export const noQuery = z.strictObject({});

/** The answers of an OpenAPI route for the problems it may meet. */
export function problemAnswers(...codes: ProblemCode[]) {
  const content = { 'application/problem+json': { schema: problem } };
  return Object.fromEntries(
    codes.map((code) => [PROBLEMS[code].status, { description: PROBLEMS[code].title, content }]),
  );
}

/** What a route of the portal may answer besides what was asked for. */
export const PORTAL_PROBLEMS = problemAnswers(
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'invalid',
  'rate-limited',
);

/** Content of an answer or body that is JSON of a schema. */
export function json<S>(schema: S) {
  return { 'application/json': { schema } };
}
