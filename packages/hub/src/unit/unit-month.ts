// A unit's own month, day by day: what it brought, what is missing, where the present pace leads.
import type { StandingUnit, UnitMonth } from '@i-speed/spec';
import { addDays, addMonths, dayOf, dayWindow } from '@i-speed/statistics';
import { targetAt } from '../campaign/target-at.ts';
import { elapsedOf, monthAt, windowOf } from '../campaign/window.ts';
import { and, desc, eq, inArray, sql } from '../store/drizzle.ts';
import { campaigns, campaignUnits, unitInstalls, unitOpens } from '../store/portal-schema.ts';
import { type Days, type FigureDesk, figuresOf, NO_FIGURES } from './figures.ts';
import { forecastOf } from './forecast.ts';
import { handoverOf } from './hand-over.ts';
import { type Succession, successionOn } from './succession.ts';

/** Where a unit is in no campaign: the window and the minimum of the official letters. */
const LETTERS = { firstDay: 13, target: 300, targets: {} };

/** The month named, or the one that runs; of a merged unit the last that was its own. */
export async function unitMonthOf(desk: FigureDesk, unit: StandingUnit, named?: string): Promise<UnitMonth> {
  const { clock, timeZone } = desk;
  const rule = await ruleOf(desk, unit.code);
  const month = named ?? lastMonthOf(unit, timeZone, rule) ?? monthAt(clock(), timeZone, rule);
  const window = windowOf(month, rule);
  const succession = await successionOn(desk.database, window.to);
  const today = dayOf(clock(), timeZone);
  const elapsed = elapsedOf(window, clock(), timeZone);
  const span = { fromMs: dayWindow(window.from, timeZone).fromMs, untilMs: dayWindow(window.to, timeZone).untilMs };
  const [days, figures, abuse, handover] = await Promise.all([
    daysOf(desk, unit.code, window, succession),
    figuresOf(desk, window, [unit.code]),
    desk.warehouse.unitAbuse({ ...span, timeZone, edition: desk.edition }, succession.codesOf([unit.code])),
    handoverOf(desk, unit),
  ]);
  const begun = { from: window.from, to: today < window.to ? today : window.to };
  const totals = figures.get(unit.code) ?? NO_FIGURES;
  const left = today > window.to ? [] : everyDay({ from: today < window.from ? window.from : today, to: window.to });
  return {
    unit,
    mergedFrom: [...succession.forebearsOf(unit.code)],
    ...(handover !== undefined && { handover }),
    month,
    window,
    target: targetAt(rule.targets, month) ?? rule.target,
    elapsed,
    daysLeft: left.length,
    totals,
    abuse,
    days: everyDay(begun).map((day) => ({ day, ...NOTHING, ...days.get(day) })),
    ...(elapsed < 1 && forecastOf(totals, elapsed)),
  };
}

/** The month before the one in which another took over. */
function lastMonthOf({ mergedInto }: StandingUnit, timeZone: string, rule: { readonly firstDay: number }) {
  return mergedInto && addMonths(monthAt(dayWindow(mergedInto.on, timeZone).fromMs, timeZone, rule), -1);
}

type Counts = Omit<UnitMonth['days'][number], 'day'>;

const NOTHING: Counts = { installs: 0, accesses: 0, measurements: 0, countedFixed: 0, countedMobile: 0, devices: 0 };

/** Window and target of the unit's campaign that began last, of those that run. */
async function ruleOf({ database, clock, timeZone }: FigureDesk, code: string) {
  const today = dayOf(clock(), timeZone);
  const [row] = await database
    .select({
      firstDay: campaigns.firstDay,
      target: campaigns.target,
      targets: campaignUnits.targets,
    })
    .from(campaignUnits)
    .innerJoin(campaigns, eq(campaigns.id, campaignUnits.campaignId))
    .where(
      and(
        eq(campaignUnits.unitCode, code),
        sql`${campaigns.startsOn} <= ${today}::date AND ${today}::date <= ${campaigns.endsOn}`,
      ),
    )
    .orderBy(desc(campaigns.startsOn))
    .limit(1);
  return row ?? LETTERS;
}

async function daysOf(
  { database, warehouse, timeZone, edition }: FigureDesk,
  code: string,
  { from, to }: Days,
  { codesOf, heirs }: Succession,
): Promise<Map<string, Counts>> {
  const codes = codesOf([code]);
  const { fromMs } = dayWindow(from, timeZone);
  const { untilMs } = dayWindow(to, timeZone);
  const dayOfInstall = sql<string>`to_char(${unitInstalls.since} AT TIME ZONE ${sql.raw(`'${timeZone}'`)}, 'YYYY-MM-DD')`;
  const [installs, opens, measured] = await Promise.all([
    database
      .select({ day: dayOfInstall, installs: sql<string>`count(*)` })
      .from(unitInstalls)
      .where(
        and(
          inArray(unitInstalls.unitCode, codes),
          sql`${unitInstalls.since} >= ${new Date(fromMs).toISOString()}::timestamptz`,
          sql`${unitInstalls.since} < ${new Date(untilMs).toISOString()}::timestamptz`,
        ),
      )
      .groupBy(dayOfInstall),
    database
      .select({ day: unitOpens.day, accesses: sql<string>`sum(${unitOpens.opens})` })
      .from(unitOpens)
      .where(
        and(
          inArray(unitOpens.unitCode, codes),
          sql`${unitOpens.day} >= ${from}::date AND ${unitOpens.day} <= ${to}::date`,
        ),
      )
      .groupBy(unitOpens.day),
    warehouse.unitCounts({ fromMs, untilMs, timeZone, edition }, { units: codes, isDaily: true, heirs }),
  ]);
  const all = new Map<string, Counts>();
  const add = (day: string, part: Partial<Counts>) => all.set(day, { ...NOTHING, ...all.get(day), ...part });
  for (const { day, installs: n } of installs) add(day, { installs: Number(n) });
  for (const { day, accesses } of opens) add(day, { accesses: Number(accesses) });
  for (const { day, measurements, countedFixed, countedMobile, devices } of measured)
    if (day !== undefined) add(day, { measurements, countedFixed, countedMobile, devices });
  return all;
}

function everyDay({ from, to }: Days): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
