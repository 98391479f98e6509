// Who has roles, and what was done by whom, as tables for a file.
import type { AuditEntry, PortalPerson } from '@i-speed/spec';
import { AUDIT_WORDS } from '../words/audit-words.ts';
import type { PlaceNames } from '../words/place-names.ts';
import { ROLES } from '../words/state-words.ts';
import { dayText } from '../words/words.ts';
import { code, moment, momentText, type PortalTable, portalTable, text } from './portal-table.ts';

type Held = PortalPerson['grants'][number] & Pick<PortalPerson, 'name' | 'email'>;

/** A row for each role that somebody has. */
export function peopleTable(people: readonly PortalPerson[], names: PlaceNames, today: string): PortalTable {
  return portalTable<Held>(
    { file: `nguoi-dung-${today}`, title: 'NGƯỜI DÙNG', subtitle: `Đến ngày ${dayText(today)}` },
    [
      text('name', 'Họ và tên', 30, ({ name }) => name),
      text('email', 'Thư điện tử', 34, ({ email }) => email),
      text('role', 'Vai trò', 20, ({ role }) => ROLES[role]),
      code('role_code', ({ role }) => role),
      text(
        'place',
        'Phạm vi',
        30,
        ({ provinceCode, unitCode, operator }) =>
          names.unit(unitCode) ?? names.province(provinceCode) ?? names.operator(operator) ?? 'Cả nước',
      ),
      code('place_code', ({ provinceCode, unitCode, operator }) => unitCode ?? provinceCode ?? operator),
    ],
    people.flatMap(({ name, email, grants }) => grants.map((grant) => ({ name, email, ...grant }))),
  );
}

/** The log, newest first; a verb that is newer than these words stands by its code. */
export function auditTable(
  entries: readonly AuditEntry[],
  names: PlaceNames,
  today: string,
  timeZone: string,
): PortalTable {
  return portalTable<AuditEntry>(
    { file: `nhat-ky-${today}`, title: 'NHẬT KÝ', subtitle: `Đến ngày ${dayText(today)}` },
    [
      moment('at', 'Lúc', ({ at }) => momentText(at, timeZone)),
      text('person', 'Ai', 28, ({ person }) => person),
      text('what', 'Việc', 26, ({ verb }) => AUDIT_WORDS[verb] ?? verb),
      code('verb', ({ verb }) => verb),
      text('about', 'Đối tượng', 44, ({ about }) => about),
      code('subject', ({ subject }) => subject),
      text('province', 'Tỉnh, thành phố', 16, ({ provinceCode }) => names.province(provinceCode)),
      code('province_code', ({ provinceCode }) => provinceCode),
      text('unit', 'Đơn vị', 28, ({ unitCode }) => names.unit(unitCode)),
      code('unit_code', ({ unitCode }) => unitCode),
    ],
    entries,
  );
}
