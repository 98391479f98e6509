// Counts packets that nobody resends, sent to the point and back over a WebRTC data channel. Runs on a page: workers have none.
import type { Loss } from '@i-speed/spec';
import { settledWithin } from '../platform/sleep.ts';

/** Sends the offer to the point and gives its answer; absent when the point gives none. */
export type Exchange = (offer: string) => Promise<string | undefined>;

/** 300 packets of 40 bytes, 4 ms apart, take 1.2 s; none lost of so many means a loss of at most 1.3 % (Wilson, 95 %). */
const PACKETS = 300;
const SPACING_MS = 4;
const PACKET_BYTES = 40;
/** ICE and DTLS take four round trips; a network that lets no UDP through never answers. */
const OPEN_MS = 1_500;
/** A packet that comes later than this is of no use to a call, and counts as lost. */
const LAST_MS = 1_000;
/** A page whose timers are held back sends in heaps and would measure its own queue. */
const MOST_STRETCH = 2;

/** Packets sent and come back; absent where the browser has no data channels, no UDP gets through, or the page was held up. */
export async function probeLoss(exchange: Exchange, signal: AbortSignal): Promise<Loss | undefined> {
  if (typeof RTCPeerConnection === 'undefined' || signal.aborted) return undefined;
  const peer = new RTCPeerConnection();
  try {
    const channel = peer.createDataChannel('loss', { ordered: false, maxRetransmits: 0 });
    const opened = new Promise<void>((resolve) => {
      channel.onopen = () => resolve();
    });
    await peer.setLocalDescription();
    const answer = await exchange(peer.localDescription?.sdp ?? '');
    if (answer === undefined) return undefined;
    await peer.setRemoteDescription({ type: 'answer', sdp: answer });
    if (!(await settledWithin(opened, OPEN_MS, signal)) || signal.aborted) return undefined;
    return await countEchoes(channel, signal);
  } catch {
    // A browser that forbids WebRTC throws at any of these steps; then loss is not measured.
    return undefined;
  } finally {
    peer.close();
  }
}

async function countEchoes(channel: RTCDataChannel, signal: AbortSignal): Promise<Loss | undefined> {
  const back = new Set<number>();
  const all = Promise.withResolvers<void>();
  channel.binaryType = 'arraybuffer';
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!(data instanceof ArrayBuffer) || data.byteLength !== PACKET_BYTES) return;
    back.add(new DataView(data).getUint32(0));
    if (back.size === PACKETS) all.resolve();
  };
  const startMs = performance.now();
  let sent = 0;
  while (sent < PACKETS && !signal.aborted && channel.readyState === 'open') {
    for (const due = (performance.now() - startMs) / SPACING_MS; sent < PACKETS && sent <= due; sent += 1) {
      const packet = new ArrayBuffer(PACKET_BYTES);
      new DataView(packet).setUint32(0, sent);
      channel.send(packet);
    }
    await new Promise((resolve) => setTimeout(resolve, SPACING_MS));
  }
  const tookMs = performance.now() - startMs;
  await settledWithin(all.promise, LAST_MS, signal);
  if (sent < PACKETS || tookMs > MOST_STRETCH * PACKETS * SPACING_MS || channel.readyState !== 'open') return undefined;
  return { sent: sent - Math.ceil(channel.bufferedAmount / PACKET_BYTES), received: back.size };
}
