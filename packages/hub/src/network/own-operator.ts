// Whose network a point stands in, as the table of operators writes it: by that name customers of the same network are recognised.
import type { Reference } from '@i-speed/reference';
import { ProblemError } from '../problem.ts';
import type { PointRegistration } from './registration.ts';

/**
 * The registration with the operator's name as in the table, whether its id, its name or one of its brands was given. Throws ProblemError
 * `invalid` for a point inside an operator's network whose operator the table does not know.
 */
export function withOwnOperator(
  point: PointRegistration,
  operators: ReturnType<Reference['operators']>,
): PointRegistration {
  const { operatorName, networkKind } = point;
  const found = operators.find(({ id, name }) =>
    [id, name, ...name.split(' / ')].some((each) => folded(each) === folded(operatorName ?? '')),
  );
  if (found !== undefined) return { ...point, operatorName: found.name };
  if (networkKind !== 'on-net') return point;
  const names = operators.map(({ name }) => name).join(', ');
  const said = operatorName === undefined ? 'say whose network it stands in' : `there is no operator ${operatorName}`;
  const message = `${said}; one of ${names}, or the kind exchange or hosting`;
  throw new ProblemError('invalid', 'the point cannot join', { faults: [{ path: 'point.operatorName', message }] });
}

function folded(text: string): string {
  return text.trim().toLocaleLowerCase('vi');
}
