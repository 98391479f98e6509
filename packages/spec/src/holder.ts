// Who stands behind an address, where limits count.

/**
 * The address itself for IPv4; for IPv6 its /64 network in one spelling, for a household has a /64 at least and may use another address of it
 * for every request. The address is one (`net.isIP`), without a zone.
 */
export function holderOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
  // What ends as IPv4 is two groups; none of them is among the first four.
  const after = groupsOf(tail.replace(/[\d.]+\.[\d.]+$/, '0:0'));
  const before = groupsOf(head.replace(/[\d.]+\.[\d.]+$/, '0:0'));
  const gap = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const network = [...before, ...gap, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
