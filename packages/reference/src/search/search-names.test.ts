import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReference } from '../index.ts';
import { folder } from './fold.ts';

const vn = openReference({});
const fold = folder(vn.country.search);
const full = (text: string, options = {}) =>
  vn.search(text, options).map((hit) => [hit.fullName, ...hit.within].join(', '));
const leads = (text: string) => {
  const [hit] = vn.search(text);
  return hit?.leadsTo.map((area) => [area.fullName, ...area.within].join(', '));
};

describe('folding', () => {
  it('takes both places of a tone mark for one, and keeps marks that differ apart', () => {
    expect(fold('Hoà').marked).toBe(fold('HÒA').marked);
    expect(fold('Thuỷ Nguyên').marked).toBe(fold('Thủy  Nguyên').marked);
    expect(fold('Hòa').marked).not.toBe(fold('Hóa').marked);
    expect(fold('Hoạ').marked).not.toBe(fold('Hoa').marked);
  });

  it('drops every mark and stroke for the bare form', () => {
    expect(fold("Đắk Lắk, Cư M'gar").bare).toBe('dak lak cu m gar');
    expect(fold('Phường Ngọc Hà').bare).toBe('phuong ngoc ha');
  });

  it('does not depend on how the letters were composed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...vn.allCommunes().map((one) => one.fullName)), (name) => {
        expect(fold(name.normalize('NFD'))).toEqual(fold(name.normalize('NFC')));
      }),
    );
  });
});

describe('search', () => {
  it('leads from an old name to its successor, with marks and without', () => {
    expect(full('phường Phúc Xá')[0]).toBe('Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội');
    expect(leads('phường Phúc Xá')).toEqual(['Phường Hồng Hà, Thành phố Hà Nội']);
    expect(leads('phuong phuc xa')).toEqual(['Phường Hồng Hà, Thành phố Hà Nội']);
    expect(vn.search('phường Phúc Xá')[0]).toMatchObject({ code: '00001', isFormer: true, succession: 'full' });
  });

  it('leads from a divided commune to all of its successors', () => {
    const divided = vn.allCommunes('2025-01-01').find((commune) => commune.succession?.kind === 'partial');
    const hit = vn
      .search(divided?.fullName ?? '', { limit: 100 })
      .find((one) => one.isFormer && one.code === divided?.code);
    expect(hit?.leadsTo.map((area) => area.code)).toEqual(divided?.succession?.codes);
    expect(hit?.succession).toBe('partial');
  });

  it('leads from a former province to the one of today', () => {
    expect(leads('tỉnh Hà Giang')).toEqual(['Tỉnh Tuyên Quang']);
    expect(leads('tinh binh duong')).toEqual(['Thành phố Hồ Chí Minh']);
  });

  it('puts what is typed exactly first, with its marks before without, today before formerly', () => {
    const baVi = vn.search('Ba Vì', { limit: 3 });
    expect(baVi.slice(0, 2).every((hit) => hit.fullName === 'Xã Ba Vì' && !hit.isFormer)).toBe(true);
    expect(full('Huế')[0]).toBe('Thành phố Huế');
    expect(full('hue')[0]).toBe('Thành phố Huế');
    expect(full('Hồng Hà')[0]).toBe('Phường Hồng Hà, Thành phố Hà Nội');
  });

  it('keeps names apart that differ only by their marks', () => {
    const pairs = Map.groupBy(vn.allCommunes(), (one) => `${one.provinceCode} ${fold(one.name).bare}`);
    let seen = 0;
    for (const pair of pairs.values()) {
      if (new Set(pair.map((one) => fold(one.name).marked)).size < 2) continue;
      seen++;
      for (const { fullName, code, provinceCode } of pair) {
        expect(vn.search(fullName, { provinceCode, includeFormer: false })[0]?.code).toBe(code);
      }
    }
    expect(seen).toBe(10);
  });

  it('takes what follows a comma, or simply follows, for what the area lies in', () => {
    expect(full('Hồng Hà, Hà Nội')[0]).toBe('Phường Hồng Hà, Thành phố Hà Nội');
    expect(full('hong ha ha noi')[0]).toBe('Phường Hồng Hà, Thành phố Hà Nội');
    expect(full('phường 1, quận 3')[0]).toBe('Phường 1, Quận 3, Thành phố Hồ Chí Minh');
    expect(full('Hồng Hà, Cà Mau')).toEqual([]);
  });

  it('understands abbreviations and names people use', () => {
    expect(full('TP.HCM')[0]).toBe('Thành phố Hồ Chí Minh');
    expect(full('tp hcm')[0]).toBe('Thành phố Hồ Chí Minh');
    expect(full('Sài Gòn')[0]).toBe('Thành phố Hồ Chí Minh');
    expect(full('P.Bến Thành')[0]).toBe('Phường Bến Thành, Thành phố Hồ Chí Minh');
    expect(full('P1 quận 3')[0]).toBe('Phường 1, Quận 3, Thành phố Hồ Chí Minh');
    for (const old of ['Đắc Lắc', 'dac lac', 'Darlac']) expect(full(old)[0]).toBe('Tỉnh Đắk Lắk');
    for (const old of ['Đắc Nông', 'dac nong']) expect(full(old)[0]).toBe(full('tỉnh Đắk Nông')[0]);
    for (const old of ['Bắc Cạn', 'tỉnh bac can']) expect(full(old)[0]).toBe(full('tỉnh Bắc Kạn')[0]);
  });

  it('knows i and y for one where both are written, and words written as one', () => {
    expect(full('Lí Sơn')[0]).toBe('Đặc khu Lý Sơn, Tỉnh Quảng Ngãi');
    expect(full('qui nhon')[0]).toBe(full('Quy Nhơn')[0]);
    expect(fold('Thúy').marked).not.toBe(fold('Thúi').marked);
    expect(full('Hanoi')[0]).toBe('Thành phố Hà Nội');
    expect(full('Daklak')[0]).toBe('Tỉnh Đắk Lắk');
  });

  it('answers a former district by what lay in it, a number of another type by nothing', () => {
    const first = vn.search('Quận 1', { limit: 20 });
    expect(first.map((hit) => hit.within[0])).toEqual(first.map(() => 'Quận 1'));
    expect(first).toHaveLength(10);
    for (const same of ['q1', 'quận 1, TP HCM', 'Quận 1 Hồ Chí Minh']) expect(vn.search(same)).toEqual(first);
    expect(full('huyện đảo Lý Sơn')[0]).toBe('Đặc khu Lý Sơn, Tỉnh Quảng Ngãi');
    expect(vn.search('bac tu liem')[0]?.within[0]).toBe('Quận Bắc Từ Liêm');
    expect(full('Tx. Sơn Tây')).toEqual(full('thị xã Sơn Tây'));
    expect(full('Tx. Sơn Tây')).toContain('Phường Sơn Tây, Thành phố Hà Nội');
    expect(full('huyện Củ Chi')[0]).toBe('Xã Củ Chi, Thành phố Hồ Chí Minh');
  });

  it.each([
    // A former town or district by its type: the area on its land that bears its name.
    ['thị xã Sơn Tây', 'Phường Sơn Tây, Thành phố Hà Nội'],
    ['TX. son tay', 'Phường Sơn Tây, Thành phố Hà Nội'],
    ['quận Hải Châu', 'Phường Hải Châu, Thành phố Đà Nẵng'],
    ['huyện Mỹ Đức', 'Xã Mỹ Đức, Thành phố Hà Nội'],
    // Of several of one name the one that was a district's.
    ['hoi an', 'Phường Hội An, Thành phố Đà Nẵng'],
    ['ba dinh', 'Phường Ba Đình, Thành phố Hà Nội'],
    // What it lies in first.
    ['Gia Lai Pleiku', 'Phường Pleiku, Tỉnh Gia Lai'],
    ['tỉnh Gia Lai, TP. Pleiku', 'Phường Pleiku, Tỉnh Gia Lai'],
    ['Hà Nội, phường Hồng Hà', 'Phường Hồng Hà, Thành phố Hà Nội'],
    ['da nang hai chau', 'Phường Hải Châu, Thành phố Đà Nẵng'],
    // A province that is no more.
    ['Phú Quốc Kiên Giang', 'Đặc khu Phú Quốc, Tỉnh An Giang'],
    ['Bình Thuận Phan Thiết', 'Phường Phan Thiết, Tỉnh Lâm Đồng'],
    ['chi linh, hai duong', 'Phường Chí Linh, Thành phố Hải Phòng'],
    // A slip of a finger.
    ['ben thah', 'Phường Bến Thành, Thành phố Hồ Chí Minh'],
    ['Nha Trnag Khánh Hòa', 'Phường Nha Trang, Tỉnh Khánh Hòa'],
    ['Buôn Mê Thuột', 'Phường Buôn Ma Thuột, Tỉnh Đắk Lắk'],
    ['can thoo', 'Thành phố Cần Thơ'],
    ['haai phong', 'Thành phố Hải Phòng'],
  ])('answers %s first with %s', (typed, wanted) => {
    expect(full(typed)[0]).toBe(wanted);
  });

  it.each([
    // Initials as people type them, in capitals and not; the province, or the town that was, before villages.
    ['BMT', 'Phường Buôn Ma Thuột, Tỉnh Đắk Lắk'],
    ['tdm', 'Phường Thủ Dầu Một, Thành phố Hồ Chí Minh'],
    ['sg', 'Thành phố Hồ Chí Minh'],
    ['HCM', 'Thành phố Hồ Chí Minh'],
    ['TPHCM', 'Thành phố Hồ Chí Minh'],
    ['tphcm', 'Thành phố Hồ Chí Minh'],
    ['TP. HCM', 'Thành phố Hồ Chí Minh'],
    ['HN', 'Thành phố Hà Nội'],
    ['NA', 'Tỉnh Nghệ An'],
    ['BRVT', 'Tỉnh Bà Rịa - Vũng Tàu'],
    ['TTH', 'Thành phố Huế'],
    ['BMT, Đắk Lắk', 'Phường Buôn Ma Thuột, Tỉnh Đắk Lắk'],
    ['bmt dak lak', 'Phường Buôn Ma Thuột, Tỉnh Đắk Lắk'],
    ['P. TDM', 'Phường Thủ Dầu Một, Thành phố Hồ Chí Minh'],
    ['Bến Thành, SG', 'Phường Bến Thành, Thành phố Hồ Chí Minh'],
    ['Hồng Hà, HN', 'Phường Hồng Hà, Thành phố Hà Nội'],
  ])('knows %s by its initials', (typed, wanted) => {
    expect(full(typed)[0]).toBe(wanted);
  });

  it('tells all provinces of the same initials, those with the letters typed first, the larger before the smaller', () => {
    const provinces = (typed: string, limit: number) => full(typed, { level: 'province', includeFormer: false, limit });
    for (const typed of ['ĐN', 'đn']) expect(provinces(typed, 2)).toEqual(['Thành phố Đồng Nai', 'Thành phố Đà Nẵng']);
    expect(provinces('QN', 9)).toEqual(['Tỉnh Quảng Ngãi', 'Tỉnh Quảng Ninh']);
    expect(full('ĐN').slice(0, 2)).toEqual(provinces('ĐN', 2));
  });

  it('puts what is typed, or begins with it, before what has it for initials, unless it is typed in capitals', () => {
    for (const typed of ['th', 'na', 'ha', 'an']) {
      const first = vn.search(typed)[0]?.fullName ?? '';
      expect([typed, ` ${fold(first).bare}`.includes(` ${typed}`)]).toEqual([typed, true]);
    }
    expect(full('ha noi')).toEqual(full('HA NOI'));
    expect(full('HUE')[0]).toBe('Thành phố Huế');
    expect(full('ha noi').every((one) => /hà nội/i.test(one))).toBe(true);
  });

  it('finds by initials every name of three words, among others of these initials', () => {
    for (const { name, fullName, code } of vn.allCommunes()) {
      const words = fold(name).bare.split(' ');
      if (words.length !== 3 || words.some((word) => /\d/.test(word))) continue;
      const hits = vn.search(
        words
          .map((word) => word[0])
          .join('')
          .toUpperCase(),
        { level: 'commune', limit: 400 },
      );
      expect([fullName, hits.some((hit) => hit.code === code)]).toEqual([fullName, true]);
    }
  });

  it('finds what bears the name of its former district by that district', () => {
    const types = vn.country.search.typeWords.map((type) => fold(type).marked);
    const communes = Map.groupBy(
      vn.allCommunes('2025-01-01'),
      ({ districtName, provinceCode }) => `${districtName}/${provinceCode}`,
    );
    const misled = [...communes].filter(([one, inside]) => {
      const [district = '', provinceCode = ''] = one.split('/');
      const heirs = new Set(inside.flatMap(({ succession }) => succession?.codes ?? []));
      const bearers = vn
        .allCommunes()
        .filter(
          ({ code, name }) =>
            heirs.has(code) && types.includes(fold(district).marked.replace(` ${fold(name).marked}`, '')),
        );
      const province = vn.provinceByCode(provinceCode, '2025-01-01')?.fullName;
      const [first] = vn.search(`${district}, ${province}`);
      return bearers.length > 0 && !bearers.some(({ code }) => first?.code === code && !first.isFormer);
    });
    expect(misled).toEqual([]);
  });

  it('finds every commune of today by its full name and province, first among those of that name', () => {
    for (const commune of vn.allCommunes()) {
      const province = vn.provinceByCode(commune.provinceCode, commune.edition);
      const hits = vn.search(`${commune.fullName}, ${province?.fullName}`, { level: 'commune', limit: 5 });
      const place = hits.findIndex((hit) => !hit.isFormer && hit.code === commune.code);
      const before = hits.slice(0, place).map((hit) => fold(hit.fullName).marked);
      expect([commune.fullName, place >= 0, before.every((name) => name === fold(commune.fullName).marked)]).toEqual([
        commune.fullName,
        true,
        true,
      ]);
    }
  });

  it('filters by level, province and edition, and never gives more than asked', () => {
    expect(vn.search('Hòa Bình', { level: 'province' }).map((hit) => hit.fullName)).toEqual(['Tỉnh Hoà Bình']);
    expect(vn.search('Hòa Bình', { includeFormer: false, limit: 50 }).some((hit) => hit.isFormer)).toBe(false);
    expect(full('Hòa Bình', { provinceCode: '25', includeFormer: false })[0]).toBe('Phường Hòa Bình, Tỉnh Phú Thọ');
    expect(vn.search('Hòa', { limit: 3 })).toHaveLength(3);
    expect(vn.search('  ,')).toEqual([]);
  });

  it('works on a part of the table as on the whole', async () => {
    const { nameSearch } = await import('../browser.ts');
    const part = JSON.parse(JSON.stringify(vn.nameTable({ provinceCode: '01' })));
    const hits = nameSearch(part)('phuong phuc xa', { provinceCode: '01' });
    expect(hits).toEqual(vn.search('phuong phuc xa', { provinceCode: '01' }));
    const current = vn.nameTable({ includeFormer: false });
    expect(current.entries).toHaveLength(34 + 3321);
  });

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(vn.search(text).length).toBeLessThanOrEqual(10);
      }),
    );
  });
});
