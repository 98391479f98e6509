// The nation's month that is being collected: the one before this.
import { addMonths, dayOf } from '@i-speed/statistics';
import { redirect } from '@sveltejs/kit';
import { TIME_ZONE } from '#lib/format/time.ts';
import { href } from '#lib/href.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => {
  const running = dayOf(Date.now(), TIME_ZONE).slice(0, 7);
  redirect(303, href(`/quan-tri/tong-hop/${addMonths(running, -1)}`));
};
