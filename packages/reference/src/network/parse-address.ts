// Network addresses from text to the numbers they are looked up by. Hand-written: a look-up must cost less than a microsecond.

/** What is looked up: the 32 bits of an IPv4 address, or the first 48 bits of an IPv6 address (all that is ever kept of it). */
export interface Address {
  readonly family: 4 | 6;
  readonly value: number;
}

const colon = 58;
const dot = 46;
const mapped = 0xffff;
const groups = new Uint16Array(8);

/**
 * Reads an IPv4 or IPv6 address as a socket gives it. A mapped address (`::ffff:192.0.2.1`) is the IPv4 address that it carries; a
 * zone (`%eth0`) is ignored. Undefined when the text is not an address.
 */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = parseIpv4(text, 0, text.length);
    return value === undefined ? undefined : { family: 4, value };
  }
  const zone = text.indexOf('%');
  if (!readGroups(text, zone === -1 ? text.length : zone)) return undefined;
  if (at(5) === mapped && (at(0) | at(1) | at(2) | at(3) | at(4)) === 0) {
    return { family: 4, value: at(6) * 0x10000 + at(7) };
  }
  return { family: 6, value: (at(0) * 0x10000 + at(1)) * 0x10000 + at(2) };
}

/** The network that is kept of an address: IPv4 /24 or IPv6 /48, in the short form of RFC 5952. */
export function prefixOf({ family, value }: Address): string {
  if (family === 4) return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.0/24`;
  const a = Math.floor(value / 0x1_0000_0000);
  const b = Math.floor(value / 0x10000) % 0x10000;
  const c = value % 0x10000;
  if (c !== 0) return `${a.toString(16)}:${b.toString(16)}:${c.toString(16)}::/48`;
  if (b !== 0) return `${a.toString(16)}:${b.toString(16)}::/48`;
  return a !== 0 ? `${a.toString(16)}::/48` : '::/48';
}

/** One of the eight groups just read. */
function at(group: number): number {
  return groups[group] ?? 0;
}

/** Four decimal numbers without leading zeros, which some readers take for octal. */
function parseIpv4(text: string, from: number, to: number): number | undefined {
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let index = from; index <= to; index++) {
    const code = index === to ? dot : text.charCodeAt(index);
    if (code === dot) {
      if (part < 0 || part > 255) return undefined;
      value = value * 256 + part;
      parts++;
      part = -1;
    } else if (code >= 48 && code <= 57 && part !== 0) {
      part = part < 0 ? code - 48 : part * 10 + code - 48;
    } else return undefined;
  }
  return parts === 4 ? value : undefined;
}

/** Fills `groups`; false when the text up to `to` is not an IPv6 address (RFC 4291 section 2.2). */
function readGroups(text: string, to: number): boolean {
  groups.fill(0);
  let count = 0;
  let gapAt = -1;
  let index = 0;
  if (text.charCodeAt(0) === colon) {
    if (text.charCodeAt(1) !== colon) return false;
    index = 2;
    gapAt = 0;
  }
  while (index < to) {
    const end = endOfGroup(text, index, to);
    if (end < to && text.charCodeAt(end) === dot) {
      const tail = count <= 6 ? parseIpv4(text, index, to) : undefined;
      if (tail === undefined) return false;
      groups[count++] = tail >>> 16;
      groups[count++] = tail & 0xffff;
      return spread(count, gapAt);
    }
    const length = end - index;
    if (length === 0 || length > 4 || count === 8) return false;
    const group = hexOf(text, index, end);
    if (group < 0) return false;
    groups[count++] = group;
    if (end === to) break;
    index = end + 1;
    if (index === to) return false;
    if (text.charCodeAt(index) === colon) {
      if (gapAt !== -1) return false;
      gapAt = count;
      index++;
    }
  }
  return spread(count, gapAt);
}

/** Moves the groups after `::` to the end; `::` must stand for at least one group. */
function spread(count: number, gapAt: number): boolean {
  if (gapAt === -1) return count === 8;
  if (count >= 8) return false;
  const after = count - gapAt;
  groups.copyWithin(8 - after, gapAt, count);
  groups.fill(0, gapAt, 8 - after);
  return true;
}

function endOfGroup(text: string, from: number, to: number): number {
  let index = from;
  while (index < to && text.charCodeAt(index) !== colon && text.charCodeAt(index) !== dot) index++;
  return index;
}

function hexOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index) | 32;
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    // The bit that folds case also folds some signs onto digits: a digit must have had it set.
    if (digit < 0 || (digit < 10 && text.charCodeAt(index) !== code)) return -1;
    value = value * 16 + digit;
  }
  return value;
}
