// Only one measurement may have the link: a person's comes before an automatic one.

export const LINK_LOCK = 'i-speed.link';

/**
 * Takes the link for a person's measurement until it ends; one that runs in another tab, or by itself, ends at once, and is told by `onLost` there.
 * Nothing where the browser has no locks.
 */
export function takeLink(until: Promise<unknown>, onLost: () => void): void {
  const locks: LockManager | undefined = navigator.locks;
  locks?.request(LINK_LOCK, { steal: true }, () => until.catch(() => undefined)).catch(onLost);
}
