// Codes of the record in the page's language.
import type { DirectionResult, LimitedBy, Profile, StopReason, Submission, ValidityReason } from '@i-speed/spec';
import {
  type Connection,
  type EverydayReason,
  type EverydayUse,
  type EverydayVerdict,
  everydayNeeds,
  type Need,
  wilsonInterval,
} from '@i-speed/statistics';
import {
  countText,
  formatRange,
  markText,
  megabytesText,
  msText,
  percentText,
  rateText,
  secondsText,
} from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { fastBeginningOf } from './fast-beginning.ts';
import { ABSENT, latencyText } from './text.ts';

type Word<K extends string> = Record<K, () => string>;

export const stopWord: Word<StopReason> = {
  converged: m.stop_converged,
  time: m.stop_time,
  data: m.stop_data,
  aborted: m.stop_aborted,
};
export const limitWord: Word<LimitedBy> = {
  network: m.limit_network,
  'receiver-window': m.limit_receiver_window,
  sender: m.limit_sender,
  device: m.limit_device,
  'data-cap': m.limit_data_cap,
};
export const profileWord: Word<Profile> = {
  standard: m.profile_standard,
  light: m.profile_light,
  auto: m.profile_auto,
};
export const useWord: Word<EverydayUse> = {
  news: m.use_news,
  call: m.use_call,
  class: m.use_class,
  film: m.use_film,
  game: m.use_game,
};
export const verdictWord: Word<EverydayVerdict> = {
  yes: m.verdict_yes,
  partly: m.verdict_partly,
  no: m.verdict_no,
  unknown: m.verdict_unknown,
};
/** What falls short, and what would do: "tải lên 0,8 Mbps, cần 1,8 Mbps". Empty where the verdict says enough by itself. */
export function reasonText(use: EverydayUse, reason: EverydayReason, connection: Connection): string {
  const { downloadMbps, uploadMbps, roundTripMs } = everydayNeeds[use];
  if (reason === 'download-low') return shortfall(m.reason_download, connection.downloadMbps, downloadMbps, markText);
  if (reason === 'upload-low') return shortfall(m.reason_upload, connection.uploadMbps, uploadMbps, markText);
  if (reason === 'latency-high') return shortfall(m.reason_latency, connection.roundTripMs, roundTripMs, msText);
  return '';
}

function shortfall(
  say: (inputs: { have: string; need: string }) => string,
  have: number | undefined,
  need: Need | undefined,
  text: (value: number) => string,
): string {
  return have === undefined || need === undefined ? '' : say({ have: text(have), need: text(need[0]) });
}

export const validityWord: Word<ValidityReason> = {
  'impossible-value': m.v_impossible_value,
  'clock-off': m.v_clock_off,
  'receipt-missing': m.v_receipt_missing,
  'receipt-invalid': m.v_receipt_invalid,
  'receipt-disagrees': m.v_receipt_disagrees,
  'too-short': m.v_too_short,
  'hosting-network': m.v_hosting_network,
  abroad: m.v_abroad,
  'position-contradicts-network': m.v_position_contradicts_network,
  'technology-ceiling': m.v_technology_ceiling,
  failed: m.v_failed,
  aborted: m.v_aborted,
  'scripted-pace': m.v_scripted_pace,
  'repeated-position': m.v_repeated_position,
  'implied-speed': m.v_implied_speed,
  'shared-device-burst': m.v_shared_device_burst,
  'foreign-client': m.v_foreign_client,
  'device-limited': m.v_device_limited,
  ticketless: m.v_ticketless,
};

/** How sure a rate is: its interval, or why there is none. A method with a ramp gives none where the pipe was never full. */
export function rangeText({ rateMbps, rateLowMbps, rateHighMbps, rampMs, limitedBy }: DirectionResult): string {
  if (rateLowMbps !== undefined && rateHighMbps !== undefined)
    return m.between(formatRange(rateLowMbps, rateHighMbps, rateMbps));
  if (rampMs !== undefined && limitedBy === 'data-cap') return m.not_full_data();
  return rampMs !== undefined && limitedBy === undefined ? m.not_full() : m.no_range();
}

/** What about a rate a reader would not expect, each as a sentence. */
export function rateNotes(result: DirectionResult): string[] {
  const { limitedBy, rateLowMbps } = result;
  const isSaid = limitedBy === 'network' || (limitedBy === 'data-cap' && rateLowMbps === undefined);
  const fast = fastBeginningOf(result);
  return [
    ...(limitedBy === undefined || isSaid ? [] : [m.limit_note({ by: limitWord[limitedBy]() })]),
    ...(fast ? [m.fast_beginning({ time: secondsText(fast.lastedMs), rate: rateText(fast.mbps) })] : []),
  ];
}

/** What a measurement found of IPv4; absent where the point has no address of its own for it. */
export function ipv4Text(ipv4: Submission['ipv4']): string | undefined {
  if (ipv4?.reachable === undefined) return undefined;
  return ipv4.reachable ? m.ipv6_reachable({ ms: latencyText(ipv4.idleMs) }) : m.ipv4_unreachable();
}

/** What a measurement found of IPv6. */
export function ipv6Text(ipv6: Submission['ipv6']): string {
  if (ipv6?.reachable === true) return m.ipv6_reachable({ ms: latencyText(ipv6.idleMs) });
  if (ipv6?.hasAddress === false) return m.ipv6_none();
  return ipv6?.reachable === false ? m.ipv6_unreachable() : ABSENT();
}

/** From these on Apple's networkQuality calls responsiveness medium and high. */
const [MEDIUM_RPM, HIGH_RPM] = [200, 1_000];

/** Responsiveness with a word for it; absent where it was not measured. */
export function rpmText(rpm: number | undefined): string | undefined {
  if (rpm === undefined) return undefined;
  const word = rpm < MEDIUM_RPM ? m.rpm_low() : rpm < HIGH_RPM ? m.rpm_medium() : m.rpm_high();
  return m.rpm_value({ n: countText(rpm), word });
}

/** Below this much other traffic says nothing: every system looks something up now and then. */
const OTHER_BYTES = 200_000;
/** From here down devices save power, and some slow their radio for it. */
const LOW_BATTERY_RATIO = 0.2;

/** What about the device may have disturbed the measurement; absent when nothing is known that did. */
export function environmentText(environment: Submission['environment']): string | undefined {
  const { hiddenMs = 0, saveData, batteryRatio, isCharging, otherTrafficBytes = 0 } = environment ?? {};
  const words = [
    hiddenMs > 0 ? m.env_hidden({ time: secondsText(hiddenMs) }) : '',
    otherTrafficBytes >= OTHER_BYTES ? m.env_other({ data: megabytesText(otherTrafficBytes) }) : '',
    saveData === true ? m.env_save_data() : '',
    batteryRatio !== undefined && batteryRatio <= LOW_BATTERY_RATIO && isCharging !== true
      ? m.env_battery({ level: percentText(batteryRatio) })
      : '',
  ].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}

/** Loss, and its interval with the packets it rests on; no note where it was not measured. */
export function lossText(loss: Submission['loss']): { share: string; note?: string } {
  if (loss === undefined || loss.sent === 0) return { share: m.not_measured() };
  const ratio = Math.max(0, 1 - loss.received / loss.sent);
  const interval = wilsonInterval(ratio, loss.sent);
  if (interval === undefined) return { share: percentText(ratio) };
  const [low, high] = [percentText(interval.low), percentText(interval.high)];
  return { share: percentText(ratio), note: m.loss_note({ low, high, n: countText(loss.sent) }) };
}
