// What I_SPEED_HOST may be and what it stands for.

/** The name under which this machine itself reaches what listens on a host. */
export function nearHost(host: string): string {
  return isEveryAddress(host) ? 'localhost' : host.replace(/^\[(.*)\]$/, '$1');
}

/** True for the hosts that stand for every address of the machine, IPv4 and IPv6. */
export function isEveryAddress(host: string): boolean {
  return ['0.0.0.0', '::', '[::]', '*'].includes(host);
}

/** True for a DNS name, an IPv4 address, or an IPv6 address with or without brackets. */
export function isHost(text: string): boolean {
  if (isEveryAddress(text)) return true;
  const name = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
  return URL.canParse(`http://${name}:1/`) && new URL(`http://${name}:1/`).host === `${name.toLowerCase()}:1`;
}

/** Addresses to listen on for a host: both families where the host has both. */
export function addressesOf(host: string): string[] {
  if (isEveryAddress(host)) return ['::', '0.0.0.0'];
  const near = nearHost(host);
  return near === 'localhost' ? ['127.0.0.1', '::1'] : [near];
}
