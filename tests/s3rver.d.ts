/** What tests use of this package, which has no types of its own. */
declare module '@20minutes/s3rver' {
  import type { AddressInfo } from 'node:net';

  const S3rver: new (options: {
    address: string;
    port: number;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string }[];
  }) => { run(): Promise<AddressInfo> };
  export { S3rver as 'module.exports' };
}
