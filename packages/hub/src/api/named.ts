// Schemas that stand once in the OpenAPI document, under a name, and are referred to wherever they are used.
import '@hono/zod-openapi';
import * as spec from '@i-speed/spec';
import type * as z from 'zod';

/**
 * A copy of the schema that the document calls by a name. A copy, for only schemas made after `@hono/zod-openapi` was loaded know of
 * documents, and a program may have loaded spec before.
 */
export function named<S extends z.ZodType>(name: string, schema: S): S {
  return asSame(schema.clone().openapi(name));
}

/** Guarantee: clone and name leave what a schema accepts and gives as it is. */
function asSame<S extends z.ZodType>(schema: z.ZodType): S {
  return schema as S;
}

export const problem = named('Problem', spec.problem);
export const submission = named('Submission', spec.submission);
export const ticketRequest = named('TicketRequest', spec.ticketRequest);
export const ticketResponse = named('TicketResponse', spec.ticketResponse);
export const acknowledgement = named('Acknowledgement', spec.acknowledgement);
export const batchAcknowledgement = named('BatchAcknowledgement', spec.batchAcknowledgement);
export const publicMeasurement = named('PublicMeasurement', spec.publicMeasurement);
export const publicPoint = named('PublicPoint', spec.publicPoint);
