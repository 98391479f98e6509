// In which commune and province a measurement was made: what the device resolved or the person chose, else its position; never its address.
import type { Commune, Reference } from '@i-speed/reference';
import type { Fault, Submission } from '@i-speed/spec';
import { dayOf, distanceKm } from '@i-speed/statistics';

export interface Place {
  readonly provinceCode?: string;
  readonly communeCode?: string;
  /** Edition of the codes; absent where they are. */
  readonly edition?: string;
  /** Absent without a position, or where it is known too vaguely to tell. */
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
 * A position is no finer than its accuracy: it tells a commune or a province only where it strays no further than a circle of the mean area of
 * one is wide (331,000 km2 in 3,321 communes and 34 provinces: 5.6 and 56 km).
 */
const COMMUNE_ACCURACY_M = 5_000;
const PROVINCE_ACCURACY_M = 50_000;

/** Further from a commune's label point than this no place of it lies, nor of one whose border is drawn half way to its neighbour. */
const COMMUNE_REACH_KM = 30;

/**
 * The place of a submission; nothing where it tells nothing. What a person chose stands, but gives way to the device's own fine position
 * where that lies clearly elsewhere (a choice made at home, taken along on a journey), where no commune was chosen, and where a
 * former commune was divided by the day of the measurement. `areaFaults` has to be asked first.
 */
export function locate(submission: Submission, reference: AreaLookup): Place {
  const { area, position } = submission;
  const accuracyM = position?.accuracyM ?? 0;
  const found = position === undefined || accuracyM > PROVINCE_ACCURACY_M ? undefined : reference.communeOf(position);
  const inCountry =
    position === undefined || accuracyM > PROVINCE_ACCURACY_M ? {} : { isPositionInCountry: found !== undefined };
  const isFine = accuracyM <= COMMUNE_ACCURACY_M;
  if (area !== undefined && !(isFine && found !== undefined && givesWay(submission, found.commune, reference))) {
    const { provinceCode, communeCode, edition } = area;
    return { provinceCode, edition, ...(communeCode !== undefined && { communeCode }), ...inCountry };
  }
  if (found === undefined) return inCountry;
  return {
    provinceCode: found.province.code,
    ...(isFine && { communeCode: found.commune.code }),
    edition: reference.currentEdition,
    ...inCountry,
  };
}

/** Whether the area that was told gives way to the commune that the position lies in. */
function givesWay({ area, position, startedAt }: Submission, found: Commune, reference: AreaLookup): boolean {
  if (!isOfToday(startedAt, reference)) return false;
  const parts = partsOf(area, reference);
  if (parts.length > 1 && parts.includes(found)) return true;
  if (position?.source !== 'gps' || area === undefined) return false;
  if (area.communeCode === undefined) return true;
  const reachKm = COMMUNE_REACH_KM + (position.accuracyM ?? 0) / 1000;
  return parts.every(({ label }) => label !== undefined && distanceKm(position, label) > reachKm);
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
