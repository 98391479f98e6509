// What pages ask of downloads beside the large groups, made before anyone asks: communes of the country, and provinces of one technology or operator.
import type { Connections } from '../../open/connect.ts';
import { isLong } from '../answer/older-answers.ts';
import { arrivalsOf } from '../count/arrivals.ts';
import { builtMonths } from './built-months.ts';
import { commonOf, type PrepareSettings, type Window } from './expected.ts';
import { largest } from './largest.ts';
import { type DueQuestion, makeDue } from './make-due.ts';
import { daySpans } from './prepare-spans.ts';

/** The map shows communes of the last days and of single months; an answer takes a megabyte, so that earlier months are made when they are asked. */
const COMMUNE_MONTHS = 3;
/** As the map and the overview ask them. */
const ACCESS = ['mobile', 'fixed'] as const;

/** Makes what is neither as it is now nor made lately: of the spans that pages offer, and communes of the last months. */
export async function prepareNarrow(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const months = (await builtMonths(connections, settings)).slice(0, COMMUNE_MONTHS);
  const communes = ACCESS.map((access) => ({ ...downloads(settings), access, groupBy: 'commune' as const }));
  let made = 0;
  for (const { fromMs, untilMs } of months) {
    made += await makeDue(connections, { fromMs, untilMs }, communes, { isOver, isFirst: made === 0 });
    if (made > 0 && isOver()) return made;
  }
  for (const span of daySpans(settings)) {
    const questions = [...communes, ...(await provincesOf(connections, settings, span))];
    made += await makeDue(connections, span, questions, { isOver, isFirst: made === 0 });
    if (made > 0 && isOver()) return made;
  }
  return made;
}

async function provincesOf(connections: Connections, settings: PrepareSettings, span: Window): Promise<DueQuestion[]> {
  const asked = downloads(settings);
  const rows = (await arrivalsOf(connections, { ...span, timeZone: asked.timeZone }, 'whole')).get('')?.rows ?? 0;
  if (!isLong(connections, 'cells', { ...asked, ...span, operator: '' }, rows)) return [];
  const questions: DueQuestion[] = [];
  for (const access of [...ACCESS, undefined]) {
    const one = { ...asked, ...(access && { access }) };
    for (const operator of await largest(connections, { ...one, ...span, groupBy: 'operator' }))
      questions.push({ ...one, operator, groupBy: 'province' });
    if (access === undefined) continue;
    for (const technology of await largest(connections, { ...one, ...span, groupBy: 'technology' }))
      questions.push({ ...one, technology, groupBy: 'province' });
  }
  return questions;
}

function downloads(settings: PrepareSettings) {
  return { ...commonOf(settings), quantity: 'download' as const };
}
