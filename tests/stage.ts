/** The stage of the conversations' own tests, for tests of what stands above them. */
export { scene, type Scene } from '../src/domains/conversations/scene.ts';
