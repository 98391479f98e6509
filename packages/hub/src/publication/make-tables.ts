// The published tables, from nothing but the open data files and the reference: what recomputes them is what made them.
import type { Reference } from '@i-speed/reference';
import type { PublicationTables, PublishedLine } from '@i-speed/spec';
import { OFFICIAL_SUFFICIENCY } from '@i-speed/statistics';
import type { TableRow } from '@i-speed/warehouse';
import { figuresOf } from './figures.ts';
import { hideLines } from './hide-lines.ts';
import { judgeTargets } from './judge-targets.ts';
import { communeLine, lineOf, sampleOf } from './make-line.ts';
import { rankLines } from './rank-lines.ts';
import { type Membership, type ReadMonth, readCommunes, readMeasurements } from './read-rows.ts';

/** Version of the definitions behind the tables; docs/method/publication.md says what each changed. */
export const METHOD_VERSION = '3';

export interface MonthFiles {
  readonly month: string;
  readonly measurements: readonly TableRow[];
  readonly communes: readonly TableRow[];
  /** Lines of fewer devices tell no figures; what the hub had set when the files were written. */
  readonly leastDevices: number;
}

export type Names = Pick<
  Reference,
  'currentEdition' | 'country' | 'provinces' | 'communeByCode' | 'operatorById' | 'targets'
>;

/** Pure: the same files give the same tables, to the last digit. */
export function makeTables(
  { month, measurements, communes, leastDevices }: MonthFiles,
  names: Names,
): PublicationTables {
  const read = { ...readMeasurements(measurements), leastDevices };
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
    operators: rankLines(known(hideLines(whole, operators, leastDevices))),
    provinces: rankLines(known(hideLines(whole, provinces, leastDevices)).map((line) => withSample(line, read))),
    communes: readCommunes(communes).map((line) => communeLine(line, names, leastDevices)),
    targets: judgeTargets(names.targets(), country, month),
  };
}

/** One line for each group, access kind and kind of point, in the order of kind, access and code. */
function tableOf(
  { rows, values, leastDevices }: ReadMonth & Pick<MonthFiles, 'leastDevices'>,
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
      lineOf(
        { code: key, name: nameOf(key), access, kind },
        members.length,
        new Set(members.map(({ device }) => device)).size,
        {
          download: figures('download'),
          upload: figures('upload'),
          latency: figures('latency'),
        },
        leastDevices,
      ),
    ];
  });
}

/** What belongs to no operator or area (unknown or withheld) is in the country's table alone. */
function known(lines: readonly PublishedLine[]): PublishedLine[] {
  return lines.filter(({ code }) => code !== undefined);
}

function withSample(made: PublishedLine, { rows }: ReadMonth): PublishedLine {
  const own = rows.filter(({ province, access }) => province === made.code && access === made.access);
  return { ...made, sample: sampleOf(own.length, OFFICIAL_SUFFICIENCY.province) };
}
