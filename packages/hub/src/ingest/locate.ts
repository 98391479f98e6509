// In which commune and province a measurement was made: what the device resolved or the person chose, else its position; never its address.
import type { Commune, Reference } from '@i-speed/reference';
import type { Fault, Submission } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';

export interface Place {
  readonly provinceCode?: string;
  readonly communeCode?: string;
  /** Edition of the codes; absent where they are. */
  readonly edition?: string;
  /** Absent without a position. */
  readonly isPositionInCountry?: boolean;
}

/** The part of the reference that is asked. */
export type AreaLookup = Pick<
  Reference,
  | 'country'
  | 'editions'
  | 'currentEdition'
  | 'editionOn'
  | 'provinceByCode'
  | 'communeByCode'
  | 'communeOf'
  | 'successorsOf'
>;

/**
 * The place of a submission; nothing where it tells nothing. A former commune that was divided by the day of the measurement gives way to the
 * part of it that the position lies in. `areaFaults` has to be asked first.
 */
export function locate({ area, position, startedAt }: Submission, reference: AreaLookup): Place {
  const found = position && reference.communeOf(position);
  const inCountry = position === undefined ? {} : { isPositionInCountry: found !== undefined };
  const parts = found && isOfToday(startedAt, reference) ? partsOf(area, reference) : [];
  const isInPart = found !== undefined && parts.length > 1 && parts.includes(found.commune);
  if (area !== undefined && !isInPart) {
    const { provinceCode, communeCode, edition } = area;
    return { provinceCode, edition, ...(communeCode !== undefined && { communeCode }), ...inCountry };
  }
  if (found === undefined) return inCountry;
  return {
    provinceCode: found.province.code,
    communeCode: found.commune.code,
    edition: reference.currentEdition,
    ...inCountry,
  };
}

/** Whether the areas of today were in force when it was measured; before, a former commune is where it was measured. */
function isOfToday(startedAt: string, { country, currentEdition, editionOn }: AreaLookup): boolean {
  return editionOn(dayOf(Date.parse(startedAt), country.timeZone))?.edition === currentEdition;
}

/** The communes of today that hold land of the commune that was named: itself where it is in force. */
function partsOf(area: Submission['area'], reference: AreaLookup): readonly Commune[] {
  const named = area?.communeCode === undefined ? undefined : reference.communeByCode(area.communeCode, area.edition);
  let parts: readonly Commune[] = named === undefined ? [] : [named];
  while (parts.some((part) => part.edition !== reference.currentEdition))
    parts = [...new Set(parts.flatMap((part) => reference.successorsOf(part)))];
  return parts;
}

/** Faults of the area a submission names: codes that its edition does not have. */
export function areaFaults({ area }: Submission, reference: AreaLookup): Fault[] {
  if (area === undefined) return [];
  const { provinceCode, communeCode, edition } = area;
  const editions = reference.editions.map((known) => known.edition);
  if (!editions.includes(edition))
    return [{ path: 'area.edition', message: `there is no edition ${edition}; there are ${editions.join(', ')}` }];
  if (reference.provinceByCode(provinceCode, edition) === undefined)
    return [
      {
        path: 'area.provinceCode',
        message: `edition ${edition} has no province ${provinceCode}; GET /api/v1/provinces lists them`,
      },
    ];
  if (communeCode === undefined) return [];
  const commune = reference.communeByCode(communeCode, edition);
  return commune?.provinceCode === provinceCode
    ? []
    : [
        {
          path: 'area.communeCode',
          message: `province ${provinceCode} has no commune ${communeCode} in edition ${edition}`,
        },
      ];
}
