// What automatic mode asks the hub about its commune: the area it lies in, and how often to measure there.
import { type Area, areaDetail, communeNeed } from '@i-speed/spec';

const ANSWER_MS = 10_000;

/** The area of a commune of today; absent where the hub cannot be asked, 'unknown' where it has no such commune. */
export async function askArea(hubUrl: string, communeCode: string): Promise<Area | 'unknown' | undefined> {
  const answer = await get(hubUrl, `/api/v1/areas/${communeCode}`);
  if (answer === undefined) return undefined;
  if (answer.status === 404 || answer.status === 422) return 'unknown';
  const found = areaDetail.safeParse(answer.body);
  if (!found.success) return undefined;
  const { area, province } = found.data;
  if (area.level !== 'commune' || province === undefined) return 'unknown';
  return { provinceCode: province.code, communeCode: area.code, edition: area.edition, source: 'chosen' };
}

/**
 * How much oftener to measure, as the hub advises for what the commune lacks; 1 where it gives no advice. Without a kind of access the
 * smaller of both: nobody measures more for a sample it may not belong to.
 */
export async function askFactor(
  hubUrl: string,
  communeCode: string | undefined,
  kind: 'fixed' | 'mobile' | undefined,
): Promise<number> {
  if (communeCode === undefined) return 1;
  const need = communeNeed.safeParse((await get(hubUrl, `/api/v1/sufficiency/${communeCode}`))?.body);
  if (!need.success) return 1;
  const { mobile, fixed } = need.data.automaticFactor;
  return kind === undefined ? Math.min(mobile, fixed) : { mobile, fixed }[kind];
}

async function get(hubUrl: string, path: string): Promise<{ status: number; body: unknown } | undefined> {
  try {
    const answer = await fetch(new URL(path, hubUrl), { signal: AbortSignal.timeout(ANSWER_MS) });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return undefined;
  }
}
