// The rows of the open data files as the tables need them: collapsed values by quantity, counts, communes' sums.
import { networkKind, type ValidityReason, validityReason } from '@i-speed/spec';
import { type ClusterSums, type CollapsedValue, collapse, type Observation } from '@i-speed/statistics';
import type { TableRow } from '@i-speed/warehouse';
import { SUM_NAMES } from '../open-data/columns.ts';
import { PUBLISHED, PUBLISHED_QUANTITIES, type PublishedQuantity } from '../open-data/commune-rows.ts';

export type Access = 'mobile' | 'fixed';
export type Kind = (typeof networkKind.options)[number];

/** What a counted measurement or value belongs to. */
export interface Membership {
  readonly access: Access;
  readonly technology: string;
  readonly kind: Kind;
  readonly province: string;
  readonly operator: string;
}

export interface CountedRow extends Membership {
  readonly device: string;
}

export interface Value extends Membership {
  readonly device: string;
  readonly value: number;
}

export interface ReadMonth {
  readonly received: number;
  readonly valid: number;
  readonly counted: number;
  readonly excluded: { reason: ValidityReason; n: number }[];
  /** Counted measurements that people began, with an access kind and a known point: what the tables rest on. */
  readonly rows: readonly CountedRow[];
  readonly values: Readonly<Record<PublishedQuantity, readonly Value[]>>;
}

export function readMeasurements(rows: readonly TableRow[]): ReadMonth {
  const reasons = new Map<ValidityReason, number>();
  for (const { reasons: joined } of rows)
    for (const reason of joined === undefined ? [] : String(joined).split(';')) {
      const known = validityReason.parse(reason);
      reasons.set(known, (reasons.get(known) ?? 0) + 1);
    }
  const members = rows.flatMap((row) => {
    const member = memberOf(row);
    return row.counts === true && row.trigger === 'manual' && member !== undefined ? [{ row, member }] : [];
  });
  return {
    received: rows.length,
    valid: rows.filter(({ validity }) => validity === 'valid').length,
    counted: rows.filter(({ counts }) => counts === true).length,
    excluded: [...reasons]
      .map(([reason, n]) => ({ reason, n }))
      .sort((a, b) => b.n - a.n || a.reason.localeCompare(b.reason)),
    rows: members.map(({ row, member }) => ({ ...member, device: textOf(row.device) })),
    values: {
      download: valuesOf(members, 'download'),
      upload: valuesOf(members, 'upload'),
      'latency-idle': valuesOf(members, 'latency-idle'),
    },
  };
}

function memberOf(row: TableRow): Membership | undefined {
  const { access } = row;
  const kind = networkKind.safeParse(row.network_kind);
  if ((access !== 'mobile' && access !== 'fixed') || !kind.success) return undefined;
  const [technology, province, operator] = [row.technology, row.province, row.operator].map(textOf);
  return { access, kind: kind.data, technology: technology ?? '', province: province ?? '', operator: operator ?? '' };
}

function valuesOf(
  members: readonly { readonly row: TableRow; readonly member: Membership }[],
  quantity: PublishedQuantity,
): Value[] {
  const [value, low, high] = PUBLISHED[quantity];
  const memberBy = new Map<string, Membership>();
  const observations = members.flatMap(({ row, member }): Observation[] => {
    const figure = row[value];
    if (typeof figure !== 'number' || !(figure > 0)) return [];
    const access = JSON.stringify([member.access, member.technology, member.kind, member.province, member.operator]);
    memberBy.set(access, member);
    return [
      {
        device: textOf(row.device),
        area: textOf(row.place),
        operator: member.operator,
        access,
        stratum: `${textOf(row.trigger)}/${textOf(row.family)}`,
        week: textOf(row.week),
        value: figure,
        low: low === undefined ? undefined : numberOf(row[low]),
        high: high === undefined ? undefined : numberOf(row[high]),
      },
    ];
  });
  return collapse(observations, 'log').flatMap(({ device, access, value: collapsed }: CollapsedValue) => {
    const member = memberBy.get(access);
    return member === undefined ? [] : [{ ...member, device, value: collapsed }];
  });
}

/** One commune, access kind and kind of point. */
export interface CommuneLine {
  readonly province: string;
  readonly commune: string;
  readonly access: Access;
  readonly kind: Kind;
  readonly n: number;
  readonly devices: number;
  readonly quantities: ReadonlyMap<
    PublishedQuantity,
    { readonly plain: ClusterSums; readonly logs: ClusterSums; readonly rising: readonly number[] }
  >;
}

export function readCommunes(rows: readonly TableRow[]): CommuneLine[] {
  const groups = Map.groupBy(rows, (row) => [row.province, row.commune, row.access, row.network_kind].join(' '));
  return [...groups.values()].flatMap((lines): CommuneLine[] => {
    const head = lines.find(({ quantity }) => quantity === 'counted');
    const member = head && memberOf(head);
    if (head === undefined || member === undefined) return [];
    const quantities = PUBLISHED_QUANTITIES.flatMap((quantity) => {
      const line = lines.find((one) => one.quantity === quantity && one.sorted_values !== undefined);
      return line === undefined ? [] : [[quantity, sumsOf(line)] as const];
    });
    return [
      {
        province: member.province,
        commune: textOf(head.commune),
        access: member.access,
        kind: member.kind,
        n: numberOf(head.n) ?? 0,
        devices: numberOf(head.devices) ?? 0,
        quantities: new Map(quantities),
      },
    ];
  });
}

function sumsOf(line: TableRow) {
  const sums = (prefix: string): ClusterSums => {
    const named = Object.fromEntries(SUM_NAMES.map((name) => [name, numberOf(line[`${prefix}${name}`]) ?? 0]));
    const { values = 0, sum = 0, squares = 0, mm = 0, ms = 0, ss = 0, mmm = 0, mms = 0, mss = 0, sss = 0 } = named;
    return { devices: numberOf(line.devices) ?? 0, values, sum, squares, mm, ms, ss, mmm, mms, mss, sss };
  };
  return { plain: sums(''), logs: sums('log_'), rising: textOf(line.sorted_values).split(';').map(Number) };
}

function textOf(value: TableRow[string]): string {
  return value === undefined ? '' : String(value);
}

function numberOf(value: TableRow[string]): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
