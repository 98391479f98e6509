// Which programs are other projects', whose method is an indicator of its own.
import type { ClientKind } from '@i-speed/spec';

const FOREIGN: ReadonlySet<ClientKind> = new Set(['ndt7', 'librespeed', 'cloudflare', 'rpm', 'curl']);

export function isForeign(kind: ClientKind): boolean {
  return FOREIGN.has(kind);
}
