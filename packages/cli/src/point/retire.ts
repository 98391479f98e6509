// `i-speed point retire`: the hub's operator takes a point out of the register for ever.
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { adminTokenOf, askHub } from './ask-hub.ts';

export async function retirePoint(settings: { hub: string; id: string }, speech: Speech): Promise<ExitCode> {
  const { hub, id } = settings;
  const token = adminTokenOf(process.env, speech);
  await askHub(hub, `/api/v1/admin/points/${encodeURIComponent(id)}/retire`, {}, speech, token);
  console.log(speech.say('pointRetired', { id }));
  return exitCodes.ok;
}
