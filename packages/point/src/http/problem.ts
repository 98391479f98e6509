// Errors over HTTP as problem+json (RFC 9457).
import type { ServerResponse } from 'node:http';
import type { Problem } from '@i-speed/spec';

/** Answers with a problem and gives true, so that a route can end with it. The connection is closed: an unread body may be under way. */
export function sendProblem(response: ServerResponse, status: number, code: string, title: string): true {
  const problem: Problem = { type: 'about:blank', title, status, code };
  response
    .writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' })
    .end(JSON.stringify(problem));
  return true;
}
