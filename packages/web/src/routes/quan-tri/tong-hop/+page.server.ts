// The nation's month that is being collected: the one whose window, by the letters' rule, was closed last.
import { addMonths, dayOf } from '@i-speed/statistics';
import { redirect } from '@sveltejs/kit';
import { TIME_ZONE } from '#lib/format/time.ts';
import { href } from '#lib/href.ts';
import type { PageServerLoad } from './$types';

/** A month's window is over on the 13th. */
const CLOSED_ON = 13;

export const load: PageServerLoad = () => {
  const today = dayOf(Date.now(), TIME_ZONE);
  const month = today.slice(0, 7);
  const closed = Number(today.slice(8)) >= CLOSED_ON ? month : addMonths(month, -1);
  redirect(303, href(`/quan-tri/tong-hop/${closed}`));
};
