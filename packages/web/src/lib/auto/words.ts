// Why automatic mode left a run out, in words.
import type { AutoWait } from '@i-speed/engine';
import { m } from '#lib/paraglide/messages.js';

export const waitWord: Record<AutoWait, () => string> = {
  'not-due': m.auto_why_not_due,
  offline: m.auto_why_offline,
  network: m.auto_why_network,
  'network-unknown': m.auto_why_unknown,
  battery: m.auto_why_battery,
  quiet: m.auto_why_quiet,
  budget: m.auto_why_budget,
};
