import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_PROVINCE, hubConfig, openHub } from '@i-speed/hub';
import { openReference } from '@i-speed/reference';
import { copyFreshData } from '@i-speed/testbed';
import { expect, onTestFinished, test } from 'vitest';
import { demoUnits, openAttribution } from './attribute.ts';
import { loadCountry } from './load.ts';
import { fillPortal } from './portal.ts';
import { simulateSubmissions } from './submissions.ts';

const NOW_MS = Date.parse('2026-03-20T05:00:00Z');

/** Loading three thousand measurements and signing six people in takes a while on a busy machine. */
const PATIENCE_MS = 300_000;

test(
  'the demo’s portal holds two months of forms, a sign-in for each role',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'i-speed-demo-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await copyFreshData(folder);
    const clock = { nowMs: NOW_MS };
    const limits = { I_SPEED_MEASUREMENTS_PER_MINUTE: '0', I_SPEED_READS_PER_MINUTE: '0' };
    const config = hubConfig({ I_SPEED_DATA: folder, I_SPEED_DEMO: 'true', LOG_LEVEL: 'silent', ...limits });
    await using hub = await openHub(config, { clock: () => clock.nowMs });
    const reference = openReference({});
    const units = demoUnits(reference.communes(DEMO_PROVINCE, reference.currentEdition));
    const attribution = openAttribution(units, NOW_MS - 100 * 86_400_000, NOW_MS);
    const simulated = simulateSubmissions(reference, { seed: 7, total: 3_000, nowMs: NOW_MS }, attribution);
    await loadCountry(hub, clock, simulated, () => undefined, new AbortController().signal);
    await fillPortal(hub, clock, {
      ...{ units, attribution },
      ...{ nowMs: NOW_MS, timeZone: reference.country.timeZone },
    });

    const ask = async (path: string, cookie = '', body?: unknown) => {
      const headers = { cookie, origin: 'http://hub.example', 'content-type': 'application/json' };
      const sent = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
      const answer = await hub.api(new Request(`http://hub.example${path}`, sent));
      expect(answer.status, path).toBe(200);
      return answer;
    };
    const { demoSignIns } = await (await ask('/api/v1/system')).json();
    expect(demoSignIns.map(({ role }: { role: string }) => role).sort()).toEqual(
      DEMO_PEOPLE.map(({ grant }) => grant.role).sort(),
    );
    for (const { email, password } of demoSignIns) {
      expect(password).toBe(DEMO_PASSWORD);
      await ask('/api/v1/auth/sign-in/email', '', { email, password });
    }
    const signedIn = await ask('/api/v1/auth/sign-in/email', '', demoSignIns[0]);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const { campaigns } = await (await ask('/api/v1/portal/campaigns', cookie)).json();
    expect(campaigns).toMatchObject([{ currentMonth: '2026-04', units: 35 }]);
    const files = `/api/v1/portal/campaigns/${campaigns[0].id}/files`;
    const { results } = await (await ask(`/api/v1/portal/campaigns/${campaigns[0].id}/results`, cookie)).json();
    const evidence = results.map(({ file }: { file: { id: number } }) => file);
    for (const { id, mediaType, sizeBytes } of [campaigns[0].letterFile, ...evidence]) {
      const file = await ask(`${files}/${id}`, cookie);
      expect(file.headers.get('content-type')).toBe(mediaType);
      expect((await file.arrayBuffer()).byteLength).toBe(sizeBytes);
    }
    expect(evidence).toHaveLength(2);
    const running = `/api/v1/portal/campaigns/${campaigns[0].id}/months/2026-03`;
    const { totals } = await (await ask(running, cookie)).json();
    expect(totals.installsTotal).toBeGreaterThan(500);
    expect(totals.countedFixed + totals.countedMobile).toBeGreaterThan(500);
    const states = async (month: string) => {
      const path = `/api/v1/portal/campaigns/${campaigns[0].id}/months/${month}`;
      const { lines } = await (await ask(path, cookie)).json();
      return Object.fromEntries(
        [...Map.groupBy(lines, ({ state }: { state: string }) => state)].map(([state, own]) => [state, own.length]),
      );
    };
    expect(await states('2026-03')).toEqual({ consolidated: 32, returned: 1, draft: 2 });
    expect(await states('2026-04')).toEqual({ draft: 23, accepted: 5, submitted: 7 });
  },
  PATIENCE_MS,
);
