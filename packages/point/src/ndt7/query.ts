// What an ndt7 client may say in its query: metadata, and `early_exit`.

export const NDT7_QUERY_LIMIT_BYTES = 4096;
const EARLY_EXIT_MB = '250';

export type Ndt7Query = {
  /** Client metadata; the first of equal names counts, `server_…` is dropped. */
  metadata: ReadonlyMap<string, string>;
  /** Download ends once this much is acknowledged; absent without `early_exit`. */
  earlyExitBytes: number | undefined;
};

/** Reads the query; gives a sentence instead when the specification has it refused (400). */
export function readNdt7Query(url: URL): Ndt7Query | string {
  if (Buffer.byteLength(url.search) > NDT7_QUERY_LIMIT_BYTES)
    return `The query may have ${NDT7_QUERY_LIMIT_BYTES} bytes.`;
  const metadata = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!name.startsWith('server_') && !metadata.has(name)) metadata.set(name, value);
  }
  const earlyExit = metadata.get('early_exit');
  if (earlyExit !== undefined && earlyExit !== EARLY_EXIT_MB) return `early_exit may only be ${EARLY_EXIT_MB}.`;
  return { metadata, earlyExitBytes: earlyExit === undefined ? undefined : Number(EARLY_EXIT_MB) * 1e6 };
}
