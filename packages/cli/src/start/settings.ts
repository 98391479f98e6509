// Settings of `i-speed start` and `i-speed hub`, read from the environment once; every bad one is named.
import { resolve } from 'node:path';
import { CommandError, exitCodes } from '../exit-code.ts';
import type { MessageKey, Speech } from '../language/language.ts';

export type StartSettings = {
  /** Name or address to listen on; `::` stands for every address of the machine, IPv4 and IPv6. */
  host: string;
  port: number;
  pointPort: number;
  /** Absolute path of the folder that holds all data. */
  dataFolder: string;
};

/** Name, default and meaning of each setting, as `--help` and the README list them. */
export const settingList: readonly (readonly [name: string, fallback: string, about: MessageKey])[] = [
  ['I_SPEED_HOST', 'localhost', 'settingHost'],
  ['I_SPEED_PORT', '8080', 'settingPort'],
  ['I_SPEED_POINT_PORT', '8081', 'settingPointPort'],
  ['I_SPEED_DATA', './data', 'settingData'],
  ['DATABASE_URL', '', 'settingDatabaseUrl'],
  ['CLICKHOUSE_URL', '', 'settingClickhouseUrl'],
  ['I_SPEED_STATE', '', 'settingState'],
];

const everyAddress = new Set(['0.0.0.0', '::', '[::]', '*']);

/** Throws a CommandError of code `usage` that names every bad setting, one line each. */
export function readStartSettings(env: NodeJS.ProcessEnv, speech: Speech): StartSettings {
  const faults: string[] = [];
  const port = readPort(env, 'I_SPEED_PORT', 8080, speech, faults);
  const pointPort = readPort(env, 'I_SPEED_POINT_PORT', 8081, speech, faults);
  if (port === pointPort) faults.push(speech.say('badPorts', { value: port }));
  const host = env.I_SPEED_HOST || 'localhost';
  if (!everyAddress.has(host) && !isHost(host)) {
    faults.push(speech.say('badHost', { name: 'I_SPEED_HOST', value: host }));
  }
  if (faults.length > 0) {
    throw new CommandError(
      [speech.say('badSettings'), ...faults.map((fault) => `  ${fault}`)].join('\n'),
      exitCodes.usage,
    );
  }
  return {
    host: everyAddress.has(host) ? '::' : host.replace(/^\[(.*)\]$/, '$1'),
    port,
    pointPort,
    dataFolder: resolve(env.I_SPEED_DATA || './data'),
  };
}

function readPort(env: NodeJS.ProcessEnv, name: string, fallback: number, speech: Speech, faults: string[]): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  faults.push(speech.say('badWhole', { name, value: text, low: 1, high: 65_535 }));
  return Number.NaN;
}

/** A DNS name, an IPv4 address, or an IPv6 address with or without brackets. */
function isHost(text: string): boolean {
  const name = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
  return URL.canParse(`http://${name}:1/`) && new URL(`http://${name}:1/`).host === `${name.toLowerCase()}:1`;
}
