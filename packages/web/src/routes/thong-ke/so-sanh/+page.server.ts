// Two areas or operators beside each other in one month; the whole view stands in the address.
import type { OperatorList } from '@i-speed/spec';
import { monthOf } from '@i-speed/statistics';
import { TIME_ZONE } from '#lib/format/time.ts';
import { promptly } from '#lib/promptly.ts';
import { ask } from '#lib/statistics/ask-overview.ts';
import { readCompare } from '#lib/statistics/compare-view.ts';
import { monthsUntil } from '#lib/statistics/overview.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, fetch }) => {
  const { get, told } = promptly(fetch);
  const [compared, list] = await Promise.all([
    readCompare(url.searchParams, get),
    ask<OperatorList>('/api/v1/operators', fetch),
  ]);
  return {
    ...told(compared),
    operators: list?.operators ?? [],
    months: monthsUntil(monthOf(Date.now(), TIME_ZONE)),
  };
};
