// What is wrong with a file that is imported, in the person's language: the checks themselves speak English.
import type { BoundaryFaultCode, ContactImportFault, NetworkFault } from '@i-speed/reference';
import type { MessageKey, Speech } from '../language/language.ts';

export type ImportFault = BoundaryFaultCode | NetworkFault['fault'] | ContactImportFault['fault'];

const KEYS: Readonly<Record<ImportFault, MessageKey>> = {
  'not-a-pack': 'importNotAPack',
  'no-code': 'importNoCode',
  'unknown-code': 'importUnknownCode',
  'duplicate-code': 'importDuplicateCode',
  'missing-commune': 'importMissingCommune',
  'not-a-polygon': 'importNotAPolygon',
  'broken-ring': 'importBrokenRing',
  'not-degrees': 'importNotDegrees',
  'foreign-system': 'importForeignSystem',
  uncut: 'importUncut',
  'in-other-province': 'importInOtherProvince',
  misplaced: 'importMisplaced',
  swapped: 'importSwapped',
  overlap: 'importOverlap',
  'label-outside': 'importLabelOutside',
  'crossing-ring': 'importCrossingRing',
  'crowded-ring': 'importCrowdedRing',
  'not-an-address': 'importNotAnAddress',
  'mixed-families': 'importMixedFamilies',
  'end-before-start': 'importEndBeforeStart',
  overlaps: 'importOverlaps',
  'finer-than-kept': 'importFinerThanKept',
  'not-an-asn': 'importNotAnAsn',
  'not-a-table': 'importNotATable',
  'no-ranges': 'importNoRanges',
  'far-smaller': 'importFarSmaller',
  'no-rows': 'importNoRows',
  'unknown-province': 'importUnknownProvince',
  'no-name': 'importNoName',
  'no-way': 'importNoWay',
  'not-a-phone': 'importNotAPhone',
  'not-an-email': 'importNotAnEmail',
  'not-a-site': 'importNotASite',
};

interface Found {
  readonly fault: ImportFault;
  /** Of a commune. */
  readonly code?: string;
  /** Of a feature in its file, from 1. */
  readonly place?: number;
  /** Of a table, from 1 below its heading. */
  readonly row?: number;
  readonly detail: string;
}

/** One fault as a line: its code, where it is, what it means, and in what the check found it. */
export function describeImportFault({ fault, code, place, row, detail }: Found, { say }: Speech): string {
  const number = place ?? row;
  const where = [fault, code, number === undefined ? undefined : `#${number}`].filter((part) => part !== undefined);
  return `${where.join(' ')}: ${say(KEYS[fault])} (${detail})`;
}
