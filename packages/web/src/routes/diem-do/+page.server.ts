// The points as the public API lists them.
import type { PublicPoint } from '@i-speed/spec';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => {
  const answer = await fetch('/api/v1/points');
  return { points: answer.ok ? await asPoints(answer) : [] };
};

/** Guarantee: the hub answers by the schema of its own document. */
async function asPoints(answer: Response): Promise<PublicPoint[]> {
  return ((await answer.json()) as { points: PublicPoint[] }).points;
}
