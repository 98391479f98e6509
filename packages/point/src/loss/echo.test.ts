import { pino } from 'pino';
import { expect, test } from 'vitest';
import { RTCPeerConnection } from 'werift';
import { connect, hello, startPoint } from '../../test/client.ts';
import { openLossDesk } from './desk.ts';

/** A client of the protocol in Node: what a browser does, by the same library as the point. */
function openClient() {
  const peer = new RTCPeerConnection({ iceServers: [], iceAdditionalHostAddresses: ['127.0.0.1'], iceUseIpv6: false });
  const channel = peer.createDataChannel('loss', { ordered: false, maxRetransmits: 0 });
  return { peer, channel };
}

test('12: a packet of a session comes back as it was sent, over the address that the client reached', async () => {
  await using point = await startPoint();
  using control = await connect(point.port);
  control.send(hello());
  expect((await control.next('welcome')).datagrams).toBe(true);
  const { peer, channel } = openClient();
  await peer.setLocalDescription(await peer.createOffer());
  control.send({ type: 'offer', sdp: peer.localDescription?.sdp ?? '' });
  const { sdp } = await control.next('answer');
  expect(sdp?.match(/^a=candidate.*$/gm)?.every((line) => line.includes(' 127.0.0.1 '))).toBe(true);
  await peer.setRemoteDescription({ type: 'answer', sdp: sdp ?? '' });
  const back = new Promise<string>((resolve) => channel.onMessage.subscribe((data) => resolve(data.toString())));
  if (channel.readyState !== 'open') await channel.stateChange.watch((state) => state === 'open');
  channel.send(Buffer.from('packet 1'));
  expect(await back).toBe('packet 1');
  await peer.close();
});

test('12: what is no offer gets an answer without a description, and the session goes on', async () => {
  await using point = await startPoint();
  using control = await connect(point.port);
  control.send(hello());
  await control.next('welcome');
  control.send({ type: 'offer', sdp: 'v=0' });
  expect(await control.next('answer')).toEqual({ type: 'answer' });
  control.send({ type: 'ping', seq: 1 });
  expect((await control.next('pong')).seq).toBe(1);
});

test('12: a second offer is refused also while the first is being answered', async () => {
  await using point = await startPoint();
  using control = await connect(point.port);
  control.send(hello());
  await control.next('welcome');
  const { peer } = openClient();
  await peer.setLocalDescription(await peer.createOffer());
  for (const _ of [1, 2]) control.send({ type: 'offer', sdp: peer.localDescription?.sdp ?? '' });
  expect(await control.next('refused')).toMatchObject({ code: 'protocol' });
  await peer.close();
});

test('no more echoes than sixteen at once, and one that closes makes room', async () => {
  const desk = openLossDesk({}, pino({ level: 'silent' }));
  const { peer } = openClient();
  await peer.setLocalDescription(await peer.createOffer());
  const offer = peer.localDescription?.sdp ?? '';
  const echoes = await Promise.all(Array.from({ length: 17 }, () => desk.answer(offer, '127.0.0.1')));
  expect(echoes.filter((echo) => echo !== undefined).length).toBe(16);
  echoes[0]?.close();
  const next = await desk.answer(offer, '127.0.0.1');
  expect(next).toBeDefined();
  for (const echo of [...echoes, next]) echo?.close();
  await peer.close();
});
