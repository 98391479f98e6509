// Who signs in to the demo: one person of each role, shown on the sign-in page of a demo and nowhere else.
import type { Grant } from '@i-speed/spec';

export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly grant: Grant;
}

/** Known to everyone: a demo holds simulated data alone. */
export const DEMO_PASSWORD = 'do-internet-viet-nam';

/** The province and the unit that the demo's campaign is about. */
export const DEMO_PROVINCE = '01';
export const DEMO_UNIT = 'so-khcn';

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    name: 'Quản lý Hà Nội',
    email: 'tinh@demo.example',
    grant: { role: 'province-manager', provinceCode: DEMO_PROVINCE },
  },
  { name: 'Cán bộ Sở KHCN', email: 'donvi@demo.example', grant: { role: 'unit-officer', unitCode: DEMO_UNIT } },
  { name: 'Quản trị quốc gia', email: 'quantri@demo.example', grant: { role: 'national-admin' } },
  { name: 'Lãnh đạo Cục', email: 'lanhdao@demo.example', grant: { role: 'national-viewer' } },
  {
    name: 'Kỹ sư Viettel',
    email: 'nhamang@demo.example',
    grant: { role: 'operator-engineer', operator: 'viettel' },
  },
  { name: 'Kiểm tra viên', email: 'kiemtra@demo.example', grant: { role: 'auditor' } },
];

const SHARED: ReadonlySet<string> = new Set(DEMO_PEOPLE.map(({ email }) => email));

/** Whether the account is one that everybody knows, so that nobody may shut the others out of it. */
export function isShared(email: string): boolean {
  return SHARED.has(email);
}
