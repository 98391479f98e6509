// The nation's board of a month: a line for each province, and one for the nation's own bodies where they take part in a campaign.
import type { Grant, NationBoard, NationLine } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { windowOf } from '../campaign/window.ts';
import { demandAnywhere, mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { desc, eq } from '../store/drizzle.ts';
import { type NationRow, nationConsolidations, nationReports } from '../store/nation-schema.ts';
import { campaigns } from '../store/portal-schema.ts';
import { type FigureDesk, sumFigures } from '../unit/figures.ts';

export interface NationDesk extends FigureDesk {
  /** Today's provinces in the order of their codes. */
  readonly provinces: readonly { readonly code: string; readonly name: string }[];
  /** Day of the month before which provinces hand their sums up. */
  readonly nationDueDay: number;
}

/** The sender that stands for bodies of the nation itself. */
export const NATION = 'vn';
export const NATION_NAME = 'Cơ quan trung ương';

/** The lines that the grants let one read, in the order of codes, the nation's own last; sums are of those that are accepted. Throws ProblemError `forbidden`. */
export async function nationBoardOf(desk: NationDesk, grants: readonly Grant[], month: string): Promise<NationBoard> {
  demandAnywhere(grants, 'nation.read');
  const board = await wholeNation(desk, month);
  const lines = board.lines.filter(({ sender }) => mayDo(grants, 'nation.read', scopeOf(sender)));
  const { consolidation, ...shown } = board;
  const seesAll = mayDo(grants, 'nation.read', {});
  return { ...shown, lines, ...sumsOf(lines), ...(seesAll && consolidation && { consolidation }) };
}

/** The board with every line, for those who have already been asked for their right. */
export async function wholeNation(desk: NationDesk, month: string): Promise<NationBoard> {
  const { database, clock, timeZone, provinces } = desk;
  const [kept, all, [last]] = await Promise.all([
    database.select().from(nationReports).where(eq(nationReports.month, month)),
    database.select().from(campaigns).orderBy(desc(campaigns.startsOn)),
    database
      .select()
      .from(nationConsolidations)
      .where(eq(nationConsolidations.month, month))
      .orderBy(desc(nationConsolidations.version))
      .limit(1),
  ]);
  const running = new Map<string, string>();
  for (const campaign of all.toReversed()) {
    const { from, to } = windowOf(month, campaign);
    if (campaign.startsOn <= to && from <= campaign.endsOn) running.set(campaign.provinceCode ?? NATION, campaign.id);
  }
  const rowOf = new Map(kept.map((row) => [row.sender, row]));
  const dueOn = dueOfNation(desk, month);
  const isDue = dayOf(clock(), timeZone) >= dueOn;
  const hasOwn = running.has(NATION) || rowOf.has(NATION);
  const senders = [...provinces, ...(hasOwn ? [{ code: NATION, name: NATION_NAME }] : [])];
  const lines = senders.map(({ code, name }) => toLine({ code, name }, rowOf.get(code), running.get(code), isDue));
  const consolidation = last && {
    version: last.version,
    at: last.at.toISOString(),
    person: last.person,
    ...last.content,
  };
  return { month, dueOn, lines, ...sumsOf(lines), ...(consolidation && { consolidation }) };
}

/** The line of one sender. Throws ProblemError `not-found` where it hands nothing up. */
export async function lineOf(desk: NationDesk, month: string, sender: string): Promise<NationLine> {
  const line = (await wholeNation(desk, month)).lines.find((one) => one.sender === sender);
  if (line === undefined) throw new ProblemError('not-found', `${sender} hands nothing up in ${month}`);
  return line;
}

/** The day before which reports of a month are handed up. */
export function dueOfNation({ nationDueDay }: Pick<NationDesk, 'nationDueDay'>, month: string): string {
  return `${month}-${String(nationDueDay).padStart(2, '0')}`;
}

/** Lines that the nation has taken. */
export function takenOf(lines: readonly NationLine[]): NationLine[] {
  return lines.filter(({ state }) => state === 'accepted' || state === 'consolidated');
}

/** Whose a line is; the nation's own belongs to no province. */
export function scopeOf(sender: string) {
  return sender === NATION ? {} : { provinceCode: sender };
}

function sumsOf(lines: readonly NationLine[]) {
  const reports = takenOf(lines).flatMap(({ report }) => report ?? []);
  return {
    totals: sumFigures(reports.map(({ totals }) => totals)),
    units: reports.reduce((sum, { units }) => sum + units, 0),
  };
}

function toLine(
  { code, name }: { code: string; name: string },
  row: NationRow | undefined,
  campaignId: string | undefined,
  isDue: boolean,
): NationLine {
  const isOpen = row === undefined || row.state === 'returned';
  return present({
    sender: code,
    name,
    state: row?.state ?? ('draft' as const),
    version: row?.version ?? 0,
    campaignId: row?.campaignId ?? campaignId,
    report: row?.content,
    note: row?.note ?? undefined,
    submittedAt: row?.submittedAt.toISOString(),
    // Where no campaign runs nothing was asked for.
    isLate: row?.isLate || (isOpen && isDue && campaignId !== undefined),
    history: row?.history ?? [],
  });
}
