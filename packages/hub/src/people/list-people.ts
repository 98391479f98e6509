// The people with roles in one’s own scope.
import type { Grant, PortalPerson } from '@i-speed/spec';
import { type InviteDesk, placeGrants } from './invite.ts';
import { demandAnywhere, mayDo } from './policy.ts';

/** By address. Throws ProblemError `forbidden` for a role that sees none. */
export async function listPeople(
  { people, desk }: Pick<InviteDesk, 'people' | 'desk'>,
  grants: readonly Grant[],
): Promise<PortalPerson[]> {
  demandAnywhere(grants, 'person.list');
  const all = await people.all();
  const placed = await placeGrants(
    desk,
    all.flatMap((one) => one.grants),
  );
  const scopeOf = new Map(placed.map(({ grant, scope }) => [grant, scope]));
  return all.filter((one) => one.grants.some((held) => mayDo(grants, 'person.list', scopeOf.get(held) ?? {})));
}
