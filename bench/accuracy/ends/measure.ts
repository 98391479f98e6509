// In the client's end of a link: one measurement through the engine's door. Prints the record as one line of JSON.
import { measureOn } from '@i-speed/engine';
import { platform } from '../../../packages/engine/src/platform/node.ts';

const [hubUrl = '', profile = 'standard', shape = 'pulses'] = process.argv.slice(2);
const client = { kind: 'cli' as const, version: 'bench' };
const options = { hubUrl, profile: asProfile(profile), trigger: 'manual' as const, client };
for await (const event of measureOn(platform, options, shape === 'flood' ? 'flood' : 'pulses')) {
  if (event.type === 'result') process.stdout.write(`${JSON.stringify(event.submission)}\n`);
}

function asProfile(name: string): 'standard' | 'light' | 'auto' {
  return name === 'light' || name === 'auto' ? name : 'standard';
}
