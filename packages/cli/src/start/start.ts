// `i-speed start`: hub, pages, stores and one local point, from checked settings to an orderly end.
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { type Hub, openHub } from '@i-speed/hub';
import type { Speech } from '../language/language.ts';
import { listOrigins } from './addresses.ts';
import { checkDataFolder, explainFolderError } from './data-folder.ts';
import { introducePoint } from './introduce-point.ts';
import { openPages } from './pages.ts';
import { type PointProcess, startPoint } from './point-process.ts';
import { checkPort, explainListenError } from './ports.ts';
import { readStartSettings, type StartSettings } from './settings.ts';
import { buildWeb } from './web-build.ts';

/** `all` runs a local point beside the hub, `hub` none. */
export type StartMode = 'all' | 'hub';

/** Runs until SIGINT or SIGTERM, then drains. Throws a CommandError for what a person can mend. */
export async function start(mode: StartMode, speech: Speech): Promise<void> {
  const stop = listenForStop();
  const tell = (line: string) => console.log(line);
  const settings = readStartSettings(process.env, speech);
  const { hub: config } = settings;
  await checkPorts(mode, settings, speech);
  await checkDataFolder(config.dataDir, speech);
  await checkDataFolder(config.openDataDir, speech, 'I_SPEED_OPEN_DATA');

  await using running = new AsyncDisposableStack();
  const pages = openPages(config.trustedProxies);
  const point = mode === 'all' ? startPoint(settings.point, speech, tell) : undefined;
  if (point !== undefined) running.defer(() => point.stop());
  const hub = await openHub(config, { page: pages.handle }).catch((error: unknown) => {
    throw explainFolderError(error, config.dataDir, speech);
  });
  running.use(hub);
  await buildWeb(speech, tell, stop);
  if (stop.aborted) return;
  await pages.load();
  await hub.listen(config).catch((error: unknown) => {
    throw explainListenError(error, config.host, config.port, 'I_SPEED_PORT', speech);
  });
  if (point !== undefined) await joinPoint(hub, point, settings);
  tell(speech.say('ready', { seconds: speech.figure(performance.now() / 1000) }));
  for (const origin of listOrigins(config.host, config.port, networkInterfaces())) tell(`  ${origin}`);
  const stores = { folder: config.dataDir, port: settings.point.port };
  tell(speech.say(mode === 'all' ? 'readyPoint' : 'readyHub', stores));

  if (!stop.aborted) await once(stop, 'abort');
  tell(speech.say('stopping'));
  // The point first: what it is measuring still finds a hub to be submitted to.
  await point?.stop();
  await running.disposeAsync();
  tell(speech.say('stopped'));
}

async function checkPorts(mode: StartMode, { hub, point }: StartSettings, speech: Speech): Promise<void> {
  await checkPort(hub.host, hub.port, 'I_SPEED_PORT', speech);
  if (mode === 'all') await checkPort(hub.host, point.port, 'I_SPEED_POINT_PORT', speech);
}

/** Waits for the point and enters it in the register, under whatever name a client reaches the hub by. */
async function joinPoint(hub: Hub, point: PointProcess, settings: StartSettings): Promise<void> {
  await point.ready();
  await hub.registerPoint(await introducePoint(settings.point.origin, settings.point.port));
}

/** Aborts at the first SIGINT or SIGTERM; later ones do not cut the drain short. */
function listenForStop(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => controller.abort());
  return controller.signal;
}
