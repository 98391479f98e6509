// GET /api/v1/banner: this month's speed of the country or a province, to be put into other sites' pages.
import { createRoute } from '@hono/zod-openapi';
import type { Reference } from '@i-speed/reference';
import { areaCode } from '@i-speed/spec';
import { monthOf } from '@i-speed/statistics';
import * as z from 'zod';
import type { HubConfig } from '../config.ts';
import { type BannerFigure, drawBanner } from '../materials/live-banner.ts';
import { present } from '../present.ts';
import { unknownInQuery } from '../problem.ts';
import { askStatistics, type StatisticsDesk } from '../statistics/ask.ts';
import { statisticsQuery } from '../statistics/request.ts';
import { newRouter, problemAnswers } from './router.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/banner',
  tags: ['materials'],
  summary: "This month's speed as a small page for an iframe",
  description: 'Under 5 KB, without cookies, scripts or anything from elsewhere. Points inside the country, on-net.',
  request: { query: z.object({ province: areaCode.optional(), lang: z.enum(['vi', 'en']).default('vi') }) },
  responses: {
    200: { description: 'HTML' },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export interface BannerParts {
  readonly desk: StatisticsDesk;
  readonly reference: Pick<Reference, 'country' | 'currentEdition' | 'provinceByCode'>;
  readonly config: Pick<HubConfig, 'isDemo'>;
}

const HEADERS = {
  'cache-control': 'public, max-age=600',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *",
  // Pages that are isolated, as our own are, take only frames that say they are too.
  'cross-origin-embedder-policy': 'require-corp',
};

export function bannerRoutes({ desk, reference, config }: BannerParts) {
  const { country, currentEdition } = reference;
  const nameOf = (province: string) => {
    const found = reference.provinceByCode(province, currentEdition);
    if (found !== undefined) return found.fullName;
    throw unknownInQuery('province', `there is no province ${province}; GET /api/v1/provinces lists them`);
  };
  return newRouter().openapi(route, async (c) => {
    const { province, lang } = c.req.valid('query');
    const month = monthOf(desk.clock(), country.timeZone);
    const figureOf = async (label: BannerFigure['label']): Promise<BannerFigure> => {
      const query = statisticsQuery.parse(
        present({ from: `${month}-01`, access: label, networkKind: 'on-net', province }),
      );
      const [cell] = (await askStatistics(desk, query)).totals;
      const median = cell?.median;
      return present({
        label,
        n: cell?.n ?? 0,
        medianMbps: median?.value,
        lowMbps: median?.interval?.low,
        highMbps: median?.interval?.high,
        missingDevices: median?.missingDevices,
      });
    };
    const figures = await Promise.all([figureOf('mobile'), figureOf('fixed')]);
    const areaName = province === undefined ? (country.names[lang] ?? country.country) : nameOf(province);
    const href = `${lang === 'en' ? '/en' : ''}/thong-ke${province === undefined ? '' : `?province=${province}`}`;
    return c.html(drawBanner({ areaName, month, figures, language: lang, isDemo: config.isDemo, href }), 200, HEADERS);
  });
}
