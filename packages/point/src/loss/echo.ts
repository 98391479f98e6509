// The point's end of the loss probe: a WebRTC data channel that nobody resends, each packet of which is sent straight back.
import { type RTCDataChannel, RTCPeerConnection } from 'werift';

export type LossEcho = {
  /** The session description that answers the client's offer. */
  readonly sdp: string;
  close(): void;
};

export type EchoSettings = {
  /** The point's own address that the client reached: the only one that is offered. */
  address: string;
  /** First and last UDP port that may be used; absent takes any that is free. */
  ports: [number, number] | undefined;
};

/** What an answer to the offer of a data channel has (RFC 8841). */
const DATA_SECTION = 'm=application';
/** A probe is 300 packets of 40 bytes; three times as many are none. */
const MOST_PACKETS = 1_000;
const MOST_BYTES = 100;
/** Set-up, probe and the wait for the last packet take 5 s at most. */
const LIFE_MS = 10_000;

/** Answers the offer; rejects when it is none. The echo closes by itself after 10 s and calls `onClose` once. */
export async function openLossEcho(
  offer: string,
  { address, ports }: EchoSettings,
  onClose: () => void,
): Promise<LossEcho> {
  const peer = new RTCPeerConnection({
    iceServers: [],
    iceLite: true,
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: [address],
    icePortRange: ports,
  });
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(timer);
    onClose();
    // What is still on its way when both ends leave is nobody's fault.
    peer.close().catch(() => undefined);
  };
  const timer = setTimeout(close, LIFE_MS);
  let packets = 0;
  peer.onDataChannel.subscribe((channel) => {
    sendOnce(channel);
    channel.onMessage.subscribe((data) => {
      packets += 1;
      if (packets > MOST_PACKETS || data.length > MOST_BYTES) close();
      if (!isClosed) channel.send(data);
    });
  });
  try {
    await peer.setRemoteDescription({ type: 'offer', sdp: offer });
    await peer.setLocalDescription(await peer.createAnswer());
    const sdp = peer.localDescription?.sdp;
    if (sdp === undefined || !sdp.includes(DATA_SECTION)) throw new Error('the offer has no data channel');
    return { sdp, close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Keeps the point from sending any packet twice. werift takes a `maxRetransmits` of 0 for "not set" and would resend for ever; any
 * number between 0 and 1 is set, and below the one time that a packet has been sent.
 */
function sendOnce(channel: RTCDataChannel): void {
  Object.defineProperty(channel, 'maxRetransmits', { get: () => 0.5 });
}
