import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressPage } from './compress-page.ts';

const page = () =>
  new Response('<p>trang</p>', { headers: { 'content-type': 'text/html', 'content-length': '12', etag: '"x"' } });
const from = (encoding: string) => new Request('http://hub/', { headers: { 'accept-encoding': encoding } });

it('a public page comes as gzip to who takes it', async () => {
  const answer = compressPage(from('gzip, br'), '/thong-ke', page());
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'text/html',
    'content-encoding': 'gzip',
    etag: 'W/"x"',
    vary: 'accept-encoding',
  });
  expect(gunzipSync(await answer.bytes()).toString()).toBe('<p>trang</p>');
});

it('as it is to who does not, and caches are told that there are two', async () => {
  const answer = compressPage(from('identity'), '/thong-ke', page());
  expect([answer.headers.get('vary'), await answer.text()]).toEqual(['accept-encoding', '<p>trang</p>']);
});

it('pages behind the sign-in, and what is no page, are not compressed', () => {
  for (const path of ['/quan-tri', '/en/quan-tri/dot/1', '/dang-nhap']) {
    expect(compressPage(from('gzip'), path, page()).headers.get('content-encoding')).toBeNull();
  }
  const data = new Response('{}', { headers: { 'content-type': 'application/json' } });
  expect(compressPage(from('gzip'), '/', data)).toBe(data);
});
