// A point's settings, from environment or a JSON file, checked as a whole before anything starts.
import { readFileSync } from 'node:fs';
import { slug } from '@i-speed/spec';
import * as z from 'zod';

const MOST_PORT = 65_535;
const DEFAULT_PORT = 8081;
/** UDP ports of the loss probe of one worker: twice as many as echoes may run at once. */
export const LOSS_PORTS = 32;

/** A number, or its digits as the environment has them. */
const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  const digits = z.string().regex(/^\d+$/).transform(Number);
  return z.union([z.number(), digits], error).pipe(z.number().int(error).min(least, error).max(most, error));
};
const truth = z.union([z.boolean(), z.stringbool()], 'must be true or false');
const isOrigin = (text: string) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
};

/** Each setting's meaning, default and bounds. Names in the environment are `I_SPEED_POINT_` and the name in upper snake case. */
export const pointConfig = z.strictObject({
  id: slug.describe('identifier of the point in the registry'),
  name: z.string().min(1).max(100).optional().describe('name people see; default the id'),
  host: z
    .string()
    .min(1, 'must be an address of this machine')
    .default('::')
    .describe('address to listen on; `::` takes IPv6 and IPv4'),
  port: whole(0, MOST_PORT).default(DEFAULT_PORT),
  data: z.string().default('./data/point').describe('folder of the key and of measurements not yet delivered'),
  hub: z
    .string()
    .refine(
      isOrigin,
      'must be the address of the hub with http:// or https:// and without a path: https://hub.example.vn',
    )
    .optional()
    .describe('origin of the hub whose tickets are honoured and to which other clients’ runs are told'),
  open: truth.default(false).describe('open mode: measurements without a ticket, for development'),
  tlsCert: z.string().optional().describe('PEM file of the certificate chain'),
  tlsKey: z.string().optional().describe('PEM file of the key'),
  http2Port: whole(0, MOST_PORT)
    .optional()
    .describe('port of a listener that speaks HTTP/2 besides, for clients of responsiveness; needs the certificate'),
  turnPort: whole(1, MOST_PORT)
    .optional()
    .describe('UDP port of a TURN server for the loss test of Cloudflare’s client'),
  turnAddress: z
    .ipv4('must be an IPv4 address')
    .optional()
    .describe('IPv4 address of the TURN server; default that of `host`, or the first of the machine'),
  lossPort: whole(1, 65_000)
    .optional()
    .describe('first of 32 UDP ports of the loss probe (WebRTC); default any that are free'),
  lossAddress: z
    .union([z.ipv4(), z.ipv6()], 'must be an IPv4 or IPv6 address')
    .optional()
    .describe(
      'address of the loss probe where the point stands behind a proxy; default the one that the client reached',
    ),
  requireAccessToken: truth.default(false).describe('ndt7 only with an access token of the hub’s `/v2/nearest`'),
  congestionControl: z
    .string()
    .max(15, 'must be a name of the kernel, of at most 15 letters')
    .default('bbr')
    .describe('congestion control of bulk sockets where the kernel has it'),
  workers: whole(1, 64).default(1).describe('processes that share the port and the work'),
  maxSessions: whole(1, 100_000).default(200).describe('measurements at the same time'),
  maxBytes: whole(1_000_000, 1e12).default(4_000_000_000).describe('payload of one measurement, both directions'),
  maxDurationMs: whole(1_000, 600_000).default(60_000).describe('length of one measurement'),
  maxConnections: whole(1, 64).default(16).describe('bulk connections of one measurement'),
  idleMs: whole(100, 600_000).default(15_000).describe('silence after which a session is closed'),
  sessionsPerMinute: whole(1, 1_000_000)
    .default(60)
    .describe('new sessions of one address (IPv4) or /64 (IPv6) in a minute'),
  drainMs: whole(0, 600_000).default(20_000).describe('time that running measurements get at SIGTERM'),
  logLevel: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('info'),
});
export type PointConfig = z.infer<typeof pointConfig>;
export type PointConfigInput = z.input<typeof pointConfig>;

export const PREFIX = 'I_SPEED_POINT_';

/** A setting that cannot be used; the message names every fault, each with its variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Settings from the file named by `I_SPEED_POINT_CONFIG`, if any, overridden by the environment. Throws ConfigError naming every fault. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): PointConfig {
  const faults: string[] = [];
  const settings: Record<string, unknown> = readFile(env[`${PREFIX}CONFIG`], faults);
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || name === `${PREFIX}CONFIG` || text === undefined || text === '') continue;
    settings[toCamel(name.slice(PREFIX.length))] = text;
  }
  const parsed = pointConfig.safeParse(settings);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')];
      for (const name of names) faults.push(`${PREFIX}${toSnake(name)}: ${wordsOf(issue, settings[name])}`);
    }
  }
  faults.push(...contradictions(settings));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults.join('\n'));
  return parsed.data;
}

function wordsOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return 'no such setting';
  return value === undefined ? 'is needed' : issue.message;
}

/** Settings that are sound each by itself and cannot be together. */
function contradictions(settings: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  const { tlsCert, tlsKey, http2Port, turnPort, lossPort } = settings;
  const workers = Number(settings.workers ?? 1);
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    faults.push(`${PREFIX}TLS_CERT and ${PREFIX}TLS_KEY: give both or neither`);
  if (http2Port !== undefined && tlsCert === undefined)
    faults.push(
      `${PREFIX}HTTP2_PORT: browsers and clients speak HTTP/2 over TLS alone; give ${PREFIX}TLS_CERT as well`,
    );
  if (Number(http2Port) > 0 && Number(http2Port) === Number(settings.port ?? DEFAULT_PORT))
    faults.push(`${PREFIX}HTTP2_PORT: must be another port than ${PREFIX}PORT`);
  if (workers > 1 && (http2Port ?? turnPort) !== undefined)
    faults.push(`${PREFIX}WORKERS: HTTP2_PORT and TURN_PORT need a point of one process; run a second point for them`);
  const lastLoss = Number(lossPort) + LOSS_PORTS * workers - 1;
  if (lastLoss > MOST_PORT)
    faults.push(
      `${PREFIX}LOSS_PORT: must be at most ${MOST_PORT - LOSS_PORTS * workers + 1}, as ${LOSS_PORTS} ports follow for each worker`,
    );
  if (Number(turnPort) >= Number(lossPort) && Number(turnPort) <= lastLoss)
    faults.push(`${PREFIX}TURN_PORT: lies among the ports of the loss probe, ${lossPort} to ${lastLoss}; set another`);
  return faults;
}

function readFile(path: string | undefined, faults: string[]): Record<string, unknown> {
  if (path === undefined || path === '') return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    faults.push(
      `${PREFIX}CONFIG: ${path} is not a readable JSON object (${error instanceof Error ? error.message : error})`,
    );
    return {};
  }
}

const toCamel = (snake: string) => snake.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const toSnake = (camel: string) => camel.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
