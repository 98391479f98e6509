// One measurement under its permalink, from the public API.
import type { PublicMeasurement } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, fetch, url }) => {
  const answer = await fetch(`/api/v1/measurements/${encodeURIComponent(params.id)}`);
  if (answer.status === 404 || answer.status === 400 || answer.status === 422) error(404, m.permalink_absent());
  if (!answer.ok) error(503, m.error_other());
  return {
    measurement: asMeasurement(await answer.json()),
    card: `${url.origin}/api/v1/measurements/${params.id}/card.png`,
  };
};

/** Guarantee: the hub answers by the schema of its own document. */
function asMeasurement(json: unknown): PublicMeasurement {
  return json as PublicMeasurement;
}
