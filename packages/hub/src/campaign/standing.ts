// Which places in a campaign stand on a day: a merged unit's until then, its successor's from then on.
import type { SQL } from 'drizzle-orm';
import { sql } from '../store/drizzle.ts';
import { campaignUnits, units } from '../store/portal-schema.ts';

/** A condition on campaign_units joined with units. Of a month it is asked for the window's last day. */
export function standsOn(day: string): SQL {
  return sql`(${campaignUnits.since} IS NULL OR ${campaignUnits.since} <= ${day}::date)
    AND (${units.mergedOn} IS NULL OR ${units.mergedOn} > ${day}::date)`;
}
