// Opens the link of a scenario, with the rivals that use it all the time.
import type { Link, LinkOptions } from '../open-link.ts';
import { openLink } from '../open-link.ts';
import { keepBusy } from '../transfer.ts';
import type { Scenario } from './scenario.ts';

/** The open link; its traces and outages have begun just now. `options` add to the scenario's own ends. */
export async function openScenario({ link: spec, ends, rivals }: Scenario, options: LinkOptions = {}): Promise<Link> {
  const link = await openLink(spec, { ...ends, ...options });
  try {
    for (const direction of ['down', 'up'] as const)
      if (rivals[direction] > 0) await keepBusy(link, direction, rivals[direction]);
    await link.rezero();
    return link;
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
}
