import { wordOf } from '../reading/field.ts';

const DISCORD_EPOCH = 1_420_070_400_000;
const SNOWFLAKE = /^\d{15,20}$/;

/** When the thing with this id was made; null where the id is none of Discord's. */
export function instantOfId(id: string): number | null {
  return SNOWFLAKE.test(id) ? Number(BigInt(id) >> 22n) + DISCORD_EPOCH : null;
}

export function idOf(value: unknown): string | null {
  return wordOf(value, 40);
}
