// A place of the statistics, as it stands in an address: the country, a province, a commune or an operator.

export type Place =
  | { level: 'country' }
  | { level: 'province' | 'commune'; code: string }
  | { level: 'operator'; code: string };

const AREA = /^(province|commune)-(\d{2,5})$/;

/**
 * The place of `province-01`, `commune-10882` or `operator-viettel`; the country for no text and for `country`. Any other text is an
 * operator's that nobody knows, so that it is told and not taken for the country.
 */
export function readPlace(text: string | null): Place {
  if (!text || text === 'country') return { level: 'country' };
  const [, level, code] = AREA.exec(text) ?? [];
  if (code !== undefined) return { level: level === 'commune' ? 'commune' : 'province', code };
  return { level: 'operator', code: text.replace(/^operator-/, '').slice(0, 64) };
}

/** What `readPlace` reads; undefined for the country, which needs no word in an address. */
export function writePlace(place: Place): string | undefined {
  return place.level === 'country' ? undefined : `${place.level}-${place.code}`;
}

/** The place as a filter of GET /api/v1/statistics. */
export function placeFilter(place: Place): Record<string, string> {
  return place.level === 'country' ? {} : { [place.level]: place.code };
}
