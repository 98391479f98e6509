// `i-speed publish`, `recompute` and `reference`: what those who run a system do, as processes on a data folder.
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandRun, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-administer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<CommandRun> =>
  startCommand(args, { I_SPEED_DATA: join(folder, 'data') }).ended;

const publishedFiles = () => join(folder, 'data', 'open-data', '2026-01', 'v1');

test('a month is published once; its files give its tables again, and no others', async () => {
  const published = await run('publish', '2026-01');
  expect(published).toMatchObject({ code: 0, stderr: '' });
  const checksum = /SHA-256: ([0-9a-f]{64})/.exec(published.stdout)?.[1];
  expect(published.stdout).toContain('Published 2026-01, version 1: 0 measurements counted of 0 received.');
  expect(await run('publish', '2026-01')).toMatchObject({
    code: 1,
    stderr: '2026-01 is published, version 1; a correction needs a note that says what changed and why\n',
  });
  const again = await run('recompute', '2026-01');
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain(`SHA-256: ${checksum}`);

  // Files of which no table is made are held against the manifest too, and each is named.
  const copy = join(folder, 'altered');
  await cp(publishedFiles(), copy, { recursive: true });
  await rm(join(copy, 'measurements-2026-01.parquet'));
  await appendFile(join(copy, 'dictionary.csv'), 'x\n');
  const altered = await run('recompute', '2026-01', '--folder', copy);
  expect(altered.code).toBe(1);
  expect(altered.stderr).toMatch(
    /^measurements-2026-01\.parquet cannot be read, which the manifest names\ndictionary\.csv is not what was published: its SHA-256 is [0-9a-f]{64}\n$/,
  );

  const tables = await readFile(join(publishedFiles(), 'tables.json'), 'utf8');
  await writeFile(join(publishedFiles(), 'tables.json'), tables.replace('"methodVersion":"3"', '"methodVersion":"2"'));
  const older = await run('recompute', '2026-01');
  expect([older.code, older.stderr.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(older.stderr).toContain('were made by version 2 of the method, and this program reckons by version 3');

  await writeFile(join(publishedFiles(), 'tables.json'), '{');
  const broken = await run('recompute', '2026-01');
  expect([broken.code, broken.stderr.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(broken.stderr).toContain('tables.json cannot be read');
  await writeFile(join(publishedFiles(), 'tables.json'), '{}');
  const empty = await run('recompute', '2026-01');
  expect([empty.code, empty.stderr.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(empty.stderr).toContain('tables.json cannot be read: ');
  await appendFile(join(publishedFiles(), 'measurements-2026-01.csv'), '\r\n');
  const tampered = await run('recompute', '2026-01');
  expect(tampered.code).toBe(1);
  expect(tampered.stderr).toContain('measurements-2026-01.csv is not what was published: its SHA-256 is ');
});

test('what is missing or broken in a folder of open data is named in a line', { timeout: 300_000 }, async () => {
  const spoilt = async (name: string, text?: string) => {
    const copy = await mkdtemp(join(folder, 'spoilt-'));
    await cp(publishedFiles(), copy, { recursive: true });
    await (text === undefined ? rm(join(copy, name)) : writeFile(join(copy, name), text));
    const { code, stderr } = await run('recompute', '2026-01', '--folder', copy);
    return [code, stderr.trimEnd().split('\n').length, stderr.includes(name)];
  };
  expect(await spoilt('manifest.json', '{')).toEqual([1, 1, true]);
  expect(await spoilt('measurements-2026-01.csv')).toEqual([1, 1, true]);
});

test('what is no month, or not over, or not there, is refused in a line', async () => {
  expect(await run('publish', '2026-13')).toMatchObject({
    code: 2,
    stderr: '2026-13 is no month; write it like 2026-10\n',
  });
  expect((await run('publish', '2999-01')).stderr).toBe('2999-01 is not over; publish it afterwards\n');
  expect((await run('recompute', '2025-12')).stderr).toContain('There is no open data of 2025-12 in ');
});

test('a copy from a folder without measurements, or to what is no URL, is refused in a line', async () => {
  const copy = (to: string) =>
    startCommand(['warehouse', 'copy', '--to', to], { I_SPEED_DATA: join(folder, 'nowhere') }).ended;
  const nothing = `There are no measurements in ${join(folder, 'nowhere', 'warehouse')}; I_SPEED_DATA names the data folder\n`;
  expect(await copy('http://127.0.0.1:9')).toMatchObject({ code: 1, stderr: nothing });
  expect(await copy('http://127.0.0.1:9,one')).toMatchObject({
    code: 2,
    stderr: 'one is no URL; write it like http://user:password@host:8123\n',
  });
});

test('a copy to where it comes from is refused', async () => {
  const url = 'http://127.0.0.1:9';
  expect(
    await run('warehouse', 'copy', '--from', 'http://user:one@127.0.0.1:9', '--to', `http://two:8123,${url}`),
  ).toMatchObject({
    code: 2,
    stderr: `--from and --to are the same: ${url}/. A copy needs two places.\n`,
  });
});

test('polygons with faults change nothing, and every fault is told', async () => {
  const file = join(folder, 'pack.json');
  const square = [
    [
      [105, 21],
      [105.1, 21],
      [105.1, 21.1],
      [105, 21],
    ],
  ];
  const features = ['00070', '00070', '99999'].map((id) => ({
    type: 'Feature',
    id,
    properties: null,
    geometry: { type: 'Polygon', coordinates: square },
  }));
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  const refused = await run('reference', 'import', file);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('duplicate-code 00070 #2: ');
  expect(refused.stderr).toContain('unknown-code 99999 #3: ');
  // All communes but the one that is there.
  expect(refused.stderr.match(/^missing-commune /gm)).toHaveLength(3_320);
  expect(refused.stderr).toMatch(/Nothing was changed: \d+ faults, named above\.\n$/);
  await expect(readFile(join(folder, 'data', 'reference', 'data', 'boundaries.json'))).rejects.toThrow('ENOENT');
});

test('a folder in place of a file is called that', async () => {
  for (const command of ['import', 'import-network', 'import-contacts']) {
    expect(await run('reference', command, folder)).toMatchObject({
      code: 2,
      stderr: `${folder} is no file; name the file itself\n`,
    });
  }
});

test('contacts are taken in with every row checked', async () => {
  const file = join(folder, 'contacts-in.csv');
  await writeFile(file, 'province,name,phone,email,site,address\n99,Sở,024 111 222,,,\n');
  const refused = await run('reference', 'import-contacts', file);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toMatch(
    /^unknown-province #1: there is no such province \(there is no province 99 today\)\nNothing was changed/m,
  );
  const inVietnamese = await run('reference', 'import-contacts', file, '--lang', 'vi');
  expect(inVietnamese.stderr).toMatch(/^unknown-province #1: không có tỉnh này \(/);
  await writeFile(file, 'province,name,phone,email,site,address\n01,Sở,024 111 222,,,\n');
  expect(await run('reference', 'import-contacts', file)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 contacts'),
  });
});

test('a newer address table is taken whole or not at all', async () => {
  const bad = join(folder, 'bad.csv');
  await writeFile(bad, 'start,end,asn\n27.64.0.0,27.63.0.0,7552\nx,y,7552\n');
  const refused = await run('reference', 'import-network', bad);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/#1: .+\n.*#2: .+\nNothing was changed: 2 faults, named above\.\n$/);
  const good = join(folder, 'good.csv');
  await writeFile(
    good,
    'start,end,asn,organisation\n27.64.0.0,27.79.255.255,7552,Viettel\n203.0.113.0,203.0.113.255,64500,Làng\n',
  );
  const small = await run('reference', 'import-network', good);
  expect(small.code).toBe(1);
  // 27.64.0.0/12 and a /24 are far fewer than the country has.
  expect(small.stderr).toMatch(
    /^far-smaller: the table covers less than half of the one in use \(the file covers 1048832 IPv4 addresses, the table in use \d{8,}\)\n/,
  );
  expect(small.stderr).toMatch(/add --small\.\nNothing was changed: 1 faults, named above\.\n$/);
  const taken = await run('reference', 'import-network', good, '--small');
  expect(taken).toMatchObject({ code: 0, stderr: '' });
  expect(taken.stdout).toContain('Took 2 IPv4 and 0 IPv6 ranges; 0 rows left out.');
  expect(taken.stdout).toContain('New AS: 64500 Làng');
  expect(await readFile(join(folder, 'data', 'reference', 'network', 'ipv4.csv'), 'utf8')).toContain('203.0.113.0');
});
