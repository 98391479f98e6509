// How far areas are from a sufficient sample, in steps that a map colours; hatched where the present pace does not lead there.

import type { AreaLine } from '@i-speed/statistics';
import type { Texture } from '#lib/map/areas.ts';
import { type Archipelago, askShapes, type Get } from '#lib/map/ask.ts';
import { type Frame, frameOf, type Outline, outlinesOf, positionsOf } from '#lib/map/outline.ts';

export type Access = 'fixed' | 'mobile';

/** Share of what is needed; a step reaches from its limit up to the next one's. The last is sufficient. */
export const STEPS = [
  { from: 0, classIndex: undefined },
  { from: 0.01, classIndex: 0 },
  { from: 0.25, classIndex: 1 },
  { from: 0.5, classIndex: 2 },
  { from: 0.75, classIndex: 3 },
  { from: 1, classIndex: 6 },
] as const;

export type MappedArea = {
  readonly code: string;
  readonly name: string;
  /** 0 to 1 and more: of the needed samples of a commune, of the communes of a province. */
  readonly share: number;
  /** Place in STEPS. */
  readonly step: number;
  readonly classIndex: number | undefined;
  /** True where the forecast for the month's end is not enough; a province has no forecast of its communes. */
  readonly isShort: boolean;
  readonly texture: Texture | undefined;
};

/** What the map shows of one access kind. */
export function mapAreas(lines: readonly AreaLine[], access: Access): MappedArea[] {
  return lines.map((line) => {
    const { counted, needed, isSufficient } = line[access];
    const enough = access === 'fixed' ? line.enoughFixed : line.enoughMobile;
    const share =
      line.communes === undefined ? counted / Math.max(1, needed) : (enough ?? 0) / Math.max(1, line.communes);
    const step = STEPS.findLastIndex(({ from }) => share >= from);
    const forecast = access === 'fixed' ? line.forecastFixed : line.forecastMobile;
    const isShort = line.communes === undefined && !isSufficient && forecast !== undefined && forecast < needed;
    const look = { classIndex: STEPS[step]?.classIndex, texture: isShort ? ('hatch' as const) : undefined };
    return { code: line.code, name: line.name, share, step, isShort, ...look };
  });
}

export type DrawnPlace = {
  readonly isSchematic: boolean;
  readonly frame: Frame;
  readonly outlines: Outline[];
  readonly archipelagos: Archipelago[];
  /** Of a province that has an archipelago, the islands apart: to scale they would leave the mainland no room. */
  readonly inset?: { readonly frame: Frame; readonly archipelago: Archipelago };
};

/** Outlines of the country's provinces, or of a province's communes. Rejects where the hub does not answer. */
export async function drawPlace(get: Get, province: string): Promise<DrawnPlace> {
  if (province === '') {
    const { shapes, isSchematic, archipelagos } = await askShapes(get, 'province');
    return { isSchematic, frame: frameOf([]), outlines: outlinesOf(shapes), archipelagos };
  }
  const { shapes, isSchematic, archipelagos } = await askShapes(get, 'commune', province);
  const archipelago = archipelagos.find(({ code }) =>
    shapes.features.some(({ properties }) => properties.code === code),
  );
  const near = {
    ...shapes,
    features: shapes.features.filter(({ properties }) => properties.code !== archipelago?.code),
  };
  const frame = frameOf(positionsOf(near));
  const islands = archipelago?.islands.map(({ longitude, latitude }) => [longitude, latitude]) ?? [];
  return {
    isSchematic,
    frame,
    outlines: outlinesOf(near, frame),
    archipelagos: [],
    ...(archipelago && { inset: { frame: frameOf(islands), archipelago } }),
  };
}
