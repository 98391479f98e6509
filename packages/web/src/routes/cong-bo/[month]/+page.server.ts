// One publication: the tables of an access kind and kind of point; the whole view stands in the address.

import type { Publication, PublicationTables, TargetList } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Access, headlineOf, inOrder, type Kind, kindsOf, mainKind } from '#lib/publication/tables.ts';
import { ask } from '#lib/statistics/ask-overview.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, fetch }) => {
  const version = url.searchParams.get('version');
  const asked = /^\d+$/.test(version ?? '') ? `?version=${version}` : '';
  const answer = await fetch(`/api/v1/publications/${encodeURIComponent(params.month)}${asked}`);
  if (!answer.ok) error(answer.status === 503 ? 503 : 404, answer.status === 503 ? m.stats_failed() : m.pub_absent());
  const { tables, files, ...found } = asPublication(await answer.json());
  const known = await ask<TargetList>('/api/v1/targets', fetch);
  const kinds = kindsOf(tables.country);
  const kind = kinds.find((one) => one === url.searchParams.get('kind')) ?? mainKind(tables.country);
  const access: Access = url.searchParams.get('access') === 'fixed' ? 'fixed' : 'mobile';
  const province = url.searchParams.get('province') ?? undefined;
  return {
    ...found,
    asked,
    month: tables.month,
    counts: { received: tables.received, valid: tables.valid, counted: tables.counted },
    methodVersion: tables.methodVersion,
    excluded: tables.excluded,
    files: files.filter(({ name }) => !name.startsWith('daily/')),
    view: { kind, access, province },
    kinds,
    acts: Object.fromEntries((known?.targets ?? []).map(({ id, legalSourceEn }) => [id, legalSourceEn])),
    ...chosen(tables, kind, access, province),
  };
};

function chosen(tables: PublicationTables, kind: Kind | undefined, access: Access, province: string | undefined) {
  const mine = <L extends { networkKind: Kind; access: Access }>(lines: readonly L[]) =>
    lines.filter((line) => line.networkKind === kind && line.access === access);
  const communes = mine(tables.communes);
  return {
    headline: headlineOf(tables.country, kind),
    technologies: mine(tables.country).filter(({ technology }) => technology !== undefined),
    operators: inOrder(mine(tables.operators)),
    provinces: inOrder(mine(tables.provinces)),
    provinceNames: mine(tables.provinces).map(({ code, name }) => ({ code, name })),
    targets: tables.targets.filter(({ networkKind }) => networkKind === kind),
    communeCount: communes.length,
    sufficientCommunes: communes.filter(({ sample }) => sample?.isSufficient).length,
    communes: communes
      .filter((line) => line.provinceCode === province)
      .toSorted((a, b) => b.n - a.n || a.name.localeCompare(b.name, 'vi')),
  };
}

/** Guarantee: the hub answers by the schema of its own document. */
function asPublication(json: unknown): Publication {
  return json as Publication;
}
