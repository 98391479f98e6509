// Areas as the API tells them: one by one, in lists, with what they came from and what became of them.
import type { Area, Reference } from '@i-speed/reference';
import type { AreaDetail, AreaItem } from '@i-speed/spec';
import { present } from '../present.ts';
import { ProblemError, unknownInQuery } from '../problem.ts';

export type AreaBook = Pick<
  Reference,
  | 'editions'
  | 'currentEdition'
  | 'provinces'
  | 'communes'
  | 'allCommunes'
  | 'provinceByCode'
  | 'communeByCode'
  | 'successorsOf'
>;

/** The edition asked for, the one in force when none was. Throws ProblemError `invalid` for one that is not there. */
export function chosenEdition({ editions, currentEdition }: AreaBook, asked: string | undefined): string {
  if (asked === undefined) return currentEdition;
  const known = editions.map(({ edition }) => edition);
  if (known.includes(asked)) return asked;
  const message = `there is no edition ${asked}; there are ${known.join(', ')}`;
  throw unknownInQuery('edition', message);
}

export function toItem(area: Area): AreaItem {
  const { code, edition, level, type, name, fullName, areaKm2, label } = area;
  const own =
    area.level === 'commune'
      ? { provinceCode: area.provinceCode, districtName: area.districtName }
      : { region: area.region, population: area.population };
  return present({
    code,
    edition,
    level,
    type,
    name,
    fullName,
    ...own,
    areaKm2,
    label: label && { latitude: label.latitude, longitude: label.longitude },
  });
}

/** An area by its code. Throws ProblemError `not-found`. */
export function describeArea(book: AreaBook, code: string, edition: string): AreaDetail {
  const area = book.provinceByCode(code, edition) ?? book.communeByCode(code, edition);
  if (area === undefined) {
    const other = book.editions.find(
      (one) => book.provinceByCode(code, one.edition) ?? book.communeByCode(code, one.edition),
    );
    const way = other === undefined ? '' : `; edition=${other.edition} has one`;
    throw new ProblemError('not-found', `edition ${edition} has no area ${code}${way}`);
  }
  const province = area.level === 'commune' ? book.provinceByCode(area.provinceCode, edition) : undefined;
  const successors = area.succession && {
    kind: area.succession.kind,
    areas: book.successorsOf<Area>(area).map(toItem),
  };
  return present({
    area: toItem(area),
    province: province && toItem(province),
    successors,
    predecessors: predecessorsOf(book, area),
  });
}

function predecessorsOf(book: AreaBook, { level, code, edition }: Area): AreaDetail['predecessors'] {
  return book.editions.flatMap((older) => {
    const areas: readonly Area[] =
      older.edition >= edition
        ? []
        : level === 'province'
          ? book.provinces(older.edition)
          : book.allCommunes(older.edition);
    return areas.flatMap((area) =>
      area.succession?.edition === edition && area.succession.codes.includes(code)
        ? [{ kind: area.succession.kind, area: toItem(area) }]
        : [],
    );
  });
}
