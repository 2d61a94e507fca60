import type { Asked, Command } from './command.ts';
import { exitCode, misused } from './command.ts';
import { found, invite } from './community/by-person.ts';
import { list, members, show, setRole } from './community/kept.ts';

type Part = { words: number; run(asked: Asked): Promise<void> };

const parts: Record<string, Part> = {
  list: { words: 0, run: list },
  show: { words: 1, run: show },
  members: { words: 1, run: members },
  found: { words: 1, run: found },
  invite: { words: 1, run: invite },
  appoint: { words: 2, run: (asked) => setRole(asked, 'host') },
  dismiss: { words: 2, run: (asked) => setRole(asked, 'member') },
};

export const command: Command = {
  name: 'community',
  does: 'Shows the communities of this installation, founds one, invites to one, and appoints hosts.',
  usage: [
    'community list  all communities with their hosts',
    'community show ADDRESS  one of them',
    'community members ADDRESS  who belongs to it',
    'community found ADDRESS --by HANDLE --name NAME  in the name of a person, who is its first host',
    'community invite ADDRESS --by HANDLE  makes an invite link in the name of a member',
    'community appoint ADDRESS HANDLE  makes a member a host, where no host can',
    'community dismiss ADDRESS HANDLE  makes a host a member again',
  ],
  options: {
    by: { type: 'string', takes: 'HANDLE', does: 'in whose name; a handle or a mail address' },
    name: { type: 'string', takes: 'NAME', does: 'found: what the community is called' },
    purpose: { type: 'string', takes: 'TEXT', does: 'found: what it is for' },
    size: { type: 'string', takes: 'NUMBER', does: 'found: how many members it may have (150)' },
    listed: { type: 'boolean', does: 'found: shown to everybody who has an account here' },
    email: { type: 'string', takes: 'ADDRESS', does: 'invite: only for this mail address' },
    uses: { type: 'string', takes: 'NUMBER', does: 'invite: how many can use it (10, or 1 with --email)' },
    days: { type: 'string', takes: 'NUMBER', does: 'invite: how long it holds (14)' },
  },
  async run(asked) {
    const [name = '', ...words] = asked.words;
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!part || words.length !== part.words) throw misused(command, asked.words);
    await part.run({ ...asked, words });
    return exitCode.done;
  },
};
