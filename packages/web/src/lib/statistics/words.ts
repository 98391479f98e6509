// Codes of the statistics answer in the page's language.

import { dayText } from '#lib/format/time.ts';
import { technologyWord } from '#lib/measure/text.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Cell, Grouping, Indicator } from './answer.ts';

export const indicatorWord: Record<Indicator, () => string> = {
  download: m.indicator_download,
  upload: m.indicator_upload,
  latency: m.indicator_latency,
};
export const groupWord: Record<Grouping, () => string> = {
  day: m.group_day,
  month: m.group_month,
  province: m.group_province,
  operator: m.group_operator,
  access: m.group_access,
  technology: m.group_technology,
};
const kindWord: Record<NonNullable<Cell['networkKind']>, () => string> = {
  'on-net': m.kind_on_net,
  exchange: m.kind_exchange,
  hosting: m.kind_hosting,
  abroad: m.kind_abroad,
};

export function kindText(cell: Cell): string {
  return cell.networkKind === undefined ? m.kind_none() : kindWord[cell.networkKind]();
}

/** The name of a group as people read it. */
export function keyText({ key, name }: Cell, grouping: Grouping): string {
  if (name !== undefined) return name;
  if (key === undefined) return m.stats_unknown_group();
  if (grouping === 'day' || grouping === 'month') return dayText(key);
  if (key === 'mobile') return m.access_mobile();
  if (key === 'fixed') return m.access_fixed();
  return Object.entries(technologyWord).find(([code]) => code === key)?.[1]() ?? key;
}
