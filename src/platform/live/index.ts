export { hub } from './hub.ts';
export type { Frame, Hub } from './hub.ts';
export { sockets } from './sockets.ts';
