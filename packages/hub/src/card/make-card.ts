// The share picture of a kept measurement, with the names that its codes stand for.
import type { Reference } from '@i-speed/reference';
import type { Measurement } from '@i-speed/spec';
import type { Registry } from '../network/registry.ts';
import { present } from '../present.ts';
import { type CardNames, drawCard } from './draw.ts';
import { renderPng } from './render.ts';
import type { Language } from './words.ts';

export interface CardMaker {
  readonly reference: Pick<
    Reference,
    'country' | 'currentEdition' | 'provinceByCode' | 'communeByCode' | 'operatorById'
  >;
  readonly registry: Registry;
  readonly isDemo: boolean;
}

/** PNG of 1200 x 630. `host` is where the result is found. */
export async function makeCard(
  maker: CardMaker,
  measurement: Measurement,
  host: string,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  return renderPng(drawCard(measurement, await namesOf(maker, measurement, host), language));
}

/** What a measurement's codes stand for. */
export async function namesOf(
  { reference, registry, isDemo }: CardMaker,
  measurement: Measurement,
  host: string,
): Promise<CardNames> {
  const { operator, pointId } = measurement;
  const point = pointId === undefined ? undefined : await registry.byId(pointId);
  return present({
    operatorName: operator === undefined ? undefined : reference.operatorById(operator)?.name,
    areaName: areaName(measurement, reference),
    pointName: point?.name,
    isAbroad: point?.networkKind === 'abroad',
    timeZone: reference.country.timeZone,
    host,
    isDemo,
  });
}

function areaName(
  { provinceCode, communeCode, area }: Measurement,
  reference: CardMaker['reference'],
): string | undefined {
  if (provinceCode === undefined) return undefined;
  const edition = area?.edition ?? reference.currentEdition;
  const province = reference.provinceByCode(provinceCode, edition)?.fullName;
  const commune = communeCode === undefined ? undefined : reference.communeByCode(communeCode, edition)?.fullName;
  return commune === undefined ? province : `${commune}, ${province}`;
}
