// Settings of `i-speed start` and `i-speed hub`, read from the environment once; every bad one is named.
import { join } from 'node:path';
import { type HubConfig, ConfigError as HubConfigError, hubConfig } from '@i-speed/hub';
import { ConfigError as PointConfigError, readConfig as pointConfig } from '@i-speed/point';
import { CommandError, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { originOf } from './addresses.ts';
import { isEveryAddress, isHost, nearHost } from './host.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type StartSettings = { hub: HubConfig; point: PointSettings };

/** The local point. */
export type PointSettings = {
  port: number;
  /** Where this machine reaches it, `https:` where it has a certificate. */
  origin: string;
  /** Time that it gives running measurements when it is stopped. */
  drainMs: number;
  /** The whole environment of its process. */
  env: Environment;
};

const defaultPointPort = '8081';
const defaultPointName = 'Tại chỗ (local)';

/**
 * The hub's and the local point's settings. Throws a CommandError of code `usage` that names every bad setting, one line
 * each. What the point is not told by `I_SPEED_POINT_*` variables follows from the hub's settings.
 */
export function readStartSettings(env: Environment, speech: Speech): StartSettings {
  const faults: string[] = [];
  const hub = attempt(() => hubConfig(env), faults);
  if (hub !== undefined && !isHost(hub.host)) {
    faults.push(speech.say('badHost', { name: 'I_SPEED_HOST', value: hub.host }));
  }
  const pointEnv = pointEnvironment(env, hub);
  const point = attempt(() => pointConfig(pointEnv), faults);
  if (hub !== undefined && hub.port === point?.port) faults.push(speech.say('badPorts', { value: hub.port }));
  if (hub?.port === 0) faults.push(speech.say('badWhole', { name: 'I_SPEED_PORT', value: 0, low: 1, high: 65_535 }));
  if (hub === undefined || point === undefined || faults.length > 0) {
    const lines = [...new Set(faults)].map((fault) => `  ${fault}`);
    throw new CommandError([speech.say('badSettings'), ...lines].join('\n'), exitCodes.usage);
  }
  const { port, host, drainMs, tlsCert } = point;
  const plain = originOf(nearHost(host), port);
  const origin = tlsCert === undefined ? plain : plain.replace(/^http/, 'https');
  return { hub, point: { port, origin, drainMs, env: pointEnv } };
}

/** A variable of the person's own goes before what follows from the hub; an empty one counts as absent. */
function pointEnvironment(env: Environment, hub: HubConfig | undefined): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  return {
    I_SPEED_POINT_ID: 'local',
    I_SPEED_POINT_NAME: defaultPointName,
    I_SPEED_POINT_PORT: defaultPointPort,
    I_SPEED_POINT_LOG_LEVEL: 'warn',
    ...(hub !== undefined && {
      I_SPEED_POINT_HOST: isEveryAddress(hub.host) ? '::' : nearHost(hub.host),
      I_SPEED_POINT_HUB: originOf(nearHost(hub.host), hub.port),
      I_SPEED_POINT_DATA: join(hub.dataDir, 'point'),
    }),
    ...given,
  };
}

function attempt<T>(read: () => T, faults: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof HubConfigError) faults.push(...error.faults);
    else if (error instanceof PointConfigError) faults.push(...error.message.split('\n'));
    else throw error;
    return undefined;
  }
}
