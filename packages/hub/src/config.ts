// The hub's settings: read from the environment, checked together, every bad variable named at once.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

export interface HubConfig {
  /** Folder of everything the hub keeps itself; made where missing. */
  readonly dataDir: string;
  /** Folder of the files of open data, MONTH/vN; hubs that serve one system share it. */
  readonly openDataDir: string;
  readonly host: string;
  readonly port: number;
  /** Address under which people reach the hub; absent: whatever name they used. */
  readonly publicUrl?: string;
  /** How many proxies in front write X-Forwarded-For; 0 trusts none. */
  readonly trustedProxies: number;
  /** ClickHouse server; absent: the engine in this process. */
  readonly clickhouseUrl?: string;
  /** Name of the cluster in the servers' own settings; absent for a single server. */
  readonly clickhouseCluster?: string;
  /** PostgreSQL server; absent: PGlite in this process. */
  readonly databaseUrl?: string;
  readonly logLevel: LogLevel;
  /** Mail server and sender; absent: no mail is sent, links are shown to those who invite. */
  readonly mail?: { readonly url: string; readonly from: string };
  /** True where all measurements are simulated: every page, picture and answer says so. */
  readonly isDemo: boolean;
  /** Private Ed25519 key for tickets (JWK), shared by all hubs of one system; absent: the one in the database, made there where it has none. */
  readonly ticketKey?: string;
  /** Opens the routes of administration to who shows it; absent: nobody. */
  readonly adminToken?: string;
  /** Cells of fewer devices show no figures. */
  readonly leastDevices: number;
  /** Whether a measurement needs a hub's ticket, and a point's receipt, to be valid. */
  readonly isTicketRequired: boolean;
  readonly isReceiptRequired: boolean;
  /** Requests an address may make each minute (an IPv6 address: its /64); 0 means as many as it likes. */
  readonly perMinute: { readonly tickets: number; readonly measurements: number; readonly reads: number };
  /** Day of the month from which the month before is published by itself; 0 never. */
  readonly publishDay: number;
  /** Day of the month before which provinces hand their consolidated reports up to the nation. */
  readonly nationDueDay: number;
  readonly bodyLimitBytes: number;
  /** Measurements that may wait for the disk; more are told to come again. */
  readonly queueLimit: number;
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Every bad variable, one line each; thrown before anything is opened. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`settings that cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
  .transform((text) => /^(true|1|yes)$/.test(text));
const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .pipe(z.number().min(from, `must be at least ${from}`).max(to, `must be at most ${to}`));
const proxies = z.union(
  [flag.transform(Number), whole(0, 10)],
  'must be true, false, or how many proxies stand in front (0 to 10)',
);
const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** One or several, divided by commas. */
const webUrls = z
  .string()
  .refine(
    (text) => text.split(',').every((one) => webUrl.safeParse(one.trim()).success),
    'must be http or https URLs, divided by commas',
  );

/** Name, form and default of each variable; documented for people in docs/operate/settings.md. */
const variables = z.object({
  I_SPEED_HOST: z.string().min(1, 'must be a name or address').default('localhost'),
  I_SPEED_PORT: whole(0, 65_535).default(8080),
  I_SPEED_DATA: z.string().min(1, 'must be a folder').default('./data'),
  I_SPEED_OPEN_DATA: z.string().min(1, 'must be a folder').optional(),
  I_SPEED_PUBLIC_URL: webUrl.optional(),
  I_SPEED_TRUST_PROXY: proxies.default(0),
  I_SPEED_TICKET_KEY: z.string().optional(),
  I_SPEED_DEMO: flag.default(false),
  I_SPEED_ADMIN_TOKEN: z.string().min(20, 'must have at least 20 characters').optional(),
  I_SPEED_LEAST_DEVICES: whole(1, 1000).default(6),
  I_SPEED_REQUIRE_TICKET: flag.default(true),
  I_SPEED_REQUIRE_RECEIPT: flag.default(true),
  I_SPEED_TICKETS_PER_MINUTE: whole(0, 1_000_000).default(120),
  I_SPEED_MEASUREMENTS_PER_MINUTE: whole(0, 1_000_000).default(1_500),
  I_SPEED_READS_PER_MINUTE: whole(0, 1_000_000).default(1_200),
  I_SPEED_PUBLISH_DAY: whole(0, 28).default(5),
  I_SPEED_NATION_DUE_DAY: whole(1, 28).default(20),
  I_SPEED_BODY_LIMIT_BYTES: whole(10_000, 1_000_000_000).default(16_777_216),
  I_SPEED_QUEUE_LIMIT: whole(1, 1_000_000).default(5_000),
  CLICKHOUSE_URL: webUrls.optional(),
  CLICKHOUSE_CLUSTER: z.string().regex(/^\w+$/, 'must be a name of letters, digits and _').optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  I_SPEED_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  I_SPEED_MAIL_FROM: z.email('must be a mail address').default('i-speed@localhost.localdomain'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('warn'),
});

/** Variables whose value may stand in a file named by NAME_FILE instead, so that it is in no process list. */
const SECRETS = [
  'CLICKHOUSE_URL',
  'DATABASE_URL',
  'I_SPEED_TICKET_KEY',
  'I_SPEED_ADMIN_TOKEN',
  'I_SPEED_SMTP_URL',
] as const;

/** Variables of the point, of the command, of the image, of pages under development and of tests. */
const OTHERS = /^I_SPEED_(POINT_\w+|STATE|AUTO|ADMIN_PASSWORD|HEALTH|HUB|TEST_\w+)$/;

/** The hub's settings. An empty variable counts as absent. Throws ConfigError naming every bad variable at once. */
export function hubConfig(environment: Readonly<Record<string, string | undefined>>): HubConfig {
  const faults: string[] = [];
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  for (const name of SECRETS) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) faults.push(`${name} and ${name}_FILE: give one of them`);
    try {
      given[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const isMissing = Reflect.get(Object(error), 'code') === 'ENOENT';
      const why = error instanceof Error ? error.message : String(error);
      faults.push(`${name}_FILE: ${isMissing ? `there is no file ${file}` : `${file} cannot be read (${why})`}`);
    }
  }
  for (const name of Object.keys(given)) if (!isKnown(name)) faults.push(`${name}: no such setting`);
  const parsed = variables.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) faults.push(`${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data);
}

/** Whether anything reads this variable; names without the prefix are other programs'. */
function isKnown(name: string): boolean {
  if (!name.startsWith('I_SPEED_') || OTHERS.test(name)) return true;
  return name in variables.shape || SECRETS.some((secret) => name === `${secret}_FILE`);
}

function toConfig(v: z.infer<typeof variables>): HubConfig {
  return {
    dataDir: resolve(v.I_SPEED_DATA),
    openDataDir: resolve(v.I_SPEED_OPEN_DATA ?? join(v.I_SPEED_DATA, 'open-data')),
    host: v.I_SPEED_HOST,
    port: v.I_SPEED_PORT,
    ...(v.I_SPEED_PUBLIC_URL !== undefined && { publicUrl: v.I_SPEED_PUBLIC_URL }),
    trustedProxies: v.I_SPEED_TRUST_PROXY,
    ...(v.CLICKHOUSE_URL !== undefined && { clickhouseUrl: v.CLICKHOUSE_URL }),
    ...(v.CLICKHOUSE_CLUSTER !== undefined && { clickhouseCluster: v.CLICKHOUSE_CLUSTER }),
    ...(v.DATABASE_URL !== undefined && { databaseUrl: v.DATABASE_URL }),
    logLevel: v.LOG_LEVEL,
    ...(v.I_SPEED_SMTP_URL !== undefined && { mail: { url: v.I_SPEED_SMTP_URL, from: v.I_SPEED_MAIL_FROM } }),
    ...(v.I_SPEED_TICKET_KEY !== undefined && { ticketKey: v.I_SPEED_TICKET_KEY }),
    isDemo: v.I_SPEED_DEMO,
    ...(v.I_SPEED_ADMIN_TOKEN !== undefined && { adminToken: v.I_SPEED_ADMIN_TOKEN }),
    leastDevices: v.I_SPEED_LEAST_DEVICES,
    isTicketRequired: v.I_SPEED_REQUIRE_TICKET,
    isReceiptRequired: v.I_SPEED_REQUIRE_RECEIPT,
    perMinute: {
      tickets: v.I_SPEED_TICKETS_PER_MINUTE,
      measurements: v.I_SPEED_MEASUREMENTS_PER_MINUTE,
      reads: v.I_SPEED_READS_PER_MINUTE,
    },
    publishDay: v.I_SPEED_PUBLISH_DAY,
    nationDueDay: v.I_SPEED_NATION_DUE_DAY,
    bodyLimitBytes: v.I_SPEED_BODY_LIMIT_BYTES,
    queueLimit: v.I_SPEED_QUEUE_LIMIT,
  };
}
