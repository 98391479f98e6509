// Why a measurement does not enter statistics: a closed list, decided once at ingest, published with counts.
import * as z from 'zod';

export const validityReason = z.enum([
  'impossible-value',
  'clock-off',
  'receipt-missing',
  'receipt-invalid',
  'receipt-disagrees',
  'too-short',
  'hosting-network',
  'abroad',
  'position-contradicts-network',
  'technology-ceiling',
  'failed',
  'aborted',
  'scripted-pace',
  'repeated-position',
  'implied-speed',
  'shared-device-burst',
  'foreign-client',
  'device-limited',
  'ticketless',
]);
export type ValidityReason = z.infer<typeof validityReason>;
