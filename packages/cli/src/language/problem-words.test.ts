import { expect, test } from 'vitest';
import { openSpeech } from './language.ts';
import { describeFault, describeProblem } from './problem-words.ts';

const [vi, en] = [openSpeech('vi'), openSpeech('en')];

test('in Vietnamese a refusal has words of its own, with the hub’s behind them', () => {
  const refusal = { code: 'no-permission', title: 'x', detail: 'the code was used' };
  expect(describeProblem(refusal, vi)).toBe('thiếu, sai hoặc đã dùng hết mã cho phép (the code was used)');
  expect(describeProblem(refusal, en)).toBe('the code was used');
  expect(describeProblem({ code: 'not-found', title: 'There is none' }, vi)).toBe(
    'trung tâm không có nội dung này (There is none)',
  );
});

test('a code that is not known leaves the hub’s text', () => {
  expect(describeProblem({ code: 'new-one', detail: 'because' }, vi)).toBe('because');
  expect(describeProblem({ title: 'HTTP 418' }, vi)).toBe('HTTP 418');
});

test('a fault is told by its kind, with its bound', () => {
  const fault = { path: 'point.name', message: 'Too big: expected string to have <=80 characters' };
  expect(describeFault({ ...fault, kind: 'too-long', limit: 80 }, vi)).toBe(
    `point.name: chỉ được có nhiều nhất 80 ký tự (${fault.message})`,
  );
  expect(describeFault({ ...fault, kind: 'too-long', limit: 80 }, en)).toBe(`point.name: ${fault.message}`);
  expect(describeFault(fault, vi)).toBe(`point.name: ${fault.message}`);
});
