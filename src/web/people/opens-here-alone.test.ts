import { expect, test } from 'vitest';
import { opensHereAlone } from './opens-here-alone.ts';

test('a link to this machine opens for nobody elsewhere', () => {
  for (const link of [
    'http://localhost:3000/invite/a',
    'http://127.0.0.1/invite/a',
    'http://[::1]:3000/invite/a',
  ])
    expect(opensHereAlone(link), link).toBe(true);
});

test('a link to a name or to a machine of the local network opens elsewhere too', () => {
  for (const link of [
    'https://kith.example.org/invite/a',
    'http://192.168.1.5:3000/invite/a',
    'http://localhost.example.org/invite/127.0.0.1',
  ])
    expect(opensHereAlone(link), link).toBe(false);
});
