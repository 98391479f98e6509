// What the browser tells of the device without being asked for a permission; most tell little or nothing.
import type { Access, Submission } from '@i-speed/spec';

type Environment = NonNullable<Submission['environment']>;
export type Power = Pick<Environment, 'batteryRatio' | 'isCharging'>;

/** Chromium alone has it, and may leave it unanswered. */
const PATIENCE_MS = 1_000;
/** Finer steps would help to tell one device from another and say nothing about a measurement. */
const STEPS = 20;

/** The record with what the browser tells of the device; what the person told stands. */
export async function withDevice(record: Submission): Promise<Submission> {
  const environment = { ...record.environment, ...(await askPower()) };
  const access = record.access ?? toldAccess();
  return { ...record, environment, ...(access && { access }) };
}

/** Charge in steps of 5 % and whether it is charging; empty where the browser does not tell. */
export async function askPower(): Promise<Power> {
  const ask: unknown = Reflect.get(navigator, 'getBattery');
  if (typeof ask !== 'function') return {};
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const told: unknown = await Promise.race([Promise.resolve(ask.call(navigator)).catch(() => undefined), late]);
  if (typeof told !== 'object' || told === null) return {};
  const [level, charging] = [Reflect.get(told, 'level'), Reflect.get(told, 'charging')];
  return {
    ...(typeof level === 'number' && { batteryRatio: Math.round(level * STEPS) / STEPS }),
    ...(typeof charging === 'boolean' && { isCharging: charging }),
  };
}

/** How the device is connected, as the browser tells it (Chromium on phones); absent where it does not. */
export function toldAccess(): Access | undefined {
  const connection: unknown = Reflect.get(navigator, 'connection');
  const type: unknown = typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'type') : '';
  if (type === 'cellular') return { kind: 'mobile', kindFrom: 'platform' };
  if (type === 'wifi' || type === 'ethernet') return { technology: type, technologyFrom: 'platform' };
  return undefined;
}
