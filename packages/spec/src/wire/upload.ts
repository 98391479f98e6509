// Messages on an upload stream between engine and point (protocol section 6): texts around the bodies' binary frames.
import * as z from 'zod';
import { count } from '../units.ts';

export const UPLOAD_SUBPROTOCOL = 'i-speed.upload.v1';

/** `begin` opens a body of a pulse, `end` closes it. */
export const uploadMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin'), pulse: count }),
  z.strictObject({ type: z.literal('end') }),
]);
export type UploadMessage = z.infer<typeof uploadMessage>;

/** The point's answer to `end`: all bytes of the body have been read. */
export type UploadAnswer = { type: 'ended'; bytes: number };
