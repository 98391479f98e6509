// Plain curl, and requests as LibreSpeed's page and command and responsiveness clients make them.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSystem, type System } from './system.ts';

const run = promisify(execFile);
const MEGABYTE = 1_000_000;
let system: System;
beforeAll(async () => {
  system = await openSystem({ isTls: true, point: { maxBytes: 200 * MEGABYTE }, quietMs: 2_000 });
  // The certificate is of this test's own making.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
});
afterAll(() => system[Symbol.asyncDispose]());

/** curl's own figures: bytes down, bytes up, status; then the head it got. */
async function curl(
  ...args: string[]
): Promise<{ down: number; up: number; status: number; head: string; exit: number }> {
  const format = '%{stderr}%{size_download} %{size_upload} %{http_code}';
  const asked = ['-k', '-s', '-D', '-', '-o', '/dev/null', '-w', format, ...args];
  const done = await run('curl', asked, { maxBuffer: 1 << 20 }).catch(asFailed);
  const [down = 0, up = 0, status = 0] = done.stderr.split(' ').map(Number);
  return { down, up, status, head: done.stdout, exit: 'code' in done ? done.code : 0 };
}

/** Guarantee: what execFile rejects with has the program's exit code and outputs. */
function asFailed(error: unknown): { code: number; stdout: string; stderr: string } {
  return error as { code: number; stdout: string; stderr: string };
}

function idIn(head: string): string {
  return /^i-speed-measurement: (\S+)/im.exec(head)?.[1] ?? '';
}

describe('curl', () => {
  test('downloads and uploads exactly what it asks for; the run is kept and stands outside the statistics', async () => {
    const down = await curl(`${system.point}/download?bytes=${20 * MEGABYTE}`);
    expect(down).toMatchObject({ down: 20 * MEGABYTE, status: 200 });
    const folder = mkdtempSync(join(tmpdir(), 'i-speed-curl-'));
    writeFileSync(join(folder, 'body'), Buffer.alloc(5 * MEGABYTE));
    const up = await curl('-T', join(folder, 'body'), `${system.point}/upload`);
    rmSync(folder, { recursive: true });
    expect(up).toMatchObject({ up: 5 * MEGABYTE, status: 200 });
    expect(idIn(up.head)).toBe(idIn(down.head));
    const kept = await system.kept(idIn(down.head));
    expect(kept).toMatchObject({
      client: { kind: 'curl', version: expect.stringMatching(/^curl\//) },
      methodVersion: 'curl-counted',
      pointId: 'p1',
      download: { bytes: 20 * MEGABYTE },
      upload: { bytes: 5 * MEGABYTE },
      validity: 'excluded',
      countsInStatistics: false,
    });
    expect(kept.reasons).toContain('foreign-client');
    const rate = ((kept.download?.bytes ?? 0) * 8) / (kept.download?.durationMs ?? 0) / 1000;
    expect(kept.download?.rateMbps).toBeCloseTo(rate, 6);
  });

  test('may move three times what one of ours may, as it may take three times as long; more is refused', async () => {
    const whole = await curl(`${system.point}/download?bytes=${210 * MEGABYTE}`, '-A', 'long/1');
    expect(whole).toMatchObject({ down: 210 * MEGABYTE, status: 200 });
    expect(await curl(`${system.point}/download?bytes=${601 * MEGABYTE}`)).toMatchObject({ status: 403 });
    expect(await curl(`${system.point}/download?bytes=none`)).toMatchObject({ status: 400 });
    expect(await curl(`${system.point}/upload`)).toMatchObject({ status: 405 });
  });
});

describe('LibreSpeed', () => {
  const headers = { 'user-agent': 'librespeed-cli/1.0.13' };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${system.point}${path}`, { ...init, headers: { ...headers, ...init.headers } });

  test.each(['/garbage', '/garbage.php', '/backend/garbage.php'])(
    '%s sends as many MiB as ckSize says',
    async (path) => {
      const answer = await ask(`${path}?cors=true&r=0.5&ckSize=3`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename=random.dat');
      expect(answer.headers.get('cache-control')).toBe('no-store, no-cache, must-revalidate, max-age=0, s-maxage=0');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('content-encoding')).toBeNull();
      expect((await answer.arrayBuffer()).byteLength).toBe(3 << 20);
    },
  );

  test.each([
    ['', 4],
    ['?ckSize=0', 4],
    ['?ckSize=x', 4],
    ['?ckSize=-1', 4],
    ['?ckSize=9999', 1024],
  ])('garbage%s is %s MiB', async (query, mib) => {
    const stop = new AbortController();
    const answer = await ask(`/garbage.php${query}`, { signal: stop.signal });
    expect(answer.headers.get('content-length')).toBe(String(mib * 2 ** 20));
    stop.abort();
  });

  test('empty answers 200 with nothing, to pings, to 20 MiB, and to the preflight of a browser', async () => {
    for (const init of [{}, { method: 'POST', body: new Uint8Array(20 << 20) }, { method: 'POST' }]) {
      const answer = await ask('/backend/empty.php?cors=true', init);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('');
    }
    const preflight = await ask('/empty.php', {
      method: 'OPTIONS',
      headers: { origin: 'https://page.example', 'access-control-request-headers': 'content-encoding' },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-encoding');
  });

  test('getIP tells the address, the network as an object', async () => {
    const told = await (await ask('/getIP.php?isp=true&distance=km')).json();
    expect(told).toEqual({ processedString: '127.0.0.1', rawIspInfo: { ip: '127.0.0.1' } });
  });

  test('telemetry makes the test a measurement, with the rates the client told', async () => {
    await (await ask('/garbage.php?ckSize=2')).arrayBuffer();
    await ask('/empty.php', { method: 'POST', body: new Uint8Array(1 << 20) });
    const form = new FormData();
    for (const [name, value] of Object.entries({
      ispinfo: '',
      dl: '123.45',
      ul: '67.80',
      ping: '3.2',
      jitter: '0.4',
      log: '',
    }))
      form.set(name, value);
    const answer = await ask('/results/telemetry.php', { method: 'POST', body: form });
    const [, id = ''] = /^id ([0-9a-f-]{36})$/.exec(await answer.text()) ?? [];
    expect(await system.kept(id)).toMatchObject({
      client: { kind: 'librespeed', version: 'librespeed-cli/1.0.13' },
      methodVersion: 'librespeed',
      download: { rateMbps: 123.45 },
      upload: { rateMbps: 67.8 },
      countsInStatistics: false,
    });
    const shown = await ask(`/results/?id=${id}`, { redirect: 'manual' });
    expect(shown.headers.get('location')).toBe(`${system.hub}/do/${id}`);
  });

  test('two tests in a row are two measurements: each begins by asking for its address', async () => {
    const ids: string[] = [];
    for (const mib of [1, 2]) {
      const agent = { 'user-agent': 'in-a-row/1' };
      await (await ask('/getIP.php?isp=true', { headers: agent })).json();
      const answer = await ask(`/garbage.php?ckSize=${mib}`, { headers: agent });
      expect((await answer.arrayBuffer()).byteLength).toBe(mib << 20);
      ids.push(answer.headers.get('i-speed-measurement') ?? '');
    }
    expect(await system.kept(ids[0] ?? '')).toMatchObject({ download: { bytes: 1 << 20 } });
    expect(await system.kept(ids[1] ?? '')).toMatchObject({ download: { bytes: 2 << 20 } });
  });

  test('telemetry of a test that was not seen is refused', async () => {
    const answer = await ask('/results/telemetry', {
      method: 'POST',
      headers: { 'user-agent': 'nobody' },
      body: new URLSearchParams({ dl: '1', ul: '1' }),
    });
    expect(answer.status).toBe(409);
  });

  test('the hub lists the points as its page and command read them', async () => {
    expect(await (await fetch(`${system.hub}/api/v1/clients/librespeed.json`)).json()).toEqual([
      {
        id: 1,
        name: 'Điểm một',
        server: `${system.point}/`,
        dlURL: 'backend/garbage.php',
        ulURL: 'backend/empty.php',
        pingURL: 'backend/empty.php',
        getIpURL: 'backend/getIP.php',
        sponsorName: '',
        sponsorURL: '',
      },
    ]);
  });
});

describe('responsiveness', () => {
  test('the configuration names one host, the one that speaks HTTP/2', async () => {
    const answer = await fetch(`${system.point}/.well-known/nq`);
    const { version, urls }: { version: number; urls: Record<string, string> } = await answer.json();
    expect(version).toBe(1);
    expect(Object.keys(urls).sort()).toEqual([
      'https_upload_url',
      'large_download_url',
      'large_https_download_url',
      'small_download_url',
      'small_https_download_url',
      'upload_url',
    ]);
    expect(new Set(Object.values(urls).map((url) => new URL(url).host))).toEqual(
      new Set([`127.0.0.1:${system.http2Port}`]),
    );
  });

  test('over HTTP/2 a probe on the loaded connection is answered while the large download and upload run', async () => {
    const session = connect(`https://127.0.0.1:${system.http2Port}`, { rejectUnauthorized: false });
    const open = (path: string, method = 'GET') =>
      session.request({ ':path': path, ':method': method, 'user-agent': 'rpm/1' });
    const large = open('/nq/large');
    const head = await new Promise<Record<string, unknown>>((resolve) => large.once('response', resolve));
    expect(head[':status']).toBe(200);
    expect(Number(head['content-length'])).toBeGreaterThanOrEqual(8e9);
    let downBytes = 0;
    const enough = new Promise<void>((resolve) =>
      large.on('data', (chunk: Buffer) => {
        downBytes += chunk.length;
        if (downBytes > 10 * MEGABYTE) resolve();
      }),
    );
    const upload = open('/nq/upload', 'POST');
    upload.write(Buffer.alloc(3 * MEGABYTE));
    const small = open('/nq/small');
    const body: Buffer[] = [];
    for await (const chunk of small) body.push(chunk);
    expect(Buffer.concat(body)).toHaveLength(1);
    await enough;
    large.close();
    upload.end();
    expect((await new Promise<Record<string, unknown>>((resolve) => upload.once('response', resolve)))[':status']).toBe(
      200,
    );
    const kept = await system.kept(String(head['i-speed-measurement']));
    expect(kept).toMatchObject({ client: { kind: 'rpm' }, upload: { bytes: 3 * MEGABYTE }, countsInStatistics: false });
    expect(kept.download?.bytes).toBeGreaterThan(10 * MEGABYTE);
    session.destroy();
  });

  test('two tests in a row are two measurements: each begins with the configuration', async () => {
    const ids: string[] = [];
    for (const sizeBytes of [10, 20]) {
      await (await fetch(`${system.point}/.well-known/nq`, { headers: { 'user-agent': 'rpm-in-a-row/1' } })).json();
      const sent = await fetch(`${system.point}/nq/upload`, {
        method: 'POST',
        body: 'x'.repeat(sizeBytes),
        headers: { 'user-agent': 'rpm-in-a-row/1' },
      });
      ids.push(sent.headers.get('i-speed-measurement') ?? '');
    }
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('over HTTP/1.1 the same addresses answer', async () => {
    expect((await (await fetch(`${system.point}/nq/small`)).arrayBuffer()).byteLength).toBe(1);
    const sent = await fetch(`https://127.0.0.1:${system.http2Port}/nq/upload`, {
      method: 'POST',
      body: 'x'.repeat(9),
    });
    expect(sent.status).toBe(200);
  });
});

test('none of it stands in the default statistics', async () => {
  const { received, counted, totals, excluded } = await system.statistics();
  expect(received).toBeGreaterThanOrEqual(3);
  expect({ counted, totals }).toEqual({ counted: 0, totals: [] });
  expect(excluded.find(({ reason }) => reason === 'foreign-client')?.n).toBe(received);
});
