// The simulated points: some in the networks of operators, some at exchanges, some abroad; one key signs for all of them.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { PointRegistration } from '@i-speed/hub';
import type { Province, Reference } from '@i-speed/reference';
import { RECEIPT_TYPE, type ReceiptClaims } from '@i-speed/spec';
import type { SimulatedCountry, SimulatedOperator } from './country.ts';

export type SimulatedPoint = { id: string; kind: PointRegistration['networkKind']; operatorId?: string };

export type SimulatedPoints = {
  home: readonly SimulatedPoint[];
  abroad: readonly SimulatedPoint[];
  registrations: readonly PointRegistration[];
  /** The receipt as the point would sign it (JWS compact, EdDSA). */
  sign(claims: ReceiptClaims): string;
};

/** Cities of the busiest foreign exchanges on the cables of South-East Asia. */
const ABROAD = [
  ['singapore', 'Singapore', 'SG', 1.29, 103.85],
  ['hong-kong', 'Hong Kong', 'HK', 22.32, 114.17],
  ['tokyo', 'Tokyo', 'JP', 35.68, 139.69],
] as const;
const EXCHANGES = 3;
const CITIES_OF_OPERATOR = 3;
const OPERATORS = 8;

/** Points of the largest operators in the largest provinces, exchanges there, and three abroad. */
export function simulatePoints(reference: Reference, country: SimulatedCountry): SimulatedPoints {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key has no x');
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const home = reference.country.country;
  const provinces = [...reference.provinces()].sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const operators = largest(country);
  const registrations: PointRegistration[] = [
    ...provinces
      .slice(0, EXCHANGES)
      .map((province) => ({ ...at(home, province, 'ix', key), networkKind: 'exchange' as const })),
    ...operators.flatMap((operator, i) =>
      [0, 1, 2].slice(0, CITIES_OF_OPERATOR).flatMap((j) => {
        const province = provinces[(i + j * 5) % provinces.length];
        if (province === undefined) return [];
        return [
          { ...at(home, province, operator.id, key), operatorName: operator.name, networkKind: 'on-net' as const },
        ];
      }),
    ),
    ...ABROAD.map(([id, city, place, latitude, longitude]) => ({
      ...{ id: `mp-${id}`, name: city, city, country: place, latitude, longitude, publicKey: key },
      ...{ networkKind: 'abroad' as const, url: `https://mp-${id}.invalid`, state: 'draining' as const },
    })),
  ];
  const owner = new Map(operators.map(({ name, id }) => [name, id]));
  const points = registrations.map(({ id, networkKind, operatorName }): SimulatedPoint => {
    const operatorId = owner.get(operatorName ?? '');
    return { id, kind: networkKind, ...(operatorId !== undefined && { operatorId }) };
  });
  return {
    home: points.filter(({ kind }) => kind !== 'abroad'),
    abroad: points.filter(({ kind }) => kind === 'abroad'),
    registrations,
    sign: (claims) => signReceipt(claims, privateKey),
  };
}

function at(home: string, province: Province, owner: string, publicKey: PointRegistration['publicKey']) {
  const id = `mp-${owner}-${province.code}`;
  const { name, label } = province;
  const place = label === undefined ? {} : { latitude: label.latitude, longitude: label.longitude };
  // Nobody can reach `.invalid` (RFC 6761): draining points are shown, and never offered to those who really measure.
  const url = `https://${id}.invalid`;
  return {
    id,
    name: `${owner.toUpperCase()} ${name}`,
    city: name,
    country: home,
    ...place,
    publicKey,
    url,
    state: 'draining' as const,
  };
}

function largest({ mobile, fixed }: SimulatedCountry): SimulatedOperator[] {
  const all = [...new Map([...mobile, ...fixed].map((operator) => [operator.id, operator])).values()];
  return all.sort((a, b) => b.share - a.share).slice(0, OPERATORS);
}

function signReceipt(claims: ReceiptClaims, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'EdDSA', typ: RECEIPT_TYPE, kid: claims.iss })}.${part(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}
