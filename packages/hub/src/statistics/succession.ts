// What follows former areas, told to the warehouse when areas of today are first asked for.
import type { Area, Reference } from '@i-speed/reference';
import type { SuccessorRow, Warehouse } from '@i-speed/warehouse';

export interface Succession {
  /** Returns once the warehouse knows; asked again after a failure. Rejects with WarehouseError `unavailable`. */
  kept(): Promise<void>;
}

type Areas = Pick<Reference, 'editions' | 'provinces' | 'allCommunes' | 'successorsOf'>;

export function openSuccession(warehouse: Pick<Warehouse, 'keepSuccessors'>, reference: Areas): Succession {
  let keeping: Promise<void> | undefined;
  return {
    async kept() {
      keeping ??= warehouse.keepSuccessors(successorRows(reference));
      try {
        await keeping;
      } catch (cause) {
        keeping = undefined;
        throw cause;
      }
    },
  };
}

/** Every area of every former edition with those of each later edition that hold its land. */
export function successorRows(reference: Areas): SuccessorRow[] {
  return reference.editions.flatMap(({ edition }) =>
    [...reference.provinces(edition), ...reference.allCommunes(edition)].flatMap((area) => chain(reference, area)),
  );
}

function chain(reference: Areas, area: Area): SuccessorRow[] {
  const { edition: fromEdition, level, code } = area;
  const rows: SuccessorRow[] = [];
  let heirs: readonly Area[] = [area];
  for (;;) {
    const next = heirs.flatMap((heir) => reference.successorsOf(heir));
    const toEdition = next[0]?.edition;
    if (toEdition === undefined) return rows;
    rows.push({ fromEdition, level, code, toEdition, successors: [...new Set(next.map((heir) => heir.code))] });
    heirs = next;
  }
}
