import { newId } from '../../platform/ids.ts';
import { afterwards, hangings } from './afterwards.ts';
import type { Line, Script } from './scripts.ts';
import type { Act, Stage } from './stage.ts';
import { ago } from './when.ts';

/** Everything that happens in one conversation. */
export function perform(stage: Stage, script: Script): Act[] {
  const conversationId = newId(script.lines[0]!.at);
  const opening: Record<Script['kind'], () => Act[]> = {
    room: () => [openRoom(stage, script, conversationId)],
    thread: () => [],
    direct: () => [openDirect(stage, script, conversationId)],
  };
  const sayings = script.lines.map((line, index) =>
    script.kind === 'thread' && index === 0
      ? startThread(stage, script, conversationId)
      : say(stage, line, conversationId),
  );
  const rest = script.lines.flatMap((line) => afterwards(stage, line, conversationId, script.lines));
  return [...opening[script.kind](), ...sayings, ...rest];
}

function openRoom(stage: Stage, { head }: Script, id: string): Act {
  const { communityId } = stage;
  const [, when, who] = /^(.*) (\w+)$/.exec(head.opened!)!;
  return {
    at: ago(when!, stage.now),
    do: () =>
      stage.as(who!).act('conversations.open-room', {
        ...{ id, communityId, slug: head.slug!, title: head.title!, about: head.about },
        ...(head.only ? { restricted: true, people: head.only.split(' ').map(stage.idOf) } : {}),
      }),
  };
}

function openDirect(stage: Stage, { head, lines }: Script, id: string): Act {
  const { at, who } = lines[0]!;
  const { communityId } = stage;
  return {
    at: at - 1000,
    do: () =>
      stage
        .as(who)
        .act('conversations.open-direct', { id, communityId, people: head.with!.split(' ').map(stage.idOf) }),
  };
}

function startThread(stage: Stage, { head, lines }: Script, id: string): Act {
  const line = lines[0]!;
  const { communityId } = stage;
  return {
    at: line.at,
    async do() {
      const message = { id: newId(line.at), body: stage.worded(line.body) };
      await stage
        .as(line.who)
        .act('conversations.start-thread', { id, communityId, title: head.title!, message });
      line.number = 1;
    },
  };
}

function say(stage: Stage, line: Line, conversationId: string): Act {
  const { communityId } = stage;
  return {
    at: line.at,
    async do() {
      const said = await stage.as(line.who).act('conversations.send-message', {
        id: newId(line.at),
        communityId,
        conversationId,
        body: stage.worded(line.body),
        parentNumber: line.answers?.number ?? null,
        attachments: await hangings(stage, line, conversationId),
      });
      line.number = said.number;
    },
  };
}
