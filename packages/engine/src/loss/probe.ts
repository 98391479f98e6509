// The loss probe of a page: packets that nobody resends, over the browser's own WebRTC data channel. Workers have none.
import type { Loss } from '@i-speed/spec';
import { settledWithin } from '../platform/sleep.ts';
import { countEchoes } from './count-echoes.ts';

/** Sends the offer to the point and gives its answer; absent when the point gives none. */
export type Exchange = (offer: string) => Promise<string | undefined>;

/** ICE and DTLS take four round trips; a network that lets no UDP through never answers. */
export const OPEN_MS = 1_500;

/** Packets sent and come back; absent where the browser has no data channels, no UDP gets through, or the page was held up. */
export async function probeLoss(exchange: Exchange, signal: AbortSignal): Promise<Loss | undefined> {
  if (typeof RTCPeerConnection === 'undefined' || signal.aborted) return undefined;
  const peer = new RTCPeerConnection();
  try {
    const channel = peer.createDataChannel('loss', { ordered: false, maxRetransmits: 0 });
    channel.binaryType = 'arraybuffer';
    const opened = new Promise<void>((resolve) => {
      channel.onopen = () => resolve();
    });
    await peer.setLocalDescription();
    const answer = await exchange(peer.localDescription?.sdp ?? '');
    if (answer === undefined) return undefined;
    await peer.setRemoteDescription({ type: 'answer', sdp: answer });
    if (!(await settledWithin(opened, OPEN_MS, signal)) || signal.aborted) return undefined;
    const echo = {
      send: (packet: ArrayBuffer) => channel.send(packet),
      onPacket: (take: (packet: DataView) => void) => {
        channel.onmessage = ({ data }: MessageEvent<unknown>) => {
          if (data instanceof ArrayBuffer) take(new DataView(data));
        };
      },
      isOpen: () => channel.readyState === 'open',
      waitingBytes: () => channel.bufferedAmount,
    };
    return await countEchoes(echo, signal);
  } catch {
    // A browser that forbids WebRTC throws at any of these steps; then loss is not measured.
    return undefined;
  } finally {
    peer.close();
  }
}
