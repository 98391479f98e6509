// One request to a hub, its refusals told in the person's language.
import { mayBeSentAgain, problem } from '@i-speed/spec';
import { CommandError, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { describeFault, describeProblem } from '../language/problem-words.ts';

/** A hub's own, or what else answers there has of it. */
const refusal = problem.partial();

const ANSWER_MS = 15_000;

/** Posts JSON and gives the answer's JSON. Throws a CommandError when the hub cannot be reached or says no. */
export async function askHub(
  hub: string,
  path: string,
  body: unknown,
  speech: Speech,
  adminToken?: string,
): Promise<unknown> {
  const answer = await fetch(new URL(path, hub), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(adminToken !== undefined && { authorization: `Bearer ${adminToken}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((cause: unknown) => {
    if (isPlain(hub, cause)) {
      const plain = hub.replace(/^https/, 'http');
      throw new CommandError(speech.say('hubPlain', { hub, plain }), exitCodes.usage);
    }
    throw new CommandError(speech.say('hubAway', { hub, why: reasonOf(cause) }));
  });
  const said: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return said;
  const told = refusal.safeParse(said).data ?? {};
  const faults = (told.faults ?? []).map((fault) => `\n  ${describeFault(fault, speech)}`).join('');
  const why = `${describeProblem({ title: `HTTP ${answer.status}`, ...told }, speech)}${faults}`;
  throw new CommandError(
    speech.say('hubSaysNo', { why }),
    mayBeSentAgain(answer.status) ? exitCodes.failed : exitCodes.usage,
  );
}

/** The hub's administration token of this environment; throws a CommandError that names it when there is none. */
export function adminTokenOf(env: NodeJS.ProcessEnv, speech: Speech): string {
  const token = env.I_SPEED_ADMIN_TOKEN;
  if (token !== undefined && token !== '') return token;
  throw new CommandError(speech.say('noAdminToken'), exitCodes.usage);
}

/** What answers a TLS greeting in plain words is no TLS server. */
function isPlain(hub: string, cause: unknown): boolean {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : undefined;
  const code = inner !== undefined && 'code' in inner ? inner.code : undefined;
  return (
    hub.startsWith('https:') &&
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'].includes(String(code))
  );
}

/** The innermost cause says more than "fetch failed". */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
