import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { copyWarehouse } from './copy-warehouse.ts';
import { at } from './sides.ts';

async function serve(text: string): Promise<string> {
  const server = createServer((_, answer) => answer.end(text));
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const copied = (from: string, to: string) =>
  copyWarehouse({ url: from }, { url: to }, () => undefined).then(
    () => 'copied',
    (fault: Error) => fault.message,
  );
const away = 'http://127.0.0.1:9';

test('the side that does not answer is named, without its password', async () => {
  const here = await serve('Ok.\n');
  expect(await copied(away, here)).toMatch(/^http:\/\/127\.0\.0\.1:9 does not answer: /);
  expect(await copied(here, away)).toMatch(/^http:\/\/127\.0\.0\.1:9 does not answer: /);
});

test('what is no ClickHouse server is called that', async () => {
  const hub = await serve('<html>');
  expect(await copied(await serve('Ok.\n'), hub)).toBe(`${new URL(hub).origin} is no ClickHouse server`);
});

test('work that breaks off names its side', async () => {
  const url = 'http://user:secret@one:8123,http://two:8123';
  await expect(at({ url }, Promise.reject(new Error('gone\nfar')))).rejects.toThrow(
    'the copy broke off at http://one:8123, http://two:8123: gone; what is copied stays, say it again',
  );
  expect(await at({ url }, Promise.resolve(1))).toBe(1);
});
