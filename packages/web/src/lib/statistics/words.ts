// Codes of the statistics answer in the page's language.

import { countText, figureText } from '#lib/format/number.ts';
import { dayText } from '#lib/format/time.ts';
import { technologyWord } from '#lib/measure/text.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { type Cell, type Estimate, type Grouping, type Indicator, isFigure, type NetworkKind } from './answer.ts';

export const indicatorWord: Record<Indicator, () => string> = {
  download: m.indicator_download,
  upload: m.indicator_upload,
  latency: m.indicator_latency,
  'latency-loaded-down': m.indicator_loaded_down,
  'latency-loaded-up': m.indicator_loaded_up,
  jitter: m.indicator_jitter,
};
export const unitWord: Record<Indicator, string> = {
  download: 'Mbps',
  upload: 'Mbps',
  latency: 'ms',
  'latency-loaded-down': 'ms',
  'latency-loaded-up': 'ms',
  jitter: 'ms',
};
export const groupWord: Record<Grouping, () => string> = {
  day: m.group_day,
  month: m.group_month,
  province: m.group_province,
  operator: m.group_operator,
  access: m.group_access,
  technology: m.group_technology,
};
export const kindWord: Record<NetworkKind, () => string> = {
  'on-net': m.kind_on_net,
  exchange: m.kind_exchange,
  hosting: m.kind_hosting,
  abroad: m.kind_abroad,
};

export function kindText(kind: NetworkKind | undefined): string {
  return kind === undefined ? m.kind_none() : kindWord[kind]();
}

/** What the statistics API finds wrong with a question: `path` names the choice, `message` says what, in English. */
export type Fault = { path: string; message: string };

const choiceWord: Record<string, () => string> = {
  'query.indicator': m.stats_indicator,
  'query.groupBy': m.stats_group,
  'query.access': m.stats_access,
  'query.province': m.group_province,
  'query.operator': m.group_operator,
  'query.networkKind': m.col_kind,
  'query.from': m.stats_from,
  'query.to': m.stats_to,
};

/** The choice to look at again; in English with the API's own words, which are English. */
export function faultText({ path, message }: Fault): string {
  const choice = choiceWord[path]?.() ?? path.replace('query.', '');
  return getLocale() === 'en' ? `${choice} (${message})` : choice;
}

/** "87,7–112" */
export function intervalText({ low, high }: NonNullable<Estimate['interval']>): string {
  return `${figureText(low)}–${figureText(high)}`;
}

/** Why neither figure nor interval is told: how many devices more are needed, where that is known. */
export function untoldText({ missingDevices }: Pick<Estimate, 'missingDevices'> = {}): string {
  return missingDevices === undefined ? m.stats_no_interval() : m.stats_few({ n: countText(missingDevices) });
}

/** "38,5 (36,0–41,0)", or why there is none. */
export function estimateText(estimate: Estimate | undefined): string {
  if (estimate?.interval === undefined) return untoldText(estimate);
  const range = intervalText(estimate.interval);
  return isFigure(estimate) ? `${figureText(estimate.value)} (${range})` : m.stats_wide({ range });
}

/** Why a cell shows no figures. */
export function hiddenText({ hidden, devices }: Cell, leastDevices: number): string {
  return hidden === 'complementary'
    ? m.stats_hidden_complementary()
    : m.stats_suppressed({ n: countText(devices), needed: countText(leastDevices) });
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
