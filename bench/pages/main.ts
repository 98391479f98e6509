// `npm run bench:pages -- [--url ORIGIN] [--runs N] [--out NAME]`: how fast the public pages are on a mid phone, of a hub that runs already (`npm run demo`).
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '@i-speed/testbed';
import { readSettings } from '../settings.ts';
import { measureMap } from './measure-map.ts';
import { measurePage, type PageTimes } from './measure-page.ts';
import { PROFILE } from './profile.ts';

const { values } = readSettings(
  'pages',
  'How fast the public pages of a running hub are on a mid phone; kept in bench/results.',
  {
    url: { type: 'string', default: 'http://localhost:8080', about: 'origin of the hub' },
    runs: { type: 'string', default: '3', about: 'loads of each page' },
    out: { type: 'string', about: 'name of the result' },
  },
);
const origin = values.url.replace(/\/$/, '');
const runs = Number(values.runs);
const today = new Date().toISOString().slice(0, 10);
const results = fileURLToPath(new URL('../results/', import.meta.url));
const LIMITS = {
  largestPaintMs: 1_500,
  blockedMs: 100,
  scriptBytes: 120 * 1024,
  framesPerSecond: 30,
  mapPaintMs: 3_000,
};

const pages = [
  '/',
  '/thong-ke',
  '/thong-ke/tong-quan',
  '/thong-ke/tong-quan?place=province-01&access=fixed',
  '/thong-ke/so-sanh',
  '/ban-do',
  '/cong-bo',
  '/lich-su',
  '/phuong-phap',
  '/phuong-phap/indicators',
  '/gioi-thieu',
  '/diem-do',
  '/tai-lieu',
  '/bao-vung-lom',
  '/lien-he',
];

const system = await fetch(`${origin}/health`).catch(() => undefined);
if (!system?.ok) throw new Error(`no hub answers at ${origin}: start one (npm run demo) or name it with --url`);
const loadAtStart = loadavg()[0] ?? 0;
const browser = await openBrowser();
const measured: { page: string; first: number; times: PageTimes }[] = [];
for (const page of pages) {
  const startMs = performance.now();
  await (await fetch(origin + page)).arrayBuffer();
  const first = performance.now() - startMs;
  const all: PageTimes[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await measurePage(browser, origin + page));
  const times = medians(all);
  measured.push({ page, first, times });
  console.log(page, JSON.stringify(times));
}
const map = await measureMap(browser, origin);
await browser.close();

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0);
const judge = (page: string, { largestPaintMs, blockedMs, scriptBytes }: PageTimes) => {
  const isMap = page === '/ban-do';
  const misses = [
    largestPaintMs > (isMap ? LIMITS.mapPaintMs : LIMITS.largestPaintMs) ? 'largest paint' : '',
    !isMap && blockedMs > LIMITS.blockedMs ? 'blocked' : '',
    !isMap && scriptBytes > LIMITS.scriptBytes ? 'script' : '',
  ].filter((miss) => miss !== '');
  return misses.length === 0 ? 'met' : `missed: ${misses.join(', ')}`;
};
const lines = [
  `# Public pages on a mid phone, ${today}`,
  '',
  `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; hub, browser and whatever else ran on one machine, whose load was ${loadAtStart.toFixed(1)} at the start and ${(loadavg()[0] ?? 0).toFixed(1)} at the end.`,
  `Chromium, ${PROFILE.roundTripMs} ms and ${PROFILE.downMbps} Mbit/s down, ${PROFILE.upMbps} up, processor ${PROFILE.cpuSlowdown} times slower, empty cache, median of ${runs}. "First answer" is the hub's time for the first request since the bench began, without the network; later ones are answered from what it remembers until new measurements come.`,
  '',
  `Aims: largest paint ${LIMITS.largestPaintMs} ms (map: ${LIMITS.mapPaintMs}), blocked ${LIMITS.blockedMs} ms, script ${kilobytes(LIMITS.scriptBytes)} KB compressed (but the map), map ${LIMITS.framesPerSecond} frames/s.`,
  '',
  '| page | first answer ms | first byte ms | first paint ms | largest paint ms | blocked ms | script KB | all KB | aims |',
  '|---|---|---|---|---|---|---|---|---|',
  ...measured.map(({ page, first, times }) => {
    const { firstByteMs, firstPaintMs, largestPaintMs, blockedMs, scriptBytes, allBytes } = times;
    const figures = [first, firstByteMs, firstPaintMs, largestPaintMs, blockedMs].map((ms) => ms.toFixed(0));
    return `| \`${page}\` | ${[...figures, kilobytes(scriptBytes), kilobytes(allBytes), judge(page, times)].join(' | ')} |`;
  }),
  '',
  `Map over all 3,321 communes, dragged, 1280 x 900, software rendering: ${map.framesPerSecond.toFixed(1)} frames/s, longest gap ${map.longestFrameMs.toFixed(0)} ms, ${map.firstFramesPerSecond.toFixed(1)} frames/s in the first two seconds, when the browser compiles its shaders (${map.framesPerSecond >= LIMITS.framesPerSecond ? 'met' : 'missed'}). On the phone the drawn map stands after ${(map.drawnMs / 1000).toFixed(1)} s; until then the still picture of the provinces does.`,
  '',
];
mkdirSync(results, { recursive: true });
const name = values.out ?? `pages-${today}`;
writeFileSync(`${results}${name}.md`, lines.join('\n'));
writeFileSync(
  `${results}${name}.json`,
  `${JSON.stringify({ today, profile: PROFILE, limits: LIMITS, runs, loadAtStart, measured, map }, null, 2)}\n`,
);
console.log(lines.join('\n'));

function medians(all: readonly PageTimes[]): PageTimes {
  const of = (pick: (one: PageTimes) => number) => {
    const rising = all.map(pick).sort((a, b) => a - b);
    return rising[Math.floor(rising.length / 2)] ?? Number.NaN;
  };
  return {
    firstByteMs: of(({ firstByteMs }) => firstByteMs),
    firstPaintMs: of(({ firstPaintMs }) => firstPaintMs),
    largestPaintMs: of(({ largestPaintMs }) => largestPaintMs),
    blockedMs: of(({ blockedMs }) => blockedMs),
    scriptBytes: of(({ scriptBytes }) => scriptBytes),
    allBytes: of(({ allBytes }) => allBytes),
  };
}
