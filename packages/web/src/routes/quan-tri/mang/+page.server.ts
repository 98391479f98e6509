// An operator's own network: an engineer's is fixed by the grant, others choose.
import type { HeardSpot, StatisticsAnswer } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { problemWord } from '#lib/form/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
import { groupsOf, INDICATORS, mainKind, weakest } from '#lib/portal/network-view.ts';
import { ownProvince } from '#lib/portal/places.ts';
import type { PageServerLoad } from './$types';

const GROUPS = ['technology', 'hour', 'province', 'commune'] as const;

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const given = event.url.searchParams;
  const own = person.grants.flatMap(({ operator }) => operator ?? []);
  const isFree = person.grants.some(({ role }) => role !== 'operator-engineer' && role !== 'unit-officer');
  const [listed, provinces, heard] = await Promise.all([
    ask<{ operators: { id: string; name: string }[] }>(event, '/api/v1/operators'),
    ask<{ provinces: { code: string; name: string }[] }>(event, '/api/v1/provinces'),
    ask<{ whiteSpots: HeardSpot[] }>(event, '/api/v1/portal/voices'),
  ]);
  if (!heard.ok) error(heard.problem.status, problemWord(heard.problem));
  const all = listed.ok ? listed.value.operators : [];
  const operators = isFree ? all : all.filter(({ id }) => own.includes(id));
  const wanted = given.get('nha-mang') ?? own[0];
  const operator = operators.find(({ id }) => id === wanted) ?? operators[0];
  if (operator === undefined) error(403, m.portal_forbidden());
  const indicator = INDICATORS.find((one) => one === given.get('do')) ?? 'download';
  const access = given.get('loai') === 'fixed' ? 'fixed' : 'mobile';
  const province = given.get('tinh') ?? ownProvince(person) ?? '';
  const path = (groupBy: string) =>
    `/api/v1/statistics?${new URLSearchParams({
      operator: operator.id,
      indicator,
      access,
      groupBy,
      ...(groupBy === 'commune' && province !== '' && { province }),
    })}`;
  const answers = await Promise.all(GROUPS.map((groupBy) => ask<StatisticsAnswer>(event, path(groupBy))));
  const [technology, hour, area, commune] = answers.map((answer) => {
    if (!answer.ok) error(answer.problem.status, problemWord(answer.problem));
    return answer.value;
  });
  if (!technology || !hour || !area || !commune) error(500);
  const kind = mainKind(area);
  return {
    operators,
    operator,
    indicator,
    access,
    province,
    provinces: provinces.ok ? provinces.value.provinces : [],
    kind,
    period: area.period,
    leastDevices: area.leastDevices,
    received: area.received,
    valid: area.valid,
    total: area.totals.find(({ networkKind }) => networkKind === kind),
    files: Object.fromEntries(GROUPS.map((groupBy) => [groupBy, path(groupBy)])),
    tables: {
      technology: groupsOf(technology, kind),
      hour: groupsOf(hour, kind),
      province: groupsOf(area, kind),
    },
    worst: weakest(groupsOf(commune, kind), commune.indicator.better),
    spots: heard.value.whiteSpots.filter(({ operatorId }) => operatorId === operator.id),
  };
};
