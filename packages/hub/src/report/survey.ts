// What a board's lines say together: how many are short, late, waiting, behind; and the part of them that is asked for.
import type { BoardPart, MonthBoard, ReportLine } from '@i-speed/spec';

const MOST_WORST = 8;

/** Which lines each part has. */
const PARTS: Readonly<Record<BoardPart, (line: ReportLine) => boolean>> = {
  short: (line) => !line.isSufficientFixed || !line.isSufficientMobile,
  late: (line) => line.isLate && (line.state === 'draft' || line.state === 'returned'),
  waiting: ({ state }) => state === 'submitted',
};

/** Counts over all the lines, and those that most need a word today. */
export function surveyOf(
  lines: readonly ReportLine[],
  { elapsed }: Pick<MonthBoard, 'elapsed'>,
): Pick<MonthBoard, 'counts' | 'worst'> {
  const gapOf = ({ target, system: { countedFixed, countedMobile } }: ReportLine) =>
    Math.max(0, target - countedFixed) + Math.max(0, target - countedMobile);
  const short = lines.filter(PARTS.short);
  const behind =
    elapsed >= 1
      ? []
      : short.filter(
          ({ target, forecastFixed = 0, forecastMobile = 0 }) => Math.min(forecastFixed, forecastMobile) < target,
        );
  return {
    counts: {
      all: lines.length,
      enoughFixed: lines.filter(({ isSufficientFixed }) => isSufficientFixed).length,
      enoughMobile: lines.filter(({ isSufficientMobile }) => isSufficientMobile).length,
      short: short.length,
      late: lines.filter(PARTS.late).length,
      waiting: lines.filter(PARTS.waiting).length,
      plain: lines.filter((line) => PARTS.waiting(line) && line.corrections.length === 0).length,
      behind: behind.length,
    },
    worst: behind.toSorted((a, b) => gapOf(b) - gapOf(a)).slice(0, MOST_WORST),
  };
}

/** The board with a part of its lines, from the `offset`-th, at most `limit`; counts and totals stay those of all. */
export function partOf(
  board: MonthBoard,
  { part, offset, limit }: { part?: BoardPart | undefined; offset: number; limit?: number | undefined },
): MonthBoard {
  const chosen = part === undefined ? board.lines : board.lines.filter(PARTS[part]);
  return { ...board, lines: chosen.slice(offset, limit === undefined ? undefined : offset + limit) };
}
