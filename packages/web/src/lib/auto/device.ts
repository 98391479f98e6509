// What the device tells of itself at the moment: network, battery, time. Much of it is told in Chromium alone.
import { type AutoWorld, localTime } from '@i-speed/engine';
import type { Access } from '@i-speed/spec';

/** Some browsers never answer. */
const BATTERY_MS = 1_000;

type Connection = { type?: unknown };
type Battery = { level: number; charging: boolean };
type Told = { connection?: Connection; getBattery?: () => Promise<Battery> };

export async function lookAround(): Promise<AutoWorld> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, BATTERY_MS, undefined));
  const battery = await Promise.race([
    told()
      .getBattery?.()
      .catch(() => undefined),
    late,
  ]);
  const network = networkKind();
  return {
    ...localTime(Date.now()),
    isOnline: navigator.onLine,
    ...(network && { network }),
    ...(battery && { batteryRatio: battery.level, isCharging: battery.charging }),
  };
}

/** The access as the platform tells it; absent where it does not. Which kind a Wi-Fi hangs on, the operator's table knows better. */
export function platformAccess(): Access | undefined {
  const { type } = told().connection ?? {};
  if (type === 'wifi' || type === 'ethernet') return { technology: type, technologyFrom: 'platform' };
  return type === 'cellular' ? { kind: 'mobile', kindFrom: 'platform' } : undefined;
}

/** A cable counts as Wi-Fi: neither is paid by the megabyte. */
function networkKind(): AutoWorld['network'] {
  const { type } = told().connection ?? {};
  if (type === 'wifi' || type === 'ethernet') return 'wifi';
  if (type === 'cellular') return 'mobile';
  return type === undefined || type === 'unknown' ? undefined : 'other';
}

/** Guarantee: where a browser has these, they follow the Network Information and Battery Status drafts; `type` is checked by its readers. */
function told(): Told {
  return navigator as Navigator & Told;
}
