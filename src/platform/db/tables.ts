/** All tables of the house. Each domain adds its own in its `tables.ts` by declaration merging. */
export interface Tables {
  fact: FactTable;
  fact_counter: { community_id: string; seq: number };
  reaction_cursor: { name: string; community_id: string; seq: number };
  limit_use: { key: string; until: number; used: number };
  setting: { key: string; value: string };
}

interface FactTable {
  community_id: string;
  seq: number;
  kind: string;
  actor_id: string | null;
  conversation_id: string | null;
  at: number;
  payload: string;
}
