// A hub as a process of its own, for suites that kill it: settings from the environment, one point registered, its port on stdout.
import { hubConfig, openHub, type PointRegistration } from '../../packages/hub/src/index.ts';

const hub = await openHub(hubConfig(process.env));
const publicKey: PointRegistration['publicKey'] = JSON.parse(process.env.POINT_KEY ?? '');
await hub.registerPoint({ id: 'p1', name: 'Point', networkKind: 'exchange', url: 'http://127.0.0.1:9', publicKey });
const { port } = await hub.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${port}\n`);
process.once('SIGTERM', () => void hub.close());
