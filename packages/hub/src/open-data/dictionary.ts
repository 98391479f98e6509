// What the files say of themselves: the data dictionary and a short text.
import { tableCsv } from '../document/sheet/flat-csv.ts';
import { COMMUNE_COLUMNS, MEASUREMENT_COLUMNS } from './columns.ts';

const COLUMNS = ['file', 'column', 'type', 'meaning'].map((name) => ({ name, type: 'text' as const }));

/** One line a column of every file; `leastDevices` as it was in force when the files were made. */
export function dictionaryCsv(leastDevices: number): string {
  const lines = [
    ...MEASUREMENT_COLUMNS.map((column) => ({ file: 'measurements', ...column })),
    ...COMMUNE_COLUMNS.map((column) => ({ file: 'communes', ...column })),
  ];
  return tableCsv(
    COLUMNS,
    lines.map(({ file, name, type, meaning }) => ({
      ...{ file, column: name, type },
      meaning: meaning.replace('{least}', String(leastDevices)),
    })),
  );
}

/** What the files are, in both languages. */
export function readmeText(leastDevices: number): string {
  return `# i-Speed: dữ liệu mở / open data

Giấy phép / licence: Creative Commons Attribution 4.0 International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/
Ghi nguồn / attribution: "i-Speed".

- \`measurements-*\`: mỗi dòng một lượt đo, kể cả lượt bị loại và lý do / one row a measurement, excluded ones with their reasons
- \`communes-*\`: mỗi xã, phường: số mẫu và các tổng để tính lại số liệu / each commune: counts and the sums its figures follow from
- \`daily/\`: cùng dữ liệu theo ngày / the same by day
- \`dictionary.csv\`: ý nghĩa từng cột / what each column means
- \`manifest.json\`: kích thước và SHA-256 từng tệp / size and SHA-256 of each file

Không có thông tin chỉ ra một người: mã thiết bị được tạo mới cho mỗi bộ tệp; nơi có dưới ${leastDevices} thiết bị không được nêu riêng.
Nothing here points to a person: pseudonyms are drawn anew for each set of files, and what fewer than ${leastDevices} devices stand behind is not told.

Tính lại mọi bảng đã công bố / recompute every published table: \`i-speed recompute THÁNG\`
`;
}
