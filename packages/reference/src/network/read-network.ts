// The network tables of a country, read once, and the look-up from an address to its operator.
import type { TableSource } from '../country/table-source.ts';
import { readTable } from '../country/table-source.ts';
import { need, oneOf } from '../table/read-cell.ts';
import type { Row } from '../table/row-table.ts';
import { type AddressRanges, asnOf, readRanges } from './address-ranges.ts';
import type { AccessKind, AutonomousSystem, MobileCode, Network, NetworkKind, Operator } from './network.ts';
import { parseAddress, prefixOf } from './parse-address.ts';

export interface NetworkTables {
  readonly operators: readonly Operator[];
  readonly mobileCodes: readonly MobileCode[];
  readonly networkOf: (address: string) => Network | undefined;
}

const kinds = ['mobile', 'fixed', 'both', 'hosting', 'education', 'enterprise', 'infrastructure'] as const;
const confidences = ['high', 'medium', 'low'] as const;

/** Reads `network/` of a country folder. Throws when a table contradicts itself: then the folder is broken, not the caller's input. */
export function readNetwork(source: TableSource, country: string): NetworkTables {
  const names = new Map(readTable(source, 'network/operators.csv').map((row) => [need(row, 'id'), need(row, 'name')]));
  const systems = readTable(source, 'network/systems.csv').map((row) => systemOf(row, names));
  const ranges = readRanges([...readTable(source, 'network/ipv4.csv'), ...readTable(source, 'network/ipv6.csv')]);
  const [fault] = ranges.faults;
  if (fault) throw new Error(`address table: row ${fault.row}: ${fault.fault}: ${fault.detail}`);
  return {
    operators: operatorsOf(names, systems),
    mobileCodes: readTable(source, 'network/mobile-codes.csv').map(mobileCodeOf),
    networkOf: lookUp(ranges.ipv4, ranges.ipv6, systems, country),
  };
}

function lookUp(
  ipv4: AddressRanges,
  ipv6: AddressRanges,
  systems: readonly AutonomousSystem[],
  country: string,
): (address: string) => Network | undefined {
  const known = new Map(systems.map((system) => [system.asn, { ...system, country }]));
  return (text) => {
    const address = parseAddress(text);
    if (address === undefined) return undefined;
    const { family } = address;
    const prefix = prefixOf(address);
    const asn = asnOf(family === 4 ? ipv4 : ipv6, address.value);
    if (asn === undefined) return { family, prefix };
    const system = known.get(asn);
    return system === undefined ? { family, prefix, asn, country } : { ...system, family, prefix };
  };
}

function systemOf(row: Row, names: ReadonlyMap<string, string>): AutonomousSystem {
  const operatorId = row.operator_id;
  const operatorName = operatorId === undefined ? undefined : names.get(operatorId);
  if (operatorId !== undefined && operatorName === undefined)
    throw new Error(`AS ${row.asn}: no operator ${operatorId}`);
  const kind = row.kind === undefined ? undefined : oneOf(kinds, row.kind);
  const accessKind = accessKindOf(kind);
  return {
    asn: Number(need(row, 'asn')),
    organisation: need(row, 'organisation'),
    ...(row.brand !== undefined && { brand: row.brand }),
    ...(operatorId !== undefined && operatorName !== undefined && { operatorId, operatorName }),
    ...(kind !== undefined && { kind }),
    ...(accessKind !== undefined && { accessKind }),
    ...(row.confidence !== undefined && { confidence: oneOf(confidences, row.confidence) }),
  };
}

/** A school's or a company's own network reaches its people over lines and Wi-Fi: fixed. */
function accessKindOf(kind: NetworkKind | undefined): AccessKind | undefined {
  if (kind === 'education' || kind === 'enterprise') return 'fixed';
  return kind === 'hosting' || kind === 'infrastructure' ? undefined : kind;
}

function operatorsOf(names: ReadonlyMap<string, string>, systems: readonly AutonomousSystem[]): Operator[] {
  const owned = Map.groupBy(systems, (system) => system.operatorId);
  return [...names].map(([id, name]) => ({ id, name, asns: (owned.get(id) ?? []).map((system) => system.asn) }));
}

function mobileCodeOf(row: Row): MobileCode {
  return {
    mcc: need(row, 'mcc'),
    mnc: need(row, 'mnc'),
    brand: need(row, 'brand'),
    operator: need(row, 'operator'),
    isOperational: row.status === 'Operational',
  };
}
