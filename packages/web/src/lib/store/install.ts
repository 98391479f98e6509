// The pseudonym of this install: random, made here, gone when the history is erased.

const KEY = 'i-speed.install';

/** The pseudonym, made at its first use; absent where the device stores nothing. */
export function installId(): string | undefined {
  try {
    const known = localStorage.getItem(KEY);
    if (known !== null) return known;
    const made = randomUuid();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return undefined;
  }
}

/** The pseudonym where there is one; none is made. */
export function knownInstall(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetInstall(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was stored.
  }
}

/** UUID version 4; `crypto.randomUUID` is absent over plain http. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
