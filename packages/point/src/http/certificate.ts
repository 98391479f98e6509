// The certificate of a point: read at the start, and again while it runs, as authorities issue for weeks and points run for months.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type Server } from 'node:tls';
import type { Logger } from 'pino';
import type { PointConfig } from '../config.ts';

/** Each client is served with the cipher it names first: it knows whether its processor has AES; Node's default would give AES-256 to all. */
type Presented = { cert: string; key: string; honorCipherOrder: false };

export type Certificate = {
  /** What a TLS server starts with. */
  readonly pem: Presented;
  /** Lets the server present whatever the files hold from now on; connections that are open keep theirs. */
  renew(server: Server): void;
  /** Unix time in seconds after which clients refuse it. */
  notAfterSeconds(): number;
  close(): void;
};

const LOOK_AGAIN_MS = 60_000;
/** Authorities renew a month before the end; less than this left means that nobody does. */
const SOON_MS = 7 * 86_400_000;
const TELL_AGAIN_MS = 86_400_000;

/**
 * The certificate of the settings, `undefined` without one. Throws an error that names the file, or both where certificate and key do not
 * belong together. Files that become useless later are logged once, and what was there before goes on being used.
 */
export function openCertificate(
  { tlsCert, tlsKey }: Pick<PointConfig, 'tlsCert' | 'tlsKey'>,
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
  lookAgainMs: number = LOOK_AGAIN_MS,
  nowMs: () => number = Date.now,
): Certificate | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const read = (): Presented => {
    const pem = {
      cert: readPem('I_SPEED_POINT_TLS_CERT', tlsCert),
      key: readPem('I_SPEED_POINT_TLS_KEY', tlsKey),
      honorCipherOrder: false,
    } as const;
    // Node takes an empty file for none at all: every handshake would fail.
    attempt(() => new X509Certificate(pem.cert), `${tlsCert} holds no certificate in PEM`);
    attempt(() => createPrivateKey(pem.key), `${tlsKey} holds no private key in PEM`);
    attempt(() => createSecureContext(pem), `${tlsCert} and ${tlsKey} do not belong together`);
    return pem;
  };
  const servers = new Set<Server>();
  let pem = read();
  let fault = '';
  let toldMs = Number.NEGATIVE_INFINITY;
  const endMs = () => new X509Certificate(pem.cert).validToDate.getTime();
  const warnOfEnd = () => {
    const leftMs = endMs() - nowMs();
    if (leftMs > SOON_MS || nowMs() - toldMs < TELL_AGAIN_MS) return;
    toldMs = nowMs();
    const notAfter = new Date(endMs()).toISOString();
    if (leftMs <= 0) log.error({ notAfter }, `${tlsCert} has expired: clients refuse this point; put a new one there`);
    else
      log.warn({ notAfter }, `${tlsCert} expires within a week: clients will refuse this point; put a new one there`);
  };
  warnOfEnd();
  const lookAgain = () => {
    try {
      const found = read();
      fault = '';
      if (found.cert === pem.cert && found.key === pem.key) return warnOfEnd();
      pem = found;
      toldMs = Number.NEGATIVE_INFINITY;
      warnOfEnd();
      for (const server of servers) server.setSecureContext(pem);
      log.info({ notAfter: new X509Certificate(pem.cert).validTo }, 'a new certificate is in use');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== fault) log.error(`${message}: the certificate read before goes on`);
      fault = message;
    }
  };
  const timer = setInterval(lookAgain, lookAgainMs).unref();
  return {
    pem,
    renew: (server) => void servers.add(server),
    notAfterSeconds: () => endMs() / 1000,
    close: () => clearInterval(timer),
  };
}

function readPem(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${setting}: ${path} cannot be read (${error instanceof Error ? error.message : error})`);
  }
}

/** Throws `fault`, with OpenSSL's own words, when the work cannot be done. */
function attempt(work: () => unknown, fault: string): void {
  try {
    work();
  } catch (error) {
    throw new Error(`${fault} (${error instanceof Error ? error.message : error})`);
  }
}
