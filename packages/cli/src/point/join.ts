// `i-speed point join`: on the point's machine, its operator enters it into a hub's register with a one-time code.
import * as z from 'zod';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { introducePoint } from '../start/introduce-point.ts';
import { askHub, reasonOf } from './ask-hub.ts';

const joined = z.object({ addresses: z.array(z.object({ url: z.string(), answers: z.string() })).default([]) });

/** As the command line gives them: texts, absent where not given. */
export type JoinFlags = {
  hub: string;
  code: string;
  /** Where the running point answers this machine. */
  at: string;
  url: string;
  ipv4Url?: string;
  ipv6Url?: string;
  kind: string;
  name?: string;
  operator?: string;
  city?: string;
  country?: string;
  latitude?: string;
  longitude?: string;
  addresses?: string;
  capacityMbps?: string;
};

/** Asks the running point for its id and key, and the hub to enter it. What cannot be is told by the hub, field by field. */
export async function joinPoint(flags: JoinFlags, speech: Speech): Promise<ExitCode> {
  const { hub, code, at } = flags;
  const known = await introducePoint(at, 0).catch((cause: unknown) => {
    throw new CommandError(speech.say('noPointHere', { at, why: reasonOf(cause) }));
  });
  const point = withoutAbsent({
    id: known.id,
    name: flags.name ?? known.name,
    publicKey: known.publicKey,
    networkKind: flags.kind,
    url: flags.url,
    ipv4Url: flags.ipv4Url,
    ipv6Url: flags.ipv6Url,
    operatorName: flags.operator,
    city: flags.city,
    country: flags.country,
    latitude: numberOf(flags.latitude),
    longitude: numberOf(flags.longitude),
    addresses: flags.addresses?.split(',').map((address) => address.trim()),
    capacityMbps: numberOf(flags.capacityMbps),
  });
  const told = joined.parse(await askHub(hub, '/api/v1/points', { code, point }, speech));
  console.log(speech.say('pointJoined', { id: known.id, hub }));
  const wrong = told.addresses.filter(({ answers }) => answers !== 'itself');
  for (const { url, answers } of wrong)
    console.error(speech.say(answers === 'another' ? 'otherPointAnswers' : 'nobodyAnswers', { id: known.id, url }));
  return exitCodes.ok;
}

/** Text that is no number goes to the hub as it is, which names the field. */
function numberOf(text: string | undefined): number | string | undefined {
  const value = Number(text);
  return text === undefined || Number.isNaN(value) ? text : value;
}

function withoutAbsent(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
