// Asks the local point who it is, so that the hub can offer it and check its receipts.
import type { PointRegistration } from '@i-speed/hub';
import * as z from 'zod';
import { askPoint } from './ask-point.ts';

const introduction = z.object({
  id: z.string(),
  name: z.string(),
  key: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
});

/** The registration of the point at this origin; its own machine is the hub's, so clients reach it by the hub's name. */
export async function introducePoint(origin: string, port: number): Promise<PointRegistration> {
  const { id, name, key } = introduction.parse((await askPoint(origin, '/v1/key')).body);
  const tls = origin.startsWith('https:');
  return { id, name, publicKey: key, networkKind: 'hosting', sameHostPort: port, tls };
}
