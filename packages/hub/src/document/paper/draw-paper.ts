// A month's papers: which there are, of what type, and drawing one.
import type { Campaign, MonthBoard, NationBoard, WorkResult } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import type { FigureDesk } from '../../unit/figures.ts';
import { formAnnex } from '../form/form-table.ts';
import type { Annex } from '../letter/annex.ts';
import { type Letter, type LetterHead, reportLetter } from '../letter/letter.ts';
import { workAnnex, workSum } from '../letter/work-annex.ts';
import { parentOf } from '../words/words.ts';
import { draw } from './draw-aside.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const PDF = 'application/pdf';

/** The papers of a month by file name, with their media types. */
export const PAPERS = {
  'bieu-tong-hop.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'bieu-tong-hop.csv': 'text/csv; charset=utf-8',
  'bao-cao.docx': DOCX,
  'bao-cao.pdf': PDF,
} as const;

/** Their names, in the order in which pages offer them. */
export const PAPER_NAMES = [
  'bieu-tong-hop.xlsx',
  'bieu-tong-hop.csv',
  'bao-cao.docx',
  'bao-cao.pdf',
] as const satisfies (keyof typeof PAPERS)[];

/** A reminder's letter by the end of its file name. */
export const LETTER_TYPES = { docx: DOCX, pdf: PDF } as const;

/** Whose letter it is today. */
export function headOf({ clock, timeZone, provinceNameOf }: FigureDesk, campaign: Campaign): LetterHead {
  const { issuer, provinceCode } = campaign;
  const parent = parentOf(issuer, provinceCode === undefined ? undefined : provinceNameOf(provinceCode));
  return { today: dayOf(clock(), timeZone), ...(parent !== undefined && { parent }) };
}

/** The file of a month's form; letters have the results of other work as their second annex, where there are any. */
export async function drawPaper(
  desk: FigureDesk,
  paper: keyof typeof PAPERS,
  board: MonthBoard,
  results: readonly WorkResult[],
): Promise<Uint8Array> {
  if (paper === 'bieu-tong-hop.xlsx') return draw({ kind: 'form', board });
  if (paper === 'bieu-tong-hop.csv') return (await import('../form/form-csv.ts')).formCsv(board);
  const letter = reportLetter(
    board,
    { ...headOf(desk, board.campaign), addressee: desk.authority.name },
    workSum(results),
  );
  const annexes = [formAnnex(board), ...(results.length > 0 ? [workAnnex(results, board.month)] : [])];
  return drawLetter(desk, paper === 'bao-cao.pdf' ? 'pdf' : 'docx', letter, annexes);
}

/** The file of the nation's month. */
export async function drawNationPaper(
  desk: FigureDesk,
  paper: keyof typeof PAPERS,
  board: NationBoard,
): Promise<Uint8Array> {
  const { nationAnnex, nationCsv, nationLetter, nationXlsx } = await import('./nation-papers.ts');
  if (paper === 'bieu-tong-hop.xlsx') return nationXlsx(board, desk.authority);
  if (paper === 'bieu-tong-hop.csv') return nationCsv(board);
  const letter = nationLetter(board, dayOf(desk.clock(), desk.timeZone), desk.authority);
  return drawLetter(desk, paper === 'bao-cao.pdf' ? 'pdf' : 'docx', letter, [nationAnnex(board)]);
}

/** The file of a letter with its annexes. */
export async function drawLetter(
  { clock }: Pick<FigureDesk, 'clock'>,
  type: keyof typeof LETTER_TYPES,
  letter: Letter,
  annexes: readonly Annex[] = [],
): Promise<Uint8Array> {
  return draw({ kind: type, letter, annexes, atMs: clock() });
}
