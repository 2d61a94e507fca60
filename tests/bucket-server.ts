import { 'module.exports' as S3rver } from '@20minutes/s3rver';

// A process of its own: its list tokens want an old cipher that is asked for when a process starts.
const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: process.argv[2]!,
  configureBuckets: [{ name: 'kith-files' }],
});
const { port } = await server.run();
process.stdout.write(`${port}\n`);
