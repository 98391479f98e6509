// What is wrong with a line of an import, in the language of the one who sent it.

export type Language = 'vi' | 'en';

export interface ImportWords {
  readonly missingColumn: (name: string) => string;
  readonly noUnit: string;
  readonly tooMany: (most: number) => string;
  /** A cell that does not fit its column; `reason` is the schema's, in English. */
  readonly badCell: (field: string, reason: string) => string;
  readonly twice: (code: string, line: number) => string;
  readonly notYours: (code: string) => string;
  readonly noProvince: (code: string) => string;
  readonly noCommune: (code: string, province: string) => string;
  readonly communeNeedsCode: string;
  readonly openQuote: string;
  readonly notInCampaign: (code: string) => string;
  readonly lostLetters: string;
}

const CODE = 'Mã: chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối, không quá 64 ký tự';

/** Heading and what a cell of it must be. */
const VI_CELLS: Readonly<Record<string, string>> = {
  code: CODE,
  unitCode: CODE,
  target: 'Mục tiêu: số nguyên từ 1 đến 1.000.000; để trống là theo mục tiêu chung của đợt',
  name: 'Tên: không để trống, không quá 200 ký tự',
  kind: 'Loại: Sở, ban, ngành; Xã; Phường; Đặc khu; Đoàn thể; Báo, đài; Doanh nghiệp hoặc Khác',
  provinceCode: 'Mã tỉnh: 2 đến 5 chữ số, giữ số 0 ở đầu',
  communeCode: 'Mã xã: 2 đến 5 chữ số, giữ số 0 ở đầu',
  contactEmail: 'Thư điện tử: không đúng dạng địa chỉ',
};

export const IMPORT_WORDS: Readonly<Record<Language, ImportWords>> = {
  vi: {
    missingColumn: (name) => `thiếu cột “${name}”`,
    noUnit: 'tệp không có đơn vị nào',
    tooMany: (most) => `quá ${most} đơn vị`,
    badCell: (field) => VI_CELLS[field] ?? `${field}: quá dài`,
    twice: (code, line) => `mã ${code} đã có ở dòng ${line}`,
    notYours: (code) => `${code} không thuộc tỉnh của bạn`,
    noProvince: (code) => `Mã tỉnh: không có tỉnh ${code}`,
    noCommune: (code, province) => `Mã xã: không có xã ${code} trong tỉnh ${province || '(để trống)'}`,
    communeNeedsCode: 'Mã xã: đơn vị cấp xã phải có mã xã',
    openQuote: 'dấu ngoặc kép mở ở đây không được đóng',
    notInCampaign: (code) => `đơn vị ${code} không có trong đợt này`,
    lostLetters: 'chữ có dấu bị hỏng: trong Excel hãy lưu kiểu “CSV UTF-8”, hoặc chép cả bảng rồi dán',
  },
  en: {
    missingColumn: (name) => `the column "${name}" is missing`,
    noUnit: 'the file holds no unit',
    tooMany: (most) => `more than ${most} units`,
    badCell: (field, reason) => `${field}: ${reason}`,
    twice: (code, line) => `code ${code} stands in line ${line} already`,
    notYours: (code) => `${code} does not lie in your province`,
    noProvince: (code) => `provinceCode: there is no province ${code}`,
    noCommune: (code, province) => `communeCode: there is no commune ${code} in province ${province || '(none)'}`,
    communeNeedsCode: 'communeCode: a commune names its own code',
    openQuote: 'the quotation mark that opens here is never closed',
    notInCampaign: (code) => `${code} takes no part in this campaign`,
    lostLetters: 'letters with marks are broken: in Excel save as “CSV UTF-8”, or copy the table and paste it',
  },
};

/** The language that a browser asks for first; English where it is another. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^vi\b/i.test(acceptLanguage ?? '') ? 'vi' : 'en';
}
