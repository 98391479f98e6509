// The home country's clock, told to pages without anything else of its folder.
import country from '../../vn/country.json' with { type: 'json' };

export const TIME_ZONE: string = country.timeZone;
/** Of that zone, all year. */
export const MINUTES_AHEAD_OF_UTC: number = country.minutesAheadOfUtc;
