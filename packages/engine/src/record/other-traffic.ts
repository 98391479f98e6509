// Traffic that was not the measurement's own, from the cards' counters before and after.

/** Headers, acknowledgements and resends on top of payload: more than this share is somebody else's. */
const OWN_SHARE = 1.1;

/**
 * Bytes that the machine's cards moved besides the measurement, at least; absent where the cards do not tell, or moved less than the
 * payload, which then went another way (the loop back).
 */
export function otherTrafficBytes(
  beforeBytes: number | undefined,
  afterBytes: number | undefined,
  payloadBytes: number,
): number | undefined {
  if (beforeBytes === undefined || afterBytes === undefined) return undefined;
  const movedBytes = afterBytes - beforeBytes;
  if (movedBytes < payloadBytes) return undefined;
  return Math.max(0, Math.round(movedBytes - OWN_SHARE * payloadBytes));
}
