// What became of a month's measurements, counted once and read in their place for as long as nothing comes to the month.
import { addMonths, dayOf, monthOf, monthWindow } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { WarehouseError } from '../../open/errors.ts';
import { select } from '../../read/select.ts';
import { inRange } from '../../statistics/columns.ts';
import type { GroupBy, Selection } from '../../statistics/question.ts';
import type { TimeRange } from '../value/plan.ts';
import { arrivalsOf, basisOf } from './arrivals.ts';

/** A tally that counts: its month, `YYYY-MM-DD`, and its number. */
interface Tallied {
  readonly month: string;
  readonly tallied: string;
}

/** Which part of a period is read from tallies and which from measurements: together every measurement exactly once. */
export interface TallyPlan {
  readonly months: readonly Tallied[];
  readonly ranges: readonly TimeRange[];
}

/** What the rows of a tally are told apart by, as the columns of `measurements` are named. */
const KEPT_APART =
  'area_edition, province_code, operator, access_kind, technology, family, `trigger`, point_network_kind';

/** Groups that tallies answer, and none by default. */
const GROUPS: ReadonlySet<GroupBy | undefined> = new Set([
  undefined,
  ...(['month', 'province', 'operator', 'access', 'technology', 'family', 'trigger'] as const),
]);

/** How the question is read: whole months from tallies that nothing came after. Rejects with WarehouseError `unavailable`. */
export async function tallyPlanOf(
  connections: Connections,
  question: Selection & { readonly groupBy?: GroupBy },
): Promise<TallyPlan> {
  const { fromMs, untilMs, timeZone, groupBy, communeCode } = question;
  const raw = { months: [], ranges: [{ fromMs, untilMs }] };
  const whole = wholeMonths(question);
  if (!GROUPS.has(groupBy) || communeCode !== undefined || whole === undefined) return raw;
  const known = await talliesOf(connections, timeZone, whole);
  if (known.size === 0) return raw;
  const arrivals = await arrivalsOf(connections, { ...whole, timeZone }, 'month');
  const months: Tallied[] = [];
  const ranges: TimeRange[] = [];
  let readMs = fromMs;
  for (const [month, { tallied, basis }] of known) {
    if (basis !== basisOf(arrivals.get(month))) continue;
    const window = monthWindow(month, timeZone);
    if (readMs < window.fromMs) ranges.push({ fromMs: readMs, untilMs: window.fromMs });
    months.push({ month: `${month}-01`, tallied });
    readMs = window.untilMs;
  }
  if (readMs < untilMs) ranges.push({ fromMs: readMs, untilMs });
  return { months, ranges };
}

/** Counts the months (`YYYY-MM`) anew to which something came since they were counted. Rejects with WarehouseError `unavailable`. */
export async function tallyMonths(
  connections: Connections,
  timeZone: string,
  months: readonly string[],
): Promise<void> {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return;
  const span = { fromMs: monthWindow(first, timeZone).fromMs, untilMs: monthWindow(last, timeZone).untilMs };
  const known = await talliesOf(connections, timeZone, span);
  const arrivals = await arrivalsOf(connections, { ...span, timeZone }, 'month');
  for (const month of months) {
    const told = arrivals.get(month);
    if (told !== undefined && known.get(month)?.basis !== basisOf(told)) await tallyMonth(connections, timeZone, month);
  }
}

async function tallyMonth(connections: Connections, timeZone: string, month: string): Promise<void> {
  const { writer, writerNumber } = connections;
  const window = monthWindow(month, timeZone);
  // Two hubs that count one month in the same millisecond count apart.
  const tallied = ((BigInt(Date.now()) << 16n) | BigInt(writerNumber)).toString();
  // Read before the rows: what comes meanwhile makes the tally read no more.
  const basis = basisOf((await arrivalsOf(connections, { ...window, timeZone }, 'whole')).get(''));
  const params = { month: `${month}-01`, timeZone, tallied, basis };
  try {
    await writer.command({
      query: `INSERT INTO month_tallies (month, tallied, ${KEPT_APART}, received, valid, counted, reasons, reason_counts)
        WITH sumMap(reasons, arrayMap(reason -> toUInt64(1), reasons)) AS by_reason
        SELECT {month:Date}, {tallied:UInt64}, ${KEPT_APART}, count(), countIf(validity = 'valid'), countIf(counts_in_statistics),
          by_reason.1, by_reason.2
        FROM measurements FINAL WHERE ${inRange(window)} GROUP BY ${KEPT_APART}`,
      query_params: params,
    });
    await writer.command({
      query: 'INSERT INTO tallied_months VALUES ({month:Date}, {timeZone:String}, {tallied:UInt64}, {basis:String})',
      query_params: params,
    });
    await dropOld(connections, params.month);
  } catch (cause) {
    if (cause instanceof WarehouseError) throw cause;
    throw new WarehouseError(
      'unavailable',
      `the measurements of ${month} could not be counted; try again later`,
      cause,
    );
  }
}

/** A question that began before the newest tally may still read the one before it; what is older, or died half-way, goes. */
async function dropOld(connections: Connections, month: string): Promise<void> {
  const rows = await select<{ tallied: string }>(connections, {
    sql: 'SELECT DISTINCT toString(tallied) AS tallied FROM month_tallies WHERE month = {month:Date} ORDER BY tallied DESC',
    params: { month },
  });
  for (const { tallied } of rows.slice(2)) await connections.dropPartition('month_tallies', `('${month}', ${tallied})`);
}

/** By month (`YYYY-MM`), oldest first. */
async function talliesOf(
  connections: Connections,
  timeZone: string,
  { fromMs, untilMs }: TimeRange,
): Promise<Map<string, { tallied: string; basis: string }>> {
  const rows = await select<{ name: string; tallied: string; basis: string }>(connections, {
    sql: `SELECT formatDateTime(month, '%Y-%m') AS name, toString(tallied) AS tallied, basis FROM tallied_months FINAL
      WHERE time_zone = {timeZone:String} AND month >= {from:Date} AND month < {until:Date} ORDER BY month`,
    params: { timeZone, from: dayOf(fromMs, timeZone), until: dayOf(untilMs, timeZone) },
  });
  return new Map(rows.map(({ name, tallied, basis }) => [name, { tallied, basis }]));
}

/** From the first month that begins in the period to the last that ends in it; absent where there is none. */
function wholeMonths({ fromMs, untilMs, timeZone }: Selection): TimeRange | undefined {
  const first = monthWindow(monthOf(fromMs, timeZone), timeZone);
  const from =
    first.fromMs === fromMs ? first.fromMs : monthWindow(addMonths(monthOf(fromMs, timeZone), 1), timeZone).fromMs;
  const until = monthWindow(monthOf(untilMs, timeZone), timeZone).fromMs;
  return from < until ? { fromMs: from, untilMs: until } : undefined;
}
