// What a point says of itself when it registers.
import { networkKind, slug } from '@i-speed/spec';
import * as z from 'zod';

/** Public Ed25519 key as a JWK (RFC 8037); a private part is refused. */
const publicKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.base64url(),
  kid: z.string().optional(),
  alg: z.string().optional(),
  use: z.string().optional(),
});

const portNumber = z.int().min(1).max(65_535);
/** Where a point answers: the paths are the protocol's. */
const address = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.parse(url)?.href === `${URL.parse(url)?.origin}/`,
    'scheme, name and port, with no path or query',
  );
const country = z.string().regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166)');

/** Either `url`, or `sameHostPort` for a point on the hub's own machine. */
export const pointRegistration = z
  .strictObject({
    id: slug,
    name: z.string().min(1).max(200),
    publicKey,
    networkKind,
    url: address.optional(),
    ipv4Url: address.optional(),
    ipv6Url: address.optional(),
    sameHostPort: portNumber.optional(),
    tls: z.boolean().optional(),
    operatorName: z.string().min(1).max(200).optional(),
    city: z.string().min(1).max(200).optional(),
    country: country.optional(),
    /** `draining` for a point that is shown and not offered; absent means active. */
    state: z.enum(['active', 'draining']).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    addresses: z
      .array(z.union([z.ipv4(), z.ipv6()]))
      .max(16)
      .optional(),
    capacityMbps: z.int().min(1).max(10_000_000).optional(),
  })
  .refine((point) => (point.url === undefined) !== (point.sameHostPort === undefined), {
    path: ['url'],
    error: 'give either url, or sameHostPort for a point on the hub’s own machine',
  })
  .refine((point) => point.latitude === undefined || point.longitude !== undefined, {
    path: ['longitude'],
    error: 'give it with latitude',
  })
  .refine((point) => point.longitude === undefined || point.latitude !== undefined, {
    path: ['latitude'],
    error: 'give it with longitude',
  });

export type PointRegistration = z.infer<typeof pointRegistration>;
