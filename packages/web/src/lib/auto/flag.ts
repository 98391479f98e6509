// Whether automatic mode is on, told without loading any of it.

export const AUTO_FLAG = 'i-speed.auto';

/** Loads and starts automatic mode where the person switched it on. */
export async function startAutoIfOn(): Promise<void> {
  if (!isOn()) return;
  const { watchAuto } = await import('./watch.ts');
  watchAuto();
}

function isOn(): boolean {
  try {
    return localStorage.getItem(AUTO_FLAG) === 'on';
  } catch {
    return false;
  }
}
