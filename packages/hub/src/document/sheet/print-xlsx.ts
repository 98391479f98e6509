// How every spreadsheet is written, so that it prints as it reads: on A4 that lies, its columns on one page's width, its heading on
// every page.
import writeXlsxFile, { type Feature, type Image, type SheetData } from 'write-excel-file/node';

/** What the library lets a file's part be. */
type FileContent = Image['content'];

export interface PrintedSheet {
  readonly name: string;
  readonly data: SheetData;
  /** Widths in characters; a hidden column keeps its cells, and takes no place on the screen or on paper. */
  readonly columns: readonly { readonly width: number; readonly isHidden?: boolean }[];
  /** First and last row of the heading, counted from 1: in sight wherever one scrolls, and on every page. Absent: there is none. */
  readonly heading?: readonly [first: number, last: number];
}

/** Bytes of the .xlsx file. */
export async function printedXlsx(sheets: readonly PrintedSheet[]): Promise<Buffer> {
  const written = sheets.map(({ name, data, columns, heading }) => ({
    sheet: name,
    data,
    columns: columns.map(({ width }) => ({ width })),
    orientation: 'landscape' as const,
    ...(heading && { stickyRowsCount: heading[1] }),
  }));
  return writeXlsxFile(written, { features: [printing(sheets)] }).toBuffer();
}

/** Inches. */
const MARGINS_INCHES = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5 } as const;

function printing(sheets: readonly PrintedSheet[]): Feature<FileContent> {
  const titles = sheets.map(({ name, heading }, i) =>
    heading === undefined
      ? ''
      : `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${quoted(name)}!$${heading[0]}:$${heading[1]}</definedName>`,
  );
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transform: (xml) => xml.replace('<definedNames/>', () => `<definedNames>${titles.join('')}</definedNames>`),
        },
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) => xml.replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
          transformElementAttributes(element, attributes, index, _, { sheetIndex }) {
            if (element === 'pageMargins') return { ...attributes, ...MARGINS_INCHES };
            if (element === 'pageSetup') return { ...attributes, fitToWidth: 1, fitToHeight: 0 };
            const isHidden = element === 'col' && sheets[sheetIndex]?.columns[index ?? -1]?.isHidden === true;
            return isHidden ? { ...attributes, hidden: 1 } : attributes;
          },
        },
      },
    },
  };
}

/** A sheet's name as formulas write it, as XML. */
function quoted(name: string): string {
  return `'${name.replaceAll("'", "''").replaceAll('&', '&amp;').replaceAll('<', '&lt;')}'`;
}
