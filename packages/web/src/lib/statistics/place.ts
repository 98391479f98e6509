// A place of the statistics, as it stands in an address: the country, a province, a commune or an operator.

export type Place =
  | { level: 'country' }
  | { level: 'province' | 'commune'; code: string }
  | { level: 'operator'; code: string };

const AREA = /^(province|commune)-(\d{2,5})$/;
const OPERATOR = /^operator-([a-z0-9][a-z0-9.-]{0,63})$/;

/** The place of `province-01`, `commune-10882` or `operator-viettel`; the country for anything else. */
export function readPlace(text: string | null): Place {
  const [, level, code] = AREA.exec(text ?? '') ?? [];
  if (code !== undefined) return { level: level === 'commune' ? 'commune' : 'province', code };
  const operator = OPERATOR.exec(text ?? '')?.[1];
  return operator === undefined ? { level: 'country' } : { level: 'operator', code: operator };
}

/** What `readPlace` reads; undefined for the country, which needs no word in an address. */
export function writePlace(place: Place): string | undefined {
  return place.level === 'country' ? undefined : `${place.level}-${place.code}`;
}

/** The place as a filter of GET /api/v1/statistics. */
export function placeFilter(place: Place): Record<string, string> {
  return place.level === 'country' ? {} : { [place.level]: place.code };
}
