// Whether this machine lets us build links, and if not, why, in one line.
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const capabilities = { NET_ADMIN: 12n, SYS_ADMIN: 21n } as const;

/** Why links cannot be built here, as one line for a skipped suite; `undefined` when they can. */
export function linkLabUnavailable(): string | undefined {
  if (process.platform !== 'linux') return `the link lab needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'the link lab needs root to make network namespaces';
  const missing = Object.entries(capabilities).find(([, bit]) => !hasCapability(bit));
  if (missing) return `the link lab needs the capability CAP_${missing[0]}, which this container withholds`;
  if (!isUsable('/dev/net/tun', constants.R_OK | constants.W_OK)) return 'the link lab needs /dev/net/tun';
  const tool = ['ip', 'nsenter', 'cc'].find((name) => !isOnPath(name));
  return tool && `the link lab needs the program "${tool}" (Debian: iproute2, util-linux, gcc)`;
}

function hasCapability(bit: bigint): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return effective !== undefined && ((BigInt(`0x${effective}`) >> bit) & 1n) === 1n;
}

function isOnPath(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => isUsable(join(folder, program), constants.X_OK));
}

function isUsable(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
