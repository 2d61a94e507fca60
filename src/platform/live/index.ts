export { hub } from './hub.ts';
export type { Frame } from './frame.ts';
export type { Hub } from './hub.ts';
export { sockets } from './sockets.ts';
export type { SocketHouse } from './sockets.ts';
