// The shipped tables hold what SOURCES and the resolutions say: counts, codes, successors, networks.
import { describe, expect, it } from 'vitest';
import { openReference } from './index.ts';

const vn = openReference({});
const today = '2025-07-01';
const before = '2025-01-01';

it('its clocks are ahead of UTC by what is told, in winter and in summer', () => {
  const { timeZone, minutesAheadOfUtc } = vn.country;
  const hours = `GMT+${String(minutesAheadOfUtc / 60).padStart(2, '0')}:00`;
  const text = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  for (const day of ['2026-01-15', '2026-07-15']) expect(text.format(new Date(day))).toContain(hours);
});

describe('areas', () => {
  it('are 34 provinces and 3,321 communes: 2,611 xã, 697 phường, 13 đặc khu', () => {
    const types = Map.groupBy(vn.allCommunes(today), (commune) => commune.type);
    expect(vn.provinces(today)).toHaveLength(34);
    expect(vn.allCommunes(today)).toHaveLength(3321);
    expect([...types].map(([type, all]) => [type, all.length]).toSorted()).toEqual([
      ['dac_khu', 13],
      ['phuong', 697],
      ['xa', 2611],
    ]);
  });

  it('were 63 provinces and 10,052 communes, five of them island districts without communes', () => {
    expect(vn.provinces(before)).toHaveLength(63);
    expect(vn.allCommunes(before)).toHaveLength(10_052);
    const districts = vn.allCommunes(before).filter((commune) => commune.type === 'huyen');
    expect(districts.map((one) => one.name)).toEqual(['Bạch Long Vĩ', 'Cồn Cỏ', 'Hoàng Sa', 'Lý Sơn', 'Côn Đảo']);
  });

  it('have codes of two digits for provinces and five for communes, leading zeros kept', () => {
    for (const { edition } of vn.editions) {
      for (const province of vn.provinces(edition)) expect(province.code).toMatch(/^[0-9]{2}$/);
      for (const commune of vn.allCommunes(edition)) {
        expect(commune.code).toMatch(commune.type === 'huyen' ? /^[0-9]{3}$/ : /^[0-9]{5}$/);
      }
    }
  });

  it('have every commune in its province, and every province with communes', () => {
    for (const { edition } of vn.editions) {
      const byProvince = vn.provinces(edition).map((province) => vn.communes(province.code, edition));
      expect(byProvince.every((communes) => communes.length > 0)).toBe(true);
      expect(byProvince.flat()).toHaveLength(vn.allCommunes(edition).length);
    }
  });

  it('lead from every former area to successors that exist, in the province that succeeded its own', () => {
    let parts = 0;
    for (const commune of vn.allCommunes(before)) {
      const province = vn.provinceByCode(commune.provinceCode, before);
      const successors = vn.successorsOf(commune);
      expect(successors.length > 1).toBe(commune.succession?.kind === 'partial');
      if (successors.length > 1) parts++;
      for (const one of successors) expect([one.provinceCode]).toEqual(province?.succession?.codes);
    }
    expect(parts).toBe(443);
    expect(vn.provinces(before).flatMap(vn.successorsOf)).toHaveLength(63);
  });

  it('leave no commune of today without a former one, and none of today has a successor', () => {
    const reached = new Set(vn.allCommunes(before).flatMap((commune) => commune.succession?.codes ?? []));
    expect(reached.size).toBe(3321);
    expect(vn.allCommunes(today).some((commune) => commune.succession !== undefined)).toBe(false);
  });

  it('give 3,315 codes two meanings, so that a code is never used without its edition', () => {
    const former = new Set(vn.allCommunes(before).map((commune) => commune.code));
    expect(vn.allCommunes(today).filter((commune) => former.has(commune.code))).toHaveLength(3315);
    expect(vn.communeByCode('00097', today)?.fullName).toBe('Phường Hồng Hà');
    expect(vn.communeByCode('00097', before)?.fullName).toBe('Phường Tứ Liên');
    expect(() => vn.communeByCode('00097', '2024-01-01')).toThrow(RangeError);
  });

  it('know the two aliases in the edition that uses them, and only there', () => {
    expect(vn.communeByCode('06970', today)?.code).toBe('06978');
    expect(vn.communeByCode('23737', today)?.code).toBe('23938');
    expect(vn.communeByCode('06970', before)?.fullName).toBe('Thị trấn Ba Chẽ');
    expect(vn.communeByCode('23737', before)?.fullName).toBe('Xã Ia Mơ Nông');
  });

  it('know which edition serves a day', () => {
    expect(vn.editionOn('2025-07-01')?.edition).toBe(today);
    expect(vn.editionOn('2026-12-31')?.edition).toBe(today);
    expect(vn.editionOn('2025-06-30')?.edition).toBe(before);
    expect(vn.editionOn('2021-01-01')?.edition).toBe(before);
  });
});

describe('networks', () => {
  it('pass the look-ups of the sources', () => {
    const operatorOf = (address: string) => [vn.networkOf(address)?.asn, vn.networkOf(address)?.operatorId];
    expect(operatorOf('203.162.4.191')).toEqual([45899, 'vnpt']);
    expect(operatorOf('113.160.0.1')).toEqual([45899, 'vnpt']);
    expect(operatorOf('27.64.0.1')).toEqual([7552, 'viettel']);
    expect(operatorOf('2402:800::1')).toEqual([7552, 'viettel']);
    expect(operatorOf('1.52.0.1')).toEqual([18403, 'fpt']);
    expect(operatorOf('2001:ee0::1')).toEqual([45899, 'vnpt']);
    expect(operatorOf('::ffff:27.64.0.1')).toEqual([7552, 'viettel']);
  });

  it('say everything known of an address in the table', () => {
    expect(vn.networkOf('27.64.0.1')).toEqual({
      family: 4,
      prefix: '27.64.0.0/24',
      country: 'VN',
      asn: 7552,
      organisation: 'Viettel Group',
      brand: 'Viettel',
      operatorId: 'viettel',
      operatorName: 'Viettel',
      kind: 'both',
      accessKind: 'both',
      confidence: 'high',
    });
  });

  it('know a hosting network, through which nobody is connected', () => {
    expect(vn.networkOf('14.225.0.1')).toMatchObject({ asn: 135905, operatorId: 'vnpt', kind: 'hosting' });
    expect(vn.networkOf('14.225.0.1')?.accessKind).toBeUndefined();
  });

  it('say only the prefix of a foreign or private address, and nothing of what is no address', () => {
    expect(vn.networkOf('8.8.8.8')).toEqual({ family: 4, prefix: '8.8.8.0/24' });
    expect(vn.networkOf('127.0.0.1')).toEqual({ family: 4, prefix: '127.0.0.0/24' });
    expect(vn.networkOf('::1')).toEqual({ family: 6, prefix: '::/48' });
    expect(vn.networkOf('8.8.8')).toBeUndefined();
  });

  it('are 72 judged AS numbers of operators, each operator with a slug', () => {
    expect(vn.operators().flatMap((operator) => operator.asns)).toHaveLength(72);
    for (const { id } of vn.operators()) expect(id).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
    expect(vn.operatorById('mobifone')).toEqual({ id: 'mobifone', name: 'MobiFone', asns: [131429, 45896] });
  });

  it('have nine mobile codes of the country, seven of them in use', () => {
    expect(vn.mobileCodes().every((code) => vn.country.mobileCountryCodes.includes(code.mcc))).toBe(true);
    expect(vn.mobileCodes()).toHaveLength(9);
    expect(vn.mobileCodes().filter((code) => code.isOperational)).toHaveLength(7);
  });
});

describe('targets', () => {
  it('name the act they come from', () => {
    const of = (id: string) => vn.targets().find((target) => target.id === id);
    expect(of('mobile-4g-download-mean')).toEqual({
      id: 'mobile-4g-download-mean',
      access: 'mobile',
      technology: '4g',
      measure: 'download-mean',
      thresholdMbps: 40,
      validFrom: '2024-01-11',
      scope: 'country',
      legalSource: 'Quyết định 36/QĐ-TTg ngày 11/01/2024',
      legalSourceEn: 'Decision 36 of the Prime Minister, 11 January 2024',
    });
    expect(of('fixed-download-mean')?.thresholdMbps).toBe(200);
  });
});

describe('the archipelagos', () => {
  it('are Hoàng Sa of Đà Nẵng and Trường Sa of Khánh Hòa, with names and label points', () => {
    const named = vn.archipelagos.map(({ code, edition, names }) => {
      const commune = vn.communeByCode(code, edition);
      return [names.vi, commune?.fullName, vn.provinceByCode(commune?.provinceCode ?? '', edition)?.name];
    });
    expect(named).toEqual([
      ['Quần đảo Hoàng Sa', 'Đặc khu Hoàng Sa', 'Đà Nẵng'],
      ['Quần đảo Trường Sa', 'Đặc khu Trường Sa', 'Khánh Hòa'],
    ]);
  });
});

describe('communeOf without boundaries', () => {
  it('is the commune of the nearest label point, marked schematic', () => {
    const place = vn.communeOf({ latitude: 21.03853, longitude: 105.83806 });
    expect(place).toMatchObject({ schematic: true, commune: { code: '00004' }, province: { code: '01' } });
  });

  it('finds every commune at its own label point', () => {
    const lost = vn.allCommunes(today).filter(({ code, label }) => {
      const isArchipelago = vn.archipelagos.some((one) => one.code === code);
      return label && !isArchipelago && vn.communeOf(label)?.commune.code !== code;
    });
    expect(lost.map((commune) => commune.fullName)).toEqual([]);
  });

  it('finds the communes of the archipelagos on their islands', () => {
    for (const { code, islands } of vn.archipelagos) {
      for (const island of islands) expect(vn.communeOf(island)?.commune.code).toBe(code);
    }
  });

  it('knows nothing abroad or far at sea', () => {
    expect(vn.communeOf({ latitude: 17.97, longitude: 102.61 })).toBeUndefined();
    expect(vn.communeOf({ latitude: 11.55, longitude: 104.92 })).toBeUndefined();
    expect(vn.communeOf({ latitude: 13.0, longitude: 111.0 })).toBeUndefined();
  });
});
