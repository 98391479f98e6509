// The loss probe of a command: the same packets as a page's, over WebRTC by the library that the point answers with.
import type { Loss } from '@i-speed/spec';
import type { RTCDataChannel } from 'werift';
import { countEchoes, type EchoChannel } from '../loss/count-echoes.ts';
import { type Exchange, OPEN_MS } from '../loss/probe.ts';
import { settledWithin } from './sleep.ts';

/** A point on this very machine is reached over these alone. */
const LOOPBACK = ['127.0.0.1', '::1'];

/** Packets sent and come back; absent where no UDP gets through or this process was held up. */
export async function probeLossByNode(exchange: Exchange, signal: AbortSignal): Promise<Loss | undefined> {
  if (signal.aborted) return undefined;
  // Loaded with the first probe: a command that measures in automatic mode never needs it.
  const { RTCPeerConnection } = await import('werift');
  const peer = new RTCPeerConnection({ iceServers: [], iceUseTcp: false, iceAdditionalHostAddresses: LOOPBACK });
  try {
    const channel = peer.createDataChannel('loss', { ordered: false, maxRetransmits: 0 });
    const opened = channel.stateChange.watch((state) => state === 'open');
    await peer.setLocalDescription(await peer.createOffer());
    const answer = await exchange(peer.localDescription?.sdp ?? '');
    if (answer === undefined) return undefined;
    await peer.setRemoteDescription({ type: 'answer', sdp: answer });
    if (channel.readyState !== 'open' && !(await settledWithin(opened, OPEN_MS, signal))) return undefined;
    if (signal.aborted) return undefined;
    return await countEchoes(echoOf(channel), signal);
  } catch {
    // A machine without a usable socket rejects at any of these steps; then loss is not measured.
    return undefined;
  } finally {
    // What is still on its way when both ends leave is nobody's fault.
    await peer.close().catch(() => undefined);
  }
}

function echoOf(channel: RTCDataChannel): EchoChannel {
  // werift takes a `maxRetransmits` of 0 for "not set" and would resend for ever; any number between 0 and 1 is set, and below
  // the one time that a packet has been sent. The channel has told the point 0 by now.
  Object.defineProperty(channel, 'maxRetransmits', { get: () => 0.5 });
  return {
    send: (packet) => channel.send(Buffer.from(packet)),
    onPacket: (take) => {
      channel.onMessage.subscribe((data) => {
        if (typeof data !== 'string') take(new DataView(data.buffer, data.byteOffset, data.byteLength));
      });
    },
    isOpen: () => channel.readyState === 'open',
    waitingBytes: () => channel.bufferedAmount,
  };
}
