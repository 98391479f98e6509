// The board of a campaign's month: a line for each unit, filled by the system, with the state of its form.
import type { Campaign, Correction, Grant, MonthBoard, ReportLine, Unit, UnitFigures } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { campaignOf } from '../campaign/campaigns.ts';
import { standsOn } from '../campaign/standing.ts';
import { targetAt } from '../campaign/target-at.ts';
import { dueOn, elapsedOf, windowOf } from '../campaign/window.ts';
import { mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, desc, eq, inArray } from '../store/drizzle.ts';
import {
  campaignUnits,
  consolidations,
  type OwnTargets,
  type ReportRow,
  reports,
  units,
} from '../store/portal-schema.ts';
import { readMany } from '../store/read-many.ts';
import { type FigureDesk, figuresOf, NO_FIGURES, sumFigures } from '../unit/figures.ts';
import { forecastOf } from '../unit/forecast.ts';
import { setAsideOf } from '../unit/set-aside.ts';
import { type Succession, successionOn } from '../unit/succession.ts';
import { surveyOf } from './survey.ts';

/** All lines that the person may read, or those of the units named, in the order of the units' codes. Throws ProblemError `not-found`, `forbidden`. */
export async function boardOf(
  desk: FigureDesk,
  grants: readonly Grant[],
  campaignId: string,
  month: string,
  codes: readonly string[] | undefined = ownUnits(grants),
): Promise<MonthBoard> {
  const campaign = await campaignOf(desk, campaignId);
  const [board, aside] = await Promise.all([
    wholeBoard(desk, campaign, month, codes),
    setAsideOf(desk, windowOf(month, campaign), codes),
  ]);
  const lines = board.lines
    .filter(({ unit }) =>
      mayDo(grants, 'report.read', {
        provinceCode: campaign.provinceCode ?? provinceOf(board, unit.code),
        unitCode: unit.code,
      }),
    )
    .map((line) => {
      const setAside = aside.get(line.unit.code);
      return setAside === undefined ? line : { ...line, setAside };
    });
  if (lines.length === 0 && !mayDo(grants, 'report.read', { provinceCode: campaign.provinceCode }))
    throw new ProblemError('forbidden', 'no unit of this campaign is yours');
  const { provinces: _, ...shown } = board;
  return { ...shown, ...surveyOf(lines, board), lines, totals: sumFigures(lines.map(({ reported }) => reported)) };
}

/** The units of somebody who reads no others; absent for those who read by province or country. */
function ownUnits(grants: readonly Grant[]): string[] | undefined {
  const codes = grants.flatMap(({ unitCode }) => (unitCode === undefined ? [] : [unitCode]));
  return codes.length === grants.length ? codes : undefined;
}

type WholeBoard = MonthBoard & { readonly provinces: ReadonlyMap<string, string | undefined> };

function provinceOf({ provinces }: WholeBoard, code: string): string | undefined {
  return provinces.get(code);
}

const MEMBER = { code: units.code, name: units.name, kind: units.kind, provinceCode: units.provinceCode };
const KEPT = {
  unitCode: reports.unitCode,
  state: reports.state,
  version: reports.version,
  figures: reports.figures,
  corrections: reports.corrections,
  note: reports.note,
  submittedAt: reports.submittedAt,
  isLate: reports.isLate,
};

/** Rows as readMany gives them. */
type Member = Pick<Unit, 'code' | 'name' | 'kind'> & {
  readonly province_code: string | null;
  readonly targets: OwnTargets;
};
type KeptReport = Pick<ReportRow, 'state' | 'version' | 'figures' | 'corrections' | 'note'> & {
  readonly unit_code: string;
  readonly submitted_at: string | null;
  readonly is_late: boolean;
};

/** The board with every line, or with those of the units named, for those who have already been asked for their right. */
export async function wholeBoard(
  desk: FigureDesk,
  campaign: Campaign,
  month: string,
  codes?: readonly string[],
): Promise<WholeBoard> {
  const { database, clock, timeZone } = desk;
  const window = windowOf(month, campaign);
  const ofMonth = and(
    eq(reports.campaignId, campaign.id),
    eq(reports.month, month),
    codes && inArray(reports.unitCode, [...codes]),
  );
  const [members, kept, figures, succession, consolidation] = await Promise.all([
    readMany<Member>(
      database,
      database
        .select({ ...MEMBER, targets: campaignUnits.targets })
        .from(campaignUnits)
        .innerJoin(units, eq(units.code, campaignUnits.unitCode))
        .where(
          and(
            eq(campaignUnits.campaignId, campaign.id),
            codes && inArray(campaignUnits.unitCode, [...codes]),
            standsOn(window.to),
          ),
        )
        .orderBy(asc(units.code)),
    ),
    readMany<KeptReport>(database, database.select(KEPT).from(reports).where(ofMonth)),
    figuresOf(desk, window, codes),
    successionOn(database, window.to),
    latestConsolidation(desk, campaign.id, month),
  ]);
  const reportOf = new Map(kept.map((row) => [row.unit_code, row]));
  const elapsed = elapsedOf(window, clock(), timeZone);
  const isDue = dayOf(clock(), timeZone) >= dueOn(month, campaign);
  const lines = members.map(({ code, name, kind, targets }) =>
    lineOf({ code, name, kind }, reportOf.get(code), figures.get(code) ?? NO_FIGURES, {
      target: targetAt(targets, month) ?? campaign.target,
      elapsed,
      isDue,
      succession,
    }),
  );
  return {
    ...present({ campaign, month, window, dueOn: dueOn(month, campaign), elapsed, lines, consolidation }),
    ...surveyOf(lines, { elapsed }),
    totals: sumFigures(lines.map(({ reported }) => reported)),
    provinces: new Map(members.map(({ code, province_code }) => [code, province_code ?? undefined])),
  };
}

/** The figures with what officers corrected; of several corrections of one figure the last holds. */
export function corrected(figures: UnitFigures, corrections: readonly Correction[]): UnitFigures {
  if (corrections.length === 0) return figures;
  return { ...figures, ...Object.fromEntries(corrections.map(({ figure, to }) => [figure, to])) };
}

interface LineSetting {
  readonly target: number;
  readonly elapsed: number;
  readonly isDue: boolean;
  readonly succession: Succession;
}

function lineOf(
  unit: Pick<Unit, 'code' | 'name' | 'kind'>,
  row: KeptReport | undefined,
  live: UnitFigures,
  { target, elapsed, isDue, succession }: LineSetting,
): ReportLine {
  const isOpen = row === undefined || row.state === 'draft' || row.state === 'returned';
  const system = isOpen ? live : (row.figures ?? live);
  const corrections = row?.corrections ?? [];
  const mergedFrom = succession.forebearsOf(unit.code);
  // Ten thousand lines: fields are left out one by one, without a walk over each line.
  return {
    unit,
    ...(mergedFrom.length > 0 && { mergedFrom: [...mergedFrom] }),
    state: row?.state ?? 'draft',
    version: row?.version ?? 0,
    system,
    reported: corrected(system, corrections),
    corrections,
    ...(row?.note && { note: row.note }),
    ...(row?.submitted_at && { submittedAt: new Date(row.submitted_at).toISOString() }),
    isLate: row?.is_late || (isOpen && isDue),
    target,
    isSufficientFixed: system.countedFixed >= target,
    isSufficientMobile: system.countedMobile >= target,
    ...forecastOf(system, elapsed),
  };
}

async function latestConsolidation({ database }: FigureDesk, campaignId: string, month: string) {
  const [row] = await database
    .select()
    .from(consolidations)
    .where(and(eq(consolidations.campaignId, campaignId), eq(consolidations.month, month)))
    .orderBy(desc(consolidations.version))
    .limit(1);
  return row && { version: row.version, at: row.at.toISOString(), person: row.person, ...row.content };
}
