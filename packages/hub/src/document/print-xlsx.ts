// How a spreadsheet comes out of the printer: its heading on every page, its columns on one page's width.
import type { Feature, Image } from 'write-excel-file/node';

/** What the library lets a file's part be. */
type FileContent = Image['content'];

/** For a file of one sheet; the rows of the heading, counted from 1, stand on every page. */
export function printedSheet(sheet: string, [first, last]: readonly [number, number]): Feature<FileContent> {
  const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$${first}:$${last}</definedName>`;
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transform: (xml) => xml.replace('<definedNames/>', `<definedNames>${titles}</definedNames>`),
        },
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) => xml.replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
          transformElementAttributes: (name, attributes) =>
            name === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
        },
      },
    },
  };
}
