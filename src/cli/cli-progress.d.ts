/** What is used of this package, which has no types of its own. */
declare module 'cli-progress' {
  export class SingleBar {
    constructor(options: Record<string, unknown>);
    start(total: number, value: number, payload?: Record<string, string>): void;
    update(value: number, payload?: Record<string, string>): void;
    stop(): void;
  }
}
