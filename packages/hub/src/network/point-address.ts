// Under which URLs a point is reached, for the one who asks.
import { isIPv4, isIPv6 } from 'node:net';
import type { PointRow } from '../store/schema.ts';

export interface PointAddress {
  readonly url: string;
  /** Only where the host is known to have just that family. */
  readonly ipv4Url?: string;
  readonly ipv6Url?: string;
}

/**
 * URLs of a point. One on the hub's own machine is reached by the name or address under which the asker reached the hub
 * (`requestHost`: a Host header, port or none); `localhost` has both families, an address has its own, of another name nothing more is known.
 */
export function pointAddress(point: PointRow, requestHost: string): PointAddress {
  if (point.url !== null) {
    return {
      url: point.url,
      ...(point.ipv4Url !== null && { ipv4Url: point.ipv4Url }),
      ...(point.ipv6Url !== null && { ipv6Url: point.ipv6Url }),
    };
  }
  const host = hostName(requestHost);
  const at = (name: string) => `${point.isTls ? 'https' : 'http'}://${name}:${point.sameHostPort}`;
  if (host === 'localhost' || host.endsWith('.localhost'))
    return { url: at(host), ipv4Url: at('127.0.0.1'), ipv6Url: at('[::1]') };
  if (isIPv4(host)) return { url: at(host), ipv4Url: at(host) };
  if (isIPv6(host)) return { url: at(`[${host}]`), ipv6Url: at(`[${host}]`) };
  return { url: at(host) };
}

/** Families under which a point may be reached: what its URLs tell, both where they tell nothing. */
export function familiesOf(address: PointAddress): (4 | 6)[] {
  const host = hostName(new URL(address.url).host);
  if (isIPv4(host)) return [4];
  if (isIPv6(host)) return [6];
  if ((address.ipv4Url === undefined) === (address.ipv6Url === undefined)) return [4, 6];
  return address.ipv4Url === undefined ? [6] : [4];
}

/** Host without port and brackets, in lower case; `localhost` for text that is no host, as nothing else is sure to exist. */
export function hostName(host: string): string {
  const parsed = URL.parse(`http://${host}`);
  if (parsed === null || parsed.hostname === '') return 'localhost';
  return parsed.hostname.replace(/^\[|\]$/g, '');
}
