// A month's papers: which there are, of what type, and drawing one; their writers are loaded when a paper is wanted.
import type { Campaign, MonthBoard } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import type { FigureDesk } from '../unit/figures.ts';
import { type Letter, type LetterHead, reportLetter } from './letter.ts';
import { parentOf } from './words.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const PDF = 'application/pdf';

/** The papers of a month by file name, with their media types. */
export const PAPERS = {
  'bieu-tong-hop.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'bieu-tong-hop.csv': 'text/csv; charset=utf-8',
  'bao-cao.docx': DOCX,
  'bao-cao.pdf': PDF,
} as const;

/** A reminder's letter by the end of its file name. */
export const LETTER_TYPES = { docx: DOCX, pdf: PDF } as const;

/** Whose letter it is today. */
export function headOf({ clock, timeZone, provinceNameOf }: FigureDesk, campaign: Campaign): LetterHead {
  const { issuer, provinceCode } = campaign;
  const parent = parentOf(issuer, provinceCode === undefined ? undefined : provinceNameOf(provinceCode));
  return { today: dayOf(clock(), timeZone), ...(parent !== undefined && { parent }) };
}

/** The file of a month's form. */
export async function drawPaper(desk: FigureDesk, paper: keyof typeof PAPERS, board: MonthBoard): Promise<Buffer> {
  if (paper === 'bieu-tong-hop.xlsx') return (await import('./form-xlsx.ts')).formXlsx(board);
  if (paper === 'bieu-tong-hop.csv') return (await import('./form-csv.ts')).formCsv(board);
  const letter = reportLetter(board, headOf(desk, board.campaign));
  return drawLetter(desk, paper === 'bao-cao.pdf' ? 'pdf' : 'docx', letter, board);
}

/** The file of a letter, with the form as its annex where one is given. */
export async function drawLetter(
  { clock }: Pick<FigureDesk, 'clock'>,
  type: keyof typeof LETTER_TYPES,
  letter: Letter,
  annex?: MonthBoard,
): Promise<Buffer> {
  if (type === 'pdf') return (await import('./letter-pdf.ts')).letterPdf(letter, new Date(clock()), annex);
  return (await import('./letter-docx.ts')).letterDocx(letter, annex);
}
