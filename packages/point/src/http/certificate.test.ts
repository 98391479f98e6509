// A point presents the certificate that its files hold, also when they change under it.
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { bodyOf, makeCertificate, openSession, startPoint } from '../../test/client.ts';
import { openCertificate } from './certificate.ts';

/** SHA-256 of what the port presents. */
async function presented(port: number | undefined): Promise<string> {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

const CHACHA20 = 'TLS_CHACHA20_POLY1305_SHA256';
const AES_128 = 'TLS_AES_128_GCM_SHA256';
const AES_256 = 'TLS_AES_256_GCM_SHA384';

/** The cipher that the port and a client with these preferences agree on. */
async function agreed(port: number | undefined, ...ciphers: string[]): Promise<string> {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1', rejectUnauthorized: false, ciphers: ciphers.join(':') });
  await once(socket, 'secureConnect');
  const { standardName } = socket.getCipher();
  socket.destroy();
  return standardName;
}

const held = async (path: string) => new X509Certificate(await readFile(path));

describe('a certificate', () => {
  it('that is renewed is presented by both listeners without a restart, while a measurement goes on', async () => {
    await using folder = await startPoint();
    const files = makeCertificate(folder.data);
    await using point = await startPoint({ ...files, http2Port: 0 }, { certificateMs: 10 });
    using session = await openSession(point.port, { isTls: true });
    const first = await presented(point.port);
    expect(first).toBe((await held(files.tlsCert)).fingerprint256);
    makeCertificate(folder.data);
    const second = (await held(files.tlsCert)).fingerprint256;
    expect(second).not.toBe(first);
    await expect.poll(() => presented(point.port)).toBe(second);
    await expect.poll(() => presented(point.http2Port)).toBe(second);
    expect(await bodyOf(await session.download(0, '?bytes=100000'))).toHaveLength(100_000);
  });

  it('serves each client with the cipher it names first, also after a renewal: a phone without AES in its processor is quick with ChaCha20 alone', async () => {
    await using folder = await startPoint();
    const files = makeCertificate(folder.data);
    await using point = await startPoint({ ...files, http2Port: 0 }, { certificateMs: 10 });
    const first = await presented(point.port);
    makeCertificate(folder.data);
    for (const port of [point.port, point.http2Port]) {
      expect(await agreed(port, CHACHA20, AES_256)).toBe(CHACHA20);
      expect(await agreed(port, AES_128, CHACHA20)).toBe(AES_128);
      await expect.poll(() => presented(port)).not.toBe(first);
      expect(await agreed(port, CHACHA20, AES_256)).toBe(CHACHA20);
    }
  });

  it('that is spoilt later is told once, and the one before goes on; its end is known', async () => {
    await using folder = await startPoint();
    const files = makeCertificate(folder.data);
    const told: string[] = [];
    const log = pino({}, { write: (line: string) => void told.push(line) });
    await using point = await startPoint(files, { certificateMs: 10 });
    const certificate = openCertificate(files, log, 10);
    const { fingerprint256, validToDate } = await held(files.tlsCert);
    await writeFile(files.tlsKey, 'spoilt');
    await expect.poll(() => told).toHaveLength(1);
    expect(told[0]).toContain(files.tlsKey);
    await writeFile(files.tlsCert, 'spoilt too');
    await expect.poll(() => told).toHaveLength(2);
    expect(await presented(point.port)).toBe(fingerprint256);
    expect(certificate?.notAfterSeconds()).toBe(validToDate.getTime() / 1000);
    certificate?.close();
  });

  it('whose files are empty for a moment, as a program that renews them leaves them, goes on', async () => {
    await using folder = await startPoint();
    const files = makeCertificate(folder.data);
    const [cert, key] = [await readFile(files.tlsCert), await readFile(files.tlsKey)];
    await using point = await startPoint(files, { certificateMs: 10 });
    const told: string[] = [];
    const certificate = openCertificate(files, pino({}, { write: (line: string) => void told.push(line) }), 10);
    const first = await presented(point.port);
    await writeFile(files.tlsCert, '');
    await expect.poll(() => told).toHaveLength(1);
    expect(told[0]).toContain(`${files.tlsCert} holds no certificate`);
    expect(await presented(point.port)).toBe(first);
    await writeFile(files.tlsCert, cert);
    await writeFile(files.tlsKey, '');
    await expect.poll(() => told).toHaveLength(2);
    expect(told[1]).toContain(`${files.tlsKey} holds no private key`);
    await expect(startPoint(files)).rejects.toThrow(`${files.tlsKey} holds no private key`);
    expect(await presented(point.port)).toBe(first);
    await writeFile(files.tlsKey, key);
    certificate?.close();
  });

  it('that ends soon, or has ended, is told once a day, and one that holds is not', async () => {
    await using folder = await startPoint();
    const files = makeCertificate(folder.data);
    const endMs = (await held(files.tlsCert)).validToDate.getTime();
    const told = (leftMs: number) => {
      const lines: string[] = [];
      const write = (line: string) => void lines.push(`${JSON.parse(line).level} ${JSON.parse(line).msg}`);
      openCertificate(files, pino({}, { write }), 60_000, () => endMs - leftMs)?.close();
      return lines;
    };
    const dayMs = 86_400_000;
    expect(told(8 * dayMs)).toEqual([]);
    expect(told(6 * dayMs)).toEqual([expect.stringMatching(/^40 .*cert.pem expires within a week/)]);
    expect(told(-1)).toEqual([expect.stringMatching(/^50 .*cert.pem has expired/)]);
  });

  it('that cannot be read, or whose key is of another, stops the start', async () => {
    await using folder = await startPoint();
    const { tlsCert } = makeCertificate(folder.data);
    await using other = await startPoint();
    const { tlsKey } = makeCertificate(other.data);
    await expect(startPoint({ tlsCert, tlsKey: '/nowhere/key.pem' })).rejects.toThrow('/nowhere/key.pem');
    await expect(startPoint({ tlsCert, tlsKey })).rejects.toThrow(`${tlsCert} and ${tlsKey} do not belong together`);
  });
});
