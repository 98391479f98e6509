// The few words that the page needs before the button works.
import type { DirectionResult, Network } from '@i-speed/spec';
import { msText, rateText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Technology } from './technology.ts';

export const technologyWord: Record<Technology, () => string> = {
  '2g': m.technology_2g,
  '3g': m.technology_3g,
  '4g': m.technology_4g,
  '5g': m.technology_5g,
  wifi: m.technology_wifi,
  ethernet: m.technology_ethernet,
};
export const accessWord: Record<'mobile' | 'fixed', () => string> = { mobile: m.access_mobile, fixed: m.access_fixed };

export const ABSENT = () => m.not_measured();

/** "38,5 Mbps" or "không đo". */
export function directionText(result: DirectionResult | undefined): string {
  return result === undefined ? ABSENT() : rateText(result.rateMbps);
}

export function latencyText(ms: number | undefined): string {
  return ms === undefined ? ABSENT() : msText(ms);
}

export function operatorText(network: Network | undefined): string {
  return (
    network?.operatorName ??
    network?.operator ??
    (network?.asn === undefined ? m.network_unknown() : `AS${network.asn}`)
  );
}
