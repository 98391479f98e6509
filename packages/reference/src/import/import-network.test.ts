import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importNetwork, openReference } from '../index.ts';

const countryDir = join(import.meta.dirname, '../../test/fictitious');
let folder = '';
let dataDir = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-network-'));
  dataDir = join(folder, 'imported');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function take(text: string, options = {}) {
  const file = join(folder, 'table.csv');
  await writeFile(file, text);
  return importNetwork(file, dataDir, { countryDir, ...options });
}
const asnOf = (address: string) => openReference({ countryDir, dataDir }).networkOf(address)?.asn;

describe('importNetwork', () => {
  it('replaces the ranges of the families the file holds, and leaves the other as it was', async () => {
    const taken = await take('start,end,asn\n203.0.113.0,203.0.113.255,64500\n');
    expect(taken).toEqual({ applied: true, faults: [], ipv4Ranges: 1, ipv6Ranges: 0, newSystems: [], leftOut: 0 });
    expect(asnOf('203.0.113.9')).toBe(64500);
    expect(asnOf('192.0.2.7')).toBeUndefined();
    expect(asnOf('2001:db8::1')).toBe(64500);
  });

  it('adds AS numbers that are new with the organisation the file gives', async () => {
    const { newSystems } = await take('start,end,asn,organisation\n203.0.113.0,203.0.113.255,64510,"Ny, A/S"\n');
    expect(newSystems).toEqual([{ asn: 64510, organisation: 'Ny, A/S' }]);
    const network = openReference({ countryDir, dataDir }).networkOf('203.0.113.1');
    expect(network).toEqual({
      family: 4,
      prefix: '203.0.113.0/24',
      country: 'XA',
      asn: 64510,
      organisation: 'Ny, A/S',
    });
    expect(openReference({ countryDir, dataDir }).operators()[0]?.asns).toEqual([64500]);
  });

  it('reads a table of the world without a header, keeping the AS numbers it knows', async () => {
    const world = '1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."\n203.0.113.0,203.0.113.255,64501,Ting Hosting\n';
    const taken = await take(world, { onlyKnownSystems: true });
    expect(taken).toMatchObject({ applied: true, ipv4Ranges: 1, newSystems: [], leftOut: 1 });
    expect([asnOf('1.0.0.1'), asnOf('203.0.113.1')]).toEqual([undefined, 64501]);
  });

  it('reads past the mark that some programs begin a file with', async () => {
    expect(await take('\uFEFF203.0.113.0,203.0.113.255,64500\r\n')).toMatchObject({ applied: true, ipv4Ranges: 1 });
  });

  it('tells every fault with its row and changes nothing', async () => {
    const { applied, faults } = await take(
      'start,end,asn\n203.0.113.0,203.0.113.255,64500\n203.0.113.9,203.0.113.10,64501\nx,y,1\n2001:db8::,2001:db8::1,64500\n',
    );
    expect(applied).toBe(false);
    expect(faults.map(({ row, fault }) => [row, fault])).toEqual([
      [3, 'not-an-address'],
      [4, 'finer-than-kept'],
      [2, 'overlaps'],
    ]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('refuses a table that covers less than half of the one in use, unless it is wanted', async () => {
    // In use: 384 IPv4 addresses and 65,536 networks of IPv6.
    const small =
      'start,end,asn\n203.0.113.0,203.0.113.190,64500\n2001:db8::,2001:db8:7ffe:ffff:ffff:ffff:ffff:ffff,64500\n';
    expect(await take(small)).toMatchObject({
      applied: false,
      faults: [
        { fault: 'far-smaller', detail: 'the file covers 191 IPv4 addresses, the table in use 384' },
        { fault: 'far-smaller', detail: 'the file covers 32767 IPv6 networks (/48), the table in use 65536' },
      ],
    });
    expect(existsSync(dataDir)).toBe(false);
    expect(await take(small, { maySmall: true })).toMatchObject({ applied: true, ipv4Ranges: 1, ipv6Ranges: 1 });
    // Half of it is taken, and what is in use from now on is what was taken last.
    expect(await take('203.0.113.0,203.0.113.95,64500\n')).toMatchObject({ applied: true });
  });

  it('takes a first row for a header only where it names columns', async () => {
    const { faults } = await take('foo,bar,64500\n203.0.113.0,203.0.113.255,64500\n');
    expect(faults).toEqual([{ row: 1, fault: 'not-an-address', detail: 'foo-bar AS 64500' }]);
    expect((await take('foo,bar\n')).faults).toEqual([{ fault: 'not-a-table', detail: 'no column asn' }]);
    expect(await take('"asn","start","end"\n64500,203.0.113.0,203.0.113.255\n')).toMatchObject({ applied: true });
  });

  it('refuses what is no such table', async () => {
    const faultsOf = async (text: string) => (await take(text)).faults.map((one) => one.fault);
    expect(await faultsOf('')).toEqual(['no-ranges']);
    expect(await faultsOf('from,to\n1.2.3.0,1.2.3.255\n')).toEqual(['not-a-table']);
    expect(await faultsOf('start,end,asn\n1.2.3.0,1.2.3.255\n')).toEqual(['not-a-table']);
    expect(existsSync(dataDir)).toBe(false);
  });
});
