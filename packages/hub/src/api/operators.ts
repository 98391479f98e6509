// GET /api/v1/operators, targets and contacts: whose networks are told apart, what is asked of them, and whom people may turn to.
import { createRoute } from '@hono/zod-openapi';
import type { Reference } from '@i-speed/reference';
import { contactList, operatorList, targetList } from '@i-speed/spec';
import { TABLES_CACHED } from './cache-control.ts';
import { named } from './named.ts';
import { json, newRouter, noQuery, problemAnswers } from './router.ts';

const operators = createRoute({
  method: 'get',
  path: '/api/v1/operators',
  tags: ['areas'],
  summary: 'The operators and the AS numbers by which they are recognised',
  request: { query: noQuery },
  responses: {
    200: { description: 'Operators', content: json(named('OperatorList', operatorList)) },
    ...problemAnswers('invalid', 'rate-limited'),
  },
});

const targets = createRoute({
  method: 'get',
  path: '/api/v1/targets',
  tags: ['areas'],
  summary: 'What law and plans ask of networks, with the act that says so',
  request: { query: noQuery },
  responses: {
    200: { description: 'Targets', content: json(named('TargetList', targetList)) },
    ...problemAnswers('invalid', 'rate-limited'),
  },
});

const contacts = createRoute({
  method: 'get',
  path: '/api/v1/contacts',
  tags: ['areas'],
  summary: 'The centre and the departments that help people, where this deployment names them',
  request: { query: noQuery },
  responses: {
    200: { description: 'Contacts', content: json(named('ContactList', contactList)) },
    ...problemAnswers('invalid', 'rate-limited'),
  },
});

export type OperatorTables = Pick<Reference, 'operators' | 'targets' | 'contacts'>;

export function operatorRoutes(reference: OperatorTables) {
  return newRouter()
    .openapi(operators, (c) => {
      const all = reference.operators().map(({ id, name, asns }) => ({ id, name, asns: [...asns] }));
      return c.json({ operators: all }, 200, TABLES_CACHED);
    })
    .openapi(targets, (c) => c.json({ targets: [...reference.targets()] }, 200, TABLES_CACHED))
    .openapi(contacts, (c) => c.json({ contacts: [...reference.contacts()] }, 200, TABLES_CACHED));
}
