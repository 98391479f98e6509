// Provinces and operators to choose from, by the public API.
import type { PageServerLoad } from './$types';

type Choice = { id: string; name: string };

export const load: PageServerLoad = async ({ fetch }) => {
  const [areas, networks] = await Promise.all([fetch('/api/v1/provinces'), fetch('/api/v1/operators')]);
  const provinces = areas.ok ? (await read<{ provinces: { code: string; fullName: string }[] }>(areas)).provinces : [];
  const operators = networks.ok ? (await read<{ operators: Choice[] }>(networks)).operators : [];
  return {
    provinces: provinces.map(({ code, fullName }) => ({ id: code, name: fullName })),
    operators: operators.map(({ id, name }) => ({ id, name })),
  };
};

/** Guarantee: the hub answers by the schema of its own document. */
async function read<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
