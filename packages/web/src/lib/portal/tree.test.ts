import { expect, test } from 'vitest';
import { branchOf } from './tree.ts';

const TREE = [
  {
    path: '/quan-tri',
    name: 'Đợt',
    branches: [
      { path: '/quan-tri/dot/a', name: 'A', to: '/quan-tri/dot/a/2025-09' },
      { path: '/quan-tri/dot/a/hoat-dong', name: 'Hoạt động' },
    ],
  },
  { path: '/quan-tri/don-vi', name: 'Đơn vị' },
];

test.each([
  ['/quan-tri', '/quan-tri'],
  ['/quan-tri/dot-moi', '/quan-tri'],
  ['/quan-tri/dot/a/2025-08/so-a', '/quan-tri/dot/a'],
  ['/quan-tri/dot/a/hoat-dong', '/quan-tri/dot/a/hoat-dong'],
  ['/quan-tri/don-vi/so-a', '/quan-tri/don-vi'],
  ['/quan-tri/don-vi-khac', '/quan-tri'],
])('%s belongs to %s', (page, branch) => {
  expect(branchOf(TREE, page)).toBe(branch);
});

test('a page outside of the tree belongs to no branch', () => {
  expect(branchOf(TREE, '/dang-nhap')).toBeUndefined();
});
