// The network tables of a country folder, made from the fact files: operators, AS numbers, address ranges, mobile codes.
import type { Row } from '../src/table/row-table.ts';
import { formatCsv } from '../src/table/row-table.ts';

/** The fact tables this reads, as rows. */
export interface NetworkFacts {
  readonly operators: readonly Row[];
  readonly systems: readonly Row[];
  readonly ipv4: readonly Row[];
  readonly ipv6: readonly Row[];
  readonly mobileCodes: readonly Row[];
}

/** Kinds of networks that give people access; the brand of the largest such AS names the operator. */
const accessKinds = new Set(['mobile', 'fixed', 'both']);

/** Files (path below `network/` to text). */
export function makeNetwork(facts: NetworkFacts): Map<string, string> {
  const judged = new Map(facts.operators.map((o) => [o.asn, o]));
  const systems = facts.systems.map(({ asn, org_name }) => {
    const operator = judged.get(asn);
    return {
      asn,
      organisation: org_name,
      brand: operator?.brand,
      operator_id: operator && slugOf(operator.group ?? ''),
      kind: operator?.access,
      confidence: operator?.access_confidence,
      note: operator?.note,
    };
  });
  return new Map([
    ['operators.csv', formatCsv(['id', 'name', 'group'], operatorRows(facts.operators))],
    ['systems.csv', formatCsv(['asn', 'organisation', 'brand', 'operator_id', 'kind', 'confidence', 'note'], systems)],
    ['ipv4.csv', formatCsv(['start', 'end', 'asn'], facts.ipv4)],
    ['ipv6.csv', formatCsv(['start', 'end', 'asn'], facts.ipv6)],
    ['mobile-codes.csv', formatCsv(['mcc', 'mnc', 'brand', 'operator', 'status', 'bands', 'notes'], facts.mobileCodes)],
  ]);
}

/** An operator is a group of AS numbers; the fact rows come ordered by size, so the first access brand is the largest. */
function operatorRows(operators: readonly Row[]): Row[] {
  const groups = Map.groupBy(operators, (o) => o.group ?? '');
  return [...groups].map(([group, rows]) => {
    const largest = rows.find((row) => accessKinds.has(row.access ?? ''));
    const brands = new Set(rows.map((row) => row.brand));
    return { id: slugOf(group), name: largest?.brand ?? (brands.size === 1 ? rows[0]?.brand : group), group };
  });
}

function slugOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
