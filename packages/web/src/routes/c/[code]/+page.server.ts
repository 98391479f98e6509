// A campaign's short link: its units to choose from come from the public API.
import type { CampaignName } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const q = (event.url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const code = encodeURIComponent(event.params.code.toLowerCase());
  const campaign = await ask<CampaignName>(event, `/api/v1/campaigns/${code}?${new URLSearchParams({ q })}`);
  if (!campaign.ok) error(404, m.campaign_unknown());
  return { campaign: campaign.value, q };
};
