import { expect, test } from 'vitest';
import { countEchoes, type EchoChannel } from './count-echoes.ts';

/** A channel that gives back what `passes` lets through, at once. */
function channelOf(passes: (sequence: number) => boolean, settings: Partial<EchoChannel> = {}): EchoChannel {
  let take: (packet: DataView) => void = () => undefined;
  return {
    send: (packet) => {
      const view = new DataView(packet);
      if (passes(view.getUint32(0))) take(view);
    },
    onPacket: (next) => {
      take = next;
    },
    isOpen: () => true,
    waitingBytes: () => 0,
    ...settings,
  };
}
const signal = new AbortController().signal;

test('every tenth packet swallowed is a tenth lost', { retry: 2 }, async () => {
  expect(
    await countEchoes(
      channelOf((sequence) => sequence % 10 !== 0),
      signal,
    ),
  ).toEqual({ sent: 300, received: 270 });
});

test('a packet that comes twice counts once, one of another size not at all', { retry: 2 }, async () => {
  const plain = channelOf(() => true);
  const twice: EchoChannel = {
    ...plain,
    onPacket: (take) =>
      plain.onPacket((packet) => {
        take(packet);
        take(packet);
        take(new DataView(new ArrayBuffer(8)));
      }),
  };
  expect(await countEchoes(twice, signal)).toEqual({ sent: 300, received: 300 });
});

test('what never left is not called lost', { retry: 2 }, async () => {
  const queue = channelOf((sequence) => sequence < 290, { waitingBytes: () => 400 });
  expect(await countEchoes(queue, signal)).toEqual({ sent: 290, received: 290 });
});

test('a channel that is closed measures nothing', async () => {
  expect(
    await countEchoes(
      channelOf(() => true, { isOpen: () => false }),
      signal,
    ),
  ).toBeUndefined();
});
