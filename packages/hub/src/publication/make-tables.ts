// The published tables, from nothing but the open data files and the reference: what recomputes them is what made them.
import type { Reference } from '@i-speed/reference';
import type { PublicationTables, PublishedLine } from '@i-speed/spec';
import { OFFICIAL_SUFFICIENCY, rankIntervals } from '@i-speed/statistics';
import type { TableRow } from '@i-speed/warehouse';
import { present } from '../present.ts';
import { hiddenCells } from '../statistics/hide.ts';
import { type Figures, figuresOf, figuresOfSums } from './figures.ts';
import { judgeTargets } from './judge-targets.ts';
import {
  type Access,
  type CommuneLine,
  type Kind,
  type Membership,
  type ReadMonth,
  readCommunes,
  readMeasurements,
} from './read-rows.ts';

/** Version of the definitions behind the tables; docs/method/publication.md says what each changed. */
export const METHOD_VERSION = '2';

/** Below this many devices a line tells no figures. */
export const HIDDEN_BELOW_DEVICES = 6;

export interface MonthFiles {
  readonly month: string;
  readonly measurements: readonly TableRow[];
  readonly communes: readonly TableRow[];
}

export type Names = Pick<
  Reference,
  'currentEdition' | 'country' | 'provinces' | 'communeByCode' | 'operatorById' | 'targets'
>;

/** Pure: the same files give the same tables, to the last digit. */
export function makeTables({ month, measurements, communes }: MonthFiles, names: Names): PublicationTables {
  const read = readMeasurements(measurements);
  const edition = names.currentEdition;
  const countryName = Object.values(names.country.names)[0] ?? names.country.country;
  const whole = tableOf(
    read,
    () => '',
    () => countryName,
  );
  const byTechnology = tableOf(
    read,
    ({ technology }) => technology,
    () => countryName,
  ).flatMap(({ code, ...line }) => (code === undefined ? [] : [{ ...line, technology: code }]));
  const provinceName = new Map(names.provinces(edition).map(({ code, fullName }) => [code, fullName]));
  const operators = tableOf(
    read,
    ({ operator }) => operator,
    (id) => names.operatorById(id)?.name ?? id,
  );
  const provinces = tableOf(
    read,
    ({ province }) => province,
    (code) => provinceName.get(code) ?? code,
  );
  const country = [...whole, ...byTechnology];
  return {
    month,
    edition,
    methodVersion: METHOD_VERSION,
    received: read.received,
    valid: read.valid,
    counted: read.counted,
    excluded: read.excluded,
    country,
    operators: ranked(known(hide(whole, operators))),
    provinces: ranked(known(hide(whole, provinces)).map((line) => withSample(line, read))),
    communes: readCommunes(communes).map((line) => communeLine(line, names)),
    targets: judgeTargets(names.targets(), country, month),
  };
}

/** One line for each group, access kind and kind of point, in the order of kind, access and code. */
function tableOf(
  { rows, values }: ReadMonth,
  keyOf: (member: Membership) => string,
  nameOf: (key: string) => string,
): PublishedLine[] {
  const idOf = (member: Membership) => JSON.stringify([member.kind, member.access, keyOf(member)]);
  const byGroup = {
    download: Map.groupBy(values.download, idOf),
    upload: Map.groupBy(values.upload, idOf),
    latency: Map.groupBy(values['latency-idle'], idOf),
  };
  const groups = [...Map.groupBy(rows, idOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.flatMap(([id, members]): PublishedLine[] => {
    const [first] = members;
    if (first === undefined) return [];
    const key = keyOf(first);
    const figures = (quantity: keyof typeof byGroup) => figuresOf(byGroup[quantity].get(id) ?? []);
    const { access, kind } = first;
    return [
      line(
        { code: key, name: nameOf(key), access, kind },
        members.length,
        new Set(members.map(({ device }) => device)).size,
        {
          download: figures('download'),
          upload: figures('upload'),
          latency: figures('latency'),
        },
      ),
    ];
  });
}

interface LineHead {
  readonly code: string;
  readonly name: string;
  readonly provinceCode?: string;
  readonly access: Access;
  readonly kind: Kind;
}

function line(
  { code, name, provinceCode, access, kind }: LineHead,
  n: number,
  devices: number,
  { download, upload, latency }: Record<'download' | 'upload' | 'latency', Figures | undefined>,
): PublishedLine {
  const head = { code: code === '' ? undefined : code, name, provinceCode, access, networkKind: kind, n, devices };
  if (devices < HIDDEN_BELOW_DEVICES) return present({ ...head, hidden: 'few-devices' as const });
  return present({
    ...head,
    downloadMbps: download,
    uploadMbps: upload,
    latencyIdleMs: latency && { median: latency.median },
  });
}

function communeLine(
  { commune, province, access, kind, n, devices, quantities }: CommuneLine,
  names: Names,
): PublishedLine {
  const name = names.communeByCode(commune, names.currentEdition)?.fullName ?? commune;
  const figures = (quantity: 'download' | 'upload' | 'latency-idle') => {
    const sums = quantities.get(quantity);
    return sums && figuresOfSums(sums.plain, sums.logs, sums.rising);
  };
  const made = line({ code: commune, name, provinceCode: province, access, kind }, n, devices, {
    download: figures('download'),
    upload: figures('upload'),
    latency: figures('latency-idle'),
  });
  return { ...made, sample: sampleOf(n, OFFICIAL_SUFFICIENCY.commune) };
}

/** What belongs to no operator or area (unknown or withheld) is in the country's table alone. */
function known(lines: readonly PublishedLine[]): PublishedLine[] {
  return lines.filter(({ code }) => code !== undefined);
}

/** Hides what would follow from the country's line and the others; what belongs to no group is one of these. */
function hide(whole: readonly PublishedLine[], lines: readonly PublishedLine[]): PublishedLine[] {
  const tables = Map.groupBy(lines, ({ access, networkKind }) => `${access} ${networkKind}`);
  return [...tables].flatMap(([id, parts]) => {
    const totals = whole.filter(({ access, networkKind }) => `${access} ${networkKind}` === id);
    const hidden = hiddenCells(totals, parts, HIDDEN_BELOW_DEVICES);
    return parts.map((part) => {
      const why = hidden.get(part);
      if (why === undefined) return part;
      const { downloadMbps: _, uploadMbps: __, latencyIdleMs: ___, ...head } = part;
      return { ...head, hidden: why };
    });
  });
}

function withSample(made: PublishedLine, { rows }: ReadMonth): PublishedLine {
  const own = rows.filter(({ province, access }) => province === made.code && access === made.access);
  return { ...made, sample: sampleOf(own.length, OFFICIAL_SUFFICIENCY.province) };
}

function sampleOf(counted: number, needed: number) {
  return { counted, needed, isSufficient: counted >= needed };
}

/** Places by mean download within access kind and kind of point, for lines whose sample is sufficient and whose figure is exact enough. */
function ranked(lines: readonly PublishedLine[]): PublishedLine[] {
  const idOf = ({ code, access, networkKind }: PublishedLine) => JSON.stringify([access, networkKind, code]);
  const places = new Map<string, PublishedLine['rank']>();
  for (const group of Map.groupBy(lines, ({ access, networkKind }) => `${access} ${networkKind}`).values()) {
    const able = group.flatMap((one) => {
      const { low, high, precision } = one.downloadMbps?.mean ?? {};
      const mayRank = precision !== undefined && one.sample?.isSufficient !== false;
      return mayRank && low !== undefined && high !== undefined ? [{ id: idOf(one), interval: { low, high } }] : [];
    });
    if (able.length < 2) continue;
    for (const { id, bestRank, worstRank } of rankIntervals(able, 'higher'))
      places.set(id, { best: bestRank, worst: worstRank, of: able.length });
  }
  return lines.map((one) => {
    const rank = places.get(idOf(one));
    return rank === undefined ? one : { ...one, rank };
  });
}
