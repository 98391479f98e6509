// Which lines of a publication a page shows.
import type { PublishedLine } from '@i-speed/spec';

export type Kind = PublishedLine['networkKind'];
export type Access = PublishedLine['access'];

const KINDS: readonly Kind[] = ['exchange', 'on-net', 'hosting', 'abroad'];

/** The kinds of point that have lines, in a fixed order. */
export function kindsOf(lines: readonly PublishedLine[]): Kind[] {
  return KINDS.filter((kind) => lines.some(({ networkKind }) => networkKind === kind));
}

/** The kind that a page opens with: inside the country, with the most measurements; absent where there are no lines. */
export function mainKind(country: readonly PublishedLine[]): Kind | undefined {
  const countOf = (kind: Kind) =>
    country
      .filter(({ networkKind, technology }) => networkKind === kind && technology === undefined)
      .reduce((sum, { n }) => sum + n, 0);
  const inside = kindsOf(country).filter((kind) => kind !== 'abroad');
  return inside.toSorted((a, b) => countOf(b) - countOf(a))[0] ?? kindsOf(country)[0];
}

/** Lines in the order of their place, then of their size. */
export function inOrder(lines: readonly PublishedLine[]): PublishedLine[] {
  const place = ({ rank }: PublishedLine) => (rank === undefined ? Number.POSITIVE_INFINITY : rank.best + rank.worst);
  return lines.toSorted((a, b) => place(a) - place(b) || b.n - a.n || a.name.localeCompare(b.name, 'vi'));
}

/** The country's own lines of a kind of point, mobile first as everywhere. */
export function headlineOf(country: readonly PublishedLine[], kind: Kind | undefined): PublishedLine[] {
  return country
    .filter((line) => line.networkKind === kind && line.technology === undefined)
    .toSorted((a, b) => b.access.localeCompare(a.access));
}
