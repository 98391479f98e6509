// Only one measurement may have the link: a person's comes before an automatic one.

export const LINK_LOCK = 'i-speed.link';

/** Takes the link for a person's measurement until it ends; an automatic one that runs ends at once. Nothing where the browser has no locks. */
export function takeLink(until: Promise<unknown>): void {
  const locks: LockManager | undefined = navigator.locks;
  locks?.request(LINK_LOCK, { steal: true }, () => until.catch(() => undefined)).catch(() => undefined);
}
