// The mid phone on slow 4G, as Chromium is told to be one: Lighthouse's network (150 ms, 1.6 Mbit/s) and a core four times slower.
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

export const PROFILE = { roundTripMs: 150, downMbps: 1.6, upMbps: 0.75, cpuSlowdown: 4 } as const;

/** A page of the profile in a context of its own, with nothing in its cache. */
export async function openPhone(context: BrowserContext): Promise<{ page: Page; session: CDPSession }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PROFILE.roundTripMs,
    downloadThroughput: (PROFILE.downMbps * 1e6) / 8,
    uploadThroughput: (PROFILE.upMbps * 1e6) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: PROFILE.cpuSlowdown });
  return { page, session };
}
