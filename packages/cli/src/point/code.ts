// `i-speed point code`: the hub's operator makes a one-time code for the operator of a point.
import * as z from 'zod';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { adminTokenOf, askHub } from './ask-hub.ts';

const made = z.looseObject({ code: z.string(), expiresAt: z.string() });

/** Prints the code alone to stdout, what to do with it to stderr. */
export async function makePointCode(settings: { hub: string; note: string }, speech: Speech): Promise<ExitCode> {
  const { hub, note } = settings;
  const token = adminTokenOf(process.env, speech);
  const { code, expiresAt } = made.parse(await askHub(hub, '/api/v1/admin/point-codes', { note }, speech, token));
  console.log(code);
  console.error(speech.say('codeMade', { hub, code, until: expiresAt }));
  return exitCodes.ok;
}
