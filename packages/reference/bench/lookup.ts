// How fast the look-ups are: `node packages/reference/bench/lookup.ts [DATA_FOLDER]`; with imported boundaries in the folder also the exact one.
import { cpus } from 'node:os';
import { openReference } from '../src/index.ts';
import { random } from '../test/random.ts';

const lookups = 1_000_000;
const rounds = 5;
const [dataDir] = process.argv.slice(2);

console.log(`${cpus()[0]?.model}, Node ${process.version}; best of ${rounds} rounds of ${lookups} look-ups, one core`);
const opened = openReference(dataDir === undefined ? {} : { dataDir });
time('open the reference, first network look-up', 1, () => void openReference({}).networkOf('192.0.2.1'));

const draw = random(1);
const byte = () => Math.floor(draw() * 256);
const group = () => Math.floor(draw() * 65536).toString(16);
const ipv4 = Array.from({ length: 10_000 }, () => `${byte()}.${byte()}.${byte()}.${byte()}`);
const home4 = Array.from({ length: 10_000 }, () => `113.${160 + (byte() % 32)}.${byte()}.${byte()}`);
const home6 = Array.from({ length: 10_000 }, () => `2402:800:${group()}:${group()}::${group()}`);
const box = { south: 8.5, north: 23.4, west: 102.1, east: 109.5 };
const positions = Array.from({ length: 10_000 }, () => ({
  latitude: box.south + draw() * (box.north - box.south),
  longitude: box.west + draw() * (box.east - box.west),
}));

every('address -> network, IPv4 of the whole world', ipv4, (address) => opened.networkOf(address));
every('address -> network, IPv4 of the country', home4, (address) => opened.networkOf(address));
every('address -> network, IPv6 of the country', home6, (address) => opened.networkOf(address));
const kind = opened.boundaries().schematic ? 'schematic' : 'exact';
every(`position -> commune, ${kind}, in the country's box`, positions, (position) => opened.communeOf(position));

const queries = ['phường Phúc Xá', 'hoa binh', 'Hồng Hà, Hà Nội', 'P1 quận 3', 'da nang'];
opened.search('');
time('search by name', queries.length * 40, () => {
  for (let round = 0; round < 40; round++) for (const query of queries) opened.search(query);
});
console.log(`resident memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);

function every<T>(name: string, inputs: readonly T[], lookUp: (input: T) => unknown): void {
  let found = 0;
  time(name, lookups, () => {
    found = 0;
    for (let done = 0; done < lookups; done += inputs.length) {
      for (const input of inputs) if (lookUp(input) !== undefined) found++;
    }
  });
  if (found === 0) throw new Error(`${name}: nothing was found`);
}

function time(name: string, count: number, run: () => void): void {
  let bestMs = Infinity;
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    run();
    bestMs = Math.min(bestMs, performance.now() - begin);
  }
  const perSecond = Math.round((count / bestMs) * 1000).toLocaleString('en');
  console.log(count === 1 ? `${name}: ${bestMs.toFixed(1)} ms` : `${name}: ${perSecond}/s`);
}
