// The words of official papers, in Vietnamese: they are papers of Vietnamese offices whatever the reader's language.
import type { Campaign, MonthBoard, ReportLine } from '@i-speed/spec';
import type { Days } from '../../unit/figures.ts';

/** `2025-09-12` as 12/9/2025. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date}/${month}/${year}`;
}

/** `2025-09` as tháng 9/2025. */
export function monthText(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `tháng ${number}/${year}`;
}

/** Both days are part of the span. */
export function spanText({ from, to }: Days): string {
  return `Từ ngày ${dayText(from)} đến ngày ${dayText(to)}`;
}

/** Place and date as Decree 30/2020/NĐ-CP writes them: days under 10 and months 1 and 2 with a leading 0. */
export function placeAndDate(place: string, day: string): string {
  const [year, month = 0, date = 0] = day.split('-').map(Number);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${place}, ngày ${two(date)} tháng ${month < 3 ? two(month) : month} năm ${year}`;
}

/** The form's heading rows as the letters print them. */
export function formHead({ window, month }: MonthBoard) {
  const span = `từ ngày ${dayText(window.from)} đến ngày ${dayText(window.to)}`;
  return {
    title: `BIỂU TỔNG HỢP KẾT QUẢ SỬ DỤNG i-SPEED ${monthText(month).toUpperCase()}`,
    inMonth: `Trong tháng (${span})`,
    total: `Lũy kế đến hết ngày ${dayText(window.to)}`,
    installs: 'Tổng số người cài đặt',
    accesses: 'Tổng số lượt truy cập',
  };
}

/** The column of notes: whom it is about, its own target, what was corrected and why, what is missing. */
export function noteOf(line: ReportLine, { target }: Campaign): string {
  const corrections = line.corrections.map(
    ({ figure, from, to, reason }) => `${FIGURES[figure]}: hệ thống ${from}, báo cáo ${to} (${reason})`,
  );
  const forebears = (line.mergedFrom ?? []).map(({ name, on }) => `Gồm cả ${name}, sáp nhập từ ${dayText(on)}`);
  return [
    ...forebears,
    ...(line.target === target ? [] : [`Mục tiêu riêng: ${numberText(line.target)} mẫu`]),
    ...(line.note === undefined ? [] : [line.note]),
    ...corrections,
    ...(HANDING_IN[line.state] ?? (line.isLate ? ['Nộp muộn'] : [])),
  ].join('; ');
}

/** What a form that is not handed in is called; one that is may be late. */
const HANDING_IN: Readonly<Partial<Record<ReportLine['state'], readonly string[]>>> = {
  draft: ['Chưa nộp'],
  returned: ['Trả lại, chưa nộp lại'],
};

const FIGURES = {
  installs: 'Số người cài đặt trong tháng',
  accesses: 'Số lượt truy cập trong tháng',
  installsTotal: 'Số người cài đặt lũy kế',
  accessesTotal: 'Số lượt truy cập lũy kế',
} as const;

/** Whether the sample is enough, both kinds apart. */
export function sufficiencyText({ isSufficientFixed, isSufficientMobile }: ReportLine): string {
  if (isSufficientFixed && isSufficientMobile) return 'Đủ';
  if (isSufficientFixed) return 'Thiếu di động';
  return isSufficientMobile ? 'Thiếu cố định' : 'Thiếu';
}

/** A whole number as Vietnamese papers write it: 1.204. */
export function numberText(value: number): string {
  return value.toLocaleString('vi-VN');
}

/** The body above a province's department: the People's Committee of the province, `fullName` as "Tỉnh …" or "Thành phố …", which no line breaks. */
export function parentOf(issuer: string, fullName: string | undefined): string | undefined {
  return fullName !== undefined && /^sở /i.test(issuer)
    ? `Ủy ban nhân dân ${fullName.replaceAll(' ', '\u00A0')}`
    : undefined;
}
