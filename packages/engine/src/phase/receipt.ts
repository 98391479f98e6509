// Phase 6: names the counted windows to the point and takes its signed receipt.
import type { CountedWindow, ReceiptClaims } from '@i-speed/spec';
import type { Control } from '../control/connection.ts';
import { asFields, readJsonObject } from '../control/wire.ts';
import type { Counted } from '../estimate/pulse.ts';
import type { Context } from './context.ts';
import type { Outcomes } from './pulses.ts';

/** What the point says in the receipt that helps to name the limit. Not verified here: the hub verifies the signature. */
export type ReceiptView = Partial<Pick<ReceiptClaims, 'tcp' | 'eventLoopLagMs'>>;

/** The point answers within 2 s (protocol 4.8), plus a slow way back. */
const RECEIPT_TIMEOUT_MS = 3_000;

/** The receipt as the point sent it; absent when none came, with the failure told. */
export async function takeReceipt(context: Context, control: Control, outcomes: Outcomes): Promise<string | undefined> {
  const { download, upload } = outcomes;
  const answer = control.next(['receipt', 'refused'], RECEIPT_TIMEOUT_MS);
  const offsetMs = control.clock.offsetMs() ?? 0;
  control.send({
    type: 'finish',
    windows: [
      ...download.counted.map((pulse) => windowOf(pulse, offsetMs)),
      ...upload.counted.map((pulse) => windowOf(pulse, pulse.record.clockOffsetMs)),
    ],
    ...(download.estimate === undefined ? {} : { downloadMbps: download.estimate.rateMbps }),
    ...(upload.estimate === undefined ? {} : { uploadMbps: upload.estimate.rateMbps }),
  });
  const message = await answer;
  if (message?.type === 'receipt') return message.receipt;
  if (message === undefined && !control.ended.aborted) context.fail('receipt.timeout');
  else
    context.fail(
      'receipt.missing',
      message === undefined ? 'the point went away' : `${message.code}: ${message.detail}`,
    );
  return undefined;
}

/** The payload of the receipt, read without verifying it. */
export function viewReceipt(receipt: string | undefined): ReceiptView {
  const payload = receipt?.split('.')[1];
  if (payload === undefined) return {};
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  const fields = readJsonObject(new TextDecoder().decode(bytes));
  const view: ReceiptView = {};
  if (typeof fields?.eventLoopLagMs === 'number') view.eventLoopLagMs = fields.eventLoopLagMs;
  if (Array.isArray(fields?.tcp) && fields.tcp.every(isTcpSummary)) view.tcp = fields.tcp;
  return view;
}

function windowOf({ record, series, window }: Counted, offsetMs: number): CountedWindow {
  const fromMs = Math.max(0, window.fromMs + offsetMs);
  const toMs = Math.max(fromMs, window.toMs + offsetMs);
  const carried = series === record.carried && { carried: true };
  return { direction: record.direction, pulse: record.index, fromMs, toMs, ...carried };
}

function isTcpSummary(value: unknown): value is NonNullable<ReceiptClaims['tcp']>[number] {
  const fields = asFields(value);
  return [
    fields?.busyMs,
    fields?.receiverWindowLimitedMs,
    fields?.sendBufferLimitedMs,
    fields?.bytesSent,
    fields?.bytesRetransmitted,
  ].every((field) => typeof field === 'number');
}
