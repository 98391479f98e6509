// What an overview shows, asked of the public API: all questions at once, then the targets in force.
import type {
  AreaDetail,
  AreaList,
  ChangeSeriesAnswer,
  ModelledAnswer,
  OperatorList,
  StatisticsAnswer,
  TargetList,
} from '@i-speed/spec';
import type { NetworkKind } from './answer.ts';
import { changesPath, domesticKind, type Overview, type Question, questionPath, questions } from './overview.ts';
import type { Place } from './place.ts';

export type Get = typeof fetch;
export type Answers = Record<Question, StatisticsAnswer>;
export type TargetState = { target: TargetList['targets'][number]; answer: StatisticsAnswer };

/** Undefined where the hub does not answer one of the questions. */
export async function askOverview(view: Overview, get: Get) {
  const other = view.access === 'mobile' ? 'fixed' : 'mobile';
  const [asked, otherAccess, list, areas, changes] = await Promise.all([
    askAll(view, get),
    ask<StatisticsAnswer>(questionPath(view, 'upload', { access: other }), get),
    ask<TargetList>('/api/v1/targets', get),
    ask<AreaList>('/api/v1/areas', get),
    ask<ChangeSeriesAnswer>(changesPath(view), get),
  ]);
  if (asked === undefined || otherAccess === undefined) return undefined;
  const kind = domesticKind(asked.download.totals, view.kind);
  return {
    answers: asked,
    counted: countedOf(view, asked.download.counted, otherAccess.counted),
    kind,
    modelled: await askModelled(view, kind, get),
    changes: changes?.steps ?? [],
    targets: await askTargets(view, list?.targets ?? [], get),
    /** Months in which areas changed. */
    breaks: (areas?.editions ?? []).map(({ validFrom }) => validFrom.slice(0, 7)),
  };
}

/** Of a commune alone; undefined for other places and where the hub does not answer. */
async function askModelled({ place, access, month }: Overview, networkKind: NetworkKind | undefined, get: Get) {
  if (place.level !== 'commune' || networkKind === undefined) return undefined;
  const query = new URLSearchParams({ commune: place.code, access, networkKind, month });
  return ask<ModelledAnswer>(`/api/v1/statistics/modelled?${query}`, get);
}

/** Name of a place; undefined where there is no such place. `country` is the country's own name on the page. */
export async function nameOf(place: Place, country: string, get: Get): Promise<string | undefined> {
  if (place.level === 'country') return country;
  if (place.level === 'operator') {
    const list = await ask<OperatorList>('/api/v1/operators', get);
    return list?.operators.find(({ id }) => id === place.code)?.name;
  }
  const found = await ask<AreaDetail>(`/api/v1/areas/${place.code}`, get);
  if (found === undefined) return undefined;
  const { area, province } = found;
  return province === undefined ? area.fullName : `${area.fullName}, ${province.fullName}`;
}

/** The body of a path's answer; undefined where it is a refusal or none. Guarantee: the hub answers by its own schema. */
export async function ask<T>(path: string, get: Get): Promise<T | undefined> {
  const answer = await get(path).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as T) : undefined;
}

async function askAll(view: Overview, get: Get): Promise<Answers | undefined> {
  const pairs = await Promise.all(
    questions.map(
      async (question) => [question, await ask<StatisticsAnswer>(questionPath(view, question), get)] as const,
    ),
  );
  const found = new Map(pairs);
  const of = (question: Question) => found.get(question);
  const [download, upload, idle, loadedDown] = [of('download'), of('upload'), of('idle'), of('loadedDown')];
  const [loadedUp, ipv6, hour, trend, operators] = [
    of('loadedUp'),
    of('ipv6'),
    of('hour'),
    of('trend'),
    of('operators'),
  ];
  if (!download || !upload || !idle || !loadedDown || !loadedUp || !ipv6 || !hour || !trend || !operators)
    return undefined;
  return { download, upload, idle, loadedDown, loadedUp, ipv6, hour, trend, operators };
}

/** Targets of the mean in force in the month, each with the share of values that reach it. */
async function askTargets(view: Overview, targets: TargetList['targets'], get: Get): Promise<TargetState[]> {
  const day = `${view.month}-01`;
  const inForce = targets.filter(
    ({ access, measure, validFrom, validTo }) =>
      access === view.access &&
      measure === 'download-mean' &&
      validFrom <= day &&
      (validTo === undefined || day <= validTo),
  );
  const answered = await Promise.all(
    inForce.map(async (target) => {
      const { technology, thresholdMbps } = target;
      const change = { indicator: 'download', target: String(thresholdMbps), ...(technology && { technology }) };
      const answer = await ask<StatisticsAnswer>(questionPath(view, 'upload', change), get);
      return answer === undefined ? [] : [{ target, answer }];
    }),
  );
  return answered.flat();
}

function countedOf({ access }: Overview, own: number, other: number): { mobile: number; fixed: number } {
  return access === 'mobile' ? { mobile: own, fixed: other } : { mobile: other, fixed: own };
}
