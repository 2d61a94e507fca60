import { readFile } from 'node:fs/promises';
import { newId } from '../../platform/ids.ts';
import { drawPicture } from './drawing/pictures.ts';
import type { Line } from './scripts.ts';
import type { Act, Stage } from './stage.ts';

const MINUTE = 60_000;
const HANGS = /^(picture|file) (\S+)$/;

/** What a line of a script says after `~`: reactions, keeping, closing, deleting. */
export function afterwards(stage: Stage, line: Line, conversationId: string, lines: Line[]): Act[] {
  return line.after
    .filter((one) => !HANGS.test(one))
    .flatMap((one, index) => {
      const at = Math.min(line.at + (index + 1) * 3 * MINUTE, stage.now);
      return words(stage, { line, conversationId, lines, at }, one);
    });
}

interface Scene {
  line: Line;
  conversationId: string;
  lines: Line[];
  at: number;
}

function words(stage: Stage, scene: Scene, said: string): Act[] {
  const kept = /^keep (\d+) by (\w+): (.*)$/.exec(said);
  if (kept) return [keep(stage, scene, { turns: Number(kept[1]), who: kept[2]!, title: kept[3]! })];
  const closed = /^close: (.*)$/.exec(said);
  if (closed) return [close(stage, scene, closed[1]!)];
  if (said === 'delete') return [takeBack(stage, scene)];
  const [emoji, ...people] = said.split(' ');
  return people.map((who, index) => react(stage, { ...scene, at: scene.at + index * MINUTE }, emoji!, who));
}

const here = ({ communityId }: Stage, { conversationId, line }: Scene) => ({
  communityId,
  conversationId,
  number: line.number!,
});

const react = (stage: Stage, scene: Scene, emoji: string, who: string): Act => ({
  at: Math.min(Math.max(scene.at, stage.settledAt(who)), stage.now),
  do: () => stage.as(who).act('conversations.react', { ...here(stage, scene), emoji }),
});

const takeBack = (stage: Stage, scene: Scene): Act => ({
  at: scene.at,
  do: () => stage.as(scene.line.who).act('conversations.delete-message', here(stage, scene)),
});

const close = (stage: Stage, scene: Scene, reason: string): Act => ({
  at: scene.at,
  do: () => {
    const { communityId, conversationId } = here(stage, scene);
    return stage.as(scene.line.who).act('conversations.close', { communityId, conversationId, reason });
  },
});

/** The talk that ends with this line, so many turns long. */
const keep = (
  stage: Stage,
  scene: Scene,
  { turns, who, title }: { turns: number; who: string; title: string },
): Act => ({
  at: scene.at + 30 * MINUTE,
  do: () => {
    const { communityId, conversationId, number: to } = here(stage, scene);
    const from = to - turns + 1;
    return stage.as(who).act('conversations.keep-as-thread', {
      id: newId(stage.clock.at),
      communityId,
      conversationId,
      from,
      to,
      title,
    });
  },
});

/** Uploads what hangs on a line, and answers the ids. */
export async function hangings(stage: Stage, line: Line, conversationId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const one of line.after) {
    const [, kind, name] = HANGS.exec(one) ?? [];
    if (!kind || !name) continue;
    const file =
      kind === 'picture'
        ? { name: `${name}.png`, mime: 'image/png', content: await drawPicture(name) }
        : {
            name,
            mime: 'text/plain',
            content: await readFile(new URL(`./green-street/files/${name}`, import.meta.url)),
          };
    const { communityId } = stage;
    const content = new Uint8Array(file.content);
    const upload = { ...file, content, id: newId(line.at), communityId, conversationId };
    ids.push((await stage.as(line.who).act('conversations.attach', upload)).id);
  }
  return ids;
}
