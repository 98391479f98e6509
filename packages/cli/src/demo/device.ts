// A simulated install: who measures, with what, and through whom. Made anew from its number each time, so that nothing is kept.
import type { Access } from '@i-speed/spec';
import type { SimulatedCountry, SimulatedOperator } from './country.ts';
import { chosen, openRandom, type Random } from './random.ts';

export type Technology = NonNullable<Access['technology']>;

export type SimulatedDevice = {
  installId: string;
  model: string;
  os: string;
  kind: 'web' | 'pwa' | 'cli';
  mobile: SimulatedOperator;
  fixed: SimulatedOperator;
  /** /24 networks that it comes from. */
  mobileNetwork: string;
  fixedNetwork: string;
  mobileTechnology: Technology;
  fixedTechnology: Technology;
  /** Share of its measurements that it makes over mobile networks, and in automatic mode. */
  mobileShare: number;
  autoShare: number;
  /** Its speed over others' in the same place. */
  factor: number;
  home: { latitude: number; longitude: number };
  tellsPosition: boolean;
};

const MODELS = [
  'SM-A155F',
  'SM-S921B',
  'iPhone',
  'Redmi Note 13',
  'CPH2581',
  'V2318',
  'SM-A057F',
  'Pixel 8',
  'M2101K6G',
  'RMX3890',
];
const SYSTEMS = ['Android 14', 'Android 13', 'Android 15', 'iOS 18', 'Windows', 'Linux'];

/** The device of a number in the commune of an index. */
export function simulateDevice(
  country: SimulatedCountry,
  seed: number,
  communeIndex: number,
  n: number,
): SimulatedDevice {
  const random = openRandom(seed, 'device', communeIndex, n);
  const { position, modern, factor } = chosen(country.communes, communeIndex);
  const mobile = chosen(country.mobile, country.drawMobile(random));
  const fixed = chosen(country.fixed, country.drawFixed(random));
  return {
    installId: uuid(random),
    model: random.pick(MODELS),
    os: random.pick(SYSTEMS),
    kind: random.next() < 0.55 ? 'web' : random.next() < 0.8 ? 'pwa' : 'cli',
    mobile,
    fixed,
    mobileNetwork: random.pick(mobile.networks),
    fixedNetwork: random.pick(fixed.networks),
    mobileTechnology: random.next() < modern ? '5g' : random.next() < 0.97 ? '4g' : '3g',
    fixedTechnology: random.next() < 0.82 ? 'wifi' : 'ethernet',
    mobileShare: random.next() ** 0.6,
    autoShare: random.next() < 0.25 ? 0.8 : 0,
    factor: factor * random.spread(0.3),
    home: {
      latitude: position.latitude + 0.006 * random.normal(),
      longitude: position.longitude + 0.006 * random.normal(),
    },
    tellsPosition: random.next() < 0.6,
  };
}

/** UUID version 4 from the source. */
function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
