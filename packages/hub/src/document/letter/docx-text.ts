// A paragraph of a paper in DOCX, and lengths as the format counts them.
import { AlignmentType, Paragraph, TextRun } from 'docx';
import { unbroken } from './letter.ts';

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];

export interface Style {
  /** Half points. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly align?: Align;
  readonly isIndented?: boolean;
  readonly afterPt?: number;
  /** Whole, and on the page of what follows. */
  readonly isWithNext?: boolean;
}

/** Half points: the body of a letter. */
export const BODY_HALF_PT = 28;
/** Half points: recipients and tables. */
export const SMALL_HALF_PT = 22;

/** Twentieths of a point in a millimetre. */
const TWIPS_PER_MM = 56.693;
/** So many millimetres as the format counts lengths. */
export const twipsOf = (lengthMm: number) => Math.round(lengthMm * TWIPS_PER_MM);

/** Name of the style in which a table's cells are written. */
export const CELL = 'Cell';

/** What the document says once of all cells. */
export const CELL_STYLE = {
  id: CELL,
  name: 'Table cell',
  basedOn: 'Normal',
  run: { size: SMALL_HALF_PT },
  paragraph: { spacing: { after: 40 } },
} as const;

/** One paragraph of words. */
export function text(content: string, style: Style): Paragraph {
  const {
    size = BODY_HALF_PT,
    bold = false,
    italics = false,
    align = AlignmentType.LEFT,
    afterPt = 2,
    isWithNext = false,
  } = style;
  return new Paragraph({
    alignment: align,
    spacing: { after: afterPt * 20 },
    keepNext: isWithNext,
    keepLines: isWithNext,
    // The measure of an empty paragraph is that of its mark.
    run: { size },
    ...(style.isIndented && { indent: { firstLine: twipsOf(12) } }),
    children: [new TextRun({ text: unbroken(content), size, bold, italics })],
  });
}
