import { expect, test } from 'vitest';
import { RTCPeerConnection } from 'werift';
import { probeLossByNode } from './node-loss.ts';

/** The other end of the probe, which gives back all but every `n`th packet. */
function openEcho(everyLost: number) {
  const peer = new RTCPeerConnection({ iceServers: [], iceAdditionalHostAddresses: ['127.0.0.1'] });
  let seen = 0;
  peer.onDataChannel.subscribe((channel) => {
    channel.onMessage.subscribe((data) => {
      seen += 1;
      if (seen % everyLost !== 0) channel.send(data);
    });
  });
  return {
    peer,
    async answer(offer: string) {
      await peer.setRemoteDescription({ type: 'offer', sdp: offer });
      await peer.setLocalDescription(await peer.createAnswer());
      return peer.localDescription?.sdp;
    },
  };
}

// A machine that has something else to do for a second says "not measured", and is asked again.
test('packets that do not come back are counted, over real sockets', { retry: 3, timeout: 20_000 }, async () => {
  const { peer, answer } = openEcho(30);
  try {
    expect(await probeLossByNode(answer, new AbortController().signal)).toEqual({ sent: 300, received: 290 });
  } finally {
    await peer.close();
  }
});

test('a point that gives no answer is not measured', async () => {
  expect(await probeLossByNode(async () => undefined, new AbortController().signal)).toBeUndefined();
});

test('nothing is sent after the end', async () => {
  let offers = 0;
  const count = async () => {
    offers += 1;
    return undefined;
  };
  expect(await probeLossByNode(count, AbortSignal.abort())).toBeUndefined();
  expect(offers).toBe(0);
});
