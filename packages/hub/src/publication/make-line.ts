// One line of a published table from its figures; of few devices their number alone.
import type { Reference } from '@i-speed/reference';
import type { PublishedLine } from '@i-speed/spec';
import { OFFICIAL_SUFFICIENCY } from '@i-speed/statistics';
import { present } from '../present.ts';
import { type Figures, figuresOfSums } from './figures.ts';
import type { Access, CommuneLine, Kind } from './read-rows.ts';

/** What a line is about. */
interface LineHead {
  /** '' in the table of the country. */
  readonly code: string;
  readonly name: string;
  readonly provinceCode?: string;
  readonly access: Access;
  readonly kind: Kind;
}

/** A line of `n` counted measurements of so many devices; figures are absent where nothing was measured, or fewer than `leastDevices` did. */
export function lineOf(
  { code, name, provinceCode, access, kind }: LineHead,
  n: number,
  devices: number,
  { download, upload, latency }: Record<'download' | 'upload' | 'latency', Figures | undefined>,
  leastDevices: number,
): PublishedLine {
  const head = { code: code === '' ? undefined : code, name, provinceCode, access, networkKind: kind, n, devices };
  if (devices < leastDevices) return present({ ...head, hidden: 'few-devices' as const });
  return present({
    ...head,
    downloadMbps: download,
    uploadMbps: upload,
    latencyIdleMs: latency && { median: latency.median },
  });
}

/** A commune's line from the sums of its open data. */
export function communeLine(
  { commune, province, access, kind, n, devices, quantities }: CommuneLine,
  names: Pick<Reference, 'communeByCode' | 'currentEdition'>,
  leastDevices: number,
): PublishedLine {
  const name = names.communeByCode(commune, names.currentEdition)?.fullName ?? commune;
  const figures = (quantity: 'download' | 'upload' | 'latency-idle') => {
    const sums = quantities.get(quantity);
    return sums && figuresOfSums(sums.plain, sums.logs, sums.rising);
  };
  const head = { code: commune, name, provinceCode: province, access, kind };
  const told = { download: figures('download'), upload: figures('upload'), latency: figures('latency-idle') };
  const made = lineOf(head, n, devices, told, leastDevices);
  return { ...made, sample: sampleOf(n, OFFICIAL_SUFFICIENCY.commune) };
}

/** How a sample stands to the official number. */
export function sampleOf(counted: number, needed: number) {
  return { counted, needed, isSufficient: counted >= needed };
}
