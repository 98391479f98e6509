// In which commune and province a measurement was made: what the device resolved or the person chose, else its position; never its address.
import type { Reference } from '@i-speed/reference';
import type { Fault, Submission } from '@i-speed/spec';

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
  'editions' | 'currentEdition' | 'provinceByCode' | 'communeByCode' | 'communeOf'
>;

/** The place of a submission; nothing where it tells nothing. `areaFaults` has to be asked first. */
export function locate({ area, position }: Submission, reference: AreaLookup): Place {
  const found = position && reference.communeOf(position);
  const inCountry = position === undefined ? {} : { isPositionInCountry: found !== undefined };
  if (area !== undefined) {
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
