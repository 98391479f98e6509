// Links live side by side, end without a trace, and say plainly what is wrong with a description.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { linkLabUnavailable, openLink, openScenario, probe, scenarioNamed } from '../../testbed/src/link/index.ts';

const obstacle = linkLabUnavailable();
if (obstacle) console.warn(`skipped: ${obstacle}`);

const doorUrl = new URL('../../testbed/src/link/index.ts', import.meta.url).href;
const plain = { down: { rateMbps: 10, delayMs: 5 }, up: { rateMbps: 10, delayMs: 5 } };

/** Namespaces and folders of a process's links that exist now. */
async function traces(pid: number): Promise<string[]> {
  const names = [...(await readdir('/var/run/netns').catch(() => [])), ...(await readdir(tmpdir()))];
  return names.filter((name) => name.startsWith(`isp-${pid}-`) || name.startsWith(`i-speed-link-${pid}-`));
}

describe.skipIf(obstacle)('links', () => {
  it('live side by side with the same addresses and their own delays', async () => {
    await using near = await openLink(plain);
    await using far = await openLink({ down: { rateMbps: 10, delayMs: 50 }, up: { rateMbps: 10, delayMs: 50 } });
    const [first, second] = await Promise.all([
      probe(near, { count: 10, intervalMs: 10 }),
      probe(far, { count: 10, intervalMs: 10 }),
    ]);
    expect(Math.min(...first.rttMs.map((ms) => ms ?? Infinity))).toBeLessThan(12);
    expect(Math.min(...second.rttMs.map((ms) => ms ?? Infinity))).toBeGreaterThan(100);
  });

  it('have only the family they are given', async () => {
    await using link = await openLink(plain, { families: [6] });
    const child = link.run('client', 'ip', ['-o', 'addr', 'show', 'dev', 'lnk'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const text = (await child.stdout?.setEncoding('utf8').toArray())?.join('') ?? '';
    expect(text).toContain('fd88::2/64');
    expect(text).not.toContain('inet ');
  });

  it('run what libraries start, through a launcher, inside the end asked for', async () => {
    await using link = await openLink(plain);
    const launcher = await link.launcher('client', 'ip');
    const { stdout } = await promisify(execFile)(launcher, ['-o', '-4', 'addr', 'show', 'dev', 'lnk']);
    expect(stdout).toContain('10.88.0.2/24');
  });

  it('bring the rivals of a scenario with them', async () => {
    await using link = await openScenario(scenarioNamed('tcp-rival'));
    const fromMs = link.nowMs();
    const { down } = await link.truth(fromMs, fromMs + 500);
    expect(down.carriedMbps / 40).toBeGreaterThan(0.3);
  });

  it('limit the card of the point when asked', async () => {
    await using link = await openLink(plain, { serverCardMbps: 3, congestion: { server: 'cubic' } });
    const child = link.run('server', 'tc', ['qdisc', 'show', 'dev', 'lnk'], { stdio: ['ignore', 'pipe', 'inherit'] });
    expect((await child.stdout?.setEncoding('utf8').toArray())?.join('')).toContain('rate 3Mbit');
  });

  it('end with every program in them and leave nothing behind', async () => {
    const link = await openLink(plain);
    const child = link.run('client', 'sleep', ['1000'], { stdio: 'ignore' });
    await once(child, 'spawn');
    expect((await traces(process.pid)).length).toBe(3);
    await link[Symbol.asyncDispose]();
    expect(child.signalCode).toBe('SIGKILL');
    expect(await traces(process.pid)).toEqual([]);
  });

  it('that a killed process left behind are swept by the next one', async () => {
    const script = `import { openLink } from '${doorUrl}'; await openLink(${JSON.stringify(plain)}); console.log('open'); setInterval(() => {}, 1e6);`;
    const doomed = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(doomed.stdout, 'data');
    const pid = doomed.pid ?? 0;
    expect((await traces(pid)).length).toBe(3);
    doomed.kill('SIGKILL');
    await once(doomed, 'close');
    await using next = await openLink(plain);
    expect(next.isPunctual).toBeTypeOf('boolean');
    expect(await traces(pid)).toEqual([]);
  });

  it('are refused with every fault of their description at once', async () => {
    const wrong = { down: { rateMbps: 10, delayMs: -1 }, up: { rateMbps: 10, lossRatio: 2 } };
    await expect(openLink(wrong)).rejects.toThrow('down.delayMs must be 0 or more; up.lossRatio must be 0 to below 1');
  });

  it('that cannot be told about a time beyond the journal say so', async () => {
    await using link = await openLink(plain, { journalSeconds: 1 });
    await expect(link.truth(900, 1_100)).rejects.toThrow('the journal does not reach there');
  });
});

describe.skipIf(obstacle)('linkLabUnavailable', () => {
  it('gives one line why, to who is not root', async () => {
    const script = `import { linkLabUnavailable } from '${doorUrl}'; process.setuid(65534); console.log(linkLabUnavailable());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('the link lab needs root to make network namespaces\n');
  });
});
