// Under which addresses a person can open what listens on a host.
import type { NetworkInterfaceInfo } from 'node:os';
import { isEveryAddress } from './host.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Origins to open, best first; link-local addresses are left out, as a browser cannot open them. */
export function listOrigins(host: string, port: number, interfaces: Interfaces): string[] {
  if (!isEveryAddress(host)) return [originOf(host, port)];
  const addresses = Object.values(interfaces)
    .flatMap((entries) => entries ?? [])
    .filter((entry) => !entry.internal && !/^(fe[89ab]|169\.254\.)/i.test(entry.address))
    .sort((left, right) => left.family.localeCompare(right.family));
  return ['localhost', ...addresses.map((entry) => entry.address)].map((name) => originOf(name, port));
}

/** `http://host:port` with brackets around an IPv6 address. */
export function originOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
